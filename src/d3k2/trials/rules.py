"""Simple rules beside the model: by the dose alone, and published formulas."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np

from d3k2.evidence import load
from d3k2.physiology import quantity
from d3k2.trials.arm import Arm, arms
from d3k2.trials.calculators import (
    Calculator,
    calculators,
    fit_flat_slope,
    fit_power_law,
    flat_slope,
    power_law,
)
from d3k2.trials.doses_taken import daily_micrograms
from d3k2.trials.prediction import Prediction
from d3k2.trials.scores import Says
from d3k2.trials.volunteers import mean_bmi, mean_weight
from d3k2.units import term

_ABOUT = ("calcidiol", "nmol/L")
PUBLISHED_LAW = "power law by dose"
"""The rule that the model must beat."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, and what it says in place of a prediction; None where it says nothing."""

    name: str
    says: Says


def rules_for(variable: str, unit: str) -> tuple[Rule, ...]:
    """Return the simple rules about an output on a scale: they exist for 25(OH)D in nmol/L.

    A rule that is fitted, is fitted to the shipped rows marked `calibrate`, and to none of the
    study that it is asked about.
    """
    if (variable, unit) != _ABOUT:
        return ()
    factor, exponent = (quantity(f"dose-only-law-{name}") for name in ("factor", "exponent"))
    law = power_law(factor, exponent)
    return (
        Rule(PUBLISHED_LAW, lambda p: _said(p, law)),
        Rule("power law fitted without the study", lambda p: _said(p, _without(p.arm.study)[0])),
        Rule("flat slope fitted without the study", lambda p: _said(p, _without(p.arm.study)[1])),
        *(_rule(c) for c in calculators()),
    )


def _rule(calculator: Calculator) -> Rule:
    return Rule(calculator.name, lambda p: _said(p, calculator))


def _said(prediction: Prediction, calculator: Calculator) -> float | None:
    """Return what a formula says on the scale of a row: without a dose, that nothing moves."""
    arm, start = prediction.arm, prediction.start
    micrograms = daily_micrograms(arm)
    if micrograms is None or start is None or arm.control.items or arm.highest:
        return None
    if micrograms == 0:
        rise = None if calculator in calculators() else 0.0
    else:
        dose = micrograms / term("vitamin_d_dose").accepts["IU/day"]
        who = arm.who
        rise = calculator.rise(start, dose, arm.weeks, mean_weight(who), mean_bmi(who), who.age)
    if rise is None or math.isnan(rise):
        return None
    return start + rise if arm.measure == "level" else rise


@cache
def _without(study: str) -> tuple[Calculator, Calculator]:
    """Return the power law and the flat slope as they are fitted without a study."""
    found = [(dose, rise) for other, dose, rise in _doses_and_rises() if other != study]
    dose, rise = np.array(found).T
    return power_law(*fit_power_law(dose, rise)), flat_slope(fit_flat_slope(dose, rise))


@cache
def _doses_and_rises() -> tuple[tuple[str, float, float], ...]:
    fitted, _ = arms((row for row in load().trials if row.use == "calibrate"), load().trials)
    return tuple((arm.study, *pair) for arm in fitted for pair in _dose_and_rise(arm))


def _dose_and_rise(arm: Arm) -> list[tuple[float, float]]:
    start, dose = arm.who.start_level.mean, daily_micrograms(arm)
    if arm.variable != "calcidiol" or arm.highest or not dose or arm.measure[:6] == "effect":
        return []
    if arm.measure == "level":
        rise = math.nan if start is None else arm.observed - start
    else:
        rise = arm.observed
    return [(dose, rise)] if rise > 0 else []
