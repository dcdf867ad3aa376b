"""What an arm would have shown, with how sure that is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from d3k2.evidence import load
from d3k2.trials.arm import Arm, arms
from d3k2.trials.calibration import other_assay, people_of, show, start_known
from d3k2.trials.left_open import LeftOpen, left_open
from d3k2.trials.virtual import Shown, shown
from d3k2.trials.volunteers import PEOPLE, volunteers

Z90 = 1.6448536269514722
"""Standard deviations to either side that hold 90 % of a normal distribution."""

_DRAWN_PEOPLE = 24


@dataclass(frozen=True, slots=True)
class Prediction:
    """The mean of an arm as predicted, beside the published one.

    Attributes
    ----------
    arm : Arm
        The published row.
    mean, low, high : float
        On the scale of the row: the mean of the arm and its 90 % interval. The interval holds the
        chance of a trial of this size, the differences between studies, and what is not known of
        the model's constants.
    start : float or None
        The level that virtual participants started from; None on a scale of per cent.
    moved : float
        How far they moved.
    left_out : bool
        Whether the model was fitted to other studies only, this one left out.
    """

    arm: Arm
    mean: float
    low: float
    high: float
    start: float | None
    moved: float
    left_out: bool = False

    @property
    def error(self) -> float:
        """Predicted less observed."""
        return self.mean - self.arm.observed

    @property
    def half_width(self) -> float:
        """Half of the interval."""
        return (self.high - self.low) / 2

    @property
    def inside(self) -> bool:
        """Whether the published mean lies in the interval."""
        return self.low <= self.arm.observed <= self.high


def predict(arm: Arm, people: int = PEOPLE) -> Prediction:
    """Return what an arm would have shown.

    For a row that the model was fitted to, the prediction is that of the fit without its study,
    as `make calibrate` kept it.
    """
    still = left_open(arm.variable)
    found = shown(arm, volunteers(arm, people))
    start = None if arm.in_percent else found.start
    without = still.left_out.get(_fitted().get(_same(arm), ""))
    if without is not None:
        return Prediction(arm, *without, start, found.moved, left_out=True)
    mean = seen_by(arm, found, still)
    half = Z90 * math.hypot(spread(arm, found, still), _of_constants(arm, still))
    return Prediction(arm, mean, mean - half, mean + half, start, found.moved)


def _same(arm: Arm) -> tuple[object, ...]:
    """Return what tells that two rows are the same number, in whatever table they stand."""
    number = (arm.variable, arm.measure, arm.weeks, arm.highest, round(arm.observed, 3))
    return (arm.study, arm.label, *number)


@cache
def _fitted() -> Mapping[tuple[object, ...], str]:
    """Return the ids of rows that a fit may have used."""
    found, _ = arms((row for row in load().trials if row.use == "calibrate"), load().trials)
    return {_same(arm): arm.id for arm in found}


def seen_by(arm: Arm, found: Shown, still: LeftOpen) -> float:
    """Return the mean as the assay of an arm sees it."""
    if not other_assay(arm):
        return found.mean
    return found.mean + (math.exp(still.assay) - 1) * found.moved


def spread(arm: Arm, found: Shown, still: LeftOpen, unit: str | None = None) -> float:
    """Return the standard deviation of the mean of an arm when the constants are known."""
    chance = found.spread / math.sqrt(people_of(arm))
    start = 0.0 if start_known(arm) else still.start
    arm_itself = still.arm.get(unit or arm.unit, 0.0)
    return math.hypot(chance, still.between_studies * found.moved, start, arm_itself)


def _of_constants(arm: Arm, still: LeftOpen) -> float:
    """Return the standard deviation that comes from not knowing the constants."""
    if len(still.draws) < 2:
        return 0.0
    means = [seen_by(arm, show((arm,), draw, _DRAWN_PEOPLE)[0], still) for draw in still.draws]
    return float(np.std(means, ddof=1))
