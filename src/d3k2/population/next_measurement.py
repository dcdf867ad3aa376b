"""Which measurement, taken today, would narrow a prediction most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from d3k2.physiology import FloatArray
from d3k2.population.distributions import number
from d3k2.population.measured import analytes, error_today, variable_of
from d3k2.population.posterior import Posterior


@dataclass(frozen=True, slots=True)
class NextMeasurement:
    """A measurement and what it would do to a prediction.

    Attributes
    ----------
    what : str
        The laboratory term.
    target : str
        The predicted variable that would become narrower.
    narrower_by : float
        Share of its spread that would go, on average over what might be measured.
    """

    what: str
    target: str
    narrower_by: float


def next_measurement(
    posterior: Posterior, targets: Mapping[str, FloatArray]
) -> NextMeasurement | None:
    """Return the measurement that narrows any of the targets most; None when none does much.

    Parameters
    ----------
    posterior : Posterior
        The virtual people, with the past of every variable that might be measured.
    targets : mapping
        Predicted levels of everyone, shape (n,), by variable.

    Notes
    -----
    Were levels and predictions jointly normal, a measurement with error e of a level with spread
    s would take away the share ``1 - sqrt(1 - r^2 s^2/(s^2 + e^2))`` of the spread of a target
    that correlates with it by r.
    """
    found = [
        NextMeasurement(what, target, _narrowing(posterior, what, levels))
        for what in analytes()
        if variable_of(what) in posterior.past
        for target, levels in targets.items()
    ]
    best = max(found, key=lambda each: each.narrower_by, default=None)
    enough = number("measurement", "worth_taking")
    return best if best is not None and best.narrower_by >= enough else None


def _narrowing(posterior: Posterior, what: str, levels: FloatArray) -> float:
    today = posterior.past[variable_of(what)].values[:, -1]
    if np.ptp(today) == 0 or np.ptp(levels) == 0 or np.any(today <= 0):
        return 0.0
    shown = np.log(today)
    spread = float(np.var(shown))
    correlation = float(np.corrcoef(shown, levels)[0, 1])
    known = correlation**2 * spread / (spread + error_today(what) ** 2)
    return 1 - float(np.sqrt(1 - known))
