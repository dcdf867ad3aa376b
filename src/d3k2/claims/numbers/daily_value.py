"""A share of the daily value beside the amount it is the share of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from d3k2.claims.findings import NumberFinding, NumberVerdict
from d3k2.claims.numbers.dose import row_for
from d3k2.claims.numbers.reading import Reading
from d3k2.claims.numbers.tables import spelled, table
from d3k2.evidence import Ground, QuantityFact, fact, load
from d3k2.language import WrittenAmount
from d3k2.units import InputRefused, Quantity, read_quantity, show_number

_BETWEEN = re.compile(
    r"\s*[)\]]?\s*(?:of [^()\d]{2,25})?\s*[(,:–—|-]?\s*(?:or|which is|that is|is|about|~|=)?\s*",
    re.I,
)


def daily_values(reading: Reading) -> Iterator[NumberFinding]:
    """Recompute "2,000 IU (250 % DV)" with what 100 % means on a label."""
    doses = [(a, row) for a in reading.amounts if (row := row_for(reading, a)) is not None]
    for percent in reading.amounts:
        label = _label(reading, percent)
        before = [(a, row) for a, row in doses if a.end <= percent.start]
        if label is None or not before:
            continue
        amount, row = before[-1]
        if _BETWEEN.fullmatch(reading.text[amount.end : percent.start]):
            yield from _compared(reading, amount, percent, row, label)


def _label(reading: Reading, percent: WrittenAmount) -> Mapping[str, Any] | None:
    if percent.unit != "%" or percent.low != percent.high:
        return None
    for row in table("quantities")["label"]:
        if _marks(tuple(row["marks"])).match(reading.text, percent.end):
            return dict(row)
    return None


def _compared(
    reading: Reading,
    amount: WrittenAmount,
    percent: WrittenAmount,
    row: Mapping[str, Any],
    label: Mapping[str, Any],
) -> Iterator[NumberFinding]:
    now = _share(amount, row, label["now"])
    before = _share(amount, row, label["before"])
    if now is None:
        return
    computed, known = now
    said = percent.low
    reason = f"{amount.text} is {show_number(computed)} %. {known.text}"
    verdict: NumberVerdict = "holds"
    grounds: tuple[Ground, ...] = (fact(known.id),)
    if not _near(said, computed):
        verdict = "wrong" if known.firm else "doubtful"
        if before is not None and _near(said, before[0]):
            verdict, grounds = "doubtful", (*grounds, fact(before[1].id))
            reason = f"{reason} {before[1].text}"
    yield reading.find(amount.start, percent.end, "daily value", verdict, reason, grounds)


def _share(
    amount: WrittenAmount, row: Mapping[str, Any], facts: Mapping[str, str]
) -> tuple[float, QuantityFact] | None:
    """How many percent of a label's value an amount is, and the fact that says what that is."""
    known = load().facts.get(facts.get(row["family"], ""))
    if not isinstance(known, QuantityFact):
        return None
    try:
        unit = f"{str(amount.unit).partition('/')[0]}/day"
        taken = read_quantity(Quantity(amount.low, unit), row["term"])
        whole = read_quantity(Quantity(known.value, known.unit), row["term"])
    except InputRefused:
        return None
    return 100 * taken / whole, known


def _near(said: float, computed: float) -> bool:
    allowed = table("thresholds")["daily_value"]
    return abs(said - computed) <= max(float(allowed["points"]), float(allowed["share"]) * computed)


@cache
def _marks(listed: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\s*{spelled(listed)}", re.IGNORECASE)
