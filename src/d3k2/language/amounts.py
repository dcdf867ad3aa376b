"""Every number a text writes, in digits or words, with its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from d3k2.language.amount_words import (
    interval_pattern,
    number_in_words,
    number_pattern,
    part_pattern,
    sure_pattern,
    table,
    times_pattern,
    word_set,
)
from d3k2.language.digits import Number, masked, numbers_in_digits
from d3k2.language.written_units import unit_after, unit_before

_RANGE = re.compile(r"\s*(?:-|–|—|−|\bup to\b|\bto\b|\bthrough\b)\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+\Z", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_OR = re.compile(r"\s+or\s+", re.IGNORECASE)
_LISTED = re.compile(r"\s*,?\s*\b(?:and|or|versus|vs\.?)\s+", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s*")
_DATED = re.compile(
    r"\b(?:in|since|by|during|until|before|after|from|of|to|and|year|published)\s+\(?\Z|\(\Z", re.I
)
_WORD = re.compile(r"\s*([^\W\d_]+)")
LONGEST_INTERVAL = 60
"""Characters between a number and its interval."""
LOOK_BACK = 24
"""Characters before a number that may say what it is."""


@dataclass(frozen=True, slots=True)
class WrittenAmount:
    """A number or range as it is written.

    Attributes
    ----------
    low, high : float
        The same where one number is written.
    unit : str or None
        In the spelling of facts, the time it is for included: ``IU/day``, ``ng/mL``, ``%``.
    start, end : int
        Where it stands, its unit included where that follows directly.
    bare : bool
        Whether no unit stands beside the number. It may have one all the same: in "400, 800 and
        1,000 IU" the first two are in IU.
    """

    low: float
    high: float
    unit: str | None
    start: int
    end: int
    text: str
    bare: bool


def amounts(text: str) -> tuple[WrittenAmount, ...]:
    """Find every number a text writes, in order.

    Years that stand alone, dates, citation marks, labels ("type 2 diabetes") and the digits inside
    names (D3, MK-7, 25(OH)D) are no amounts.
    """
    numbers = sorted(_numbers(text), key=lambda number: (number.start, -number.end))
    found = list(_joined(text, _apart(numbers)))
    found = _units_of_intervals(text, _units_of_lists(text, found))
    return tuple(each for each in found if not _no_amount(text, each))


def _numbers(text: str) -> Iterator[Number]:
    hidden = masked(text)
    yield from numbers_in_digits(text, hidden)
    for match in part_pattern().finditer(text):
        value = table()["parts"][" ".join(match["part"].lower().split())]
        yield Number(match.start(), match.end("part"), value, kind="part")
    for match in number_pattern().finditer(text):
        said = number_in_words(match[0])
        if said is not None:
            yield Number(*match.span(), said, kind="word")
    for match in times_pattern().finditer(text):
        yield Number(*match.span(), table()["times"][match[0].lower()], kind="times")


def _apart(numbers: Sequence[Number]) -> list[Number]:
    """Without those that begin inside another."""
    kept: list[Number] = []
    for number in numbers:
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return kept


def _joined(text: str, numbers: Sequence[Number]) -> Iterator[WrittenAmount]:
    """Read units, and two numbers as one range where they are."""
    read_to = 0
    for one, following in zip_longest(numbers, numbers[1:]):
        if one.start < read_to:
            continue
        whole = None if following is None else _range(text, one, following)
        found = whole or _single(text, one)
        if found is not None:
            read_to = found.end
            yield found


def _single(text: str, number: Number) -> WrittenAmount | None:
    unit, end = unit_after(text, number)
    if number.kind == "times":
        if unit is None:
            return None
        unit = unit if unit.startswith("times") else None
    if number.kind == "word" and number.value == 1 and unit is None and not _one(text, number):
        return None
    full = unit_before(text, number.start, unit)
    return _amount(text, number.start, end, number.value, number.value, full, bare=unit is None)


def _range(text: str, one: Number, other: Number) -> WrittenAmount | None:
    """Two numbers written as one range, or None."""
    if "times" in (one.kind, other.kind) or "part" in (one.kind, other.kind):
        return None
    first, after_first = unit_after(text, one)
    for begin, unit in ((one.end, None), (after_first, first)):
        gap = text[begin : other.start]
        if _RANGE.fullmatch(gap) or _spoken_range(text, one, other, gap):
            second, end = unit_after(text, other)
            if unit is not None and second != unit:
                continue
            if _two_years(one, other, second):
                continue
            low, high = sorted((one.value, other.value))
            full = unit_before(text, one.start, second)
            return _amount(text, one.start, end, low, high, full, bare=second is None)
    return None


def _spoken_range(text: str, one: Number, other: Number, gap: str) -> bool:
    before = text[max(0, one.start - LOOK_BACK) : one.start]
    if _AND.fullmatch(gap):
        return _BETWEEN.search(before) is not None
    return bool(_OR.fullmatch(gap)) and other.value == one.value + 1 and one.value < 10


def _two_years(one: Number, other: Number, unit: str | None) -> bool:
    return unit is None and one.is_year and (other.is_year or other.value < 100)


def _one(text: str, number: Number) -> bool:
    """Whether "one" counts something here."""
    behind = _WORD.match(text, number.end)
    return behind is not None and behind[1].lower() in word_set("one_before")


def _amount(
    text: str, start: int, end: int, low: float, high: float, unit: str | None, *, bare: bool
) -> WrittenAmount:
    return WrittenAmount(low, high, unit, start, end, text[start:end], bare)


def _units_of_lists(text: str, found: Sequence[WrittenAmount]) -> list[WrittenAmount]:
    """Give "400, 800 and 1,000 IU" its unit three times."""
    given: list[WrittenAmount] = []
    for each in reversed(found):
        behind = given[-1] if given else None
        shares = behind is not None and each.unit is None and not _dated(text, each)
        unit = behind.unit if behind and shares and _listed(text, each, behind) else each.unit
        given.append(replace(each, unit=unit))
    return given[::-1]


def _units_of_intervals(text: str, found: Sequence[WrittenAmount]) -> list[WrittenAmount]:
    """Give the interval in "9.1 % (0.5 to 17.7)" the unit of what it is the interval of."""
    given: list[WrittenAmount] = []
    of: WrittenAmount | None = None
    for each in found:
        one = each
        if each.low != each.high and each.unit is None and of is not None:
            between = text[of.end : each.start]
            if len(between) <= LONGEST_INTERVAL and interval_pattern().fullmatch(between):
                one = replace(each, unit=of.unit)
        given.append(one)
        if not sure_pattern().match(text, each.end):
            of = one
    return given


def _listed(text: str, each: WrittenAmount, behind: WrittenAmount) -> bool:
    """Whether two amounts stand in one list; a comma alone is none: "RR 0.81, 95 % interval"."""
    gap = text[each.end : behind.start]
    return bool(_LISTED.fullmatch(gap)) or (behind.bare and bool(_COMMA.fullmatch(gap)))


def _no_amount(text: str, each: WrittenAmount) -> bool:
    """Whether a number without a unit is a year or a label."""
    if each.unit is not None:
        return False
    if re.fullmatch(r"(?:19|20)\d\d", each.text):
        return not _counts(text, each.end)
    before = text[max(0, each.start - LOOK_BACK) : each.start].lower().split()
    return bool(before) and before[-1].strip("([") in word_set("after")


def _dated(text: str, each: WrittenAmount) -> bool:
    before = text[max(0, each.start - LOOK_BACK) : each.start]
    return bool(re.fullmatch(r"(?:19|20)\d\d", each.text)) and bool(_DATED.search(before))


def _counts(text: str, at: int) -> bool:
    behind = _WORD.match(text, at)
    return behind is not None and behind[1].lower() in word_set("counted")
