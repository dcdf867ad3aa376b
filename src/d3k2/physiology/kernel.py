"""Populations: compiled equations and steps of one's own for each person, on all cores.

Each person is solved alone, so that the result depends neither on how many cores there are nor on
who else is solved. Needs numba, which is loaded when it is first used.
"""

from __future__ import annotations

import itertools
import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import NamedTuple

import numpy as np

from d3k2.physiology.all_cores import SHARES, cores
from d3k2.physiology.arrays import FloatArray
from d3k2.physiology.failure import SolverFailed
from d3k2.physiology.kernel_equations import StraightLines
from d3k2.physiology.model import Model, model
from d3k2.physiology.problem import Problem, Solution, Solver, Tolerance
from d3k2.physiology.segments import Inflows

NO_COMPILER = "Populations need numba, which is not installed: pip install 'd3k2[population]'."

_FED = ("vitamin_d", "vitamin_k")
_LOOSER = 300.0
"""In stretches of no more than a day vitamins may be so much less exact: their steps are short
anyway, and an error moves a dose by minutes, of which nothing is left after weeks."""


def follow(problem: Problem) -> Solution:
    """Return the levels on the wanted days, and the states at the end.

    Raises
    ------
    SolverFailed
        When anyone cannot be solved; it names the first of them.
    """
    compiled = _compiled(problem.blocks, problem.variables)
    of, plan, n = compiled.of, problem.plan, problem.n
    nothing = dict.fromkeys(of.inflows, np.zeros(n))
    followed = np.empty((n, problem.wanted, len(problem.variables)))
    end = np.empty((n, len(of.states)))
    failed = np.empty(n, dtype=np.int64)
    of_people = (
        np.ascontiguousarray(problem.start),
        np.stack([problem.values[name] for name in compiled.constants], axis=1),
        _table([segment.rate for segment in plan], of.inflows),
        _table([segment.bolus or nothing for segment in plan], of.inflows),
    )
    of_all = (
        np.array([segment.bolus is not None for segment in plan]),
        np.concatenate([segment.days for segment in plan]),
        np.cumsum([0, *(len(segment.days) for segment in plan)]),
        np.array([(s.rows.start, s.rows.stop - s.rows.start, s.columns.start) for s in plan]),
        *_allowed(of, problem.tolerance),
        *compiled.sizes,
    )
    found = (followed, end, failed)

    def portion(some: slice) -> None:
        own, shown = (tuple(array[some] for array in arrays) for arrays in (of_people, found))
        compiled.follow_people(*compiled.functions, *own, *of_all, *shown)

    # A process that another one started shares its cores, and may not use more of them.
    threads = 1 if multiprocessing.parent_process() is not None else cores()
    edges = np.linspace(0, n, threads * SHARES + 1).astype(int)
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(portion, itertools.starmap(slice, itertools.pairwise(edges))))
    for person in np.flatnonzero(failed >= 0)[:1]:
        day = plan[failed[person]].days[0]
        raise SolverFailed(int(person), day, "no step is short enough")
    return Solution(followed, end)


class _Compiled(NamedTuple):
    follow_people: Callable[..., None]
    of: Model
    constants: tuple[str, ...]
    functions: tuple[object, ...]
    sizes: tuple[int, int]
    """How many slopes and factors there are."""


@cache
def _compiled(blocks: tuple[str, ...], variables: tuple[str, ...]) -> _Compiled:
    try:
        from d3k2.physiology.kernel_machine_code import machine_code
        from d3k2.physiology.kernel_rosenbrock import follow_people
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(NO_COMPILER, name=missing.name) from missing

    lines = StraightLines(blocks, variables)
    texts = (lines.change(), lines.slope(), lines.factor(), lines.solve(), lines.levels())
    sizes = len(lines.slopes), len(lines.pivots.places)
    return _Compiled(follow_people, lines.of, lines.constants, machine_code(texts), sizes)


def _table(inflows: Sequence[Inflows], names: tuple[str, ...]) -> FloatArray:
    """Return what is swallowed, shape (person, stretch, inflow)."""
    return np.stack([[each[name] for name in names] for each in inflows]).transpose(2, 0, 1).copy()


def _allowed(of: Model, tolerance: Tolerance) -> tuple[FloatArray, FloatArray]:
    """Error allowed in each state: relative, and absolute in the scale of the text."""
    fed = {name for block in _FED for name in model(block).states}
    scale = np.array([abs(of.written[name]) or 1.0 for name in of.states])
    factor = np.array([[1.0] * len(scale), [_LOOSER if n in fed else 1.0 for n in of.states]])
    return tolerance.relative * factor, tolerance.absolute * factor * scale


by_kernel = Solver(follow, Tolerance(3e-6, 3e-6))
"""Keeps every output within 5e-4 of the exact solution over two years (a test holds that)."""
