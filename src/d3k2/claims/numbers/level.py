"""Levels in blood whose unit cannot be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from d3k2.claims.findings import NumberFinding, NumberVerdict
from d3k2.claims.numbers.figures import PRINTED, figure
from d3k2.claims.numbers.reading import Reading
from d3k2.claims.numbers.substance import (
    families,
    families_around,
    substance_beside,
    substance_of,
)
from d3k2.claims.numbers.tables import spelled, table
from d3k2.evidence import QuantityFact, converted, fact, load
from d3k2.language import WrittenAmount
from d3k2.units import show_number, term

_SLOPE = re.compile(r"\s*(?:per\b|for (?:each|every)\b|/|higher\b|lower\b|more\b|less\b)")
_CHANGE = re.compile(r"\b(?:by|SD|difference of|change of)\s*[±(]?\s*\Z", re.IGNORECASE)
_FAMILIES = ("calcidiol", "vitamin-d")


def levels_that_do_not_fit(reading: Reading) -> Iterator[NumberFinding]:
    """Find levels of 25(OH)D that no one can have.

    Wrong is what lies outside everything measured in people after conversion, whatever unit it
    stands in; doubtful, a level told as too low that marks an overdose.
    """
    for match in _concentration().finditer(reading.text):
        if not _a_change(reading.text, match):
            yield from _level(reading, _as_amount(match))
    yield from _low_levels(reading)


def _a_change(text: str, match: re.Match[str]) -> bool:
    """Whether a number is a slope or a difference, which may be small: "by 0.07 ng/mL"."""
    before = text[: match.start()]
    return bool(_SLOPE.match(text, match.end()) or _CHANGE.search(before))


def _level(reading: Reading, amount: WrittenAmount) -> Iterator[NumberFinding]:
    of = substance_beside(reading, amount)
    for row in table("impossible_units")["level"]:
        its_own = of is not None and of.family in (row["family"], *row["also"])
        if reading.names(*row["not_beside"]):
            continue
        if its_own:
            yield from _impossible(reading, amount, row, "wrong")
        elif of is None and _meant(reading, amount, row):
            yield from _impossible(reading, amount, row, "doubtful")


def _meant(reading: Reading, amount: WrittenAmount, row: Mapping[str, Any]) -> bool:
    """Whether a sentence that names no substance speaks of this level all the same."""
    said = _listed(tuple(row["unnamed_words"])).search(reading.text) is not None
    around = families_around(reading) & {row["family"], *row["also"]}
    return said and amount.unit in row["unnamed"] and not families(reading) and bool(around)


def _impossible(
    reading: Reading, amount: WrittenAmount, row: Mapping[str, Any], verdict: NumberVerdict
) -> Iterator[NumberFinding]:
    unit, found = str(amount.unit), term(row["term"])
    scale = "molar" if "mol" in unit else "mass"
    usual = row["usual"][scale]
    inside = [
        v * table("impossible_units")["concentrations"][scale][unit] * found.accepts[usual]
        for v in (amount.low, amount.high)
    ]
    low, high = found.plausible
    usual_but_small = unit in found.accepts and inside[0] <= high
    if usual_but_small or all(low <= value <= high for value in inside) or inside[1] == 0:
        return
    shown = show_number(inside[0] / found.accepts[usual])
    reason = (
        f"{row['called']} is measured in {' or '.join(row['usual'].values())}: "
        f"{show_number(amount.low)} {unit} would be {shown} {usual}, which no one has."
    )
    yield reading.find(amount.start, amount.end, "unit", verdict, reason, (converted(row["term"]),))


def _low_levels(reading: Reading) -> Iterator[NumberFinding]:
    rows = table("impossible_units")["low_level"]
    if not _listed(tuple(rows["words"])).search(reading.text):
        return
    if _listed(tuple(rows["unless"])).search(reading.text):
        return
    known = load().facts[rows["fact"]]
    accepts = term("calcidiol").accepts
    for amount in reading.amounts:
        of = substance_of(reading, amount)
        if amount.unit is None or amount.unit not in accepts:
            continue
        its_own = of is None or of.family in _FAMILIES
        if (
            its_own
            and isinstance(known, QuantityFact)
            and amount.low * accepts[amount.unit] > known.value
        ):
            reason = (
                f"{amount.text} cannot be a low level: {known.text} "
                "A decimal point was probably lost, or the unit is another."
            )
            yield reading.find(
                amount.start, amount.end, "unit", "doubtful", reason, (fact(known.id),)
            )


def _as_amount(match: re.Match[str]) -> WrittenAmount:
    low = figure(match["low"]).value
    high = figure(match["high"]).value if match["high"] else low
    unit = _spelling(match["unit"])
    return WrittenAmount(low, high, unit, match.start(), match.end(), match[0], bare=False)


def _spelling(written: str) -> str:
    plain = written.replace("μ", "µ").replace(" ", "").lower()
    scales = table("impossible_units")["concentrations"].values()
    return next(str(unit) for scale in scales for unit in scale if unit.lower() == plain)


@cache
def _concentration() -> re.Pattern[str]:
    scales = table("impossible_units")["concentrations"].values()
    listed = "|".join(re.escape(unit).replace("µ", "[µμ]") for scale in scales for unit in scale)
    number = PRINTED.replace(r"(?:[-−+]\s?)?", "")
    return re.compile(
        rf"(?<![\w.,])(?P<low>{number})(?:\s*(?:-|–|to)\s*(?P<high>{number}))?"
        rf"\s?(?P<unit>{listed})(?![\w/])",
        re.IGNORECASE,
    )


@cache
def _listed(listed: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(spelled(listed), re.IGNORECASE)
