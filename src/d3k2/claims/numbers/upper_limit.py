"""A sentence that says what the upper limit is: does an authority set that?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from d3k2.claims.findings import NumberFinding
from d3k2.claims.numbers.dose import row_for
from d3k2.claims.numbers.limits import (
    EVERY_AGE,
    Ages,
    ages,
    grounds,
    in_force,
    in_unit,
    limits,
    said_by,
    says_adults,
    says_ages,
    told,
    values,
)
from d3k2.claims.numbers.reading import Reading
from d3k2.claims.numbers.substance import families, families_around
from d3k2.claims.numbers.tables import table, words
from d3k2.evidence import Applied, positions
from d3k2.language import WrittenAmount
from d3k2.units import InputRefused

_FARTHEST = 70
"""Characters between "upper limit" and its number."""


def upper_limits(reading: Reading) -> Iterator[NumberFinding]:
    """Hold the number that a sentence gives as an upper limit against those that are set.

    It is wrong when the authority named sets another; doubtful when only a superseded or
    second-hand one fits, or none and nobody is named.
    """
    phrase = words("upper_limit").search(reading.text)
    if phrase is None:
        return
    if words("no_limit").search(reading.text):
        yield from _none_set(reading, phrase)
        return
    amount = _amount_of(reading, phrase)
    row = None if amount is None else row_for(reading, amount)
    of = ages(reading)
    if amount is not None and row is not None and of is not None:
        yield from _held(reading, amount, row, of)


def _none_set(reading: Reading, phrase: re.Match[str]) -> Iterator[NumberFinding]:
    named = families(reading) or families_around(reading)
    rows = [row for row in table("limits")["of"] if row["family"] in named]
    if len(rows) != 1:
        return
    (row,) = rows
    if row["unlimited"]:
        silent = [
            a
            for a in positions(row["topic"])
            if a.position.direction == "silent" and a.position.firm
        ]
        reason = f"{said_by(silent)} set no upper limit for {row['called']}."
        yield reading.find(*phrase.span(), "upper limit", "holds", reason, grounds(silent))
        return
    found = in_force(limits(row, (30.0, 30.0)))
    most = max(max(values(a.position, row)) for a in found)
    setters = [a for a in found if most in values(a.position, row)]
    reason = f"{said_by(setters)} set an upper limit of {told(most, row)} a day for adults."
    yield reading.find(*phrase.span(), "upper limit", "doubtful", reason, grounds(setters))


def _amount_of(reading: Reading, phrase: re.Match[str]) -> WrittenAmount | None:
    """The number that is told as the limit: "an upper limit of N", "N is the upper limit"."""
    text = reading.text
    for amount in reading.amounts:
        if amount.unit is None or amount.low != amount.high:
            continue
        behind = text[phrase.end() : amount.start]
        if amount.start >= phrase.end() and len(behind) <= _FARTHEST:
            inner = [
                a for a in reading.amounts if phrase.end() <= a.start < amount.start and a.unit
            ]
            return amount if not inner and _leads().search(behind) else None
        if amount.end <= phrase.start() and _is_the().fullmatch(text[amount.end : phrase.start()]):
            return amount
    return None


def _held(
    reading: Reading, amount: WrittenAmount, row: Mapping[str, Any], of: Ages
) -> Iterator[NumberFinding]:
    try:
        said = in_unit(amount.low, f"{str(amount.unit).partition('/')[0]}/day", row)
    except InputRefused:
        return
    found = limits(row, of)
    if not says_ages(reading):
        found = _of_who_is_meant(reading, said, row) or found
    firm = in_force(found)
    equal = [a for a in found if _equal(said, a, row)]
    sure = [a for a in equal if a in firm]
    named = [a for a in firm if reading.names(a.authority.id)]
    wrongly = [] if _fits_others(reading, said, row) else named
    wrongly = [a for a in wrongly if not _equal(said, a, row)]
    if sure and not wrongly:
        reason = f"{'; '.join(_sets(a, row) for a in sure[:2])}."
        yield reading.find(amount.start, amount.end, "upper limit", "holds", reason, grounds(sure))
    elif wrongly and not [a for a in equal if reading.names(a.authority.id)]:
        sets = "; ".join(_sets(a, row) for a in wrongly)
        reason = f"{sets}; not {told(said, row)}."
        yield reading.find(
            amount.start, amount.end, "upper limit", "wrong", reason, grounds(wrongly)
        )
    elif equal and not sure:
        others = "; ".join(_sets(a, row) for a in firm[:2])
        reason = f"{_sets(equal[0], row)} ({equal[0].position.status}); {others}."
        yield reading.find(
            amount.start,
            amount.end,
            "upper limit",
            "doubtful",
            reason,
            grounds([*equal, *firm[:2]]),
        )
    elif firm and not equal:
        others = "; ".join(_sets(a, row) for a in firm[:2])
        reason = f"No authority held sets {told(said, row)} a day: {others}."
        yield reading.find(
            amount.start, amount.end, "upper limit", "doubtful", reason, grounds(firm[:2])
        )


def _fits_others(reading: Reading, said: float, row: Mapping[str, Any]) -> bool:
    """Whether the authority named sets this for other ages, which the sentence may mean too."""
    return not says_adults(reading) and bool(_of_who_is_meant(reading, said, row))


def _of_who_is_meant(reading: Reading, said: float, row: Mapping[str, Any]) -> tuple[Applied, ...]:
    """Where no age is said: the limits of the authority named that fit, whoever they are for."""
    every = limits(row, EVERY_AGE)
    return tuple(
        a for a in in_force(every) if reading.names(a.authority.id) and _equal(said, a, row)
    )


def _sets(one: Applied, row: Mapping[str, Any]) -> str:
    numbers = " to ".join(told(v, row) for v in sorted(values(one.position, row)))
    return f"{said_by([one])} sets {numbers} a day for {one.position.population.text}"


def _equal(said: float, one: Applied, row: Mapping[str, Any]) -> bool:
    share = table("thresholds")["upper_limit"]["daily_share"]
    return any(abs(said - v) <= share * v for v in values(one.position, row))


@cache
def _leads() -> re.Pattern[str]:
    listed = table("limits")["before"]["words"]
    each = "|".join(re.escape(w) if not w[0].isalpha() else rf"\b{w}" for w in listed)
    return re.compile(rf"(?:{each})\s*(?:just\s)?\Z", re.IGNORECASE)


@cache
def _is_the() -> re.Pattern[str]:
    before = table("limits")["before"]
    after, between = "|".join(before["after"]), "|".join(before["between"])
    return re.compile(
        r"(?:\s*\([^()]*\))?(?:\s(?:a day|per day|daily))?"
        rf"(?:\s*[,–—-]?\s*(?:{after})|\s*[,–—]\s*the)\s(?:(?:{between})\s)*",
        re.IGNORECASE,
    )
