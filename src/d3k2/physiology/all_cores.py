"""The reference solver on all processor cores.

Each person is solved alone, so that the result depends neither on how many cores there are nor on
who else is solved.
"""

from __future__ import annotations

import itertools
import multiprocessing
from collections.abc import Mapping

import numpy as np

from d3k2.physiology import reference
from d3k2.physiology.arrays import FloatArray
from d3k2.physiology.failure import SolverFailed
from d3k2.physiology.model import Model, model
from d3k2.physiology.reference import USUAL, Tolerance
from d3k2.physiology.segments import Segment

_WORTH_IT = 400
"""People times stretches from which starting other processes costs less than it saves."""

_SHARES = 4
"""Portions for each process: the slow people do not all fall to the same one."""


def follow(
    of: Model,
    values: Mapping[str, FloatArray],
    start: FloatArray,
    plan: tuple[Segment, ...],
    wanted: int,
    variables: tuple[str, ...],
    tolerance: Tolerance = USUAL,
) -> tuple[FloatArray, FloatArray]:
    """Return what `reference.follow` returns."""
    from joblib import Parallel, cpu_count, delayed

    n = len(start)
    small = n * len(plan) < _WORTH_IT or "mineral_bone" not in of.blocks
    # A process that another one started shares its cores, and may not start more of them.
    if small or multiprocessing.parent_process() is not None or cpu_count() == 1:
        return reference.follow(of, values, start, plan, wanted, variables, tolerance)
    edges = np.linspace(0, n, cpu_count() * _SHARES + 1).astype(int)
    portions = [slice(a, b) for a, b in itertools.pairwise(edges) if b > a]
    done = Parallel(n_jobs=-1)(
        delayed(_portion)(
            portion.start,
            of.blocks,
            {name: np.ascontiguousarray(value[portion]) for name, value in values.items()},
            start[portion],
            tuple(segment.of_people(portion) for segment in plan),
            wanted,
            variables,
            tolerance,
        )
        for portion in portions
    )
    followed, ends = zip(*done, strict=True)
    return np.concatenate(followed), np.concatenate(ends)


def _portion(
    first: int,
    blocks: tuple[str, ...],
    values: Mapping[str, FloatArray],
    start: FloatArray,
    plan: tuple[Segment, ...],
    wanted: int,
    variables: tuple[str, ...],
    tolerance: Tolerance,
) -> tuple[FloatArray, FloatArray]:
    try:
        return reference.follow(model(*blocks), values, start, plan, wanted, variables, tolerance)
    except SolverFailed as failure:
        raise SolverFailed(first + failure.person, failure.day, failure.reason) from failure
