"""Everyone who was followed through a person's history so far."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from d3k2.person import Person
from d3k2.physiology import FloatArray
from d3k2.population.following import Followed, follow, used_to
from d3k2.population.history import History
from d3k2.population.measured import Measured, log_likelihood
from d3k2.population.people import People, realise

Positions = NDArray[np.intp]

_EVERY = 7.0
"""Days between two points of the past."""


@dataclass(slots=True)
class Lives:
    """Virtual people with their levels over a person's past, and where they stand today."""

    person: Person
    measured: tuple[Measured, ...]
    history: History
    variables: tuple[str, ...]
    blocks: tuple[str, ...]
    times: FloatArray = field(init=False)
    _followed: list[tuple[People, Followed]] = field(default_factory=list)
    _impossible: list[NDArray[np.bool_]] = field(default_factory=list)

    def __post_init__(self) -> None:
        days = self.history.course.days
        weekly = days - np.arange(0.0, days + 1, _EVERY)
        self.times = np.unique([*weekly, *self._measured_days(), days])

    def live(self, people: People) -> FloatArray:
        """Follow people through the history and return what they had when measured."""
        course, today = self.history.course, self.person.date
        start = used_to(people, self.history.settled_on, course.start, day=today)
        lived = follow(people, course, self.times, start, self.variables, day=today)
        self._followed.append((people, lived))
        self._impossible.append(np.zeros(people.n, dtype=bool))
        return self._when_measured(lived)

    def likelihood(self, traits: FloatArray) -> FloatArray:
        """Return the logarithm of the likelihood of people, following those not followed yet."""
        if len(self._followed) == 1 and traits is self._followed[0][0].traits:
            return log_likelihood(self.measured, self.at_measured())
        people, possible = realise(self.person, traits, self.blocks)
        stand_in = np.where(possible, np.arange(people.n), int(np.argmax(possible)))
        levels = self.live(people.take(stand_in))
        self._impossible[-1] = ~possible
        return np.where(possible, log_likelihood(self.measured, levels), -np.inf)

    def impossible(self) -> NDArray[np.bool_]:
        """Return who cannot exist, and was followed as somebody else."""
        return np.concatenate(self._impossible)

    def at_measured(self) -> FloatArray:
        """Return what everyone had when measured, shape (n, measurements)."""
        return np.concatenate([self._when_measured(lived) for _, lived in self._followed])

    def levels(self, variable: str) -> FloatArray:
        """Return everyone's levels over the past."""
        return np.concatenate([lived.levels[variable] for _, lived in self._followed])

    def ends(self, chosen: Positions) -> FloatArray:
        """Return where some of the people stand on the day of the record."""
        return np.concatenate([lived.end for _, lived in self._followed])[chosen]

    def people(self, chosen: Positions) -> People:
        """Return some of the people."""
        traits = np.concatenate([people.traits for people, _ in self._followed])[chosen]
        return realise(self.person, traits, self.blocks)[0]

    def _when_measured(self, lived: Followed) -> FloatArray:
        columns = [
            lived.levels[m.variable][:, int(np.searchsorted(self.times, day))]
            for m, day in zip(self.measured, self._measured_days(), strict=True)
        ]
        return np.stack(columns, axis=1) if columns else np.empty((len(lived.end), 0))

    def _measured_days(self) -> list[float]:
        return [float((m.day - self.history.course.start).days) for m in self.measured]
