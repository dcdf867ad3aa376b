"""Ages, sexes, bodies and skins drawn from a population: a Gaussian copula ties them together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from d3k2.physiology import FloatArray, quantity
from d3k2.population.covariates import SKINS, Covariates
from d3k2.population.many.described import Calcium, Men, Population
from d3k2.population.many.read_population import matrix
from d3k2.population.sample import MOST_ROUNDS, NobodyMatches
from d3k2.units import term

_YOUNGEST = "vitamin-d-model-youngest"
_SMALLEST_EGFR = "vitamin-d-model-smallest-egfr"
"""Where the model ends; what else ends it, healthy people do not have."""

_SCORES = 6
"""Age, weight, height; latitude, eGFR and food calcium, which nothing is tied to."""

_ERF = np.frompyfunc(math.erf, 1, 1)


@dataclass(frozen=True, slots=True)
class Bodies:
    """People as far as they are drawn before their levels are."""

    covariates: Covariates
    drawn_again: NDArray[np.bool_]
    """Whose first draw lay outside the model."""


def bodies(population: Population, n: int, random: np.random.Generator) -> Bodies:
    """Return `n` people whom the model covers.

    Who lies outside is drawn again. Each round draws numbers for everyone, so that nobody's
    depend on who else was drawn again.
    """
    found = _drawn(population, n, random)
    covered = _covered(found)
    drawn_again = ~covered
    for _ in range(MOST_ROUNDS):
        if covered.all():
            return Bodies(found, drawn_again)
        found = found.where(covered, _drawn(population, n, random))
        covered = _covered(found)
    raise NobodyMatches


def _covered(found: Covariates) -> NDArray[np.bool_]:
    known_egfr = np.where(np.isnan(found.egfr), np.inf, found.egfr)
    inside = (found.age >= quantity(_YOUNGEST)) & (known_egfr >= quantity(_SMALLEST_EGFR))
    for name in ("weight", "height"):
        low, high = term(name).plausible
        value = getattr(found, name)
        inside &= (value >= low) & (value <= high)
    return inside


def _drawn(population: Population, n: int, random: np.random.Generator) -> Covariates:
    score = random.standard_normal((n, _SCORES)).T
    sex, shade = random.random((n, 2)).T
    female = sex * 100 < population.women.share
    women, men = (_of_sex(population, s, score) for s in (population.women, population.men))
    age = _ages(population, score[0])
    weight, height, eaten = (np.where(female, w, m) for w, m in zip(women, men, strict=True))
    unknown = np.full(n, np.nan)
    level = population.calcidiol
    return Covariates(
        age=age,
        female=female,
        weight=weight,
        height=height,
        skin=_skins(population, shade),
        latitude=_normal(population.latitude, score[3]),
        egfr=_normal(population.egfr, score[4]),
        food_calcium=eaten,
        years_since_menopause=unknown,
        untreated_mean=unknown if level is None else np.full(n, level.mean),
        untreated_sd=unknown if level is None else np.full(n, level.sd),
    )


def _of_sex(population: Population, sex: Men, score: FloatArray) -> tuple[FloatArray, ...]:
    """Weight, height and calcium eaten of everyone, were they of this sex."""
    lower = np.linalg.cholesky(matrix(sex.correlations))
    heavy = lower[1, 0] * score[0] + lower[1, 1] * score[1]
    tall = lower[2, 0] * score[0] + lower[2, 1] * score[1] + lower[2, 2] * score[2]
    return (
        _log_normal(sex.weight.mean, sex.weight.spread, heavy),
        sex.height.mean + sex.height.sd * tall,
        _eaten(sex.food_calcium, score[5]),
    )


def _ages(population: Population, score: FloatArray) -> FloatArray:
    """Ages whose ranks are those of the scores; within a group they are spread evenly."""
    said = population.age
    edges = [*said.from_, said.to]
    below = np.concatenate([[0.0], np.cumsum(said.shares) / sum(said.shares)])
    share = (1 + np.asarray(_ERF(score / math.sqrt(2)), dtype=np.float64)) / 2
    found: FloatArray = np.interp(share, below, edges)
    return found


def _skins(population: Population, share: FloatArray) -> NDArray[np.int8]:
    shares: Sequence[float] = [getattr(population.skin, name) for name in SKINS[1:]]
    place = np.digitize(100 * share, np.cumsum(shares))
    # The place after the last type is that of people whose skin is not known.
    return np.where(place < len(shares), place + 1, 0).astype(np.int8)


def _eaten(said: Calcium | None, score: FloatArray) -> FloatArray:
    if said is None:
        return np.full(len(score), np.nan)
    return _log_normal(said.mean, said.spread, score)


def _log_normal(mean: float, spread: float, score: FloatArray) -> FloatArray:
    """A log-normal variable with this mean has its median lower by half the variance."""
    found: FloatArray = mean * np.exp(spread * score - spread**2 / 2)
    return found


def _normal(said: object, score: FloatArray) -> FloatArray:
    mean, sd = getattr(said, "mean", np.nan), getattr(said, "sd", np.nan)
    found: FloatArray = mean + sd * score
    return found
