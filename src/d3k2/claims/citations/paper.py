"""What a registry says of a paper, and how a registry is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

NoticeKind = Literal["retraction", "concern", "correction", "superseded"]
"""What was published about a paper after it."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice about a paper; ``by`` is the identifier of the notice, where it has one."""

    kind: NoticeKind
    by: str | None = None


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """A paper as a registry describes it. What the registry does not say is left empty.

    Attributes
    ----------
    authors : tuple of str
        Family names, in order; a group by its whole name.
    years : tuple of int
        Every year it carries, the print year first: a paper is often online a year before.
    kind : str or None
        In the registry's own word: ``journal-article``.
    types : tuple of str
        Publication types: ``Guideline``, ``Retracted Publication``.
    agency : str or None
        Who registered it, where that is another one that is not asked: nothing else is known then.
    """

    doi: str | None = None
    pmid: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    venue: str | None = None
    kind: str | None = None
    types: tuple[str, ...] = ()
    abstract: str | None = None
    notices: tuple[Notice, ...] = ()
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The registry has this record."""

    record: PaperRecord
    registry: str


@dataclass(frozen=True, slots=True)
class Absent:
    """The registry answered, and has no such record."""

    registry: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The registry gave no answer that can be used; ``why`` is a part of a sentence."""

    registry: str
    why: str


RegistryReply = Found | Absent | Unreachable


class Registry(Protocol):
    """A place that knows which papers exist. It never raises: what went wrong is `Unreachable`."""

    def record_of_doi(self, doi: str) -> RegistryReply:
        """Return the paper with this DOI."""
        ...

    def record_of_pmid(self, pmid: str) -> RegistryReply:
        """Return the paper with this number in PubMed."""
        ...

    def find(self, title: str, author: str | None, year: int | None) -> RegistryReply:
        """Return the paper most like this one; whoever asks compares it."""
        ...
