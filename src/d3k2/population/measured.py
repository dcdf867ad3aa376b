"""What a measured 25(OH)D says: its value, and how far it may be from the truth."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

import numpy as np

from d3k2.person import Lab, Person, all_labs
from d3k2.physiology import FloatArray
from d3k2.population.distributions import number

_DAYS_A_YEAR = 365.25
_MASS_SPECTROMETRY = ("lc-ms", "lcms", "mass spec")


@dataclass(frozen=True, slots=True)
class Measured:
    """One measurement that a virtual history is compared with."""

    day: date
    value: float
    """nmol/L."""
    error: float
    """Standard deviation of its logarithm around what the model says of the person."""


def measurements(person: Person) -> tuple[Measured, ...]:
    """Return the measurements of 25(OH)D that count, the oldest first.

    The older one is, the wider its error: what a person makes and eats drifts.
    """
    oldest = number("measurement", "oldest")
    return tuple(
        Measured(lab.date, lab.value, _error(lab, person.date))
        for lab in all_labs(person)
        if lab.what == "calcidiol" and 0 <= (person.date - lab.date).days <= oldest
    )


def log_likelihood(measured: tuple[Measured, ...], predicted: FloatArray) -> FloatArray:
    """Return how well each person's predicted levels, shape (n, measurements), fit.

    Errors are log-normal and independent.
    """
    values = np.array([m.value for m in measured])
    errors = np.array([m.error for m in measured])
    distance = (np.log(predicted) - np.log(values)) / errors
    total: FloatArray = -0.5 * np.square(distance).sum(axis=1)
    return total


def _error(lab: Lab, today: date) -> float:
    parts = [number("measurement", "assay"), number("measurement", "residual")]
    if not any(name in (lab.assay or "").casefold() for name in _MASS_SPECTROMETRY):
        parts.append(number("measurement", "bias_unnamed"))
    years = (today - lab.date).days / _DAYS_A_YEAR
    parts.append(number("measurement", "drift") * math.sqrt(years))
    return math.hypot(*parts) / 100
