"""What a solver is given: people, where they start, and the course they follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from d3k2.physiology.arrays import FloatArray
from d3k2.physiology.model import Model, model
from d3k2.physiology.segments import Segment


class Tolerance(NamedTuple):
    """Error that the solver allows itself in a step."""

    relative: float
    absolute: float


USUAL = Tolerance(1e-6, 1e-7)
"""Keeps every output within 1e-4 of the exact solution over two years (a test holds that)."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An initial value problem for each of several people.

    Attributes
    ----------
    blocks : tuple of str
        The blocks that are solved.
    values : mapping
        Every constant and every fixed rule, one value for each person.
    start : array
        The states on the first day, shape (n, states).
    plan : tuple of Segment
        The course.
    wanted : int
        How many days were asked for.
    variables : tuple of str
        States or rules that are asked for.
    tolerance : Tolerance
        Error allowed in a step.
    """

    blocks: tuple[str, ...]
    values: Mapping[str, FloatArray]
    start: FloatArray
    plan: tuple[Segment, ...]
    wanted: int
    variables: tuple[str, ...]
    tolerance: Tolerance = USUAL

    @property
    def n(self) -> int:
        """How many people."""
        return len(self.start)

    @property
    def of(self) -> Model:
        """The equations."""
        return model(*self.blocks)

    def of_people(self, index: slice) -> Problem:
        """Return the problem of some of the people."""
        return replace(
            self,
            values={
                name: np.ascontiguousarray(value[index]) for name, value in self.values.items()
            },
            start=self.start[index],
            plan=tuple(segment.of_people(index) for segment in self.plan),
        )


class Solution(NamedTuple):
    """How the people of a problem fared."""

    levels: FloatArray
    """The variables on the wanted days, shape (n, wanted, variables)."""
    end: FloatArray
    """The states on the last day, shape (n, states)."""


class Solver(NamedTuple):
    """A way to solve problems, and the error in a step that suits it."""

    follow: Callable[[Problem], Solution]
    tolerance: Tolerance
