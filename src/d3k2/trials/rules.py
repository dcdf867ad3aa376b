"""Simple rules that a model must beat: what a dose does by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from d3k2.physiology import FloatArray, quantity
from d3k2.trials.arm import Arm
from d3k2.trials.doses_taken import daily_micrograms
from d3k2.trials.prediction import Prediction

_WHAT_RULES_SAY = ("calcidiol", "nmol/L")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, and what it says in place of a prediction; None where it says nothing."""

    name: str
    says: Callable[[Prediction], float | None]


def rules_for(variable: str, unit: str, arms: Sequence[Arm]) -> tuple[Rule, ...]:
    """Return the simple rules about an output on a scale.

    Parameters
    ----------
    variable, unit : str
        The output and its scale: rules exist for 25(OH)D in nmol/L.
    arms : sequence of Arm
        All arms that are known: a rule that is fitted, is fitted to those marked `calibrate`, to
        none of the study that it is asked about.
    """
    if (variable, unit) != _WHAT_RULES_SAY:
        return ()
    return (
        Rule("dose-only power law, published", _by_dose(_published_law)),
        Rule("dose-only power law, fitted without the study", _by_dose(_refitted(arms))),
        Rule("flat slope, 0.70 nmol/L per µg", _by_dose(_flat)),
    )


Rise = Callable[[Arm, float], float]
"""From an arm and its µg a day to the rise of 25(OH)D, nmol/L."""


def _by_dose(rise: Rise) -> Callable[[Prediction], float | None]:
    def says(prediction: Prediction) -> float | None:
        arm = prediction.arm
        dose = daily_micrograms(arm)
        if dose is None:
            return None
        if arm.measure.startswith("effect"):
            return None if arm.control.items else rise(arm, dose)
        found = rise(arm, dose)
        return found + (prediction.start or 0.0) if arm.measure == "level" else found

    return says


def _published_law(_arm: Arm, dose: float) -> float:
    return power_law(dose, quantity("dose-only-law-factor"), quantity("dose-only-law-exponent"))


def _flat(_arm: Arm, dose: float) -> float:
    return quantity("flat-slope-heaney") * dose


def _refitted(arms: Sequence[Arm]) -> Rise:
    chosen = [a for a in arms if a.use == "calibrate" and a.measure in ("change", "level")]

    @cache
    def fitted(study: str) -> tuple[float, float]:
        found = [(d, r) for a in chosen if a.study != study for d, r in _dose_and_rise(a)]
        if len(found) < _LEAST:
            return quantity("dose-only-law-factor"), quantity("dose-only-law-exponent")
        dose, rise = np.array(found).T
        return fit_power_law(dose, rise)

    def rise(arm: Arm, dose: float) -> float:
        return power_law(dose, *fitted(arm.study))

    return rise


_LEAST = 5
"""Fewer arms make no law."""


def _dose_and_rise(arm: Arm) -> list[tuple[float, float]]:
    dose, start = daily_micrograms(arm), arm.who.start_level.mean
    if arm.variable != "calcidiol" or not dose or arm.highest:
        return []
    if arm.measure == "level":
        rise = arm.observed - start if start is not None else 0.0
    else:
        rise = arm.observed
    return [(dose, rise)] if rise > 0 else []


def power_law(dose: float, factor: float, exponent: float) -> float:
    """Return ``factor x dose ^ exponent``, and nothing for no dose."""
    return float(factor * dose**exponent) if dose > 0 else 0.0


def fit_power_law(dose: FloatArray, rise: FloatArray) -> tuple[float, float]:
    """Return factor and exponent by least squares on logarithms."""
    exponent, constant = np.polyfit(np.log(dose), np.log(rise), 1)
    return float(np.exp(constant)), float(exponent)
