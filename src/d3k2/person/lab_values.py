"""Reads laboratory values: the term, the unit, the date, and whether a number can be true."""

from __future__ import annotations

import datetime as dt

from d3k2.person.faults import Faults
from d3k2.person.given import GivenLab
from d3k2.person.limits import limits
from d3k2.person.person import Lab
from d3k2.units import InputRefused, parse_quantity, read_quantity, term


def read_lab(given: GivenLab, day: dt.date | None, faults: Faults, field: str) -> Lab | None:
    """Return the value in the canonical unit of its term, or note what is wrong with it.

    Parameters
    ----------
    given : GivenLab
        The value as written.
    day : datetime.date, optional
        The day it is of when it does not say (the day of a visit).
    faults : Faults
        Where faults are noted.
    field : str
        Where the value stands in the record.
    """
    what = _lab_term(given.what, faults, field)
    date = given.date or day
    if date is None:
        faults.note(f"{field}.date", "A laboratory value needs its date.", accepted="YYYY-MM-DD")
    if what is None:
        return None
    value: float | None = None
    with faults.at(f"{field}.value"):
        value = _value(given, what)
    if value is None or date is None:
        return None
    return Lab(what=what, value=value, date=date, assay=given.assay, confirmed=given.confirmed)


def _lab_term(what: str, faults: Faults, field: str) -> str | None:
    with faults.at(f"{field}.what"):
        found = term(what)
        if not found.lab:
            raise InputRefused(
                "This is no laboratory value.", given=what, accepted="25(OH)D, eGFR, calcium, PTH"
            )
        return found.name
    return None


def _value(given: GivenLab, what: str) -> float:
    """Read the value; one so high that it must be confirmed comes with its urgent advice."""
    if given.confirmed or not _very_high(given.value, what):
        return read_quantity(given.value, what)
    limit, unit = term(what).confirm_above, term(what).unit
    urgent = limits()["urgent"].get(what)
    raise InputRefused(
        "A value this high is a sign of poisoning or a mistake. "
        "Nothing is worked out from it until it is confirmed.",
        given=given.value,
        accepted=f"up to {limit:g} {unit}, or confirmed = true "
        "once the laboratory or a second sample has confirmed it",
        urgent=(urgent,) if urgent else (),
    )


def _very_high(text: str, what: str) -> bool:
    limit = term(what).confirm_above
    if limit is None:
        return False
    try:
        quantity = parse_quantity(text)
    except InputRefused:
        return False
    factor = term(what).accepts.get(quantity.unit)
    return factor is not None and quantity.value * factor > limit
