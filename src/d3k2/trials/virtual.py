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
    at_rest, control = (before, before)
    if arm.measure.startswith("effect"):
        at_rest, control = _levels(arm, by, arm.control)
    error = error_of_measurement(arm.variable)
    if arm.in_percent:
        ratio, other = after / before, control / at_rest
        mean = 100 * (after.mean() / before.mean() - control.mean() / at_rest.mean())
        own, measured = 100 * (ratio - other), 100 * math.sqrt(2) * error * ratio
        return Shown(float(mean), _spread(own, measured), float(mean), float(before.mean()))
    moved, start = float((after - control).mean()), float(before.mean())
    if arm.measure == "level":
        return Shown(float(after.mean()), _spread(after, error * after), moved, start)
    both = math.sqrt(2) * error * (before + after) / 2
    return Shown(moved, _spread(after - control, both), moved, start)


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
