"""What was to be expected on the day of each measurement, from what was known before it."""

from __future__ import annotations

import numpy as np

from d3k2.physiology import FloatArray
from d3k2.population.fitting import normalised
from d3k2.population.measured import PER_CENT, Measured, log_likelihood
from d3k2.population.posterior import Predicted

_SHARES = (0.5, 0.05, 0.95)


def expected(
    measured: tuple[Measured, ...], levels: FloatArray, log_prior_over_drawn: FloatArray
) -> tuple[Predicted, ...]:
    """Return for each measurement what people who fit every earlier one would have had.

    Parameters
    ----------
    measured : tuple of Measured
        The measurements, the oldest first.
    levels : array
        What everyone had when measured, shape (n, measurements).
    log_prior_over_drawn : array
        Logarithm of how much likelier each person is before any measurement than they were
        drawn.
    """
    found = []
    for place, one in enumerate(measured):
        first = next(i for i, m in enumerate(measured) if m.what == one.what)
        if one.as_change and first == place:
            continue
        earlier = [i for i, m in enumerate(measured) if m.day < one.day]
        known = tuple(measured[i] for i in earlier)
        likely = log_likelihood(known, levels[:, earlier]) if known else 0.0
        weights = normalised(log_prior_over_drawn + likely)
        had, value = levels[:, place], one.value
        if one.as_change:
            had, value = _since(one, levels[:, first], had, measured[first].value)
        quantiles = (weighted_quantile(had, weights, share) for share in _SHARES)
        found.append(Predicted(one.what, one.variable, one.day, value, *quantiles))
    return tuple(found)


def weighted_quantile(values: FloatArray, weights: FloatArray, share: float) -> float:
    """Return the value below which a share of the weight lies."""
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    place = int(np.searchsorted(reached, share * reached[-1]))
    return float(values[order][min(place, len(values) - 1)])


def _since(
    one: Measured, before: FloatArray, after: FloatArray, first_value: float
) -> tuple[FloatArray, float]:
    """Return both as changes since the first value: in %, or as a ratio where that is usual."""
    ratio = one.value / first_value
    if one.variable.startswith("bmd"):
        grown = (PER_CENT + after) / (PER_CENT + before) - 1
        return PER_CENT * grown, PER_CENT * (ratio - 1)
    return after / before, ratio
