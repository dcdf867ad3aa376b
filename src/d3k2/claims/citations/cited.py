"""What an article cites: the entries of its list, the marks in its text, and how they join."""

from __future__ import annotations

from dataclasses import dataclass

Place = tuple[int, int]
"""From where to where in the article's text."""


@dataclass(frozen=True, slots=True)
class Identifiers:
    """What names a paper without doubt. DOIs are in small letters."""

    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    url: str | None = None

    def __bool__(self) -> bool:
        return any((self.doi, self.pmid, self.pmcid, self.url))


@dataclass(frozen=True, slots=True)
class Stated:
    """What an entry states of a paper; empty where that cannot be told for sure.

    Attributes
    ----------
    authors : tuple of str
        Family names, in order, as many as are named.
    years : tuple of int
        More than one where it does not tell which is the year of publication.
    called : tuple of str
        Labels that the article gives it: ``Guideline``, ``Research``.
    """

    identifiers: Identifiers = Identifiers()
    title: str | None = None
    authors: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    journal: str | None = None
    called: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the text where something is cited, and the sentence that cites it.

    Attributes
    ----------
    labels : tuple of str
        What it points to: ``[2, 4-6]`` points to four entries.
    """

    start: int
    end: int
    text: str
    labels: tuple[str, ...]
    sentence: Place


@dataclass(frozen=True, slots=True)
class CitedWork:
    """One thing that is cited, and the marks that cite it.

    Attributes
    ----------
    listed : bool
        Whether it is an entry of a list, not only a reference inside the text.
    """

    label: str | None
    text: str
    start: int
    end: int
    stated: Stated
    listed: bool
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """Everything an article cites.

    Attributes
    ----------
    works : tuple of CitedWork
        In the order in which they stand.
    without_entry : tuple of Mark
        Numbers in the text for which the list has no entry.
    numbered : bool
        Whether the text cites by numbers.
    """

    works: tuple[CitedWork, ...]
    without_entry: tuple[Mark, ...] = ()
    numbered: bool = False
