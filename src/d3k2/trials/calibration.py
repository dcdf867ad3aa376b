"""The model fitted to trials: constants, their uncertainty, and what trials leave open."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

import numpy as np
import tomli

from d3k2.physiology import FloatArray
from d3k2.trials.arm import Arm
from d3k2.trials.cells import choice
from d3k2.trials.constants import Constants
from d3k2.trials.virtual import Shown, shown
from d3k2.trials.volunteers import volunteers

FIT_PEOPLE = 32
_STEP = 0.02
"""Step of a logarithm by which derivatives are taken."""
_ROUNDS = 12
_CLOSE = 1e-2
_REFERENCE_ASSAY = "LC-MS"


@dataclass(frozen=True, slots=True)
class Prior:
    """What was thought of a constant before: log-normal."""

    name: str
    median: float
    spread: float
    text: str = ""
    """The sentence of its fact, with a place for the value."""


@dataclass(frozen=True, slots=True)
class Noise:
    """What the model leaves open, as standard deviations.

    Attributes
    ----------
    between_studies : float
        Of the response of a study, as a share of it.
    arm : float
        Of an arm, in the unit.
    start : float
        Of the level at the start where it is not known.
    assay : float
        Of the share by which another assay sees another response, before the fit.
    """

    between_studies: float
    arm: float
    start: float
    assay: float


@dataclass(frozen=True, slots=True)
class Group:
    """Constants that are fitted together."""

    name: str
    variables: tuple[str, ...]
    unit: str
    noise: Noise
    priors: tuple[Prior, ...]
    keeps: bool = False
    """Whether the constants stay at their facts, and the fit only tells how sure they are."""

    @property
    def names(self) -> tuple[str, ...]:
        """The constants, in order; last the logarithm of the assay's factor."""
        return tuple(p.name for p in self.priors)

    @property
    def start(self) -> FloatArray:
        """The logarithms of the medians; the assay's is zero."""
        return np.array([*(math.log(p.median) for p in self.priors), 0.0])

    @property
    def spreads(self) -> FloatArray:
        """Standard deviations of the prior."""
        return np.array([*(p.spread for p in self.priors), self.noise.assay])


@cache
def groups() -> Mapping[str, Group]:
    """Return what is fitted, by name."""
    text = resources.files("d3k2.trials").joinpath("calibration.toml").read_text("utf-8")
    return {name: _group(name, given) for name, given in tomli.loads(text).items()}


def _group(name: str, given: Mapping[str, object]) -> Group:
    noise = given["noise"]
    parameters = given["parameters"]
    assert isinstance(noise, dict) and isinstance(parameters, dict)
    priors = tuple(Prior(key, **prior) for key, prior in parameters.items())
    listed = given["variables"]
    assert isinstance(listed, list)
    variables = tuple(str(variable) for variable in listed)
    keeps = bool(given.get("keeps"))
    return Group(name, variables, str(given["unit"]), Noise(**noise), priors, keeps)


@dataclass(frozen=True, slots=True)
class Fit:
    """Constants fitted to arms.

    Attributes
    ----------
    group : Group
        What was fitted.
    arms : tuple of Arm
        To which rows.
    x : array
        Logarithms of the constants, and of the assay's factor.
    covariance : array
        Of `x`, by the curvature at the best fit (Laplace).
    noise : Noise
        What the model leaves open, as fitted.
    seen : tuple of Shown
        What the virtual participants of each arm show.
    slopes : array
        Derivative of each prediction by each of `x`, shape (arms, constants).
    """

    group: Group
    arms: tuple[Arm, ...]
    x: FloatArray
    covariance: FloatArray
    noise: Noise
    seen: tuple[Shown, ...]
    slopes: FloatArray

    @property
    def constants(self) -> dict[str, float]:
        """The constants, by name."""
        return constants_of(self.group, self.x)

    @property
    def means(self) -> FloatArray:
        """What each arm is predicted to show."""
        return means(self.arms, self.seen, float(self.x[-1]))


