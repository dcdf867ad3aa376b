"""All virtual people at once in equal steps, for courses with many single doses.

After each bolus an adaptive solver starts anew for each person; equal steps for everyone cost the
same whatever is swallowed. The classical Runge-Kutta method of fourth order, in steps far within
its stability: a test holds it to the reference within 1e-4. For the vitamin D block only: the
others move too fast for it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from d3k2.physiology.arrays import FloatArray
from d3k2.physiology.model import Model
from d3k2.physiology.problem import Problem, Solution
from d3k2.physiology.python_form import Changes, Values, changes, levels
from d3k2.physiology.segments import Inflows, swallow

BLOCKS = ("vitamin_d",)
"""What can be solved in equal steps."""

_STEP = 1.35
"""Length of a step times the fastest rate of anyone; the method is stable up to 2.8."""
_STEP_AFTER_TURN = 0.38
"""The same for the rate of uptake, while there is something to take up."""
_UPTAKES = 7.0
"""Steps stay short for so many mean times of uptake: then a thousandth is left in the gut."""
_SHARE_OF_HALF = 0.4
"""In the first step after a bolus or a new daily dose, vitamin D in plasma moves by at most about
this share of the level at half of the conversion that saturates: it can pass that level within an
hour, and a step across the bend of the curve would err by more than all others together."""
_GROWTH = 0.8
"""A step may be as long as this share of the time since then."""
_BEFORE = 650.0
"""Vitamin D a day that may have been swallowed until the course begins, nmol: 26,000 IU."""

_RARE = ("d2", "calcifediol")
"""What is followed only in those who take it: nothing else turns into it."""

States = tuple[FloatArray, ...]
"""One for each state; one number where it is the same for everyone."""


@dataclass(frozen=True, slots=True)
class _Steps:
    """How long a step may be, by the time since the last turn: a bolus, or a new rate; days."""

    turn: float
    at_once: float
    soon: float
    soon_until: float
    later: float

    def longest(self, time: float) -> float:
        """Return how long a step that begins at a time may be."""
        since = time - self.turn
        if since >= self.soon_until:
            return self.later
        return min(self.at_once + _GROWTH * since, self.soon)


def follow(problem: Problem) -> Solution:
    """Return what `reference.follow` returns; the length of a step is what holds the error."""
    of, values = problem.of, problem.values
    shown = levels(of, *problem.variables)
    later, uptake = _STEP / _fastest(values), values["absorption_rate"]
    steps = _Steps(
        turn=0.0,
        at_once=0.0,
        soon=min(_STEP_AFTER_TURN / float(uptake.max()), later),
        soon_until=_UPTAKES / float(uptake.min()),
        later=later,
    )
    followed = np.empty((problem.n, problem.wanted, len(problem.variables)))
    constants = _shared(values)
    states = _once(problem.start.T)
    earlier: float | None = None
    for segment in problem.plan:
        given = constants | _shared(segment.rate)
        first = segment.days[0]
        daily = _vitamin_d(segment.rate)
        moved = max(daily, _BEFORE) if earlier is None else abs(daily - earlier)
        earlier = daily
        if segment.bolus is not None:
            everyone = _of_each(states, problem.n)
            states = _once(swallow(of, everyone, values, segment.bolus, first).T)
            moved += float(uptake.max()) * _vitamin_d(segment.bolus)
        steps = replace(steps, turn=first, at_once=_first_step(values, moved))
        change = changes(of, _still(of, states, segment.rate))
        passed = [(segment.days[0], states)]
        for first, last in itertools.pairwise(segment.days):
            states = _advance(change, states, first, last, steps, given)
            passed.append((last, states))
        for column, (day, reached) in zip(
            range(segment.columns.start, segment.columns.stop), passed[segment.rows], strict=True
        ):
            for place, level in enumerate(shown(day, reached, given).values()):
                followed[:, column, place] = level
    return Solution(followed, _of_each(states, problem.n))


def _once(columns: Iterable[FloatArray]) -> States:
    """Hold what is the same for everyone as one number: what nobody takes then costs nothing."""
    return tuple(c[0] if (c == c[0]).all() else np.ascontiguousarray(c) for c in columns)


def _still(of: Model, states: States, rate: Inflows) -> Iterator[str]:
    """Yield the states of forms of vitamin D that nobody takes or has left."""
    for form in _RARE:
        own = {n: s for n, s in zip(of.states, states, strict=True) if n.endswith(f"_{form}")}
        if not rate[f"dose_{form}"].any() and not any(np.any(s) for s in own.values()):
            yield from own


def _shared(values: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
    return dict(zip(values, _once(values.values()), strict=True))


def _of_each(states: States, n: int) -> FloatArray:
    return np.stack([np.broadcast_to(s, n) for s in states], axis=1)


def _fastest(values: Mapping[str, FloatArray]) -> float:
    """The fastest rate at which anything decays in anyone, 1/day."""
    conversion = values["conversion_max"] / values["conversion_half"]
    conversion = conversion + values["conversion_clearance"]
    plasma = (conversion + values["other_loss"] + values["exchange"]) / (
        values["plasma_volume"] * values["size"]
    )
    fat = values["exchange"] / (values["fat_volume"] * values["fat_ratio"])
    return float(max((plasma + fat).max(), values["absorption_rate"].max()))


def _first_step(values: Mapping[str, FloatArray], moved: float) -> float:
    """How long the first step may be once the inflow of vitamin D changes by so much, nmol/day.

    What is swallowed counts, not who swallows it: in a crowd a person's steps are the same.
    """
    volume, half = values["plasma_volume"], values["conversion_half"]
    return _SHARE_OF_HALF * float((volume * half).min()) / moved if moved else math.inf


def _vitamin_d(swallowed: Inflows) -> float:
    return float((swallowed["dose_d3"] + swallowed["dose_d2"]).max())


def _advance(
    change: Changes, states: States, first: float, last: float, steps: _Steps, given: Values
) -> States:
    time = first
    while time < last:
        left = math.ceil((last - time) / steps.longest(time))
        h = (last - time) / left
        k1 = change(time, states, given)
        k2 = change(time + h / 2, _moved(states, k1, h / 2), given)
        k3 = change(time + h / 2, _moved(states, k2, h / 2), given)
        k4 = change(time + h, _moved(states, k3, h), given)
        states = tuple(
            s + h / 6 * (a + 2 * b + 2 * c + d)
            for s, a, b, c, d in zip(states, k1, k2, k3, k4, strict=True)
        )
        time = time + h if left > 1 else last
    return states


def _moved(states: States, change: States, h: float) -> States:
    return tuple(s + h * k for s, k in zip(states, change, strict=True))
