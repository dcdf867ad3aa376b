"""Numbers written in digits, without those that belong to a name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from d3k2.language.amount_words import masks, scale_pattern, table, unit_pattern, word_set
from d3k2.units import NUMBER, InputRefused, read_number

_DASHES = "-‐‑–−"
_LETTERS = re.compile(r"[^\W\d_]+")
_SWALLOWED = re.compile(r"\s*(?:tablet|capsule|pill|softgel|drop)s?\b", re.IGNORECASE)
_BLANK = re.compile(r"\s")
_THOUSANDS = re.compile(r"\s?k(?=\s*(?:IU|units)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it stands, without its unit."""

    start: int
    end: int
    value: float
    kind: Literal["digits", "word", "part", "times"] = "digits"
    is_year: bool = False


def masked(text: str) -> tuple[tuple[int, int], ...]:
    """Pieces of a text whose digits are no amounts: links, dates, citation marks, 25(OH)D."""
    return tuple(sorted(m.span() for mask in masks() for m in mask.finditer(text)))


def numbers_in_digits(text: str, hidden: Sequence[tuple[int, int]]) -> Iterator[Number]:
    """Every number in digits that is not hidden and no part of a name.

    ``hidden`` are pieces of the text in order; they may overlap.
    """
    begins = [start for start, _ in hidden]
    reach = list(accumulate((end for _, end in hidden), max))
    for match in NUMBER.finditer(text):
        for start, end in _pieces(text, match):
            if not _inside(start, begins, reach) and not _in_a_name(text, start, end):
                number = _read(text, start, end)
                if number is not None:
                    yield number


def _inside(at: int, begins: Sequence[int], reach: Sequence[int]) -> bool:
    """Whether a place is hidden: of the pieces that begin no later, one reaches further."""
    before = bisect_right(begins, at)
    return before > 0 and at < reach[before - 1]


def _in_a_name(text: str, start: int, end: int) -> bool:
    """Whether letters on either side make the digits part of a name: CYP24A1, MK-7, 25-hydroxy."""
    return _ends_a_name(text, start) or _begins_a_name(text, start, end)


def _ends_a_name(text: str, start: int) -> bool:
    before = text[max(0, start - 2) : start]
    if before[-1:].isalpha() or before[-1:] in (")", "_", "#", "@"):
        return True
    return len(before) == 2 and before[1] in _DASHES and (before[0].isalpha() or before[0] in ")]")


def _begins_a_name(text: str, start: int, end: int) -> bool:
    following = text[end : end + 1]
    if following.isalpha():
        unit = unit_pattern().match(text, end)
        if unit and unit.start("unit") == end:
            return text[max(0, start - 1)] == "(" and text[max(0, start - 2)].isalnum()
        return not _THOUSANDS.match(text, end)
    if following and following in "-‐‑":
        letters = _LETTERS.match(text, end + 1)
        named = letters is not None and letters[0].lower().startswith(_chemical())
        return named and unit_pattern().match(text, end) is None
    return False


def _chemical() -> tuple[str, ...]:
    return tuple(word_set("chemical"))


def _pieces(text: str, match: re.Match[str]) -> list[tuple[int, int]]:
    """One number, or two where a blank parts them: "2 500 mg tablets", "MK-7 360 µg"."""
    start, end = match.span()
    blank = _BLANK.search(match[0])
    if blank is None:
        return [(start, end)]
    unit = unit_pattern().match(text, end)
    if _ends_a_name(text, start) or (unit and _SWALLOWED.match(text, unit.end())):
        return [(start, start + blank.start()), (start + blank.end(), end)]
    return [(start, end)]


def _read(text: str, start: int, end: int) -> Number | None:
    written = text[start:end]
    try:
        value = read_number(written)
    except InputRefused:
        return None
    year = bool(re.fullmatch(r"(?:19|20)\d\d", written))
    scale = scale_pattern().match(text, end)
    thousands = _THOUSANDS.match(text, end)
    if scale:
        value, end = value * table()["scales"][scale["scale"].lower()], scale.end()
    elif thousands:
        value, end = value * 1000, thousands.end()
    sign = text[start - 1 : start]
    if sign and sign in "-−" and (start < 2 or not text[start - 2].isalnum()):
        blank = start < 2 or text[start - 2] in " \t\n(["
        if blank and not _range_before(text, start - 1):
            return Number(start - 1, end, -value)
    return Number(start, end, value, is_year=year)


def _range_before(text: str, at: int) -> bool:
    """Whether a number stands before this dash: "20 -30"."""
    return bool(re.search(r"\d\s*\Z", text[max(0, at - 4) : at]))