def fit(group: Group, arms: Sequence[Arm], people: int = FIT_PEOPLE) -> Fit:
    """Return the constants that are most likely after seeing the arms.

    Maximum a posteriori by Gauss-Newton steps; between them the noise is set to what is most
    likely for the residuals. Studies have an effect of their own on the response, so that many
    arms of one study count for less than as many studies.

    Parameters
    ----------
    group : Group
        Constants and their priors.
    arms : sequence of Arm
        What to fit to.
    people : int
        Virtual participants of each arm.
    """
    arms = tuple(arms)
    x, noise = group.start, group.noise
    seen = show(arms, constants_of(group, x), people)
    slopes = np.zeros((len(arms), len(x)))
    for _ in range(_ROUNDS):
        slopes = _slopes(group, arms, x, seen, people)
        noise = _likely_noise(group, arms, seen, x)
        x, seen, moved = _step(group, arms, x, seen, slopes, noise, people)
        if moved < _CLOSE:
            break
    return Fit(group, arms, x, _covariance(group, arms, seen, slopes, noise), noise, seen, slopes)


def without(fitted: Fit, study: str, people: int = FIT_PEOPLE) -> tuple[FloatArray, FloatArray]:
    """Return the fit without a study, as logarithms of the constants with their covariance.

    The derivatives of the whole fit are kept: leaving one study out moves little.
    """
    kept = [i for i, arm in enumerate(fitted.arms) if arm.study != study]
    arms = tuple(fitted.arms[i] for i in kept)
    slopes, x = fitted.slopes[kept], fitted.x
    seen = tuple(fitted.seen[i] for i in kept)
    group, noise = fitted.group, fitted.noise
    for _ in range(2):
        x, seen, _ = _step(group, arms, x, seen, slopes, noise, people)
    return x, _covariance(group, arms, seen, slopes, noise)


def constants_of(group: Group, x: FloatArray) -> dict[str, float]:
    """Return constants by name from their logarithms."""
    return {name: math.exp(value) for name, value in zip(group.names, x, strict=False)}


def show(arms: Sequence[Arm], constants: Constants, people: int) -> tuple[Shown, ...]:
    """Return what the virtual participants of each arm show."""
    return tuple(shown(arm, volunteers(arm, people, constants=constants)) for arm in arms)


def observed(arms: Sequence[Arm]) -> FloatArray:
    """Return the published numbers."""
    return np.array([arm.observed for arm in arms])


def means(arms: Sequence[Arm], seen: Sequence[Shown], assay: float) -> FloatArray:
    """Return the predicted numbers: an assay sees its own share of what moved."""
    factor = np.array([math.exp(assay) if other_assay(arm) else 1.0 for arm in arms])
    moved = np.array([s.moved for s in seen])
    seen_means: FloatArray = np.array([s.mean for s in seen]) + (factor - 1) * moved
    return seen_means


def other_assay(arm: Arm) -> bool:
    """Whether an arm was measured otherwise than by mass spectrometry, or is not known to be."""
    return _REFERENCE_ASSAY not in arm.assay


