"""Daily doses beside the upper limits that authorities set, and doses by the week as by the day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from d3k2.claims.findings import NumberFinding
from d3k2.claims.numbers.limits import (
    ages,
    grounds,
    in_force,
    in_unit,
    limits,
    said_by,
    told,
    values,
)
from d3k2.claims.numbers.reading import Reading
from d3k2.claims.numbers.substance import families, families_around, substance_of
from d3k2.claims.numbers.tables import table, words
from d3k2.evidence import converted
from d3k2.language import WrittenAmount
from d3k2.units import DAYS_A_YEAR, InputRefused, show_number

_DAYS = {"week": 7.0, "month": DAYS_A_YEAR / 12, "year": float(DAYS_A_YEAR)}
_ABOVE = re.compile(
    r"(?:above|over|below|under|exceed\w*|beyond|>|≥|<|≤|than)\s*(?:about\s*)?\Z", re.IGNORECASE
)
_BY_WEIGHT = re.compile(r"[^.;,()\d]{0,30}?(?:\bper|/)\s?(?:kg|kilogram)", re.IGNORECASE)
_LOOK_BACK = 24
"""Characters before an amount in which "more than" may stand."""


def doses(reading: Reading) -> Iterator[NumberFinding]:
    """Say by how much a daily dose is above the highest upper limit in force for its people.

    Silent where a sentence warns of the dose, reports a trial of it, or speaks of the limit itself.
    A dose by the week, month or year is turned into one by the day and not judged.
    """
    if words("upper_limit").search(reading.text):
        return
    told_already: set[str] = set()
    for amount in reading.amounts:
        row = row_for(reading, amount)
        if row is None:
            continue
        period = (amount.unit or "").partition("/")[2]
        found: Iterator[NumberFinding] = iter(())
        if period in _DAYS:
            found = _by_the_day(reading, amount, row, period)
        elif _daily(reading, period) and not row["unlimited"] and not _told_off(reading, amount):
            found = _above(reading, amount, row)
        for finding in found:
            if finding.reason not in told_already:
                told_already.add(finding.reason)
                yield finding


def row_for(reading: Reading, amount: WrittenAmount) -> Mapping[str, Any] | None:
    """Return the row of ``limits.toml`` for what a dose is of; None where it is no dose."""
    unit = (amount.unit or "").partition("/")[0]
    if "/kg" in (amount.unit or "") or _BY_WEIGHT.match(reading.text, amount.end):
        return None
    of = substance_of(reading, amount)
    for row in table("limits")["of"]:
        if unit not in row["units"]:
            continue
        if of is not None and of.family == row["family"]:
            return dict(row)
        nothing_named = not families(reading) | families_around(reading)
        if of is None and nothing_named and "IU" in unit:
            return dict(row)
    return None


def _by_the_day(
    reading: Reading, amount: WrittenAmount, row: Mapping[str, Any], period: str
) -> Iterator[NumberFinding]:
    unit = str(amount.unit).partition("/")[0]
    each_day = show_number(amount.high / _DAYS[period])
    reason = (
        f"{show_number(amount.high)} {unit} a {period} is about {each_day} {unit} a day; upper "
        "limits are written for what is taken each day."
    )
    yield reading.find(amount.start, amount.end, "dose", "holds", reason, (converted(row["term"]),))


def _daily(reading: Reading, period: str) -> bool:
    """Whether a dose is taken each day: its unit says so, or the sentence, and nothing else."""
    if period:
        return period == "day"
    said = re.search(r"\b(?:daily|a day|per day|each day|every day)\b|/day\b", reading.text, re.I)
    other = re.search(
        r"\b(?:week\w*|month\w*|year\w*|once|single|bolus|loading)\b", reading.text, re.I
    )
    return said is not None and other is None


def _told_off(reading: Reading, amount: WrittenAmount) -> bool:
    """Whether the sentence warns of the dose, or reports what a trial gave."""
    before = reading.text[max(0, amount.start - _LOOK_BACK) : amount.start]
    if _ABOVE.search(before) or words("course").search(reading.text):
        return True
    if words("reported").search(reading.text):
        return True
    denied = words("denied").search(reading.text) is not None
    return words("warned").search(reading.text) is not None and not denied


def _above(
    reading: Reading, amount: WrittenAmount, row: Mapping[str, Any]
) -> Iterator[NumberFinding]:
    of = ages(reading)
    if of is None:
        return
    known = in_force(limits(row, of))
    try:
        dose = in_unit(amount.high, f"{str(amount.unit).partition('/')[0]}/day", row)
    except InputRefused:
        return
    if not known:
        return
    most = max(max(values(a.position, row)) for a in known)
    if dose <= most * (1 + table("thresholds")["upper_limit"]["daily_share"]):
        return
    setters = [a for a in known if most in values(a.position, row)]
    reason = (
        f"{told(dose, row)} a day is {show_number(dose / most)} times the upper limit of "
        f"{told(most, row)} that {said_by(setters)} set{'s' if len(setters) == 1 else ''}."
    )
    yield reading.find(
        amount.start, amount.end, "upper limit", "doubtful", reason, grounds(setters)
    )
