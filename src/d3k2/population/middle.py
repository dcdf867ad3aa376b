"""One virtual person in the middle of those who could be somebody: for files that hold only one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from d3k2.physiology import Draws, FloatArray, invert, model
from d3k2.population.following import follow, used_to
from d3k2.population.history import history
from d3k2.population.measured import measurements
from d3k2.population.own import Own
from d3k2.population.people import People
from d3k2.population.posterior import Posterior


@dataclass(frozen=True, slots=True)
class Middle:
    """Somebody's constants, each the median of those who could be them.

    Attributes
    ----------
    blocks : tuple of str
        The blocks of the model that they can be followed in.
    draws : Draws
        One person.
    states : array
        Where they stand on the day of the record, shape (1, states).
    """

    blocks: tuple[str, ...]
    draws: Draws
    states: FloatArray

    def states_of(self, names: tuple[str, ...]) -> FloatArray:
        """Return some of the states, by name."""
        known = model(*self.blocks).states
        return self.states[:, [known.index(name) for name in names]]


def middle(posterior: Posterior) -> Middle:
    """Return the person whose every constant is the median.

    The exception is the vitamin D from skin and food: medians of numbers that hang together do
    not, so it is what holds the median level without supplements. They lived the history of the
    person. What is a person's own beyond the model's constants (`Own`) is left out.
    """
    person, people = posterior.person, posterior.people
    typical = Draws(1, {name: _median(value) for name, value in people.draws.values.items()})
    untreated = _median(people.untreated)
    draws = invert(typical, untreated)
    share = people.draws["season_amplitude"] / people.draws["basal_input"]
    draws = draws.with_values(season_amplitude=_median(share) * draws["basal_input"])
    one = People(people.blocks, _median(people.traits), draws, untreated, Own())
    lived = history(person, measurements(person, tuple(posterior.past)))
    start = used_to(one, lived.settled_on, lived.course.start, day=person.date)
    ended = follow(one, lived.course, [], start, ("calcidiol",), day=person.date)
    return Middle(people.blocks, draws, ended.end)


def _median(values: FloatArray) -> FloatArray:
    return np.median(values, axis=0, keepdims=True)
