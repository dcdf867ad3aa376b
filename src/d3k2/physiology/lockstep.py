"""All virtual people at once in equal steps, for courses with many single doses.

After each bolus an adaptive solver starts anew for each person; equal steps for everyone cost the
same whatever is swallowed. The classical Runge-Kutta method of fourth order, in steps far within
its stability: a test holds it to the reference within 1e-4.
"""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np

from d3k2.physiology.draws import Draws, FloatArray
from d3k2.physiology.model import DOSES, STATES, constants, rates
from d3k2.physiology.segments import Segment, absorbed
from d3k2.physiology.steady import other_loss

_GUT = tuple(STATES.index(name) for name in ("gut_d3", "gut_d2", "gut_calcifediol"))
_STEP = 1.5
_STEP_AFTER_BOLUS = 0.38
"""Length of a step times the fastest rate of anyone; the method is stable up to 2.8."""
_UPTAKES = 7.0
"""Steps stay short for so many mean times of uptake: then a thousandth is left in the gut."""

States = tuple[FloatArray, ...]


def follow(
    draws: Draws, start: FloatArray, plan: tuple[Segment, ...], start_day: float, wanted: int
) -> tuple[FloatArray, FloatArray]:
    """Return all states on the wanted days, (n, wanted, states), and at the end, (n, states)."""
    constant: dict[str, Any] = {name: draws[name] for name in constants() if name != "start_day"}
    constant["start_day"] = start_day
    share = absorbed(draws)
    fastest = _fastest(draws)
    settled = _UPTAKES / float(draws["absorption_rate"].min())
    followed = np.empty((draws.n, wanted, len(STATES)))
    states: States = tuple(np.array(column) for column in start.T)
    for segment in plan:
        constant.update(zip(DOSES, segment.rate.tolist(), strict=True))
        states = _swallow(states, share * segment.bolus)
        passed = [states]
        short_until = segment.days[0] + settled if segment.bolus.any() else 0.0
        for first, last in itertools.pairwise(segment.days):
            turn = min(max(first, short_until), last)
            states = _advance(states, first, turn, _STEP_AFTER_BOLUS / fastest, constant)
            states = _advance(states, turn, last, _STEP / fastest, constant)
            passed.append(states)
        for column, reached in zip(
            range(segment.columns.start, segment.columns.stop), passed[segment.rows], strict=True
        ):
            followed[:, column] = np.stack(reached, axis=1)
    return followed, np.stack(states, axis=1)


def _fastest(draws: Draws) -> float:
    """The fastest rate at which anything decays in anyone, 1/day."""
    conversion = draws["conversion_max"] / draws["conversion_half"]
    exchange = draws["fat_exchange"] * draws["size"]
    plasma = (conversion + other_loss(draws) + exchange) / (draws["plasma_volume"] * draws["size"])
    fat = exchange / (draws["fat_volume"] * draws["fat_ratio"])
    return float(max((plasma + fat).max(), draws["absorption_rate"].max()))


def _swallow(states: States, doses: FloatArray) -> States:
    changed = list(states)
    for place, dose in zip(_GUT, doses.T, strict=True):
        changed[place] = changed[place] + dose
    return tuple(changed)


def _advance(
    states: States, first: float, last: float, longest: float, constant: dict[str, Any]
) -> States:
    steps = math.ceil((last - first) / longest)
    change = rates()
    for step in range(steps):
        h = (last - first) / steps
        time = first + step * h
        k1 = change(time, states, constant)
        k2 = change(time + h / 2, _moved(states, k1, h / 2), constant)
        k3 = change(time + h / 2, _moved(states, k2, h / 2), constant)
        k4 = change(time + h, _moved(states, k3, h), constant)
        states = tuple(
            s + h / 6 * (a + 2 * b + 2 * c + d)
            for s, a, b, c, d in zip(states, k1, k2, k3, k4, strict=True)
        )
    return states


def _moved(states: States, change: States, h: float) -> States:
    return tuple(s + h * k for s, k in zip(states, change, strict=True))