def spread_of(
    arms: Sequence[Arm], seen: Sequence[Shown], noise: Noise
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the standard deviations of an arm by itself, by its study, and by its start."""
    own = np.array([math.hypot(_error(a, s), noise.arm) for a, s in zip(arms, seen, strict=True)])
    study = np.array([noise.between_studies * s.moved for s in seen])
    start = np.array([0.0 if start_known(a) else noise.start for a in arms])
    return own, study, start


def start_known(arm: Arm) -> bool:
    """Whether the number does not hang on a level at the start that is not given."""
    return arm.measure != "level" or arm.who.start_level.known


def people_of(arm: Arm) -> float:
    """Return how many people an arm is taken to have."""
    return arm.who.n or choice("people_of_an_arm")


def _error(arm: Arm, seen: Shown) -> float:
    if arm.error is not None:
        return arm.error
    return seen.spread / math.sqrt(people_of(arm))


def _variance(arms: Sequence[Arm], seen: Sequence[Shown], noise: Noise) -> FloatArray:
    own, study, start = spread_of(arms, seen, noise)
    same = np.array([[a.study == b.study for b in arms] for a in arms], dtype=float)
    whole: FloatArray = np.diag(own**2) + same * (np.outer(study, study) + np.outer(start, start))
    return whole


def _whitened(arms: Sequence[Arm], seen: Sequence[Shown], noise: Noise) -> FloatArray:
    root = np.linalg.inv(np.linalg.cholesky(_variance(arms, seen, noise)))
    return np.asarray(root, dtype=np.float64)


def _step(
    group: Group,
    arms: tuple[Arm, ...],
    x: FloatArray,
    seen: tuple[Shown, ...],
    slopes: FloatArray,
    noise: Noise,
    people: int,
) -> tuple[FloatArray, tuple[Shown, ...], float]:
    """Take a Gauss-Newton step, shortened until it does not make things worse."""
    white = _whitened(arms, seen, noise)
    residual = observed(arms) - means(arms, seen, float(x[-1]))
    before = _badness(group, white @ residual, x)
    rows = np.concatenate([white @ slopes, np.diag(1 / group.spreads)])
    right = np.concatenate([white @ residual, (group.start - x) / group.spreads])
    whole = np.linalg.lstsq(rows, right, rcond=None)[0]
    for share in (1.0, 0.5, 0.25, 0.1):
        new = x + share * whole
        then = show(arms, constants_of(group, new), people)
        left = observed(arms) - means(arms, then, float(new[-1]))
        if _badness(group, white @ left, new) < before:
            return new, then, float(np.abs(share * whole).max())
    return x, seen, 0.0


def _badness(group: Group, white: FloatArray, x: FloatArray) -> float:
    return float(np.sum(white**2) + np.sum(((x - group.start) / group.spreads) ** 2))


def _slopes(
    group: Group, arms: tuple[Arm, ...], x: FloatArray, seen: tuple[Shown, ...], people: int
) -> FloatArray:
    here = means(arms, seen, float(x[-1]))
    columns = []
    for place in range(len(x)):
        moved = x.copy()
        moved[place] += _STEP
        last = place == len(x) - 1
        then = seen if last else show(arms, constants_of(group, moved), people)
        columns.append((means(arms, then, float(moved[-1])) - here) / _STEP)
    return np.stack(columns, axis=1)


def _covariance(
    group: Group,
    arms: tuple[Arm, ...],
    seen: tuple[Shown, ...],
    slopes: FloatArray,
    noise: Noise,
) -> FloatArray:
    white = _whitened(arms, seen, noise) @ slopes
    certainty = white.T @ white + np.diag(group.spreads**-2.0)
    return np.asarray(np.linalg.inv(certainty), dtype=np.float64)


def _likely_noise(
    group: Group, arms: tuple[Arm, ...], seen: tuple[Shown, ...], x: FloatArray
) -> Noise:
    """Return the noise between studies and of arms that makes the residuals most likely."""
    from scipy.optimize import minimize

    residual = observed(arms) - means(arms, seen, float(x[-1]))
    prior = group.noise
    names = [n for n in ("between_studies", "arm", "start") if getattr(prior, n) > 0]
    centre = np.log([getattr(prior, name) for name in names])

    def unlikely(logs: FloatArray) -> float:
        noise = replace(prior, **dict(zip(names, np.exp(logs).tolist(), strict=True)))
        root = np.linalg.cholesky(_variance(arms, seen, noise))
        white = np.linalg.solve(root, residual)
        drift = ((logs - centre) / _NOISE_SPREAD) ** 2
        return float(0.5 * white @ white + np.log(np.diag(root)).sum() + 0.5 * drift.sum())

    best = minimize(unlikely, centre, method="Nelder-Mead").x
    return replace(prior, **dict(zip(names, np.exp(best).tolist(), strict=True)))


_NOISE_SPREAD = 0.7
"""How sure the noise was before the fit: standard deviation of its logarithm."""
