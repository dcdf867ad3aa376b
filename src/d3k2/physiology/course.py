"""What is swallowed over a stretch of time: daily doses as rates, rare large ones as boluses."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date, timedelta

from d3k2.physiology.day import (
    Day,
    Dose,
    Take,
    Uptake,
    counts_in_full,
    in_dose,
    per_day,
    usual_day,
)
from d3k2.regimen import Item, Regimen, doses_between, is_intermittent
from d3k2.units import HOURS_A_DAY


@dataclass(frozen=True, slots=True)
class Course:
    """Doses between two dates.

    Attributes
    ----------
    start, days
        The first day, and for how many days.
    rates : tuple of (float, Dose)
        From which day on which rate holds, until the next; the first stands at day 0.
    boluses : tuple of (float, Dose)
        Single doses by day, in order, each day once.
    usual_days : tuple of (float, tuple of Take)
        From which day on which usual day holds: its hours, its meals and its calcium. Their
        other doses are those of `rates`. Without any, three meals without supplements are meant.
    hourly_from : float, optional
        From this day on every dose and meal is swallowed by itself, at its hour.
    """

    start: date
    days: float
    rates: tuple[tuple[float, Dose], ...] = ((0.0, Dose()),)
    boluses: tuple[tuple[float, Dose], ...] = ()
    usual_days: tuple[tuple[float, Day], ...] = ()
    hourly_from: float | None = None

    def breaks(self) -> tuple[float, ...]:
        """Return the days on which something changes, with the first and the last day."""
        changes = {day for day, _ in (*self.rates, *self.usual_days)} | set(self.swallowed())
        if self.hourly_from is not None:
            changes.add(self.hourly_from)
        return (0.0, *sorted(day for day in changes if 0 < day < self.days), self.days)

    def rate_on(self, day: float) -> Dose:
        """Return the rate that holds from this day on."""
        return Dose() if self._hourly(day) else self._rate(day)

    def day_on(self, day: float) -> Day:
        """Return the usual day that holds from this day on; none where each hour counts."""
        return () if self._hourly(day) else self._usual(day)

    def swallowed(self) -> dict[float, Take]:
        """Return everything swallowed at once, by day and part of a day."""
        found = {day: Take(0.0, dose) for day, dose in self.boluses}
        if self.hourly_from is not None:
            for day in range(math.ceil(self.hourly_from), int(self.days)):
                for take in self._takes(day):
                    at = day + take.hour / HOURS_A_DAY
                    found[at] = found[at] + take if at in found else take
        return found

    def resolved(self, since: float = 0.0) -> Course:
        """Return the same course with every dose and meal from a day on swallowed at its hour."""
        return replace(self, hourly_from=since)

    def averaged(self) -> Course:
        """Return the same course with its boluses spread evenly from the first one to the end."""
        if not self.boluses:
            return self
        first = self.boluses[0][0]
        spread = sum((dose for _, dose in self.boluses), Dose()).times(1 / (self.days - first))
        before = [(day, rate) for day, rate in self.rates if day < first]
        after = [(day, rate + spread) for day, rate in self.rates if day > first]
        rates = (*before, (first, self._rate(first) + spread), *after)
        return replace(self, rates=rates, boluses=())

    def _hourly(self, day: float) -> bool:
        return self.hourly_from is not None and day >= self.hourly_from

    def _rate(self, day: float) -> Dose:
        return next(rate for since, rate in reversed(self.rates) if since <= day)

    def _usual(self, day: float) -> Day:
        found = (usual for since, usual in reversed(self.usual_days) if since <= day)
        return next(found, usual_day(()))

    def _takes(self, day: float) -> Day:
        """The usual day; doses that stand in the rates alone are swallowed in its middle."""
        usual, rate = self._usual(day), self._rate(day)
        if self.usual_days or not rate:
            return usual
        return (*usual, Take(HOURS_A_DAY / 2, rate))


def course(regimen: Regimen, start: date, end: date, uptake: Uptake = counts_in_full) -> Course:
    """Return what a regimen means from one date until another.

    Intermittent doses become boluses; without a start date the first is taken on the first day.
    Everything else becomes a rate. A schedule's last day is included, the course's end is not.

    Parameters
    ----------
    regimen : Regimen
        Supplements of vitamin D, vitamin K and calcium. Food belongs to the person.
    start, end : datetime.date
        First day, and the day after the last.
    uptake : callable, optional
        How much of the calcium of a salt counts in this person; without it all does.
    """
    days = float((end - start).days)
    daily = [(item, *_window(item, start, days)) for item in regimen.items]
    daily = [(i, b, s) for i, b, s in daily if b < s and not is_intermittent(i)]
    since = sorted({0.0, *(b for _, b, _ in daily), *(s for _, _, s in daily if s < days)})
    usual_days = tuple(
        (day, usual_day([i for i, b, s in daily if b <= day < s], uptake)) for day in since
    )
    rates = tuple((day, per_day(usual)) for day, usual in usual_days)
    return Course(start, days, rates, _boluses(regimen, start, end), usual_days)


@dataclass(frozen=True, slots=True)
class Habit:
    """What is taken each day, on average: nmol/day, µg/day, and the calcium of a usual day."""

    dose: Dose
    usual_day: Day


def habit(regimen: Regimen, day: date, uptake: Uptake = counts_in_full) -> Habit:
    """Return the average intake per day of what is taken on a day."""
    items = regimen.on(day).items
    usual = usual_day([i for i in items if not is_intermittent(i)], uptake)
    rare = [i for i in items if is_intermittent(i)]
    doses = (in_dose(e.substance, i.daily(e.substance)) for i in rare for e in i.ingredients)
    return Habit(sum(doses, per_day(usual)), usual)


def _boluses(regimen: Regimen, start: date, end: date) -> tuple[tuple[float, Dose], ...]:
    found: dict[float, Dose] = {}
    for dose in doses_between(regimen, start, end - timedelta(days=1)):
        amount = in_dose(dose.substance, dose.amount)
        if amount:
            day = float((dose.day - start).days)
            found[day] = found.get(day, Dose()) + amount
    return tuple(sorted(found.items()))


def _window(item: Item, start: date, days: float) -> tuple[float, float]:
    """The days of the course between which an item is taken, the second one excluded."""
    first, last = item.schedule.start, item.schedule.end
    begin = 0.0 if first is None else max(0.0, (first - start).days)
    stop = days if last is None else min(days, (last + timedelta(days=1) - start).days)
    return begin, stop
