"""What a person has been taking, as far back as it still matters."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from d3k2.person import Person
from d3k2.physiology import (
    Course,
    Day,
    Dose,
    Habit,
    Uptake,
    calcium_uptake,
    course,
    habit,
)
from d3k2.population.distributions import number
from d3k2.population.measured import Measured
from d3k2.regimen import Item, Regimen


@dataclass(frozen=True, slots=True)
class History:
    """Doses from a day on which the person counts as settled, up to the day of the record."""

    course: Course
    settled_on: Habit
    """What was taken each day, on average, before the history begins."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """From when on which regimen was taken; the first reaches back without end."""

    since: date
    takes: Regimen


def history(person: Person, measured: tuple[Measured, ...]) -> History:
    """Return the history that the measurements are compared with.

    A regimen without a start date counts as long established. What is taken today, or was on a
    visit, holds from its earliest start date, and without one from the visit before.
    """
    stretches = _stretches(person)
    first = min([m.day for m in measured], default=person.date)
    start = _beginning(stretches, first)
    taken = _regimen_on(stretches, start)
    uptake = calcium_uptake(person)
    return History(_course(stretches, start, person.date, uptake), habit(taken, start, uptake))


def _stretches(person: Person) -> tuple[_Stretch, ...]:
    told = [(v.date, v.takes) for v in person.visits if v.takes is not None]
    told = sorted([t for t in told if t[0] < person.date], key=lambda t: t[0])
    if person.takes is not None:
        told.append((person.date, person.takes))
    found: list[_Stretch] = []
    before = date.min
    for day, takes in told:
        known = Regimen(tuple(i for i in takes.items if _counts(i)))
        starts = [item.schedule.start or before for item in known.items]
        found.append(_Stretch(max(before, min(starts, default=before)), known))
        before = day
    return tuple(found)


def _counts(item: Item) -> bool:
    """Everything, except a single dose of which nobody said when."""
    return not item.schedule.once or item.schedule.start is not None


def _regimen_on(stretches: tuple[_Stretch, ...], day: date) -> Regimen:
    for stretch in reversed(stretches):
        if stretch.since <= day:
            return stretch.takes.on(day)
    return Regimen()


def _beginning(stretches: tuple[_Stretch, ...], first: date) -> date:
    """Far enough back that what came before has been forgotten."""
    horizon = first - timedelta(days=number("history", "memory"))
    changed = [day for day in _changes(stretches) if horizon < day <= first]
    rare = any(course(s.takes, horizon, first).boluses for s in stretches)
    earliest = horizon if rare else min(changed, default=first)
    return earliest - timedelta(days=number("history", "settling"))


def _changes(stretches: tuple[_Stretch, ...]) -> Iterator[date]:
    for stretch in stretches:
        yield stretch.since
        for item in stretch.takes.items:
            if item.schedule.start is not None:
                yield item.schedule.start
            if item.schedule.end is not None:
                yield item.schedule.end + timedelta(days=1)


def _course(stretches: tuple[_Stretch, ...], start: date, end: date, uptake: Uptake) -> Course:
    """Put the stretches one after the other."""
    bounds = sorted({start, end, *(s.since for s in stretches if start < s.since < end)})
    rates: list[tuple[float, Dose]] = []
    boluses: list[tuple[float, Dose]] = []
    usual_days: list[tuple[float, Day]] = []
    for since, until in itertools.pairwise(bounds):
        in_force = [s.takes for s in stretches if s.since <= since]
        part = course(in_force[-1] if in_force else Regimen(), since, until, uptake)
        offset = float((since - start).days)
        rates += [(offset + day, dose) for day, dose in part.rates]
        boluses += [(offset + day, dose) for day, dose in part.boluses]
        usual_days += [(offset + day, usual) for day, usual in part.usual_days]
    days = float((end - start).days)
    return Course(start, days, tuple(rates), tuple(boluses), tuple(usual_days))
