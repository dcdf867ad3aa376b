"""Which substance an amount is of, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from d3k2.claims.numbers.reading import Reading
from d3k2.claims.numbers.tables import spelled, table
from d3k2.language import Concept, Mention, WrittenAmount, concept

How = Literal["beside", "only", "context"]
SUBSTANCES = frozenset({"nutrient", "form", "salt", "marker", "food", "medicine"})
"""Kinds of concepts an amount may be of."""
_JOINT = re.compile(r"\s*(?:/|\+|&|,|-|–|\band\b|\bwith\b|\bplus\b|\bor\b)\s*", re.IGNORECASE)
_OPENED = re.compile(r"\s*[(\[]\s*")
_CLOSED = re.compile(r"[^()\[\]\d]{0,20}[)\]]")
_LAPSE = 24
"""Characters between an amount and the name beside it that are looked at, brackets apart."""


@dataclass(frozen=True, slots=True)
class Of:
    """What an amount is of: a family of ``substances.toml``, or any other substance by its id.

    Attributes
    ----------
    how
        ``beside``: the name stands next to the amount. ``only``: the sentence names no other.
        ``context``: only what stands before the sentence names it.
    """

    family: str
    how: How
    concept: str


def family(one: Concept) -> str | None:
    """Return the family of a concept; None where no amount can be of it."""
    for each in (one.id, *one.wider):
        if each in table("substances")["families"]:
            return each
    return one.id if one.kind in SUBSTANCES else None


def families(reading: Reading) -> frozenset[str]:
    """Return the families of all substances a sentence names, foods and medicines apart."""
    return frozenset(
        each
        for m in reading.mentions
        if m.concept.kind not in ("food", "medicine") and (each := family(m.concept)) is not None
    )


def families_around(reading: Reading) -> frozenset[str]:
    """Return the families that the heading or the sentence before named."""
    known = (concept(each) for each in reading.context.concepts)
    kept = (c for c in known if c is not None and c.kind not in ("food", "medicine"))
    return frozenset(each for c in kept if (each := family(c)) is not None)


def substance_of(reading: Reading, amount: WrittenAmount) -> Of | None:
    """Return what an amount is of, or None where that is open."""
    beside = substance_beside(reading, amount)
    if beside is not None:
        return beside
    if _neighbours(reading, amount):
        return None
    named = families(reading)
    if len(named) == 1:
        return Of(next(iter(named)), "only", next(iter(named)))
    around = families_around(reading)
    if not named and len(around) == 1:
        return Of(next(iter(around)), "context", next(iter(around)))
    return None


def substance_beside(reading: Reading, amount: WrittenAmount) -> Of | None:
    """Return the substance whose name stands next to an amount, where there is one only."""
    near = tuple(_neighbours(reading, amount))
    found = {f for m in near if (f := family(m.concept)) is not None}
    if len(found) != 1 or any(_joined(reading, m) for m in near):
        return None
    narrow = min(near, key=lambda m: -len(m.concept.wider)).concept.id
    return Of(found.pop(), "beside", narrow)


def _neighbours(reading: Reading, amount: WrittenAmount) -> list[Mention]:
    """Names right before or right after an amount."""
    named = [m for m in reading.mentions if family(m.concept) is not None]
    before = [m for m in named if m.end <= amount.start and _leads(reading, m, amount)]
    after = [m for m in named if m.start >= amount.end and _follows(reading, amount.end, m.start)]
    if after and re.search(r"\bof\b", reading.text[amount.end : after[0].start]):
        return after[:1]
    return before[-1:] + after[:1]


def _leads(reading: Reading, name: Mention, amount: WrittenAmount) -> bool:
    gap = reading.text[name.end : amount.start]
    if _OPENED.fullmatch(gap):
        return _CLOSED.match(reading.text, amount.end) is not None
    return len(gap) <= 2 * _LAPSE and _before().fullmatch(gap) is not None


def _follows(reading: Reading, end: int, start: int) -> bool:
    return start - end <= 2 * _LAPSE and _after().fullmatch(reading.text[end:start]) is not None


def _joined(reading: Reading, one: Mention) -> bool:
    """Whether a name is one of several that share what stands beside it: "D3/K2 5,000 IU"."""
    return any(family(other.concept) != family(one.concept) for other in _tied(reading, one))


def _tied(reading: Reading, one: Mention) -> Iterator[Mention]:
    for other in reading.mentions:
        if family(other.concept) is None:
            continue
        first, last = sorted((one, other), key=lambda m: m.start)
        if first is not last and _JOINT.fullmatch(reading.text[first.end : last.start]):
            yield other


@cache
def _before() -> re.Pattern[str]:
    return _gap("before", "|")


@cache
def _after() -> re.Pattern[str]:
    return _gap("after", "")


def _gap(side: str, cells: str) -> re.Pattern[str]:
    """Match what may stand between a name and its amount: a bracket, a few plain words, a cell."""
    listed = spelled(table("substances")["beside"][side])
    bracket = r"(?:\s*\([^()]{1,40}\))?"
    signs = rf"(?:[^\S\n]|[:=–—/<>≥≤~≈{cells}-])*"
    return re.compile(rf"{bracket}{signs}(?:{listed}{signs})*", re.IGNORECASE)
