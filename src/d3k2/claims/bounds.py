"""A number that a claim must name, and whether it does."""

from __future__ import annotations

from pydantic import Field

from d3k2.claims.clause import Clause
from d3k2.claims.numbers import Reading, substance_of
from d3k2.evidence import Record
from d3k2.language import WrittenAmount
from d3k2.units import term


class Bounds(Record):
    """A number that the claim must name, within these bounds; of a range, either end may lie there.

    Attributes
    ----------
    of : str or None
        The term of the register of names that it is a number of: units are turned into each other
        by it. None for a unit that must stand as it is: ``%``, ``years``.
    """

    of: str | None = None
    unit: str
    above: float | None = None
    """More than this."""
    from_: float | None = Field(default=None, alias="from")
    """This or more."""
    below: float | None = None
    to: float | None = None


def names_number(clause: Clause, bounds: Bounds) -> bool:
    """Whether a clause names such a number, of what the bounds are of."""
    read = Reading(clause.text, 0, clause.mentions, clause.amounts)
    return any(within(a, bounds) and _is_of(read, a, bounds) for a in clause.amounts)


def _is_of(read: Reading, amount: WrittenAmount, bounds: Bounds) -> bool:
    """Whether an amount is no dose of something else: 180 µg of K2 is no dose of vitamin D."""
    if bounds.of is None or amount.unit is None or amount.unit.startswith(_IU):
        return True
    meant = next((s for prefix, s in SUBSTANCE_OF if bounds.of.startswith(prefix)), None)
    told = substance_of(read, amount)
    return meant is None or told is None or told.family == meant


_IU = "IU"
SUBSTANCE_OF = (("vitamin_d", "vitamin-d"), ("vitamin_k", "vitamin-k"), ("calcium", "calcium"))
"""Which substance the terms of doses are of."""


def within(amount: WrittenAmount, bounds: Bounds) -> bool:
    """Whether an amount lies within bounds, in whichever of the units it is written."""
    times = factor(amount.unit, bounds)
    return times is not None and any(
        not (
            (bounds.above is not None and value <= bounds.above)
            or (bounds.from_ is not None and value < bounds.from_)
            or (bounds.below is not None and value >= bounds.below)
            or (bounds.to is not None and value > bounds.to)
        )
        for value in (amount.low * times, amount.high * times)
    )


def factor(unit: str | None, bounds: Bounds) -> float | None:
    """How many of the unit of the bounds one of this unit is; None where it is none of theirs."""
    if unit == bounds.unit:
        return 1.0
    if bounds.of is None or unit is None:
        return None
    accepts = term(bounds.of).accepts
    if unit not in accepts or bounds.unit not in accepts:
        return None
    return accepts[unit] / accepts[bounds.unit]
