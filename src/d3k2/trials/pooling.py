"""Random effects and a fixed effect over estimates of single trials, by statsmodels.

The estimates come on the scale on which they are about normal: ratios as natural logarithms.

References
----------
.. [1] Paule RC, Mandel J. Consensus values and weighting factors. J Res Natl Bur Stand
   1982;87:377-385: the variance between trials.
.. [2] IntHout J, Ioannidis JPA, Borm GF. The Hartung-Knapp-Sidik-Jonkman method for random effects
   meta-analysis is straightforward and considerably outperforms the standard DerSimonian-Laird
   method. BMC Med Res Methodol 2014;14:25: the interval of the mean.
.. [3] Higgins JPT, Thompson SG, Spiegelhalter DJ. A re-evaluation of random-effects meta-analysis.
   J R Stat Soc A 2009;172:137-159: the prediction interval; IntHout J, Ioannidis JPA,
   Rovers MM, Goeman JJ. Plea for routinely presenting prediction intervals in meta-analysis. BMJ
   Open 2016, doi 10.1136/bmjopen-2015-010247: why it is shown.
.. [4] Viechtbauer W. Confidence intervals for the amount of heterogeneity in meta-analysis. Stat
   Med 2007;26:37-52: the interval of the variance between trials (Q profile).
.. [5] Higgins JPT, Thompson SG. Quantifying heterogeneity in a meta-analysis. Stat Med
   2002;21:1539-1558: I2 as the share of that variance in all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from math import sqrt
from typing import Any

import numpy as np

LEVEL = 0.95
TAIL = (1 - LEVEL) / 2

FEW = 5
"""Below so many trials an interval says more about their number than about the effect."""

ITERATIONS = {"maxiter": 500, "atol": 1e-10}
"""Of the variance between trials: as many as it takes."""

LIBRARY = "statsmodels"

Interval = tuple[float, float]


class PoolingUnavailable(Exception):  # noqa: N818 - it names the state of the installation
    """The library that does the statistics is not installed."""


@dataclass(frozen=True, slots=True)
class Heterogeneity:
    """How much the trials differ beyond chance."""

    q: float
    degrees: int
    p: float
    tau2: float
    tau2_interval: Interval
    i2: float
    """Share of all variance that lies between trials, 0 to 1."""
    i2_interval: Interval


@dataclass(frozen=True, slots=True)
class Pooled:
    """What trials say together, on the scale of their estimates."""

    trials: int
    effect: float
    interval: Interval
    """Hartung-Knapp."""
    normal_interval: Interval
    """By the normal distribution, as it was usual: for comparison."""
    fixed_effect: float
    fixed_interval: Interval
    prediction: Interval | None
    """Where the effect of a further trial would lie; None with fewer than three."""
    heterogeneity: Heterogeneity
    weights: tuple[float, ...]
    """Share of each trial in the mean, in their order."""

    @property
    def narrower_than_normal(self) -> bool:
        """Whether the Hartung-Knapp interval is the narrower one: trials that agree by chance."""
        return _width(self.interval) < _width(self.normal_interval)


def available() -> bool:
    """Whether the library that does the statistics is installed."""
    return find_spec(LIBRARY) is not None


def pool(effects: Sequence[float], errors: Sequence[float]) -> Pooled:
    """Pool at least two estimates with their standard errors.

    Raises
    ------
    ValueError
        Fewer than two, or a standard error that is not positive.
    PoolingUnavailable
        statsmodels is not installed.
    """
    if len(effects) < 2 or len(effects) != len(errors):
        raise ValueError("two or more estimates, each with its standard error")
    if not all(error > 0 for error in errors):
        raise ValueError("a standard error is not positive")
    effect, variance = np.asarray(effects, float), np.asarray(errors, float) ** 2
    found = _combined(effect, variance)
    _, normal, _, _ = found.conf_int(alpha=1 - LEVEL, use_t=False)
    fixed, _, _, _ = found.conf_int(alpha=1 - LEVEL, use_t=False)
    _, _, _, hartung_knapp = found.conf_int(alpha=1 - LEVEL, use_t=True)
    tau2 = float(found.tau2)
    mean = float(found.mean_effect_re)
    return Pooled(
        trials=len(effect),
        effect=mean,
        interval=_pair(hartung_knapp),
        normal_interval=_pair(normal),
        fixed_effect=float(found.mean_effect_fe),
        fixed_interval=_pair(fixed),
        prediction=_prediction(mean, float(found.sd_eff_w_re), tau2, len(effect)),
        heterogeneity=_heterogeneity(effect, variance, float(found.q), tau2),
        weights=tuple(float(w) for w in found.weights_rel_re),
    )


def without_each(effects: Sequence[float], errors: Sequence[float]) -> list[Pooled]:
    """Pool once without each estimate, in their order; needs three."""
    places = range(len(effects))
    return [
        pool([effects[j] for j in places if j != i], [errors[j] for j in places if j != i])
        for i in places
    ]


def _combined(effect: Any, variance: Any) -> Any:
    if not available():
        raise PoolingUnavailable
    from statsmodels.stats.meta_analysis import combine_effects

    # Trials that agree to the last digit have no Q; the library divides by it for an I2 of its own.
    with np.errstate(divide="ignore", invalid="ignore"):
        return combine_effects(effect, variance, method_re="pm", **ITERATIONS)


def _prediction(mean: float, error: float, tau2: float, trials: int) -> Interval | None:
    """Return mean -/+ t(k-2) sqrt(tau2 + SE2), equation 12 of [3]_."""
    if trials < 3:
        return None
    from scipy.stats import t

    half = float(t.isf(TAIL, trials - 2)) * sqrt(tau2 + error**2)
    return mean - half, mean + half


def _heterogeneity(effect: Any, variance: Any, q: float, tau2: float) -> Heterogeneity:
    from scipy.stats import chi2

    degrees = len(effect) - 1
    q = max(q, 0.0)
    tau2_interval = (
        _profile(effect, variance, float(chi2.isf(TAIL, degrees))),
        _profile(effect, variance, float(chi2.isf(1 - TAIL, degrees))),
    )
    weights = 1 / variance
    typical = float(degrees * weights.sum() / (weights.sum() ** 2 - (weights**2).sum()))

    def share(between: float) -> float:
        return between / (between + typical)

    return Heterogeneity(
        q=q,
        degrees=degrees,
        p=float(chi2.sf(q, degrees)),
        tau2=tau2,
        tau2_interval=tau2_interval,
        i2=share(tau2),
        i2_interval=(share(tau2_interval[0]), share(tau2_interval[1])),
    )


def _profile(effect: Any, variance: Any, wanted: float) -> float:
    """Return the variance between trials with which Q is as wanted; 0 where Q is below it."""
    from scipy.optimize import brentq

    def q(tau2: float) -> float:
        weights = 1 / (variance + tau2)
        mean = (weights * effect).sum() / weights.sum()
        return float((weights * (effect - mean) ** 2).sum())

    if q(0.0) <= wanted:
        return 0.0
    return float(brentq(lambda tau2: q(tau2) - wanted, 0.0, _above(q, wanted, variance)))


def _above(q: Callable[[float], float], wanted: float, variance: Any) -> float:
    """Return a variance with which Q is below what is wanted."""
    high = float(variance.max())
    while q(high) > wanted:
        high *= 4
    return high


def _pair(interval: Any) -> Interval:
    low, high = (float(end) for end in interval)
    return low, high


def _width(interval: Interval) -> float:
    return interval[1] - interval[0]
