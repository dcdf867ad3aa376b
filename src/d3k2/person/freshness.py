"""Which values still speak for today. An old one may block, never clear."""

from __future__ import annotations

import datetime as dt

from d3k2.person.person import Lab, Person
from d3k2.person.same_day import newest_day, worst
from d3k2.regimen import Regimen
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


def takes_on(person: Person, day: dt.date) -> Regimen | None:
    """Return what was taken on a day: as the last visit before it said, or as the record says.

    None when neither was asked.
    """
    if day >= person.date:
        return None if person.takes is None else person.takes.on(day)
    told = [visit for visit in person.visits if visit.takes is not None]
    before = [visit for visit in told if visit.date <= day]
    if before:
        takes = max(before, key=lambda visit: visit.date).takes
    elif told:
        takes = min(told, key=lambda visit: visit.date).takes
    else:
        takes = person.takes
    return None if takes is None else takes.on(day)


def _newest(person: Person, what: str) -> Lab | None:
    return worst(newest_day(all_labs(person), term(what).name))


def _is_old(lab: Lab, today: dt.date) -> bool:
    days = term(lab.what).stale_after_days
    return days is not None and (today - lab.date).days > days
