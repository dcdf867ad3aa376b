"""A sentence that says what the upper limit is: does an authority set that?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from d3k2.claims.findings import NumberFinding
from d3k2.claims.numbers.dose import row_for
from d3k2.claims.numbers.limits import (
    EVERY_AGE,
    Ages,
    ages,
    equals,
    grounds,
    in_force,
    in_unit,
    limits,
    said_by,
    says_adults,
    says_ages,
    sets,
    told,
    values,
)
from d3k2.claims.numbers.reading import Reading
from d3k2.claims.numbers.substance import families, families_around
from d3k2.claims.numbers.tables import table, words
from d3k2.claims.numbers.told_as import amount_told_as
from d3k2.evidence import Applied, positions
from d3k2.language import WrittenAmount
from d3k2.units import InputRefused


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
    amount = amount_told_as(reading, phrase)
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
    equal = [a for a in found if equals(said, a, row)]
    sure = [a for a in equal if a in firm]
    named = [a for a in firm if reading.names(a.authority.id)]
    wrongly = [] if _fits_others(reading, said, row) else named
    wrongly = [a for a in wrongly if not equals(said, a, row)]
    if sure and not wrongly:
        reason = f"{'; '.join(sets(a, row) for a in sure[:2])}."
        yield reading.find(amount.start, amount.end, "upper limit", "holds", reason, grounds(sure))
    elif wrongly and not [a for a in equal if reading.names(a.authority.id)]:
        theirs = "; ".join(sets(a, row) for a in wrongly)
        reason = f"{theirs}; not {told(said, row)}."
        yield reading.find(
            amount.start, amount.end, "upper limit", "wrong", reason, grounds(wrongly)
        )
    elif equal and not sure:
        others = "; ".join(sets(a, row) for a in firm[:2])
        how = "superseded" if equal[0].position.status == "superseded" else "second-hand"
        reason = f"{sets(equal[0], row)} ({how}); {others}."
        yield reading.find(
            amount.start,
            amount.end,
            "upper limit",
            "doubtful",
            reason,
            grounds([*equal, *firm[:2]]),
        )
    elif firm and not equal:
        others = "; ".join(sets(a, row) for a in firm[:2])
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
        a for a in in_force(every) if reading.names(a.authority.id) and equals(said, a, row)
    )
