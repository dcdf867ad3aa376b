"""Which values still speak for today. An old one may block, never clear."""

from __future__ import annotations

import datetime as dt

from d3k2.person.person import Lab, Person
from d3k2.person.same_day import newest_day, worst
from d3k2.units import term


def all_labs(person: Person) -> tuple[Lab, ...]:
    """Return every laboratory value, those of earlier visits included, the oldest first."""
    visits = [lab for visit in person.visits for lab in visit.labs]
    return tuple(sorted(dict.fromkeys([*person.labs, *visits]), key=lambda lab: lab.date))


def fresh(person: Person, what: str) -> Lab | None:
    """Return the newest value of a term if it is recent enough to speak for today."""
    newest = _newest(person, what)
    return newest if newest is not None and not _is_old(newest, person.date) else None


def stale(person: Person, what: str) -> Lab | None:
    """Return the newest value of a term if it is too old to clear anything."""
    newest = _newest(person, what)
    return newest if newest is not None and _is_old(newest, person.date) else None


def _newest(person: Person, what: str) -> Lab | None:
    return worst(newest_day(all_labs(person), term(what).name))


def _is_old(lab: Lab, today: dt.date) -> bool:
    days = term(lab.what).stale_after_days
    return days is not None and (today - lab.date).days > days
