"""An arm of a published trial in virtual people: what they would have shown."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from d3k2.physiology import FloatArray, by_kernel, calcium_uptake, course
from d3k2.population import follow
from d3k2.regimen import Regimen
from d3k2.trials.arm import Arm
from d3k2.trials.volunteers import Volunteers, error_of_measurement

_NOBODY = Regimen()


@dataclass(frozen=True, slots=True)
class Shown:
    """What virtual participants showed, on the scale of the published number.

    Attributes
    ----------
    mean : float
        Over all of them.
    spread : float
        Standard deviation between them, errors of measurement included.
    moved : float
        How far the mean moved from the start, or from the control where that is the number.
    start : float
        The mean level before the first dose.
    """

    mean: float
    spread: float
    moved: float
    start: float


def shown(arm: Arm, by: Volunteers) -> Shown:
    """Return what participants show when they take what an arm took."""
    before, after = _levels(arm, by, arm.takes)
    at_rest, control = before, before
    error = error_of_measurement(arm.variable)
    compared = arm.measure.startswith("effect")
    if compared:
        at_rest, control = _levels(arm, by, arm.control)
    if arm.in_percent:
        mean = 100 * (after.mean() / before.mean() - control.mean() / at_rest.mean())
        moved = float(mean)
        own, others = 100 * after / before, 100 * control / at_rest
        measured = 100 * math.sqrt(2) * error * after / before
    else:
        moved = float((after - control).mean())
        mean = float(after.mean()) if arm.measure == "level" else moved
        own, others = after - before, control - at_rest
        measured = math.sqrt(2) * error * (before + after) / 2
    if arm.measure == "level":
        own, measured = after, error * after
    spread = _spread(own, measured)
    if compared:
        # Two groups of other people, although the same ones stand for both here.
        spread = math.hypot(spread, _spread(others, measured))
    return Shown(float(mean), spread, moved, float(before.mean()))


def _spread(own: FloatArray, error: FloatArray) -> float:
    return math.sqrt(float(own.var()) + float(np.mean(error**2)))


def _levels(arm: Arm, by: Volunteers, regimen: Regimen) -> tuple[FloatArray, FloatArray]:
    """Return everyone's level before the first dose, and at the end."""
    days = round(arm.days)
    begins = arm.begins
    uptake = calcium_uptake(by.person)
    taken = course(_taken(regimen, arm.adherence), begins, begins + timedelta(days=days), uptake)
    times = np.arange(1.0, days + 1) if arm.highest else np.array([float(days)])
    followed = follow(
        by.people, taken, times, by.states, (arm.variable,), day=begins, solver=by_kernel
    )
    reached = followed.levels[arm.variable].max(axis=1)
    # A dose of the first day would show in the level of that day.
    untouched = course(_NOBODY, begins, begins + timedelta(days=1))
    rested = follow(
        by.people, untouched, [0.0], by.states, (arm.variable,), day=begins, solver=by_kernel
    )
    return rested.levels[arm.variable][:, 0], reached


def _taken(regimen: Regimen, adherence: float) -> Regimen:
    """Return a regimen of which a share is taken, evenly."""
    return Regimen(tuple(replace(item, units=item.units * adherence) for item in regimen.items))
