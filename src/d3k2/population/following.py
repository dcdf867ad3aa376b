"""Virtual people followed through a course, at levels of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from d3k2.physiology import (
    Course,
    FloatArray,
    Habit,
    Solver,
    changes_from_here,
    model,
    run,
    settled,
)
from d3k2.population.people import People
from d3k2.units import DAYS_A_YEAR


@dataclass(frozen=True, slots=True)
class Followed:
    """What was followed, and where everyone stood in the end."""

    levels: Mapping[str, FloatArray]
    """Each variable, shape (person, time)."""
    end: FloatArray
    """Shape (person, state)."""

    def take(self, index: NDArray[np.intp]) -> Followed:
        """Return the people at these positions."""
        return Followed({v: x[index] for v, x in self.levels.items()}, self.end[index])


def follow(
    people: People,
    course: Course,
    times: Sequence[float] | FloatArray,
    start: FloatArray,
    variables: Sequence[str],
    *,
    day: date,
    solver: Solver | None = None,
) -> Followed:
    """Return variables of people through a course.

    Parameters
    ----------
    people : People
        As old as they are on `day`.
    course, times, start, variables
        As `d3k2.physiology.run` takes them.
    day : datetime.date
        The day that their age belongs to: that of the record.
    solver : Solver, optional
        What solves the equations: `by_kernel` for many people.
    """
    then = people.draws.aged((course.start - day).days / DAYS_A_YEAR)
    solved = model(*people.blocks)
    found = run(
        changes_from_here(solved, then, start),
        course,
        times,
        start,
        variables=variables,
        of=solved,
        solver=solver,
    )
    at = np.asarray(times, dtype=np.float64)
    own = {v: people.own.applied(v, levels, at) for v, levels in found.levels.items()}
    return Followed(own, found.end)


def used_to(
    people: People, habit: Habit, since: date, *, day: date, solver: Solver | None = None
) -> FloatArray:
    """Return the states on a day of people long used to what they take.

    Parameters
    ----------
    people : People
        As old as they are on `day`.
    habit : Habit
        What they take each day.
    since : datetime.date
        The day that is asked for.
    day : datetime.date
        The day that their age belongs to.
    solver : Solver, optional
        What follows their past: `by_kernel` for many people.
    """
    then = people.draws.aged((since - day).days / DAYS_A_YEAR)
    return settled(
        model(*people.blocks),
        then,
        since,
        habit.dose,
        habit.usual_day,
        seasonal=True,
        solver=solver,
    )
