"""From what is known and measured of a person to the virtual people who could be them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from d3k2.person import Person
from d3k2.physiology import FloatArray, Trajectory, model_facts, run, seasonal_state
from d3k2.population.distributions import number
from d3k2.population.fitting import fit
from d3k2.population.history import History, history
from d3k2.population.measured import Measured, log_likelihood, measurements
from d3k2.population.misfit import Fits, fits
from d3k2.population.people import People, realise
from d3k2.population.posterior import Posterior, Predicted
from d3k2.population.sample import SEED, sample

Positions = NDArray[np.intp]

_EVERY = 7.0
"""Days between two points of the past."""


def condition(person: Person, n: int = 1000, seed: int = SEED) -> Posterior:
    """Return the person as virtual people, weighed by what was measured.

    Without a measurement they are people like this one, as wide as such people are.

    Parameters
    ----------
    person : Person
        What is known: covariates, what is and was taken, measured 25(OH)D with dates.
    n : int
        How many virtual people.
    seed : int
        Start of the random numbers; the same input gives the same people.
    """
    measured = measurements(person)
    lived = _Lives(person, measured, history(person, measured))
    before = sample(person, n, seed)
    lived.live(before)
    prior = lived.trajectory(np.arange(n))
    chosen, size, rounds = np.arange(n), float(n), 1
    if measured:
        random = np.random.default_rng([seed, 1])
        enough = min(number("fit", "effective_sample"), n)
        found = fit(lived.likelihood, before.traits, enough, random)
        chosen, size, rounds = found.resample(n, random), found.effective_size, found.rounds
    people = lived.people(chosen)
    fitting = fits(measured, people.traits, lived.at_measured()[chosen])
    return Posterior(
        person=person,
        people=people,
        states=lived.ends(chosen),
        past=lived.trajectory(chosen),
        predicted=_predicted(measured, lived.at_measured()[chosen]),
        prior=prior,
        effective_sample_size=size,
        rebuilt=rounds - 1,
        fits=fitting,
        most_useful_next=_most_useful_next(person, measured, fitting),
    )


@dataclass(slots=True)
class _Lives:
    """Everyone who was followed through the person's history so far."""

    person: Person
    measured: tuple[Measured, ...]
    history: History
    times: FloatArray = field(init=False)
    followed: list[tuple[People, FloatArray, FloatArray]] = field(default_factory=list)
    """People with their levels over time and their states at the end."""

    def __post_init__(self) -> None:
        days = self.history.course.days
        weekly = days - np.arange(0.0, days + 1, _EVERY)
        self.times = np.unique([*weekly, *self._measured_days(), days])

    def live(self, people: People) -> FloatArray:
        """Follow people through the history and return their levels on the measured days."""
        course = self.history.course
        start = seasonal_state(people.draws, self.history.settled_on, course.start)
        lived = run(people.draws, course, self.times, start)
        self.followed.append((people, lived.calcidiol, lived.end))
        return lived.calcidiol[:, self._measured_columns()]

    def likelihood(self, traits: FloatArray) -> FloatArray:
        """Return the logarithm of the likelihood of people, following those not followed yet."""
        if len(self.followed) == 1 and traits is self.followed[0][0].traits:
            return log_likelihood(self.measured, self.at_measured())
        people, possible = realise(self.person, traits)
        stand_in = np.where(possible, np.arange(people.n), int(np.argmax(possible)))
        levels = self.live(people.take(stand_in))
        return np.where(possible, log_likelihood(self.measured, levels), -np.inf)

    def at_measured(self) -> FloatArray:
        """Return everyone's level on the measured days."""
        return self._levels()[:, self._measured_columns()]

    def trajectory(self, chosen: Positions) -> Trajectory:
        """Return the past of some of the people, in days before the record."""
        ended = self.times - self.history.course.days
        return Trajectory(
            "calcidiol", self.person.date, ended, self._levels()[chosen], model_facts()
        )

    def ends(self, chosen: Positions) -> FloatArray:
        """Return where some of the people stand on the day of the record."""
        return np.concatenate([end for _, _, end in self.followed])[chosen]

    def people(self, chosen: Positions) -> People:
        """Return some of the people."""
        return realise(
            self.person, np.concatenate([p.traits for p, _, _ in self.followed])[chosen]
        )[0]

    def _levels(self) -> FloatArray:
        return np.concatenate([levels for _, levels, _ in self.followed])

    def _measured_days(self) -> list[float]:
        return [float((m.day - self.history.course.start).days) for m in self.measured]

    def _measured_columns(self) -> list[int]:
        return [int(np.searchsorted(self.times, day)) for day in self._measured_days()]


def _predicted(measured: tuple[Measured, ...], levels: FloatArray) -> tuple[Predicted, ...]:
    quantiles = np.quantile(levels, [0.5, 0.05, 0.95], axis=0)
    return tuple(
        Predicted(m.day, m.value, *(float(q) for q in column))
        for m, column in zip(measured, quantiles.T, strict=True)
    )


def _most_useful_next(person: Person, measured: tuple[Measured, ...], fitting: Fits) -> str | None:
    """25(OH)D when there is none, when it is old, or when it does not fit what is said."""
    stale = number("measurement", "stale")
    recent = any((person.date - m.day).days <= stale for m in measured)
    return None if recent and fitting == "yes" else "calcidiol"
