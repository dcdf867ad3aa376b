"""Where the levels settle, and the reverse: the input behind a level, solved by algebra.

Everything works on whole populations at once. The equations are those of
``models/vitamin_d.ant`` with all rates of change at zero; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from d3k2.physiology.arrays import FloatArray
from d3k2.physiology.draws import Draws
from d3k2.physiology.model import model

STATES = model("vitamin_d").states
"""The columns of a state array of the vitamin D block."""

_MOST_STEPS = 200
_CLOSE_ENOUGH = 1e-13


@dataclass(frozen=True, slots=True)
class Daily:
    """What is taken each day, nmol/day."""

    d3: ArrayLike = 0.0
    d2: ArrayLike = 0.0
    calcifediol: ArrayLike = 0.0


NOTHING = Daily()


def invert(draws: Draws, calcidiol: ArrayLike) -> Draws:
    """Return the people with the basal input that holds each at this level without supplements.

    Parameters
    ----------
    draws : Draws
        The people; their basal input is replaced.
    calcidiol : array_like
        Untreated 25(OH)D of each, the mean of a year, nmol/L.

    Returns
    -------
    Draws
        Where no input can hold the level (conversion saturates below what it takes), the basal
        input is NaN: such a person does not exist and is for the caller to reject.
    """
    given = np.asarray(calcidiol, dtype=np.float64)
    level = np.where(given > 0, given, np.nan)
    converted = draws["calcidiol_clearance"] * induction(draws, level) * level
    plasma = _plasma(draws, converted, draws["conversion_clearance"])
    return draws.with_values(basal_input=converted + other_loss(draws) * plasma)


def steady_state(draws: Draws, daily: Daily = NOTHING) -> FloatArray:
    """Return the states that each person settles in, season averaged, shape (n, states)."""
    swallowed = [np.asarray(d, np.float64) for d in (daily.d3, daily.d2, daily.calcifediol)]
    gut_d3 = draws["bioavailability_d3"] * _absorbed(draws) * swallowed[0]
    gut_d2 = draws["bioavailability_d2"] * _absorbed(draws) * swallowed[1]
    calcifediol = draws["bioavailability_calcifediol"] * swallowed[2]
    cleared = other_loss(draws) + draws["conversion_clearance"]
    plasma_d3 = _plasma(draws, gut_d3 + draws["basal_input"], cleared)
    plasma_d2 = _plasma(draws, gut_d2, cleared)
    made_d3 = _conversion(draws, plasma_d3) + calcifediol
    made_d2 = _conversion(draws, plasma_d2) / draws["clearance_ratio_d2"]
    unregulated = (made_d3 + made_d2) / draws["calcidiol_clearance"]
    total = _settle(draws, unregulated)
    share = 1 / (draws["calcidiol_clearance"] * induction(draws, total))
    rate = draws["absorption_rate"]
    columns = (
        gut_d3 / rate, plasma_d3, plasma_d3, made_d3 * share,
        gut_d2 / rate, plasma_d2, plasma_d2, made_d2 * share,
        calcifediol / rate,
    )  # fmt: skip
    return np.stack([np.broadcast_to(c, (draws.n,)) for c in columns], axis=1)


def steady_calcidiol(draws: Draws, daily: Daily = NOTHING) -> FloatArray:
    """Return the 25(OH)D that each person settles at, season averaged, nmol/L."""
    return total_calcidiol(steady_state(draws, daily))


def total_calcidiol(states: FloatArray) -> FloatArray:
    """Return 25(OH)D, both forms, of a state array."""
    columns = [STATES.index("calcidiol_d3"), STATES.index("calcidiol_d2")]
    total: FloatArray = states[..., columns].sum(axis=-1)
    return total


def induction(draws: Draws, calcidiol: FloatArray) -> FloatArray:
    """Return clearance of 25(OH)D at a level over that at a low level."""
    power = calcidiol ** draws["induction_power"]
    half = draws["induction_half"] ** draws["induction_power"]
    raised: FloatArray = 1 + draws["induction_max"] * power / (half + power)
    return raised


def other_loss(draws: Draws) -> FloatArray:
    """Return the clearance of vitamin D by other ways than 25-hydroxylation, L/day."""
    return draws["other_clearance"] * draws["size"] ** draws["size_exponent"]


def slopes(draws: Draws, states: FloatArray) -> Mapping[str, FloatArray]:
    """Return how conversion and elimination change with their levels (``dP/dC``, ``dE/dH``)."""
    half = draws["conversion_half"]
    plasma = states[:, STATES.index("plasma_d3")]
    return {
        "conversion": draws["conversion_max"] * half / (half + plasma) ** 2
        + draws["conversion_clearance"],
        "elimination": draws["calcidiol_clearance"] * _rise(draws, total_calcidiol(states)),
    }


def _absorbed(draws: Draws) -> FloatArray:
    return draws["meal_factor"] * draws["absorption_factor"]


def _conversion(draws: Draws, plasma: FloatArray) -> FloatArray:
    saturable: FloatArray = draws["conversion_max"] * plasma / (draws["conversion_half"] + plasma)
    return saturable + draws["conversion_clearance"] * plasma


def _plasma(draws: Draws, given: FloatArray, clearance: FloatArray) -> FloatArray:
    """Solve given = saturable conversion + clearance x plasma: the root of a quadratic.

    Without a clearance, what exceeds the saturable conversion has no solution: NaN.
    """
    half = draws["conversion_half"]
    linear = draws["conversion_max"] + clearance * half - given
    constant = given * half
    # Written so that nothing cancels for small inputs, where `linear` is large and positive.
    root = np.sqrt(linear**2 + 4 * clearance * constant)
    lost = np.where(clearance > 0, clearance, np.nan)
    plasma: FloatArray = np.where(
        linear > 0, 2 * constant / (np.abs(linear) + root), (root - linear) / (2 * lost)
    )
    return plasma


def _settle(draws: Draws, unregulated: FloatArray) -> FloatArray:
    """Solve level x induction(level) = the level without induction; the left side only rises."""
    low = unregulated / (1 + draws["induction_max"])
    high = np.array(np.broadcast_to(unregulated, low.shape))
    level = high.copy()
    for _ in range(_MOST_STEPS):
        excess = level * induction(draws, level) - unregulated
        high = np.where(excess > 0, level, high)
        low = np.where(excess > 0, low, level)
        step = level - excess / _rise(draws, level)
        inside = (step > low) & (step < high)
        new = np.where(inside, step, (low + high) / 2)
        settled = np.abs(new - level) <= _CLOSE_ENOUGH * np.abs(level)
        level = new
        if settled.all():
            break
    return level


def _rise(draws: Draws, level: FloatArray) -> FloatArray:
    """Return the slope of level x induction(level)."""
    power = level ** draws["induction_power"]
    half = draws["induction_half"] ** draws["induction_power"]
    raised: FloatArray = (
        induction(draws, level)
        + draws["induction_max"] * draws["induction_power"] * power * half / (half + power) ** 2
    )
    return raised
