"""Levels that belong to a person whatever they take: around them the model's changes happen."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from d3k2.physiology import FloatArray, nominal
from d3k2.population.distributions import factor, number
from d3k2.units import DAYS_A_YEAR

_FACTORS = ("pth", "calcitriol", "urine_calcium")
_LEVELS = ("calcium", "phosphate")
_CHANGES = ("bmd_lumbar", "bmd_femoral_neck")

_YEARS_MEASURED = 2.0
"""Over how many years the spread of changes was measured."""

OWN = (*_FACTORS, *_LEVELS, *_CHANGES)
"""Variables that people have a level, or a course, of their own in."""


@dataclass(frozen=True, slots=True)
class Own:
    """What differs between people beyond what the model's constants explain.

    Attributes
    ----------
    factors : mapping
        By variable: the person's level over the typical one in the same state.
    drifts : mapping
        By variable: what is added to a change for each year, in the unit of the change.
    """

    factors: Mapping[str, FloatArray] = field(default_factory=dict)
    drifts: Mapping[str, FloatArray] = field(default_factory=dict)

    def take(self, index: NDArray[np.intp]) -> Own:
        """Return what belongs to the people at these positions."""
        return Own(
            {name: value[index] for name, value in self.factors.items()},
            {name: value[index] for name, value in self.drifts.items()},
        )

    def applied(self, variable: str, levels: FloatArray, times: FloatArray) -> FloatArray:
        """Return levels of the typical person, shape (n, times), as those of these people."""
        if variable in self.factors:
            return levels * self.factors[variable][:, None]
        if variable in self.drifts:
            return levels + self.drifts[variable][:, None] * times / DAYS_A_YEAR
        return levels


def own_levels(trait: Mapping[str, FloatArray]) -> Own:
    """Return what belongs to people with these traits."""
    factors = {name: factor(name, trait) for name in _FACTORS if name in trait}
    for name in _LEVELS:
        if name in trait:
            typical = nominal()[f"{name}_reference"]
            factors[name] = 1 + number("level", name) / typical * trait[name]
    drifts = {name: _yearly(name) * trait[name] for name in _CHANGES if name in trait}
    return Own(MappingProxyType(factors), MappingProxyType(drifts))


def _yearly(name: str) -> float:
    """Spread of the true change in a year, %: what was measured, less the error of two scans."""
    measured = number("change", name)
    scans = math.sqrt(2) * number("change", f"{name}_precision")
    return math.sqrt(max(measured**2 - scans**2, 0.0)) / _YEARS_MEASURED
