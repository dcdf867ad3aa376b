"""People followed through a course of doses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from d3k2.physiology import all_cores, lockstep
from d3k2.physiology.arrays import FloatArray
from d3k2.physiology.course import Course
from d3k2.physiology.draws import Draws
from d3k2.physiology.failure import SolverFailed
from d3k2.physiology.model import Model, blocks_for, independent, model
from d3k2.physiology.problem import USUAL, Problem, Solution, Solver, Tolerance
from d3k2.physiology.season import day_of_year
from d3k2.physiology.segments import segments
from d3k2.physiology.settled import settled
from d3k2.physiology.values import all_values

_MANY_SEGMENTS = 4
"""With more stretches than this, equal steps for all are faster than one person at a time."""

MANY_BOLUSES = 9
"""With more boluses than this only vitamin D follows each of them; for minerals and bone, whose
solver starts anew after each, they are spread evenly."""


@dataclass(frozen=True, slots=True)
class Run:
    """Levels over time, and where everyone stood in the end."""

    blocks: tuple[str, ...]
    """What was solved."""
    times: FloatArray
    levels: Mapping[str, FloatArray]
    """Each variable, in its canonical unit, shape (person, time)."""
    end: FloatArray
    """The states on the last day of the course, shape (person, state)."""

    def __getitem__(self, variable: str) -> FloatArray:
        return self.levels[variable]

    @property
    def calcidiol(self) -> FloatArray:
        """25(OH)D, both forms, nmol/L, shape (person, time)."""
        return self.levels["calcidiol"]


def run(
    draws: Draws,
    course: Course,
    times: Sequence[float] | FloatArray,
    start: FloatArray | None = None,
    *,
    variables: Sequence[str] = ("calcidiol",),
    of: Model | None = None,
    by_reference: bool = False,
    solver: Solver | None = None,
    tolerance: Tolerance | None = None,
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
        The states on the first day, shape (n, states) of `of`; without it everyone starts
        settled without supplements.
    variables : sequence of str
        What is wanted: outputs, states or rules of the model.
    of : Model, optional
        The blocks to solve; without it the fewest that say how the variables move (`model_for`).
    by_reference : bool
        Whether to solve one person after the other whatever the course. How a course is solved
        never depends on how many people there are.
    solver : Solver, optional
        What solves every part of the course, each dose followed by all blocks, and the settled
        start: `by_kernel` for populations.
    tolerance : Tolerance, optional
        Error that the solver allows itself in a step; without it the one that suits the solver.

    Raises
    ------
    SolverFailed
        When anyone cannot be solved.
    """
    wanted = np.asarray(times, dtype=np.float64)
    if wanted.size and (wanted[0] < 0 or wanted[-1] > course.days or np.any(np.diff(wanted) <= 0)):
        raise ValueError("times must rise and lie within the course")
    named = tuple(dict.fromkeys(variables))
    whole = model_for(*named) if of is None else of
    states = settled(whole, draws, course.start, solver=solver) if start is None else start
    usual = USUAL if solver is None else solver.tolerance
    allowed = usual if tolerance is None else tolerance
    end = np.empty_like(states)
    levels: dict[str, FloatArray] = {}
    for part, taken in _parts(whole, course, by_reference or solver is not None):
        columns = [whole.states.index(name) for name in part.states]
        own = tuple(v for v in named if blocks_for(v)[-1] in part.blocks)
        plan = tuple(segments(part, draws, taken, wanted))
        values = all_values(part, draws, float(day_of_year(course.start)))
        begun = states[:, columns]
        problem = Problem(part.blocks, values, begun, plan, wanted.size, own, allowed)
        follow = _solver(problem, by_reference) if solver is None else solver.follow
        followed, ended = follow(problem)
        _check_finite(followed, wanted, ended, course.days)
        levels |= {name: followed[:, :, place] for place, name in enumerate(own)}
        end[:, columns] = ended
    return Run(whole.blocks, wanted, {name: levels[name] for name in named}, end)


def model_for(*variables: str) -> Model:
    """Return the fewest blocks that say how these variables move, as one model."""
    return model(*blocks_for(*variables))


def _parts(of: Model, course: Course, each_bolus: bool) -> Iterator[tuple[Model, Course]]:
    """Yield what can be solved apart, each part with its course.

    With many boluses minerals and bone come first, on an even course; then vitamin D alone, bolus
    by bolus, takes the place of what it was there.
    """
    for blocks in independent(of.blocks):
        both = {"vitamin_d", "mineral_bone"} <= set(blocks)
        if both and len(course.boluses) > MANY_BOLUSES and not each_bolus:
            yield model(*blocks), course.averaged()
            yield model("vitamin_d"), course
        else:
            yield model(*blocks), course


def _solver(problem: Problem, by_reference: bool) -> Callable[[Problem], Solution]:
    many = len(problem.plan) > _MANY_SEGMENTS and problem.blocks == lockstep.BLOCKS
    return lockstep.follow if many and not by_reference else all_cores.follow


def _check_finite(followed: FloatArray, times: FloatArray, end: FloatArray, last: float) -> None:
    bad = ~np.isfinite(followed).all(axis=2)
    if bad.any():
        person, column = (int(i) for i in np.argwhere(bad)[0])
        raise SolverFailed(person, float(times[column]), "the level is not a number")
    ended = ~np.isfinite(end).all(axis=1)
    if ended.any():
        raise SolverFailed(int(np.argmax(ended)), last, "the level is not a number")
