"""Which daily dose reaches a level, and how likely a dose is to pass one: by algebra, at rest."""

from __future__ import annotations

import bisect

import numpy as np

from d3k2.physiology import Daily, FloatArray, nmol, steady_calcidiol, yearly_low
from d3k2.population.distributions import number
from d3k2.population.posterior import Posterior
from d3k2.units import term


def probability_above(
    posterior: Posterior, dose: float, level: float, *, yearly_lowest: bool = False
) -> float:
    """Return the share of the virtual people who settle above a level on a daily dose.

    Parameters
    ----------
    posterior : Posterior
        The virtual people.
    dose : float
        Vitamin D3 from supplements, IU/day, in place of everything taken now.
    level : float
        25(OH)D, nmol/L.
    yearly_lowest : bool
        Whether the lowest level of the year counts and not its mean.
    """
    return float(np.mean(_settled(posterior, dose, yearly_lowest) > level))


def reach(posterior: Posterior, target: float, *, yearly_lowest: bool = False) -> float | None:
    """Return the smallest daily dose of vitamin D3 that brings most of the people to a target.

    Returns
    -------
    float or None
        IU/day; zero when none is needed, None when the largest dose that is looked at is too
        small. What counts as most, the step and the largest dose are facts (``choice-...``).
    """
    step = number("dose", "step")
    doses = [i * step for i in range(int(number("dose", "largest") / step) + 1)]
    enough = number("dose", "probability")
    first = bisect.bisect_left(
        doses,
        enough,
        key=lambda dose: probability_above(posterior, dose, target, yearly_lowest=yearly_lowest),
    )
    return doses[first] if first < len(doses) else None


def _settled(posterior: Posterior, dose: float, yearly_lowest: bool) -> FloatArray:
    people = posterior.people.draws
    daily = Daily(d3=nmol("d3", dose * term("vitamin_d_dose").accepts["IU"]))
    return yearly_low(people, daily) if yearly_lowest else steady_calcidiol(people, daily)
