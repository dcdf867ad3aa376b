"""Published formulas that predict 25(OH)D from a dose, to compare the model with."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import tomli

from d3k2.physiology import FloatArray, quantity
from d3k2.units import read_quantity, term

Rise = Callable[[float, float, float, float, float, float], float | None]
"""The rise in nmol/L from start (nmol/L), dose (IU/day), weeks, weight (kg), BMI and age."""

_DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Course:
    """What a formula may look at.

    Attributes
    ----------
    start : float
        25(OH)D before the first dose, in nmol/L.
    dose : float
        Vitamin D2 and D3 in IU a day, averaged over the course.
    weeks : float
        From the start to the measurement.
    weight, bmi, age : float
        In kg, kg/m2 and years.
    """

    start: float
    dose: float
    weeks: float
    weight: float
    bmi: float
    age: float

    @property
    def ug(self) -> float:
        """The daily dose in µg."""
        return self.dose * term("vitamin_d_dose").accepts["IU/day"]


@dataclass(frozen=True, slots=True)
class Calculator:
    """A formula that predicts 25(OH)D.

    Attributes
    ----------
    name, said_by : str
        What it is called here, and whose it is.
    rise : callable
        The rise above the start; None where the formula says nothing.
    """

    name: str
    said_by: str
    rise: Rise

    def level(
        self, start: float, dose: float, weeks: float, weight: float, bmi: float, age: float
    ) -> float | None:
        """Return the expected 25(OH)D at the end.

        Parameters
        ----------
        start : float
            25(OH)D before the first dose, in nmol/L.
        dose : float
            Vitamin D2 and D3 in IU a day, averaged over the course.
        weeks : float
            From the start to the measurement.
        weight, bmi, age : float
            In kg, kg/m2 and years; nan where unknown.

        Returns
        -------
        float or None
            In nmol/L; None where the formula says nothing: without a dose, outside the range that
            its authors name, or when something it needs is unknown.
        """
        rise = self.rise(start, dose, weeks, weight, bmi, age)
        return None if rise is None else start + rise


@cache
def calculators() -> tuple[Calculator, ...]:
    """Return every published formula."""
    text = resources.files("d3k2.trials").joinpath("calculators.toml").read_text("utf-8")
    return tuple(_calculator(given) for given in tomli.loads(text).values())


def power_law(a: float, b: float) -> Calculator:
    """Return a formula that knows the dose alone: the rise is ``a`` times µg to the power ``b``."""
    return _from_dose("power of the dose", lambda course: a * course.ug**b)


def flat_slope(slope: float) -> Calculator:
    """Return the plainest formula: the rise is a slope times µg."""
    return _from_dose("flat slope", lambda course: slope * course.ug)


def fit_power_law(ug: FloatArray, rise: FloatArray) -> tuple[float, float]:
    """Return ``a`` and ``b`` of the power law, by least squares on logarithms.

    Parameters
    ----------
    ug : array
        Daily doses in µg.
    rise : array
        The rises after them, in nmol/L.

    Raises
    ------
    ValueError
        When a dose or a rise is not above zero, or all doses are the same.
    """
    if not (np.all(ug > 0) and np.all(rise > 0)):
        raise ValueError("A power law is fitted to doses and rises above zero only.")
    if np.unique(ug).size < 2:
        raise ValueError("A power law needs at least two different doses.")
    b, log_a = np.polyfit(np.log(ug), np.log(rise), 1)
    return math.exp(log_a), float(b)


def fit_flat_slope(ug: FloatArray, rise: FloatArray) -> float:
    """Return the slope of a line without intercept, by least squares.

    Raises
    ------
    ValueError
        When there is no dose.
    """
    if not np.any(ug):
        raise ValueError("A slope needs at least one dose above zero.")
    return float(ug @ rise / (ug @ ug))


def _from_dose(name: str, form: Callable[[Course], float]) -> Calculator:
    return Calculator(name, "fitted to the trials of our tables", _rise(form, {}))


def _calculator(given: Mapping[str, Any]) -> Calculator:
    facts = {role: quantity(fact) for role, fact in given["facts"].items()}
    limits = {limit: quantity(fact) for limit, fact in given["limits"].items()}
    if "per" in given:
        facts["per_ug"] = read_quantity(given["per"], "vitamin_d_dose")
    if "largest_intake" in limits:  # of food and supplement together
        limits["largest_dose"] = limits.pop("largest_intake") - facts["food"]
    form = _FORMS[given["form"]]
    return Calculator(given["name"], given["said_by"], _rise(lambda c: form(c, facts), limits))


def _rise(form: Callable[[Course], float], limits: Mapping[str, float]) -> Rise:
    def rise(
        start: float, dose: float, weeks: float, weight: float, bmi: float, age: float
    ) -> float | None:
        course = Course(start, dose, weeks, weight, bmi, age)
        if not (dose > 0 and _within(course, limits)):
            return None
        found = form(course)
        return found if math.isfinite(found) else None

    return rise


def _within(course: Course, limits: Mapping[str, float]) -> bool:
    """Whether the formula is meant for such a course; what is unknown is outside every limit."""
    return all(_LIMITS[name](course, limit) for name, limit in limits.items())


_LIMITS: Mapping[str, Callable[[Course, float], bool]] = {
    "shortest": lambda course, limit: course.weeks >= limit,
    "longest": lambda course, limit: course.weeks <= limit,
    "smallest_dose": lambda course, limit: course.dose >= limit,
    "largest_dose": lambda course, limit: course.dose <= limit,
    "older_than": lambda course, limit: course.age > limit,
    "lower_than": lambda course, limit: course.start < limit,
    "lowest_bmi": lambda course, limit: course.bmi >= limit,
}


def _slope(course: Course, facts: Mapping[str, float]) -> float:
    """The rise is in proportion to the dose."""
    return facts["slope"] * course.ug / facts["per_ug"]


def _logarithm(course: Course, facts: Mapping[str, float]) -> float:
    """The level, not the rise, follows the logarithm of all that is taken."""
    return facts["slope"] * math.log(course.dose + facts["food"]) - course.start


def _line(course: Course, facts: Mapping[str, float]) -> float:
    """The level, not the rise, is a straight line of all that is taken."""
    return facts["intercept"] + facts["slope"] * (course.dose + facts["food"]) - course.start


def _regression(course: Course, facts: Mapping[str, float]) -> float:
    """The change in ng/mL is a sum over what was known of patients, albumin among it."""
    change = (
        facts["constant"]
        + facts["age"] * course.age
        + facts["bmi"] * course.bmi
        + facts["albumin"] * facts["usual_albumin"]
        + facts["start"] * course.start / _nmol_in_ng()
        + facts["dose"] * course.dose
    )
    return change * _nmol_in_ng()


def _loading(course: Course, facts: Mapping[str, float]) -> float:
    """The rise is in proportion to all that was taken, per kg."""
    return facts["slope"] * course.dose * _DAYS_A_WEEK * course.weeks / course.weight


def _by_weight(course: Course, facts: Mapping[str, float]) -> float:
    """The rise in ng/mL is in proportion to the daily dose per kg."""
    return course.dose / (facts["dose"] * course.weight) * _nmol_in_ng()


def _nmol_in_ng() -> float:
    """How many nmol/L of 25(OH)D one ng/mL is."""
    return term("calcidiol").accepts["ng/mL"]


_FORMS: Mapping[str, Callable[[Course, Mapping[str, float]], float]] = {
    "slope": _slope,
    "logarithm": _logarithm,
    "line": _line,
    "regression": _regression,
    "loading": _loading,
    "by weight": _by_weight,
}
