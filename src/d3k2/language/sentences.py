"""A text cut into its sentences, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

import tomli

_CLOSING = r"[\"'”’»)\]]*(?:\[[\d,\s–-]{1,20}\])*"
_BREAK = re.compile(
    rf"(?P<stop>[.…]+|[.!?]+){_CLOSING}(?=\s|\Z)"
    r"|(?P<wide>[。！？]+)[」』）]*"
    r"|\n[^\S\n]*\n"
    r"|\n(?=[^\S\n]*(?:[-*•·‣]|\d{1,2}[.)])[^\S\n])"
)
_LAST_WORD = re.compile(r"\S+\Z")
_OPENING = "\"'“‘«([*_"
_LIST_NUMBER = re.compile(r"(?:\A|\n|[.!?]\s)[^\S\n]*\d{1,2}\.\Z")
LONGEST_WORD = 80
"""Characters looked back over for the word before a stop."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text: ``text`` is what stands from ``start`` to ``end``."""

    start: int
    end: int
    text: str


def sentences(text: str) -> tuple[Span, ...]:
    """Cut a text into sentences, without the blanks around them.

    Abbreviations, decimals, initials and list numbers end no sentence; a blank line does.
    """
    cased = any(c.isupper() for c in text)
    cuts = [m.end() for m in _BREAK.finditer(text) if _ends(text, m, cased=cased)]
    return tuple(_spans(text, [0, *cuts, len(text)]))


def _spans(text: str, cuts: list[int]) -> Iterator[Span]:
    for begin, stop in pairwise(cuts):
        piece = text[begin:stop]
        start = begin + len(piece) - len(piece.lstrip())
        end = begin + len(piece.rstrip())
        if start < end:
            yield Span(start, end, text[start:end])


def _ends(text: str, found: re.Match[str], *, cased: bool) -> bool:
    """Whether a sentence ends here."""
    stop = found["stop"]
    if stop is None or "?" in stop or "!" in stop:
        return True
    following = _following(text, found.end())
    if not following:
        return True
    if cased and following[0].islower():
        return False
    at = found.start("stop")
    if _LIST_NUMBER.search(text, max(0, at - 8), at + 1):
        return False
    last = _LAST_WORD.search(text, max(0, at - LONGEST_WORD), at)
    return last is None or len(stop) > 1 or _not_short(text, last, following)


def _following(text: str, at: int) -> str:
    """The first letters after this place, without what opens a sentence."""
    return text[at : at + LONGEST_WORD].lstrip().lstrip(_OPENING)[:2]


def _not_short(text: str, last: re.Match[str], following: str) -> bool:
    """Whether the word before the stop is a whole word, and no abbreviation or initial."""
    word = last[0].lstrip(_OPENING)
    short = abbreviations()
    lowered = word.casefold()
    if lowered in short["never"]:
        return False
    if lowered in short["before_number"] and following[0].isdigit():
        return False
    if lowered in short["unless_capital"]:
        return following[0].isupper()
    if len(word) == 1 and word.isupper():
        before = text[max(0, last.start() - LONGEST_WORD) : last.start()].split()
        named = bool(before) and before[-1].casefold().strip(",(") in short["before_letter"]
        return named and word in short["vitamin_letters"]
    return True


@cache
def abbreviations() -> dict[str, frozenset[str]]:
    """Return ``abbreviations.toml``."""
    text = resources.files("d3k2.language").joinpath("abbreviations.toml").read_text("utf-8")
    return {key: frozenset(words) for key, words in tomli.loads(text).items()}
