"""A course cut where something is swallowed or a rate changes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from d3k2.physiology.course import Course, Dose
from d3k2.physiology.draws import Draws, FloatArray


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch in which nothing changes but what the equations say."""

    days: tuple[float, ...]
    """Its first day, the wanted days in it, its last day."""
    rows: slice
    """Which of these days were asked for."""
    columns: slice
    """Where they stand among all the wanted days."""
    rate: FloatArray
    """nmol/day, by form."""
    bolus: FloatArray
    """nmol swallowed at its start, by form."""


def segments(course: Course, wanted: FloatArray) -> Iterator[Segment]:
    """Yield the stretches of a course, with the days at which levels are wanted."""
    boluses = dict(course.boluses)
    for first, last in itertools.pairwise(course.breaks()):
        side = "right" if last == course.days else "left"
        low = int(np.searchsorted(wanted, first))
        high = int(np.searchsorted(wanted, last, side=side))  # type: ignore[call-overload]
        inner = wanted[low:high]
        lead = 0 if inner.size and inner[0] == first else 1
        tail = () if inner.size and inner[-1] == last else (last,)
        yield Segment(
            days=(*((first,) * lead), *inner.tolist(), *tail),
            rows=slice(lead, lead + inner.size),
            columns=slice(low, high),
            rate=_array(course.rate_on(first)),
            bolus=_array(boluses.get(first, Dose())),
        )


def absorbed(draws: Draws) -> FloatArray:
    """Return the share of a swallowed dose that will reach plasma, shape (n, forms)."""
    common = draws["meal_factor"] * draws["absorption_factor"]
    forms = (
        draws["bioavailability_d3"] * common,
        draws["bioavailability_d2"] * common,
        draws["bioavailability_calcifediol"],
    )
    return np.stack(forms, axis=1)


def _array(dose: Dose) -> FloatArray:
    return np.array([dose.d3, dose.d2, dose.calcifediol])
