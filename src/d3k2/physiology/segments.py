"""A course cut where something is swallowed or a rate changes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace

import numpy as np

from d3k2.physiology.arrays import FloatArray
from d3k2.physiology.course import Course
from d3k2.physiology.day import MEALS, Day, Dose
from d3k2.physiology.draws import Draws
from d3k2.physiology.model import Model
from d3k2.physiology.python_form import changes

Inflows = Mapping[str, FloatArray]
"""What is swallowed, for each person: per day as a rate, in full at once."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch in which nothing changes but what the equations say."""

    days: tuple[float, ...]
    """Its first day, the wanted days in it, its last day."""
    rows: slice
    """Which of these days were asked for."""
    columns: slice
    """Where they stand among all the wanted days."""
    rate: Inflows
    bolus: Inflows | None
    """What is swallowed at its start."""

    def of_people(self, index: slice) -> Segment:
        """Return the stretch of some of the people."""
        rate = {name: value[index] for name, value in self.rate.items()}
        bolus = self.bolus and {name: value[index] for name, value in self.bolus.items()}
        return replace(self, rate=rate, bolus=bolus)


def segments(model: Model, draws: Draws, course: Course, wanted: FloatArray) -> Iterator[Segment]:
    """Yield the stretches of a course, with the days at which levels are wanted."""
    swallowed = course.swallowed()
    for first, last in itertools.pairwise(course.breaks()):
        side = "right" if last == course.days else "left"
        low = int(np.searchsorted(wanted, first))
        high = int(np.searchsorted(wanted, last, side=side))  # type: ignore[call-overload]
        inner = wanted[low:high]
        lead = 0 if inner.size and inner[0] == first else 1
        tail = () if inner.size and inner[-1] == last else (last,)
        take = swallowed.get(first)
        yield Segment(
            days=(*((first,) * lead), *inner.tolist(), *tail),
            rows=slice(lead, lead + inner.size),
            columns=slice(low, high),
            rate=inflows(model, draws, course.rate_on(first), course.day_on(first)),
            bolus=None if take is None else inflows(model, draws, take.dose, (take,)),
        )


def inflows(model: Model, draws: Draws, dose: Dose, day: Day) -> Inflows:
    """Return what a dose and the calcium of a day mean as inputs of a model."""
    given = {f"dose_{f.name}": np.full(draws.n, getattr(dose, f.name)) for f in fields(dose)}
    given["calcium_offered"], given["calcium_saturable"] = _calcium(draws, day)
    nothing = np.zeros(draws.n)
    return {name: given.get(name, nothing) for name in model.inflows}


def swallow(
    model: Model, states: FloatArray, values: Mapping[str, FloatArray], bolus: Inflows, day: float
) -> FloatArray:
    """Return the states right after something is swallowed at once on a day of the course.

    What a dose adds is what the equations add for it in a day as a rate: they are linear in
    what is swallowed.
    """
    columns = tuple(states.T)
    without = {name: np.zeros(len(states)) for name in bolus}
    after = changes(model)(day, columns, {**values, **bolus})
    before = changes(model)(day, columns, {**values, **without})
    added = [np.broadcast_to(a - b, len(states)) for a, b in zip(after, before, strict=True)]
    return states + np.stack(added, axis=1)


def _calcium(draws: Draws, day: Day) -> tuple[FloatArray, FloatArray]:
    """Return calcium offered to the gut, and its saturable part, summed over the loads of a day.

    A supplement with a meal adds to the load of that meal; apart from meals it is its own load.
    """
    meal = draws["food_calcium"] / len(MEALS)
    offered, saturable = np.zeros(draws.n), np.zeros(draws.n)
    for take in day:
        load = take.calcium + (meal if take.meal else 0.0)
        offered = offered + load
        saturable = saturable + load / (draws["calcium_half_load"] + load)
    return offered, saturable
