"""A sentence that says what a reference intake is: does an authority set that?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from d3k2.claims.findings import NumberFinding, NumberVerdict
from d3k2.claims.numbers.dose import row_for
from d3k2.claims.numbers.limits import (
    EVERY_AGE,
    MOTHERS,
    ages,
    equals,
    grounds,
    in_force,
    in_unit,
    limits,
    sets,
    told,
)
from d3k2.claims.numbers.reading import Reading
from d3k2.claims.numbers.tables import words
from d3k2.claims.numbers.told_as import amount_told_as
from d3k2.evidence import Applied
from d3k2.language import WrittenAmount
from d3k2.units import InputRefused

_SHOWN = 2
"""Authorities that are named in a reason."""


def reference_intakes(reading: Reading) -> Iterator[NumberFinding]:
    """Hold the number that a sentence gives as a reference intake against those that are set.

    Right is what any authority sets for people of the age that is said; wrong, what the authority
    named sets for nobody, by positions that were read in their source. Silent on pregnant and
    breast-feeding women, for whom other positions stand.
    """
    phrase = words("reference_intake").search(reading.text)
    amount = None if phrase is None else amount_told_as(reading, phrase)
    if phrase is None or amount is None or reading.names(*MOTHERS):
        return
    row = row_for(reading, amount)
    of_a_limit = words("upper_limit").search(reading.text, phrase.end(), amount.start)
    if row is not None and of_a_limit is None:
        yield from _held(reading, amount, row)


def _held(
    reading: Reading, amount: WrittenAmount, row: Mapping[str, Any]
) -> Iterator[NumberFinding]:
    try:
        said = in_unit(amount.low, f"{str(amount.unit).partition('/')[0]}/day", row)
    except InputRefused:
        return
    every = limits(row, EVERY_AGE, "intake")
    whose = limits(row, ages(reading) or EVERY_AGE, "intake")
    equal = [a for a in every if equals(said, a, row)]
    fitting = [a for a in in_force(equal) if a in whose]
    named = [a for a in every if reading.names(a.authority.id)]
    start, end = amount.start, amount.end
    if named and not any(a in equal for a in named):
        firm = all(a.position.firm for a in named)
        verdict: NumberVerdict = "wrong" if firm else "doubtful"
        reason = f"{_all(named, row)}; not {told(said, row)}."
        yield reading.find(start, end, "reference intake", verdict, reason, grounds(named))
    elif fitting:
        reason = f"{_all(fitting, row)}."
        yield reading.find(start, end, "reference intake", "holds", reason, grounds(fitting))
    elif not equal:
        usual = list(in_force(whose))[:_SHOWN]
        reason = f"No authority held sets {told(said, row)} a day: {_all(usual, row)}."
        yield reading.find(start, end, "reference intake", "doubtful", reason, grounds(usual))


def _all(found: list[Applied], row: Mapping[str, Any]) -> str:
    return "; ".join(sets(a, row) for a in found[:_SHOWN])
