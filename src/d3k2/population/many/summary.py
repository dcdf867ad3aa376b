"""What became of everyone, summed up: bands over time, and shares at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from d3k2.evidence import Applied, positions
from d3k2.physiology import FloatArray, calcium_mmol, quantity
from d3k2.population.covariates import SKINS
from d3k2.population.many.ledger import Line
from d3k2.population.many.results import Results

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Shares of people below the lines of a band."""

HYPERCALCIURIA = ("hypercalciuria-women", "hypercalciuria-men")
HIGH_CALCIUM = "vitamin-d-model-largest-calcium"
TOPIC = "d-target"

_TOLD = ("age", "weight", "height", "egfr", "food_calcium", "untreated_calcidiol")
"""What is told of who they were, as median and range."""


@dataclass(frozen=True, slots=True)
class Bands:
    """How one variable is spread over people, at each time.

    Attributes
    ----------
    variable : str
        A term of the register of names.
    times : array
        Days.
    quantiles : array
        Shape (share, time), in the order of `SHARES`: exact, of all people.
    """

    variable: str
    times: FloatArray
    quantiles: FloatArray


@dataclass(frozen=True, slots=True)
class Reached:
    """An authority's level of 25(OH)D, and the share of people at or above it in the end."""

    applied: Applied
    level: float
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Exceeded:
    """The share of people above a level in the end, by regimen, and the facts that set it."""

    what: str
    shares: Mapping[str, float]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """All of it.

    Attributes
    ----------
    bands : mapping
        By regimen, by variable.
    reached : tuple of Reached
        Empty when 25(OH)D was not looked at.
    exceeded : tuple of Exceeded
        For each variable that was looked at.
    people : mapping
        5th, 50th and 95th percentile of who they were, by covariate; what is not known of
        everyone is left out.
    women : float
        Share.
    skins : mapping
        Shares, by skin type.
    outside, impossible : float
        Share of people who lay outside the model, or could not exist, when first drawn.
    """

    bands: Mapping[str, Mapping[str, Bands]]
    reached: tuple[Reached, ...]
    exceeded: tuple[Exceeded, ...]
    people: Mapping[str, tuple[float, float, float]]
    women: float
    skins: Mapping[str, float]
    outside: float
    impossible: float


def summarised(results: Results, lines: Sequence[Line]) -> Summary:
    """Sum up a finished run, from what is on disk.

    Percentiles are those of all people, not of a sample or a histogram: levels are read again,
    some times at once.
    """
    plan = results.plan
    bands: dict[str, dict[str, Bands]] = {}
    ends: dict[str, dict[str, NDArray[np.float32]]] = {v: {} for v in plan.variables}
    for place, (name, _) in enumerate(plan.regimens):
        bands[name] = {}
        for variable in plan.variables:
            found, ends[variable][name] = _bands(results, variable, place)
            bands[name][variable] = found
    female = results.column("female").astype(bool)
    return Summary(
        bands=bands,
        reached=tuple(_reached(ends.get("calcidiol", {}))),
        exceeded=tuple(_exceeded(ends, female)),
        people=_people(results),
        women=float(female.mean()),
        skins=_skins(results),
        outside=sum(line.outside for line in lines) / plan.n,
        impossible=sum(line.impossible for line in lines) / plan.n,
    )


def _bands(results: Results, variable: str, regimen: int) -> tuple[Bands, NDArray[np.float32]]:
    plan = results.plan
    quantiles = np.empty((len(SHARES), len(plan.times)))
    levels = np.empty((0, plan.n), dtype=np.float32)
    for times, levels in results.by_time(variable, regimen):
        quantiles[:, times] = np.quantile(levels, SHARES, axis=1)
    return Bands(variable, plan.times, quantiles), levels[-1].copy()


def _reached(ends: Mapping[str, NDArray[np.float32]]) -> list[Reached]:
    if not ends:
        return []
    return [
        Reached(one, level, {name: float((end >= level).mean()) for name, end in ends.items()})
        for one in positions(TOPIC)
        if (level := one.position.value) is not None and one.position.unit == "nmol/L"
    ]


def _exceeded(
    plan_ends: Mapping[str, Mapping[str, NDArray[np.float32]]], female: NDArray[np.bool_]
) -> list[Exceeded]:
    women, men = (calcium_mmol(quantity(fact)) for fact in HYPERCALCIURIA)
    limits: dict[str, tuple[str, ArrayLike, tuple[str, ...]]] = {
        "hypercalciuria": ("urine_calcium", np.where(female, women, men), HYPERCALCIURIA),
        "high_calcium": ("calcium", quantity(HIGH_CALCIUM), (HIGH_CALCIUM,)),
    }
    return [
        Exceeded(what, {r: float(np.greater(end, limit).mean()) for r, end in ends.items()}, facts)
        for what, (variable, limit, facts) in limits.items()
        if (ends := plan_ends.get(variable))
    ]


def _people(results: Results) -> dict[str, tuple[float, float, float]]:
    found = {}
    for name in _TOLD:
        column = results.column(name).astype(np.float64)
        if not np.isnan(column).any():
            low, middle, high = (float(q) for q in np.quantile(column, (0.05, 0.5, 0.95)))
            found[name] = (low, middle, high)
    return found


def _skins(results: Results) -> dict[str, float]:
    counts = np.bincount(results.column("skin").astype(np.intp), minlength=len(SKINS))
    return {
        skin or "not known": float(count / results.plan.n)
        for skin, count in zip(SKINS, counts, strict=True)
        if count
    }
