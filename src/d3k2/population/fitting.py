"""Rounds of people drawn ever closer around what was measured, weighted so that all count right.

Population Monte Carlo with deterministic-mixture weights (Cappé et al. 2004; Owen and Zhou 2000):
every person of every round is weighed by prior x likelihood over the mixture of all that was
drawn from. The first round is the prior itself, so no weight can run away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from d3k2.physiology import FloatArray

_MOST_ROUNDS = 5
_SHARE_KEPT = 0.1
"""Share of a sample that a tempered likelihood leaves effective, to see where to draw next."""
_WIDEN = 1.3
"""Factor on the covariance drawn from next: too wide costs people, too narrow misses some."""
_HALVINGS = 30
"""Steps of the search for the tempering: the last is a billionth of the whole."""


@dataclass(frozen=True, slots=True)
class Weighted:
    """All people of all rounds and what each counts."""

    traits: FloatArray
    weights: FloatArray
    """Their sum is one."""
    rounds: int
    log_prior_over_drawn: FloatArray
    """Logarithm of how much likelier each is before any measurement than they were drawn."""

    @property
    def effective_size(self) -> float:
        """How many equally weighted independent people they are worth."""
        return float(1 / np.square(self.weights).sum())

    def resample(self, n: int, random: np.random.Generator) -> NDArray[np.intp]:
        """Return positions of `n` people of equal weight, by systematic resampling."""
        marks = (random.random() + np.arange(n)) / n
        chosen = np.searchsorted(np.cumsum(self.weights), marks)
        return np.minimum(chosen, len(self.weights) - 1)


def fit(
    likelihood: Callable[[FloatArray], FloatArray],
    first: FloatArray,
    enough: float,
    random: np.random.Generator,
) -> Weighted:
    """Weigh people, and draw more around the likely ones until the sample is worth enough.

    Parameters
    ----------
    likelihood : callable
        From traits (n, k) to the logarithm of the likelihood of each; minus infinity for people
        who cannot exist.
    first : array
        Traits of the first round, standard normal.
    enough : float
        Effective sample size to reach.
    random : Generator
        Random numbers.
    """
    n, k = first.shape
    traits, likely = first, likelihood(first)
    sources = [(np.zeros(k), np.eye(k))]
    while True:
        prior = _log_normal(traits, np.zeros(k), np.eye(k))
        drawn = np.logaddexp.reduce([_log_normal(traits, *s) for s in sources]) - np.log(
            len(sources)
        )
        target = prior + likely
        found = Weighted(traits, normalised(target - drawn), len(sources), prior - drawn)
        if found.effective_size >= enough or len(sources) == _MOST_ROUNDS:
            return found
        source = _around(traits, target - drawn, _SHARE_KEPT * n)
        new = source[0] + random.standard_normal((n, k)) @ np.linalg.cholesky(source[1]).T
        sources.append(source)
        traits = np.concatenate([traits, new])
        likely = np.concatenate([likely, likelihood(new)])


def _around(
    traits: FloatArray, log_weights: FloatArray, size: float
) -> tuple[FloatArray, FloatArray]:
    """Mean and widened covariance of the likely people, tempered until enough of them count."""
    low, high = 0.0, 1.0
    if 1 / np.square(normalised(log_weights)).sum() < size:
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            effective = 1 / np.square(normalised(middle * log_weights)).sum()
            low, high = (middle, high) if effective >= size else (low, middle)
    else:
        low = 1.0
    weights = normalised(low * log_weights)
    mean = weights @ traits
    centred = traits - mean
    covariance = (centred * weights[:, None]).T @ centred
    # A few people span a plane in the space of traits; the prior, in which they are independent
    # with variance one, keeps the rest of that space open.
    count = len(mean)
    unsure = count / (count + 1 / np.square(weights).sum())
    return mean, _WIDEN * ((1 - unsure) * covariance + unsure * np.eye(count))


def normalised(log_weights: FloatArray) -> FloatArray:
    """Return weights with the sum of one from their logarithms."""
    top = log_weights.max()
    if not np.isfinite(top):
        return np.full(len(log_weights), 1 / len(log_weights))
    weights: FloatArray = np.exp(log_weights - top)
    weights /= weights.sum()
    return weights


def _log_normal(x: FloatArray, mean: FloatArray, covariance: FloatArray) -> FloatArray:
    """Logarithm of the normal density, without the constant that all share."""
    lower = np.linalg.cholesky(covariance)
    standard = np.linalg.solve(lower, (x - mean).T)
    density: FloatArray = -0.5 * np.square(standard).sum(axis=0) - np.log(np.diag(lower)).sum()
    return density
