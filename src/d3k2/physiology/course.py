"""What is swallowed over a stretch of time: daily doses as rates, rare large ones as boluses."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date, timedelta

from d3k2.physiology.steady import Daily
from d3k2.regimen import (
    VITAMIN_D,
    Item,
    Regimen,
    Substance,
    doses_between,
    is_intermittent,
)
from d3k2.units import molar_masses

_ROUNDING = 1e-9
"""nmol/day. What is left below it was never swallowed."""


@dataclass(frozen=True, slots=True)
class Dose:
    """Amounts of the three forms of vitamin D, nmol, or nmol/day where it is a rate."""

    d3: float = 0.0
    d2: float = 0.0
    calcifediol: float = 0.0

    def __add__(self, other: Dose) -> Dose:
        return Dose(self.d3 + other.d3, self.d2 + other.d2, self.calcifediol + other.calcifediol)

    def times(self, factor: float) -> Dose:
        """Return the amounts multiplied by a number."""
        return Dose(self.d3 * factor, self.d2 * factor, self.calcifediol * factor)

    def __bool__(self) -> bool:
        return bool(self.d3 or self.d2 or self.calcifediol)


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
    """

    start: date
    days: float
    rates: tuple[tuple[float, Dose], ...] = ((0.0, Dose()),)
    boluses: tuple[tuple[float, Dose], ...] = ()

    def breaks(self) -> tuple[float, ...]:
        """Return the days on which something changes, with the first and the last day."""
        inside = {day for day, _ in self.rates + self.boluses if 0 < day < self.days}
        return (0.0, *sorted(inside), self.days)

    def rate_on(self, day: float) -> Dose:
        """Return the rate that holds from this day on."""
        return next(rate for since, rate in reversed(self.rates) if since <= day)

    def resolved(self) -> Course:
        """Return the same course with the dose of every day swallowed at once, in its middle."""
        doses = dict(self.boluses)
        for day in range(int(self.days)):
            noon = day + 1 / 2
            doses[noon] = doses.get(noon, Dose()) + self.rate_on(day)
        boluses = tuple((day, dose) for day, dose in sorted(doses.items()) if dose)
        return Course(self.start, self.days, ((0.0, Dose()),), boluses)


def course(regimen: Regimen, start: date, end: date) -> Course:
    """Return what a regimen means in nmol of vitamin D from one date until another.

    Intermittent doses become boluses; without a start date the first is taken on the first day.
    Everything else becomes a rate. A schedule's last day is included, the course's end is not.
    Calcium and vitamin K play no part.
    """
    days = float((end - start).days)
    vitamin_d = Regimen(tuple(i for i in regimen.items if i.contains(*VITAMIN_D)))
    changes: dict[float, Dose] = {0.0: Dose()}
    for item in vitamin_d.items:
        begin, stop = _window(item, start, days)
        if not is_intermittent(item) and begin < stop:
            rate = _daily(item)
            changes[begin] = changes.get(begin, Dose()) + rate
            changes[stop] = changes.get(stop, Dose()) + rate.times(-1)
    held = itertools.accumulate(changes[day] for day in sorted(changes))
    rates = tuple((d, _clean(r)) for d, r in zip(sorted(changes), held, strict=True) if d < days)
    return Course(start, days, rates or ((0.0, Dose()),), _boluses(vitamin_d, start, end))


def daily_average(regimen: Regimen, day: date) -> Daily:
    """Return the average intake per day of what is taken on a day, nmol/day."""
    total = Dose()
    for item in regimen.on(day).items:
        total += _daily(item)
    return Daily(total.d3, total.d2, total.calcifediol)


def nmol(substance: Substance, micrograms: float) -> float:
    """Return an amount of vitamin D in nmol."""
    named = {"d3": "cholecalciferol", "d2": "ergocalciferol", "calcifediol": "calcidiol"}
    return micrograms * 1000 / molar_masses()[named[substance]]


def _daily(item: Item) -> Dose:
    return Dose(*(nmol(form, item.daily(form)) for form in VITAMIN_D))


def _boluses(regimen: Regimen, start: date, end: date) -> tuple[tuple[float, Dose], ...]:
    found: dict[float, Dose] = {}
    for dose in doses_between(regimen, start, end - timedelta(days=1)):
        if dose.substance in VITAMIN_D:
            day = float((dose.day - start).days)
            amount = Dose(**{dose.substance: nmol(dose.substance, dose.amount)})
            found[day] = found.get(day, Dose()) + amount
    return tuple(sorted(found.items()))


def _window(item: Item, start: date, days: float) -> tuple[float, float]:
    """The days of the course between which an item is taken, the second one excluded."""
    first, last = item.schedule.start, item.schedule.end
    begin = 0.0 if first is None else max(0.0, (first - start).days)
    stop = days if last is None else min(days, (last + timedelta(days=1) - start).days)
    return begin, stop


def _clean(rate: Dose) -> Dose:
    """Take away the rounding that adding and subtracting the same dose leaves."""
    rounded = [0.0 if abs(x) < _ROUNDING else x for x in (rate.d3, rate.d2, rate.calcifediol)]
    return Dose(*rounded)
