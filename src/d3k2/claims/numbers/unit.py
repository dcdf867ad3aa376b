"""Doses in units that do not fit what they are of, and amounts that nobody takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from d3k2.claims.findings import NumberFinding, NumberVerdict
from d3k2.claims.numbers.reading import Reading
from d3k2.claims.numbers.substance import Of, substance_beside
from d3k2.claims.numbers.tables import table
from d3k2.evidence import converted
from d3k2.language import WrittenAmount
from d3k2.units import show_number, term

_OF_TISSUE = re.compile(r"\b(?:body|skeleton|skeletal|bones?|per 100 g)\b", re.IGNORECASE)


def units_that_do_not_fit(reading: Reading) -> Iterator[NumberFinding]:
    """Find doses whose unit cannot be meant, and signs that are no unit.

    A dose is wrong when its unit does not exist for it or the amount is beyond any that is given;
    doubtful, when it is a trace, or a form that is also a medicine may be meant.
    """
    for amount in reading.amounts:
        yield from _taken(reading, amount)
    yield from _misprints(reading)


def _taken(reading: Reading, amount: WrittenAmount) -> Iterator[NumberFinding]:
    unit, _, period = (amount.unit or "").partition("/")
    of = substance_beside(reading, amount)
    if of is None or period not in ("", "day"):
        return
    for row in table("impossible_units")["taken"]:
        if row["family"] == of.family:
            reason = _why_not(reading, amount, unit, of, row)
            if reason is not None:
                medicine = _a_medicine(amount, of, row)
                reason = row["medicine"]["reason"] if medicine else reason
                trace = row.get("small", {}).get("unit") == unit
                verdict: NumberVerdict = "doubtful" if trace or medicine else "wrong"
                grounds = (converted(row["term"]),)
                yield reading.find(amount.start, amount.end, "unit", verdict, reason, grounds)


def _why_not(
    reading: Reading, amount: WrittenAmount, unit: str, of: Of, row: Mapping[str, Any]
) -> str | None:
    found = term(row["term"])
    if unit in row["never"]:
        named = "iu" in amount.text.lower() or "international" in amount.text.lower()
        return f"{found.refuses[unit]}." if named else None
    small = row.get("small")
    if small and unit == small["unit"] and amount.low >= small["at_least"]:
        return str(small["reason"])
    judged = set(row["judged"])
    if (amount.unit or "").endswith("/day"):
        judged |= set(row.get("judged_daily", ()))
    if unit not in judged or of.concept in row.get("spared", ()):
        return None
    if reading.names(*row.get("spared", ())) or _OF_TISSUE.search(reading.text):
        return None
    if unit not in found.accepts:
        return f"{found.refuses[unit]}." if unit in found.refuses else None
    return _too_much(amount, unit, row)


def _a_medicine(amount: WrittenAmount, of: Of, row: Mapping[str, Any]) -> bool:
    """Whether a form that is also a medicine may be meant, which is given in larger amounts."""
    medicine = row.get("medicine")
    return bool(
        medicine
        and of.concept in medicine["concepts"]
        and (amount.unit or "").startswith(medicine["unit"])
        and amount.high <= medicine["up_to"]
    )


def _too_much(amount: WrittenAmount, unit: str, row: Mapping[str, Any]) -> str | None:
    found = term(row["term"])
    most = found.plausible[1]
    if amount.low * found.accepts[unit] <= most:
        return None
    usual = row["usual"]
    return (
        f"{show_number(amount.low)} {unit} of {row['called']} would be "
        f"{show_number(amount.low * found.accepts[unit] / found.accepts[usual])} {usual}, "
        f"more than anyone is given; doses are counted in {usual}."
    )


def _misprints(reading: Reading) -> Iterator[NumberFinding]:
    rows = table("impossible_units")["misprints"]
    for match in _misprinted().finditer(reading.text):
        reason = f'"{match["unit"]}" is no unit; {rows["meant"]} is probably meant.'
        yield reading.find(match.start(), match.end(), "unit", "wrong", reason)


@cache
def _misprinted() -> re.Pattern[str]:
    signs = "|".join(re.escape(s) for s in table("impossible_units")["misprints"]["signs"])
    after = "|".join(re.escape(s) for s in table("impossible_units")["misprints"]["before"])
    return re.compile(rf"(?<![\w.,])\d[\d.,]*\s?(?P<unit>{signs})(?!\w)(?=\s*(?:{after}))")
