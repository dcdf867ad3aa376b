"""The p-value that belongs to an estimate and its interval."""

from __future__ import annotations

import math
from functools import cache
from itertools import product
from statistics import NormalDist

from d3k2.claims.numbers.figures import Figure


def p_of(z: float) -> float:
    """Return the two-sided p-value of a standard normal deviate."""
    return math.erfc(abs(z) / math.sqrt(2))


def z_of(p: float) -> float:
    """Return the deviate, positive, whose two-sided p-value this is; 0 < p <= 1."""
    return -NormalDist().inv_cdf(p / 2)


@cache
def z_of_level(level: float) -> float:
    """Return how many standard errors an interval of so many percent reaches to either side."""
    return NormalDist().inv_cdf(0.5 + level / 200)


def z_from(value: float, low: float, high: float, *, ratio: bool, level: float = 95.0) -> float:
    """Return the deviate of an estimate, positive, from its interval.

    Parameters
    ----------
    ratio : bool
        Whether it is a ratio measure, which is normal on the log scale; all three are positive.
    level : float, optional
        The level of the interval in percent.

    Notes
    -----
    The standard error is the width of the interval over twice 1.96, and z the estimate over it
    (Altman and Bland, BMJ 2011;343:d2304). The p-value of it is taken from the normal distribution
    (`p_of`) instead of their approximation.

    Examples
    --------
    >>> round(p_of(z_from(1.30, 1.05, 1.60, ratio=True)), 4)
    0.0146
    """
    if ratio:
        value, low, high = math.log(value), math.log(low), math.log(high)
    return abs(value) * 2 * z_of_level(level) / (high - low)


def z_span(
    estimate: Figure, low: Figure, high: Figure, *, ratio: bool, level: float = 95.0
) -> tuple[float, float] | None:
    """Return the least and the most deviate that printed numbers allow, all rounding counted.

    The middle of the interval is allowed as the estimate too: a mean of several, or a median.

    Returns
    -------
    tuple of float or None
        None where a ratio is not positive, or the ends coincide.
    """
    found = []
    for signs in product((-1, 0, 1), repeat=3):
        value, bottom, top = (
            each.value + sign * each.half
            for each, sign in zip((estimate, low, high), signs, strict=True)
        )
        if top <= bottom or (ratio and min(value, bottom, top) <= 0):
            continue
        middle = math.sqrt(bottom * top) if ratio else (bottom + top) / 2
        for each in (value, middle):
            found.append(z_from(each, bottom, top, ratio=ratio, level=level))
    return (min(found), max(found)) if found else None
