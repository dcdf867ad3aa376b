"""The reference solver on all processor cores.

Each person is solved alone, so that the result depends neither on how many cores there are nor on
who else is solved.
"""

from __future__ import annotations

import itertools
import multiprocessing

import numpy as np

from d3k2.physiology import reference
from d3k2.physiology.failure import SolverFailed
from d3k2.physiology.problem import Problem, Solution

_WORTH_IT = 400
"""People times stretches from which starting other processes costs less than it saves."""

_SHARES = 4
"""Portions for each process: the slow people do not all fall to the same one."""


def follow(problem: Problem) -> Solution:
    """Return what `reference.follow` returns."""
    small = problem.n * len(problem.plan) < _WORTH_IT or "mineral_bone" not in problem.blocks
    # A process that another one started shares its cores, and may not start more of them.
    if small or multiprocessing.parent_process() is not None or cores() == 1:
        return reference.follow(problem)
    from joblib import Parallel, delayed

    edges = np.linspace(0, problem.n, cores() * _SHARES + 1).astype(int)
    portions = [(int(a), int(b)) for a, b in itertools.pairwise(edges) if b > a]
    done = Parallel(n_jobs=-1)(
        delayed(_portion)(first, problem.of_people(slice(first, last))) for first, last in portions
    )
    followed, ends = zip(*done, strict=True)
    return Solution(np.concatenate(followed), np.concatenate(ends))


def cores() -> int:
    """Return how many cores this program may use."""
    from joblib import cpu_count

    try:
        return int(cpu_count())
    except ValueError:  # LOKY_MAX_CPU_COUNT is set to what is no number
        return 1


def _portion(first: int, problem: Problem) -> Solution:
    try:
        return reference.follow(problem)
    except SolverFailed as failure:
        raise SolverFailed(first + failure.person, failure.day, failure.reason) from failure
