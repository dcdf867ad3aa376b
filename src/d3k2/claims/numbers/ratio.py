"""Ratios of vitamin K2 to D3: none until both stand in one unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from d3k2.claims.findings import NumberFinding
from d3k2.claims.numbers.figures import PRINTED, figure
from d3k2.claims.numbers.reading import Reading
from d3k2.claims.numbers.substance import families, families_around, substance_of
from d3k2.claims.numbers.tables import table, words
from d3k2.evidence import converted
from d3k2.language import WrittenAmount
from d3k2.units import show_number, term

_STATED = re.compile(
    rf"(?<![\w:.,(/])(?:(?P<one>{PRINTED})\s?:\s?(?P<other>{PRINTED})"
    r"|(?P<many>\d+)[\s-]to[\s-](?P<few>\d+))(?![\w:]|[.,]\d)"
)
_NEAR = 40
"""Characters between the word ratio and its numbers, and between two doses it is of."""
_D, _K = "vitamin-d", "vitamin-k"


@dataclass(frozen=True, slots=True)
class _Doses:
    """One dose of K and one of D, both in µg, and the numbers they are written with."""

    k: float
    d: float
    k_written: float
    d_written: float
    mixed: bool
    start: int
    end: int


def ratios(reading: Reading) -> Iterator[NumberFinding]:
    """Compute a ratio of K2 to D3 by mass, and say where a printed one mixes IU with µg.

    Silent where the sentence says that it means mass.
    """
    if not {_D, _K} <= families(reading) | families_around(reading):
        return
    if not {_D, _K} & families(reading) or words("by_mass").search(reading.text):
        return
    stated = _stated(reading)
    doses = _doses(reading)
    if doses is not None and (
        stated is not None or (doses.mixed and _called_ratio(reading, doses))
    ):
        yield _computed(reading, doses, stated)
    elif stated is not None:
        reason = (
            f"{stated[0]} says nothing until both stand in one unit: D3 is counted in IU, K2 in "
            f"µg, and 1 µg of D3 is {show_number(_iu_in_a_microgram())} IU."
        )
        grounds = (converted("vitamin_d_amount"),)
        yield reading.find(stated.start(), stated.end(), "ratio", "missing", reason, grounds)


def _stated(reading: Reading) -> re.Match[str] | None:
    """A printed ratio: the first of a sentence that speaks of one."""
    near = words("ratio").search(reading.text)
    if near is None:
        return None
    taken = [a for a in reading.amounts if a.unit is not None]
    for match in _STATED.finditer(reading.text):
        apart = max(near.start() - match.end(), match.start() - near.end())
        if apart <= _NEAR and not any(
            a.start < match.end() and match.start() < a.end for a in taken
        ):
            return match
    return None


def _called_ratio(reading: Reading, doses: _Doses) -> bool:
    """Whether two doses are called a ratio close to them."""
    near = reading.text[max(0, doses.start - _NEAR) : doses.end + _NEAR]
    return words("ratio").search(near) is not None


def _doses(reading: Reading) -> _Doses | None:
    """The only dose of K and the only dose of D of a sentence."""
    found: dict[str, list[WrittenAmount]] = {_D: [], _K: []}
    for amount in reading.amounts:
        of = substance_of(reading, amount)
        unit = _unit(amount)
        if of is not None and of.family in found and amount.low == amount.high:
            if unit in term("vitamin_d_amount").accepts:
                found[of.family].append(amount)
        elif of is None and unit in ("IU", "kIU"):
            found[_D].append(amount)
    if [len(each) for each in found.values()] != [1, 1]:
        return None
    d, k = found[_D][0], found[_K][0]
    k_unit, d_unit = _unit(k), _unit(d)
    apart = max(k.start - d.end, d.start - k.end)
    if k_unit not in term("vitamin_k_amount").accepts or apart > _NEAR or not (k.low and d.low):
        return None
    return _Doses(
        k=k.low * term("vitamin_k_amount").accepts[k_unit],
        d=d.low * term("vitamin_d_amount").accepts[d_unit],
        k_written=k.low,
        d_written=d.low,
        mixed=k_unit != d_unit,
        start=min(k.start, d.start),
        end=max(k.end, d.end),
    )


def _computed(reading: Reading, doses: _Doses, stated: re.Match[str] | None) -> NumberFinding:
    by_mass = doses.k / doses.d
    said = (
        f"{show_number(doses.k)} µg of vitamin K beside {show_number(doses.d)} µg of vitamin D "
        f"({show_number(doses.d * _iu_in_a_microgram())} IU) is {_as_ratio(by_mass)} by mass"
    )
    grounds = (converted("vitamin_d_amount"),)
    start, end = doses.start, doses.end
    if stated is None:
        reason = f"{said}; µg beside IU make no ratio."
        return reading.find(start, end, "ratio", "doubtful", reason, grounds)
    start, end = min(start, stated.start()), max(end, stated.end())
    printed = _printed(stated)
    if printed is None:
        return reading.find(start, end, "ratio", "doubtful", f"{said}.", grounds)
    if _same(printed, by_mass):
        return reading.find(start, end, "ratio", "holds", f"{said}.", grounds)
    written = doses.k_written / doses.d_written
    if doses.mixed and _same(printed, written):
        reason = f"{stated[0]} mixes IU with µg: {said}."
        return reading.find(start, end, "ratio", "doubtful", reason, grounds)
    reason = f"{said}, not {stated[0]}."
    return reading.find(start, end, "ratio", "wrong", reason, grounds)


def _printed(stated: re.Match[str]) -> float | None:
    one = figure(stated["one"] or stated["many"]).value
    other = figure(stated["other"] or stated["few"]).value
    return one / other if one > 0 and other > 0 else None


def _same(one: float, other: float) -> bool:
    """Whether two ratios are equal, either way round."""
    allowed = 1 + table("thresholds")["ratio"]["share"]
    pairs = ((one, other), (1 / one, other))
    return any(1 / allowed <= a / b <= allowed for a, b in pairs)


def _as_ratio(value: float) -> str:
    return f"{show_number(value)}:1" if value >= 1 else f"1:{show_number(1 / value)}"


def _iu_in_a_microgram() -> float:
    accepts = term("vitamin_d_amount").accepts
    return accepts["µg"] / accepts["IU"]


def _unit(amount: WrittenAmount) -> str:
    return (amount.unit or "").partition("/")[0]
