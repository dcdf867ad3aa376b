"""Two amounts told as equal, in two units: are they?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any, Literal

from d3k2.claims.findings import NumberFinding, NumberVerdict
from d3k2.claims.numbers.figures import Figure, overlap, rounded
from d3k2.claims.numbers.reading import Reading
from d3k2.claims.numbers.substance import (
    families,
    families_around,
    family,
    substance_beside,
)
from d3k2.claims.numbers.tables import table
from d3k2.evidence import converted
from d3k2.language import WrittenAmount, ends
from d3k2.units import show_number, term

Told = Literal["sure", "loose"]
_PER = re.compile(r"/(?:day|week|month|year|kg)")
_IN_BRACKETS = re.compile(
    r"(?P<words>(?:\s+[^\W\d_][^\s()]*){0,6})\s*[(\[]\s*(?P<about>[^()\[\]\d]*)"
)
_OF = re.compile(r"\s*(?:of|as)?\s*")
_CLOSED = re.compile(r"[^()\[\]\d]{0,30}[)\]]|\s*[;,][^()\[\]]{0,60}[)\]]")


def conversions(reading: Reading) -> Iterator[NumberFinding]:
    """Recompute every pair of amounts of a sentence that is told as equal in two units.

    The factors are those of the closed tables of `d3k2.units`. A pair that only may be meant as
    equal ("1,000 IU or 25 µg") is never called wrong.
    """
    for one, other in pairwise(reading.amounts):
        told = _told_as_equal(reading, one, other)
        if told is None or min(one.low, other.low) <= 0:
            continue
        first, second = _plain(one), _plain(other)
        row = _table_for(reading, one, other, first, second, told)
        if row is not None:
            yield from _compared(reading, row, first, second, told)


def _told_as_equal(reading: Reading, one: WrittenAmount, other: WrittenAmount) -> Told | None:
    gap = reading.text[one.end : other.start]
    bracket = _IN_BRACKETS.fullmatch(gap)
    if bracket:
        closed = _CLOSED.match(reading.text, other.end)
        about = bracket["about"].strip().lower()
        return (
            "sure" if closed and (not about or _any_of(about, "sure", "loose", "about")) else None
        )
    said = " ".join(_after_its_name(reading, one, other).split()).strip(",;: ").lower()
    if _any_of(said, "sure"):
        return "sure"
    return "loose" if said and _any_of(said, "loose") else None


def _after_its_name(reading: Reading, one: WrittenAmount, other: WrittenAmount) -> str:
    """What stands between two amounts, without the name of what the first is of."""
    for m in reading.mentions:
        if one.end <= m.start and m.end <= other.start:
            lead = reading.text[one.end : m.start]
            return reading.text[m.end : other.start] if _OF.fullmatch(lead) else ""
    return reading.text[one.end : other.start]


def _any_of(said: str, *lists: str) -> bool:
    """Whether words are one of the lists of ``between``, with or without "about" after it."""
    return _pattern(lists).fullmatch(said) is not None


@cache
def _pattern(lists: tuple[str, ...]) -> re.Pattern[str]:
    between = table("conversions")["between"]
    listed = "|".join(re.escape(w) for name in lists for w in between[name])
    about = "|".join(re.escape(w) for w in between["about"])
    return re.compile(rf"(?:{listed})\s*(?:(?:{about})\s*)*")


def _plain(amount: WrittenAmount) -> WrittenAmount:
    """Without the time or the weight it is for: equal amounts share it."""
    return replace(amount, unit=None if amount.unit is None else _PER.sub("", amount.unit))


def _table_for(
    reading: Reading,
    one: WrittenAmount,
    other: WrittenAmount,
    first: WrittenAmount,
    second: WrittenAmount,
    told: Told,
) -> Mapping[str, Any] | None:
    """The row of ``conversions.toml`` for what both amounts are of; None where that is open."""
    if first.unit == second.unit or not _same_time(one, other):
        return None
    rows = [
        row
        for row in table("conversions")["of"]
        if first.unit in row["units"] and second.unit in row["units"]
    ]
    beside = {of.family for a in (one, other) if (of := substance_beside(reading, a)) is not None}
    between = _between(reading, one, other)
    if len(beside | between) > 1:
        return None
    named = beside | between or families(reading) or families_around(reading)
    if told == "loose" and len(named) > 1:
        return None
    fits = [row for row in rows if _fits(row, named, {str(first.unit), str(second.unit)})]
    return fits[0] if len(fits) == 1 else None


def _fits(row: Mapping[str, Any], named: Iterable[str], units: set[str]) -> bool:
    its_own = {row["family"], *row.get("also", ())}
    found = set(named)
    if not found:
        return bool(units & set(row["unnamed"]))
    return bool(found & its_own) and not found & set(row["rivals"])


def _between(reading: Reading, one: WrittenAmount, other: WrittenAmount) -> frozenset[str]:
    """What is named between two amounts: the second may be of that."""
    between = (m for m in reading.mentions if one.end <= m.start and m.end <= other.start)
    return frozenset(each for m in between if (each := family(m.concept)) is not None)


def _same_time(one: WrittenAmount, other: WrittenAmount) -> bool:
    """Whether both are for the same time, or only one says for which."""
    times = [set(_PER.findall(a.unit or "")) for a in (one, other)]
    return times[0] == times[1] or not all(times)


def _compared(
    reading: Reading, row: Mapping[str, Any], one: WrittenAmount, other: WrittenAmount, told: Told
) -> Iterator[NumberFinding]:
    firsts, seconds = ends(one), ends(other)
    if len(firsts) != len(seconds):
        return
    accepts = term(row["terms"][0]).accepts
    factor = accepts[str(one.unit)] / accepts[str(other.unit)]
    verdict = _worst(_verdict(a, b, factor) for a, b in zip(firsts, seconds, strict=True))
    if verdict == "wrong" and told == "loose":
        verdict = "doubtful"
    would_be = " to ".join(f"{show_number(a.low * factor)}" for a in firsts)
    printed = " to ".join(f"{show_number(a.low)}" for a in firsts)
    ours = f"{printed} {one.unit} of {row['called']} is {would_be} {other.unit}"
    theirs = " to ".join(f"{show_number(b.low)}" for b in seconds)
    reason = f"{ours}." if verdict == "holds" else f"{ours}, not {theirs} {other.unit}."
    yield reading.find(
        one.start, other.end, "conversion", verdict, reason, (converted(row["terms"][0]),)
    )


def _verdict(one: WrittenAmount, other: WrittenAmount, factor: float) -> NumberVerdict:
    allowed = table("conversions")["tolerance"]
    first, second = _figure(one), _figure(other)
    if overlap(first.low * factor, first.high * factor, second, allowed["holds"]):
        return "holds"
    near = overlap(first.low * factor, first.high * factor, second, allowed["wrong"])
    return "doubtful" if near else "wrong"


def _figure(one: WrittenAmount) -> Figure:
    """A one is exact: it stands in rules of conversion, "1 ng/mL = 2.5 nmol/L"."""
    if one.low == 1:
        return Figure(1.0, 0.0)
    return rounded(one.low, one.text, table("conversions")["tolerance"]["figures"])


def _worst(verdicts: Iterable[NumberVerdict]) -> NumberVerdict:
    order: tuple[NumberVerdict, ...] = ("holds", "doubtful", "wrong")
    return max(verdicts, key=order.index)
