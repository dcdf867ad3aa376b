"""What a measured value says: how it compares with a virtual person, and how far it may be off."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import numpy as np
import tomli

from d3k2.person import Lab, Person, all_labs
from d3k2.physiology import FloatArray, quantity
from d3k2.population.distributions import number
from d3k2.units import DAYS_A_YEAR

_MASS_SPECTROMETRY = ("lc-ms", "lcms", "mass spec")
PER_CENT = 100.0
_RELATIVE_CHANGES = ("bmd_lumbar", "bmd_femoral_neck")
"""Variables that are a change in %, and not a level."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One measurement that a virtual history is compared with."""

    day: date
    value: float
    """In the canonical unit of the laboratory term."""
    error: float
    """Standard deviation of its logarithm around what the model says of the person."""
    what: str = "calcidiol"
    """The laboratory term."""
    variable: str = "calcidiol"
    """The variable of the model."""
    as_change: bool = False
    """Whether only its course since the first one counts."""


def measurements(
    person: Person, variables: Collection[str] = ("calcidiol",)
) -> tuple[Measured, ...]:
    """Return the measurements that say something about these variables, the oldest first.

    The older one is, the wider its error: what a person makes and eats drifts. A value that only
    counts as a change says nothing alone. Calcium corrected for albumin replaces the uncorrected
    value of its day.
    """
    oldest = number("measurement", "oldest")
    corrected = {lab.date for lab in person.labs if lab.what == "calcium_corrected"}
    found = [
        _measured(lab, person.date)
        for lab in all_labs(person)
        if lab.what in _analytes()
        and _analytes()[lab.what]["variable"] in variables
        and 0 <= (person.date - lab.date).days <= oldest
        and not (lab.what == "calcium" and lab.date in corrected)
    ]
    count = {m.what: sum(other.what == m.what for other in found) for m in found}
    return tuple(m for m in found if not m.as_change or count[m.what] > 1)


def log_likelihood(measured: tuple[Measured, ...], predicted: FloatArray) -> FloatArray:
    """Return how well each person's predicted levels, shape (n, measurements), fit.

    Errors are log-normal and independent.
    """
    errors = np.array([m.error for m in measured])
    distance = deviations(measured, predicted) / errors
    total: FloatArray = -0.5 * np.square(distance).sum(axis=1)
    return total


def deviations(measured: tuple[Measured, ...], predicted: FloatArray) -> FloatArray:
    """Return the logarithm of predicted over measured, shape (n, measurements).

    Where only the change counts, both are taken from their mean: the person's start is free, and
    no single value is taken for the truth.
    """
    values = np.array([m.value for m in measured])
    logs = np.stack(
        [_logarithm(m, column) for m, column in zip(measured, predicted.T, strict=True)]
    )
    found: FloatArray = logs.T - np.log(values)
    for what in {m.what for m in measured if m.as_change}:
        own = [place for place, m in enumerate(measured) if m.what == what]
        found[:, own] -= found[:, own].mean(axis=1, keepdims=True)
    return found


def analytes() -> tuple[str, ...]:
    """Return the laboratory terms of which a single value says something about a person."""
    return tuple(what for what, entry in _analytes().items() if entry["compared"] == "level")


def error_today(what: str) -> float:
    """Return the error that a value of today would have, as a standard deviation of its log."""
    today = date.min
    return _error(_analytes()[what], Lab(what=what, value=1.0, date=today), today)


def variable_of(what: str) -> str:
    """Return the variable that a laboratory term measures."""
    found: str = _analytes()[what]["variable"]
    return found


def _logarithm(measured: Measured, levels: FloatArray) -> FloatArray:
    if measured.variable in _RELATIVE_CHANGES:
        return np.log1p(levels / PER_CENT)
    return np.log(np.maximum(levels, np.finfo(float).tiny))


def _measured(lab: Lab, today: date) -> Measured:
    entry = _analytes()[lab.what]
    return Measured(
        lab.date,
        lab.value,
        _error(entry, lab, today),
        lab.what,
        entry["variable"],
        entry["compared"] == "change",
    )


def _error(entry: Mapping[str, Any], lab: Lab, today: date) -> float:
    parts = [quantity(fact) / PER_CENT for fact in entry.get("errors", ())]
    parts += [quantity(fact) for fact in entry.get("log", ())]
    bias = entry.get("unless_mass_spectrometry")
    if bias and not any(name in (lab.assay or "").casefold() for name in _MASS_SPECTROMETRY):
        parts.append(quantity(bias) / PER_CENT)
    if "drift" in entry:
        years = (today - lab.date).days / DAYS_A_YEAR
        parts.append(quantity(entry["drift"]) / PER_CENT * math.sqrt(years))
    return math.hypot(*parts)


@cache
def _analytes() -> Mapping[str, Any]:
    text = resources.files("d3k2.population").joinpath("analytes.toml").read_text("utf-8")
    return MappingProxyType(tomli.loads(text))
