"""People followed through a course of doses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from d3k2.physiology import lockstep, reference
from d3k2.physiology.course import Course
from d3k2.physiology.draws import Draws, FloatArray
from d3k2.physiology.failure import SolverFailed
from d3k2.physiology.season import day_of_year
from d3k2.physiology.segments import segments
from d3k2.physiology.steady import steady_state, total_calcidiol

_MANY_SEGMENTS = 4
"""With more stretches than this, equal steps for all are faster than one person at a time."""


@dataclass(frozen=True, slots=True)
class Run:
    """Levels over time, and where everyone stood in the end."""

    times: FloatArray
    calcidiol: FloatArray
    """25(OH)D, both forms, nmol/L, shape (person, time)."""
    end: FloatArray
    """The states on the last day of the course, shape (person, state)."""
    states: FloatArray
    """Every state, shape (person, time, state)."""


def run(
    draws: Draws,
    course: Course,
    times: Sequence[float] | FloatArray,
    start: FloatArray | None = None,
    *,
    by_reference: bool = False,
) -> Run:
    """Follow each person through a course of doses.

    Parameters
    ----------
    draws : Draws
        The people.
    course : Course
        What they take. Daily doses are rates; `Course.resolved` makes each a dose by itself.
    times : array of float
        Days from the start of the course at which levels are wanted, rising, within the course.
        A dose swallowed at one of them shows after it.
    start : array, optional
        The states on the first day, shape (n, states); without it everyone starts settled
        without supplements, in the mean of the year.
    by_reference : bool
        Whether to solve one person after the other whatever the course. How a course is solved
        never depends on how many people there are.

    Raises
    ------
    SolverFailed
        When anyone cannot be solved.
    """
    wanted = np.asarray(times, dtype=np.float64)
    if wanted.size and (wanted[0] < 0 or wanted[-1] > course.days or np.any(np.diff(wanted) <= 0)):
        raise ValueError("times must rise and lie within the course")
    states = steady_state(draws) if start is None else start
    plan = tuple(segments(course, wanted))
    many = len(plan) > _MANY_SEGMENTS and not by_reference
    follow = lockstep.follow if many else reference.follow
    day = float(day_of_year(course.start))
    followed, end = follow(draws, states, plan, day, wanted.size)
    _check_finite(followed, wanted, end, course.days)
    return Run(wanted, total_calcidiol(followed), end, followed)


def _check_finite(followed: FloatArray, times: FloatArray, end: FloatArray, last: float) -> None:
    levels = np.concatenate([followed, end[:, None, :]], axis=1)
    if np.isfinite(levels).all():
        return
    person, column, _ = (int(i) for i in np.argwhere(~np.isfinite(levels))[0])
    day = float(np.append(times, last)[column])
    raise SolverFailed(person, day, "the level is not a number")
