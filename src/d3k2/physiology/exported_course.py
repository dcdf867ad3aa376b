"""A course of doses in the words of the model: loads of calcium as rules, changes as events.

Calcium is kept as the loads that it is swallowed in, and not as the two sums that the model is
given, so that a changed constant or diet reaches them. Nothing here happens on day 0: an event at
the very start is lost in libroadrunner, and what is swallowed then belongs into the states.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields, replace

from d3k2.physiology.course import Course
from d3k2.physiology.day import MEALS, Dose, usual_day
from d3k2.physiology.draws import Draws
from d3k2.physiology.equations import Equation
from d3k2.physiology.model import Model

_OFFERED, _SATURABLE = "calcium_offered", "calcium_saturable"


class ExportedCourse:
    """A course as equations and events of a model, for one person.

    Attributes
    ----------
    inputs : mapping
        What is swallowed from day 0 on, by input of the model.
    """

    def __init__(self, of: Model, draws: Draws, course: Course) -> None:
        if course.hourly_from is not None:
            raise ValueError("a course that is followed by the hour is not exported")
        self._of = of
        self._course = course
        self._food_calcium = float(draws["food_calcium"][0])
        days = [usual for _, usual in course.usual_days] or [usual_day(())]
        self._meals = {take.hour for take in usual_day(())}
        self._hours = sorted(self._meals | {take.hour for day in days for take in day})
        self.inputs = self._inputs_on(0.0)

    @property
    def loads(self) -> tuple[Equation, ...]:
        """The equations that take the place of the calcium that is given to the model."""
        if _OFFERED not in self._of.inflows:
            return ()
        return tuple(self._loads())

    @property
    def events(self) -> tuple[str, ...]:
        """What changes or is swallowed at once after day 0, one line of Antimony for each day."""
        boluses = dict(self._course.boluses)
        before = self.inputs
        found = []
        for day in self._course.breaks()[1:-1]:
            now = self._inputs_on(day)
            changed = [f"{n} = {value!r}" for n, value in now.items() if value != before[n]]
            changed += _swallowed(self._of, boluses.get(day, Dose()))
            if changed:
                found.append(f"  day_{day:g}: at (time >= {day:g}): {', '.join(changed)}")
            before = now
        return tuple(found)

    @property
    def left_out(self) -> tuple[str, ...]:
        """What is swallowed and has no input in this model."""
        all_doses = [dose for _, dose in (*self._course.rates, *self._course.boluses)]
        named = {
            f"dose_{f.name}" for dose in all_doses for f in fields(dose) if getattr(dose, f.name)
        }
        if any(take.calcium for _, day in self._course.usual_days for take in day):
            named.add(_OFFERED)
        return tuple(sorted(named - set(self._of.inflows)))

    def _inputs_on(self, day: float) -> dict[str, float]:
        dose = self._course.rate_on(day)
        given = {f"dose_{f.name}": float(getattr(dose, f.name)) for f in fields(dose)}
        found = {name: value for name, value in given.items() if name in self._of.inflows}
        if _OFFERED in self._of.inflows:
            taken = {take.hour: take.calcium for take in self._course.day_on(day)}
            names = zip(self._supplements(), self._hours, strict=True)
            found |= {name: taken.get(hour, 0.0) for name, hour in names}
        return found

    def _loads(self) -> Iterator[Equation]:
        yield _value("food_calcium", self._food_calcium, "calcium eaten", "mmol/day")
        yield _value("meals_per_day", len(MEALS), "meals that it is parted among", "1/day")
        loads = {hour: f"calcium_load_{n}" for n, hour in enumerate(self._hours, start=1)}
        for (hour, load), supplement in zip(loads.items(), self._supplements(), strict=True):
            at = _clock(hour)
            taken = f"calcium of supplements at {at}, weighted by how well its form is taken up"
            yield _value(supplement, self.inputs[supplement], taken, "mmol/day")
            meal = "food_calcium/meals_per_day + " if hour in self._meals else ""
            yield Equation(load, "rule", meal + supplement, f"calcium at {at}", "mmol/day")
        sums = {
            _OFFERED: " + ".join(loads.values()),
            _SATURABLE: " + ".join(f"{n}/(calcium_half_load + {n})" for n in loads.values()),
        }
        for given in self._of.equations:
            if given.name in sums:
                yield replace(given, kind="rule", expression=sums[given.name])

    def _supplements(self) -> list[str]:
        return [f"calcium_supplement_{n}" for n, _ in enumerate(self._hours, start=1)]


def _value(name: str, value: float, meaning: str, unit: str) -> Equation:
    return Equation(name, "value", repr(value), meaning, unit)


def _swallowed(of: Model, dose: Dose) -> list[str]:
    """Return what a single dose adds to the states, as assignments of an event."""
    added: dict[str, list[str]] = defaultdict(list)
    for field in fields(dose):
        amount, inflow = getattr(dose, field.name), f"dose_{field.name}"
        if amount:
            for rate in of.equations:
                if rate.kind == "rate" and inflow in rate.uses:
                    added[rate.name].append(_in_place_of(inflow, amount, rate))
    return [f"{state} = {' + '.join([state, *terms])}" for state, terms in added.items()]


def _in_place_of(inflow: str, amount: float, rate: Equation) -> str:
    """Return the term of a rate of change that holds an input, with an amount in its place.

    The equations are linear in what is swallowed, and it stands first in them.
    """
    term = re.split(r" [+-] ", rate.expression)[0]
    swapped = re.sub(rf"\b{inflow}\b", repr(float(amount)), term)
    if swapped == term or "(" in term:
        raise RuntimeError(f"{inflow} does not stand first in the rate of {rate.name}")
    return swapped


def _clock(hour: float) -> str:
    minutes = round(60 * hour)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
