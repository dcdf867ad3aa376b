"""Works that a text cites by author and year: ``(Knapen et al., 2013)``, ``Knapen (2013)``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from d3k2.claims.citations.list_words import list_words
from d3k2.claims.citations.reference_words import reference_words

_NAME = (
    r"(?:(?:[Vv]an|[Vv]on|[Dd]e|[Dd]er|[Dd]en|[Dd]el|[Dd]i|[Dd]a|[Ll]a|[Ll]e|[Tt]en|[Tt]er)\s){0,3}"
    r"[^\W\d_a-z][^\W\d_]+(?:[-'’][^\W\d_]+)*"
)
_MORE = (
    rf"(?:\s(?:and|&)\s{_NAME}|,\s{_NAME},?\s(?:and|&)\s{_NAME}"
    r"|,?\s+et\s+al\.?|\sand\s(?:colleagues|co-workers|others))"
)
_YEAR = r"(?P<year>(?:19[4-9]|20[0-4])\d)[a-z]?"
_WORK = re.compile(
    rf"(?<![\w-])(?P<first>{_NAME})(?P<more>{_MORE})?(?:'s|’s)?(?P<between>,?\s*\(?){_YEAR}(?![\w-])"
)
_BRACKETS = re.compile(r"\((?P<inside>[^()\n]{5,300})\)")
_PARTS = re.compile(r"[^;]+")


@dataclass(frozen=True, slots=True)
class NamedMark:
    """A work named by its first author and year.

    Attributes
    ----------
    sure : bool
        Whether it can be nothing but a citation: several authors, or a name and year in brackets.
    """

    start: int
    end: int
    family: str
    year: int
    sure: bool


def named_marks(text: str) -> tuple[NamedMark, ...]:
    """Find the works that a text cites by author and year, in order and without overlap.

    Months, seasons, bodies and "vitamin" before a year are no authors.
    """
    found = sorted({(m.start, m.end): m for m in _all(text)}.values(), key=lambda m: m.start)
    kept: list[NamedMark] = []
    for mark in found:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return tuple(kept)


def _all(text: str) -> Iterator[NamedMark]:
    bracketed: list[tuple[int, int]] = []
    for brackets in _BRACKETS.finditer(text):
        for part in _PARTS.finditer(brackets["inside"]):
            lead = len(part[0]) - len(part[0].lstrip())
            match = _WORK.match(part[0], lead)
            if match and not part[0][match.end() :].strip(" ,.pabc0123456789–-"):
                at = brackets.start("inside") + part.start()
                bracketed.append((at + match.start(), at + match.end()))
                yield from _mark(match, at, sure=True)
    for match in _WORK.finditer(text):
        if not any(a <= match.start() < b for a, b in bracketed):
            yield from _mark(match, 0, sure=bool(match["more"]))


def _mark(match: re.Match[str], at: int, *, sure: bool) -> Iterator[NamedMark]:
    words = match["first"].split()
    if any(w.casefold() in list_words().no_family or _is_house(w) for w in words):
        return
    closes = match.string[match.end() : match.end() + 1] == ")" and "(" in match["between"]
    yield NamedMark(
        at + match.start(),
        at + match.end() + closes,
        match["first"],
        int(match["year"]),
        sure or "(" in match["between"],
    )


@cache
def _is_house(word: str) -> bool:
    """Whether a word is the name of a journal or a house: "(NEJM, 2019)" names no author."""
    known, small = reference_words()["bare"], word.casefold()
    return any(small in known[key] for key in ("journals", "houses", "short"))
