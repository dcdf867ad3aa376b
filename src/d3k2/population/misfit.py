"""Whether a measured history is one that people like this could have at all."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np

from d3k2.physiology import FloatArray
from d3k2.population.distributions import number
from d3k2.population.measured import Measured, deviations

Fits = Literal["yes", "poorly", "no"]


def fits(measured: tuple[Measured, ...], traits: FloatArray, levels: FloatArray) -> Fits:
    """Return whether the measurements fit people like this who take what is said.

    Parameters
    ----------
    measured : tuple of Measured
        The measurements.
    traits : array
        Standard normal traits of the people matched to them, shape (n, traits).
    levels : array
        What these people had on the measured days, shape (n, measurements), nmol/L.

    Notes
    -----
    How unusual the matched people had to be (squared length of their mean traits) and how far
    they still miss (squared distance in errors of measurement) add up to about the smallest such
    sum there is. Were prior and predictions normal, it would follow a chi-squared distribution
    with one degree of freedom for each measurement, also when measurements contradict each other;
    where only the course counts, the first one goes into the start.
    """
    if not measured:
        return "yes"
    unusual = float(np.square(traits.mean(axis=0)).sum())
    errors = np.array([m.error for m in measured])
    off = deviations(measured, levels).mean(axis=0)
    missed = float(np.square(off / errors).sum())
    free_starts = {m.what for m in measured if m.as_change}
    chance = upper_tail(unusual + missed, len(measured) - len(free_starts))
    if chance <= number("fit", "none"):
        return "no"
    return "poorly" if chance <= number("fit", "poor") else "yes"


def upper_tail(value: float, degrees: int) -> float:
    """Return the chance that a chi-squared variable exceeds a value."""
    half = value / 2
    if degrees % 2:
        powers = range(1, degrees // 2 + 1)
        terms = [math.pow(half, k - 1 / 2) / math.gamma(k + 1 / 2) for k in powers]
        return math.erfc(math.sqrt(half)) + math.exp(-half) * math.fsum(terms)
    return math.exp(-half) * sum(half**k / math.factorial(k) for k in range(degrees // 2))
