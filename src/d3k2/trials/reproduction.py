"""Pooled results as printed, made again from what was seen of their making.

References
----------
.. [1] DerSimonian R, Laird N. Meta-analysis in clinical trials. Control Clin Trials 1986;7:177-188.
.. [2] Yusuf S, Peto R, Lewis J, et al. Beta blockade during and after myocardial infarction. Prog
   Cardiovasc Dis 1985;27:335-371: the one-step odds ratio.
.. [3] Greenland S, Robins JM. Estimation of a common effect parameter from sparse follow-up data.
   Biometrics 1985;41:55-68: the variance of the Mantel-Haenszel risk ratio.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import exp, sqrt
from typing import Any, Literal

import numpy as np

from d3k2.evidence import RATIOS, Evidence, PublishedPool, TrialFigure, load
from d3k2.trials.pool_rows import Z, of_figure, standard_error
from d3k2.trials.pooling import PoolingUnavailable, available

Triple = tuple[float, float, float]
"""Estimate, low and high end, as printed: ratios as ratios."""

Outcome = Literal["yes", "no", "cannot"]

DECIMALS = 2
ROUNDING = Decimal("0.01")
"""Two numbers of two decimals that differ by no more may differ by rounding alone."""


@dataclass(frozen=True, slots=True)
class Reproduction:
    """A published pool beside ours."""

    published: PublishedPool
    ours: Triple | None
    made_from: Literal["figures of its trials", "its own subgroups", "nothing"]
    reproduced: Outcome

    @property
    def difference(self) -> Triple | None:
        """Ours less the published, each number as printed."""
        if self.ours is None:
            return None
        told = (self.published.value, self.published.low, self.published.high)
        apart = [_rounded(o) - _rounded(p) for o, p in zip(self.ours, told, strict=True)]
        return float(apart[0]), float(apart[1]), float(apart[2])


def reproductions(evidence: Evidence | None = None) -> list[Reproduction]:
    """Make every published pool again, or say that it cannot be done: the first ones first."""
    known = load() if evidence is None else evidence
    figures = {figure.id: figure for figure in known.figures}
    found = [reproduce(one, figures) for one in known.published.values()]
    return sorted(found, key=lambda one: ("yes", "no", "cannot").index(one.reproduced))


def reproduce(published: PublishedPool, figures: dict[str, TrialFigure]) -> Reproduction:
    """Make one published pool again by the method of its paper.

    Raises
    ------
    PoolingUnavailable
        statsmodels is not installed.
    """
    if published.unseen is not None:
        return Reproduction(published, None, "nothing", "cannot")
    if published.parts:
        rows = [
            standard_error(published.measure, part.value, part.low, part.high, None)[:2]
            for part in published.parts
        ]
        ours = _told(published, inverse_variance(rows))
        return _compared(published, ours, "its own subgroups")
    members = [figures[identifier] for identifier in published.members]
    return _compared(published, _pooled(published, members), "figures of its trials")


def _pooled(published: PublishedPool, members: Sequence[TrialFigure]) -> Triple:
    if published.method in ("Mantel-Haenszel", "Peto"):
        tables = [_table(figure) for figure in members]
        if published.method == "Peto":
            return peto(tables)
        return mantel_haenszel(tables, published.measure)
    estimates = [of_figure(figure) for figure in members]
    rows = [(e.effect, e.error) for e in estimates]
    by = inverse_variance if published.method == "inverse variance" else dersimonian_laird
    return _told(published, by(rows))


def inverse_variance(rows: Sequence[tuple[float, float]]) -> Triple:
    """Return the fixed effect of effects with standard errors, on their scale."""
    weights = [1 / error**2 for _, error in rows]
    mean = sum(w * effect for w, (effect, _) in zip(weights, rows, strict=True)) / sum(weights)
    half = Z / sqrt(sum(weights))
    return mean, mean - half, mean + half


def dersimonian_laird(rows: Sequence[tuple[float, float]]) -> Triple:
    """Return the random effect of [1]_ by statsmodels, on the scale of the effects."""
    if not available():
        raise PoolingUnavailable
    fixed = inverse_variance(rows)
    q = sum(((effect - fixed[0]) / error) ** 2 for effect, error in rows)
    if q <= len(rows) - 1:
        # The library keeps a negative variance between trials; the method takes none for it.
        return fixed
    from statsmodels.stats.meta_analysis import combine_effects

    effects, errors = (np.asarray(column, float) for column in zip(*rows, strict=True))
    found = combine_effects(effects, errors**2, method_re="dl")
    _, (low, high), _, _ = found.conf_int(use_t=False)
    return float(found.mean_effect_re), float(low), float(high)


Table = tuple[float, float, float, float]
"""Events and others in the first arm, events and others in the second."""


def mantel_haenszel(tables: Sequence[Table], measure: str) -> Triple:
    """Return the Mantel-Haenszel odds ratio, by statsmodels, or risk ratio with [3]_."""
    if not available():
        raise PoolingUnavailable
    from statsmodels.stats.contingency_tables import StratifiedTable

    strata: list[Any] = [np.array([[a, b], [c, d]], float) for a, b, c, d in tables]
    found = StratifiedTable(strata)
    if measure == "OR":
        low, high = found.oddsratio_pooled_confint()
        return float(found.oddsratio_pooled), float(low), float(high)
    risk = float(found.riskratio_pooled)
    above = below = spread = 0.0
    for a, b, c, d in tables:
        n, m = a + b, c + d
        above += a * m / (n + m)
        below += c * n / (n + m)
        spread += (n * m * (a + c) - a * c * (n + m)) / (n + m) ** 2
    half = Z * sqrt(spread / (above * below))
    return risk, risk * exp(-half), risk * exp(half)


def peto(tables: Sequence[Table]) -> Triple:
    """Return the one-step odds ratio of [2]_."""
    excess = variance = 0.0
    for a, b, c, d in tables:
        n, m, events = a + b, c + d, a + c
        total = n + m
        excess += a - n * events / total
        variance += n * m * events * (total - events) / (total**2 * (total - 1))
    mean, half = excess / variance, Z / sqrt(variance)
    return exp(mean), exp(mean - half), exp(mean + half)


def _table(figure: TrialFigure) -> Table:
    a, n, c, m = figure.events, figure.n, figure.events_control, figure.n_control
    if a is None or n is None or c is None or m is None:
        raise ValueError(f"{figure.id}: no events in both arms")
    return a, n - a, c, m - c


def _told(published: PublishedPool, found: Triple) -> Triple:
    if published.measure not in RATIOS:
        return found
    value, low, high = (exp(number) for number in found)
    return value, low, high


def _compared(
    published: PublishedPool,
    ours: Triple,
    made_from: Literal["figures of its trials", "its own subgroups"],
) -> Reproduction:
    told = (published.value, published.low, published.high)
    apart = [abs(_rounded(o) - _rounded(p)) for o, p in zip(ours, told, strict=True)]
    outcome: Outcome = "yes" if max(apart) <= ROUNDING else "no"
    return Reproduction(published, ours, made_from, outcome)


def _rounded(number: float) -> Decimal:
    return Decimal(f"{number:.{DECIMALS}f}")
