"""All virtual people at once in equal steps, for courses with many single doses.

After each bolus an adaptive solver starts anew for each person; equal steps for everyone cost the
same whatever is swallowed. The classical Runge-Kutta method of fourth order, in steps far within
its stability: a test holds it to the reference within 1e-4. For the vitamin D block only: the
others move too fast for it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping

import numpy as np

from d3k2.physiology.arrays import FloatArray
from d3k2.physiology.problem import Problem, Solution
from d3k2.physiology.python_form import Changes, Values, changes, levels
from d3k2.physiology.segments import swallow

BLOCKS = ("vitamin_d",)
"""What can be solved in equal steps."""

_STEP = 1.5
_STEP_AFTER_BOLUS = 0.38
"""Length of a step times the fastest rate of anyone; the method is stable up to 2.8."""
_UPTAKES = 7.0
"""Steps stay short for so many mean times of uptake: then a thousandth is left in the gut."""

States = tuple[FloatArray, ...]


def follow(problem: Problem) -> Solution:
    """Return what `reference.follow` returns; the length of a step is what holds the error."""
    of, values = problem.of, problem.values
    change, shown = changes(of), levels(of, *problem.variables)
    fastest = _fastest(values)
    settled = _UPTAKES / float(values["absorption_rate"].min())
    followed = np.empty((problem.n, problem.wanted, len(problem.variables)))
    states: States = tuple(np.array(column) for column in problem.start.T)
    for segment in problem.plan:
        given = {**values, **segment.rate}
        short_until = 0.0
        if segment.bolus is not None:
            first = segment.days[0]
            states = tuple(swallow(of, np.stack(states, axis=1), values, segment.bolus, first).T)
            short_until = first + settled
        passed = [(segment.days[0], states)]
        for first, last in itertools.pairwise(segment.days):
            turn = min(max(first, short_until), last)
            states = _advance(change, states, first, turn, _STEP_AFTER_BOLUS / fastest, given)
            states = _advance(change, states, turn, last, _STEP / fastest, given)
            passed.append((last, states))
        for column, (day, reached) in zip(
            range(segment.columns.start, segment.columns.stop), passed[segment.rows], strict=True
        ):
            for place, level in enumerate(shown(day, reached, given).values()):
                followed[:, column, place] = level
    return Solution(followed, np.stack(states, axis=1))


def _fastest(values: Mapping[str, FloatArray]) -> float:
    """The fastest rate at which anything decays in anyone, 1/day."""
    conversion = values["conversion_max"] / values["conversion_half"]
    conversion = conversion + values["conversion_clearance"]
    plasma = (conversion + values["other_loss"] + values["exchange"]) / (
        values["plasma_volume"] * values["size"]
    )
    fat = values["exchange"] / (values["fat_volume"] * values["fat_ratio"])
    return float(max((plasma + fat).max(), values["absorption_rate"].max()))


def _advance(
    change: Changes, states: States, first: float, last: float, longest: float, given: Values
) -> States:
    steps = math.ceil((last - first) / longest)
    for step in range(steps):
        h = (last - first) / steps
        time = first + step * h
        k1 = change(time, states, given)
        k2 = change(time + h / 2, _moved(states, k1, h / 2), given)
        k3 = change(time + h / 2, _moved(states, k2, h / 2), given)
        k4 = change(time + h, _moved(states, k3, h), given)
        states = tuple(
            s + h / 6 * (a + 2 * b + 2 * c + d)
            for s, a, b, c, d in zip(states, k1, k2, k3, k4, strict=True)
        )
    return states


def _moved(states: States, change: States, h: float) -> States:
    return tuple(s + h * k for s, k in zip(states, change, strict=True))
