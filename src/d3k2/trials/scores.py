"""How near predictions came, beside simple rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from d3k2.trials.prediction import Prediction

Says = Callable[[Prediction], float | None]
"""What a simple rule says in place of a prediction; None where it says nothing."""


@dataclass(frozen=True, slots=True)
class Score:
    """How near predictions of one output came.

    Attributes
    ----------
    name : str
        Whose predictions.
    rows : int
        How many.
    error : float
        Mean absolute error.
    bias : float
        Mean of predicted less observed.
    coverage : float or None
        Share of published means in the 90 % interval; None for a rule without one.
    width : float or None
        Mean half-width of the interval over the standard deviation of the errors.
    """

    name: str
    rows: int
    error: float
    bias: float
    coverage: float | None = None
    width: float | None = None


def score(predictions: Sequence[Prediction], name: str = "d3k2") -> Score | None:
    """Return how near predictions came; None when there are none."""
    if not predictions:
        return None
    errors = np.array([p.error for p in predictions])
    spread = float(errors.std(ddof=1)) if len(errors) > 1 else 0.0
    half = float(np.mean([p.half_width for p in predictions]))
    return Score(
        name=name,
        rows=len(predictions),
        error=float(np.abs(errors).mean()),
        bias=float(errors.mean()),
        coverage=float(np.mean([p.inside for p in predictions])),
        width=half / spread if spread else None,
    )


def score_of_rule(predictions: Sequence[Prediction], name: str, rule: Says) -> Score | None:
    """Return how near a simple rule came, over the rows that it says anything of."""
    said = [(value, p.arm.observed) for p in predictions if (value := rule(p)) is not None]
    if not said:
        return None
    errors = np.array([value - observed for value, observed in said])
    return Score(name, len(said), float(np.abs(errors).mean()), float(errors.mean()))
