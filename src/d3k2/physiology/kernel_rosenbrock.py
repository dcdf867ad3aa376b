"""One person after the other by a Rosenbrock method, each in steps of their own.

RODAS [1]_: six stages, fourth order, stiffly accurate and L-stable, with an embedded method of
third order whose difference estimates the error of a step, and an interpolation of third order
for the days between. The slopes of the equations are exact, so that a step takes one elimination
and no iteration; and what the equations conserve, every step conserves.

References
----------
.. [1] Hairer E, Wanner G. Solving Ordinary Differential Equations II. Stiff and
   Differential-Algebraic Problems. 2nd ed. Springer 1996: section IV.7 for the form of the
   method and the length of steps.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numba import njit, types
from numpy.typing import NDArray

from d3k2.physiology.arrays import FloatArray
from d3k2.physiology.kernel_rodas import (
    BETWEEN,
    BY_TIME,
    FORCED,
    GAMMA,
    MOVED,
    STAGES,
    TIMES,
)

IntArray = NDArray[np.int64]

# numba keeps what it compiled until this file changes, whatever becomes of the coefficients.
SAFETY = 0.9
MOST_GROWTH = 8.0
LEAST_GROWTH = 0.2
FIRST_STEP = 0.01
SHORTEST_STEP = 1e-9
MOST_STEPS = 200_000
FAILED = -1.0

_compiled: Callable[[Callable[..., Any]], Callable[..., Any]] = njit(
    nogil=True, cache=True, error_model="numpy"
)


class Equations(NamedTuple):
    """The functions of a model, which read from and write to arrays."""

    change: Callable[..., None]
    slope: Callable[..., None]
    factor: Callable[..., None]
    solve: Callable[..., None]
    levels: Callable[..., None]


class Places(NamedTuple):
    """Where in memory the arrays of a desk begin."""

    given: int
    states: int
    rate: int
    by_time: int
    slopes: int
    factors: int
    moved: int
    force: int


class Allowed(NamedTuple):
    """Error allowed in a step: relative to each state, and at least."""

    relative: FloatArray
    absolute: FloatArray


class Desk(NamedTuple):
    """Numbers of one person while they are followed."""

    given: FloatArray
    """Constants, then inflows."""
    states: FloatArray
    reached: FloatArray
    """The states after the step that is tried."""
    stages: FloatArray
    rate: FloatArray
    by_time: FloatArray
    slopes: FloatArray
    factors: FloatArray
    moved: FloatArray
    force: FloatArray
    least: FloatArray
    """Error allowed, whatever the states have become since the stretch began."""


@_compiled
def swallow(time: float, equations: Equations, desk: Desk, at: Places, bolus: FloatArray) -> None:
    """Add to the states what the equations add for a bolus in a day as a rate."""
    fixed = len(desk.given) - len(bolus)
    desk.given[fixed:] = 0.0
    equations.change(time, at.states, at.given, at.rate)
    desk.given[fixed:] = bolus
    equations.change(time, at.states, at.given, at.force)
    for i in range(len(desk.states)):
        desk.states[i] += desk.force[i] - desk.rate[i]


@_compiled
def add(to: FloatArray, factor: float, what: FloatArray) -> None:
    """Add a multiple."""
    for i in range(len(to)):
        to[i] += factor * what[i]


@_compiled
def try_step(
    time: float, step: float, equations: Equations, desk: Desk, at: Places, relative: FloatArray
) -> float:
    """Take a step into `reached`; return its estimated error over the error allowed."""
    states, stages, moved, force = desk.states, desk.stages, desk.moved, desk.force
    size = len(states)
    equations.factor(at.slopes, 1.0 / (GAMMA * step), at.factors)
    for stage in range(STAGES):
        if stage == 0:
            force[:] = desk.rate
        else:
            moved[:] = states
            for j in range(stage):
                add(moved, MOVED[stage, j], stages[j])
            day = time + TIMES[stage] * step
            equations.change(day, at.moved, at.given, at.force)
        for j in range(stage):
            add(force, FORCED[stage, j] / step, stages[j])
        add(force, BY_TIME[stage] * step, desk.by_time)
        equations.solve(at.factors, at.force)
        stages[stage] = force
    worst = 0.0
    for i in range(size):
        desk.reached[i] = moved[i] + force[i]
        level = max(abs(states[i]), abs(desk.reached[i]))
        error = abs(force[i]) / (desk.least[i] + relative[i] * level)
        if not error <= worst:
            worst = error
            if np.isnan(error):
                return np.inf
    return worst


@_compiled
def show_between(
    time: float,
    step: float,
    day: float,
    equations: Equations,
    desk: Desk,
    at: Places,
    shown: FloatArray,
) -> None:
    """Show the levels of a day within the step that was taken."""
    part = (day - time) / step
    for i in range(len(desk.states)):
        bent = 0.0
        for j in range(STAGES):
            bent += (BETWEEN[0, j] + part * BETWEEN[1, j]) * desk.stages[j, i]
        begun = desk.states[i] + part * bent
        desk.moved[i] = (1.0 - part) * begun + part * desk.reached[i]
    equations.levels(day, at.moved, at.given, shown.ctypes.data)


@_compiled
def advance(
    days: FloatArray,
    first: int,
    equations: Equations,
    desk: Desk,
    at: Places,
    allowed: Allowed,
    step: float,
    shown: FloatArray,
) -> float:
    """Follow one person through a stretch.

    Parameters
    ----------
    days : array
        The days of the stretch.
    first : int
        Which of them is the first that is shown.
    equations, desk, at, allowed
        The model, the person, where their numbers are, the error allowed.
    step : float
        The length of the step to try first, in days.
    shown : array
        Where the levels go, shape (wanted day, variable).

    Returns
    -------
    float
        The length of step that would have done at the start; negative when none was short enough.
    """
    time, last = days[0], days[-1]
    suited, row = 0.0, 0
    for i in range(len(desk.states)):
        desk.least[i] = allowed.absolute[i] + allowed.relative[i] * abs(desk.states[i])
    if len(shown) > 0 and days[first] <= time:
        equations.levels(time, at.states, at.given, shown[0].ctypes.data)
        row = 1
    for _ in range(MOST_STEPS):
        equations.slope(
            time,
            at.states,
            at.given,
            at.rate,
            at.slopes,
            at.by_time,
        )
        most_growth = MOST_GROWTH
        while True:
            left = last - time
            # Two equal steps to the end instead of a long and a very short one.
            taken = left if 1.01 * step >= left else min(step, 0.5 * left)
            error = try_step(time, taken, equations, desk, at, allowed.relative)
            growth = SAFETY * max(error, 1e-8) ** -0.25
            growth = min(most_growth, max(LEAST_GROWTH, growth))
            if error <= 1.0:
                break
            step, most_growth = taken * growth, 1.0
            if step < SHORTEST_STEP:
                return FAILED
        reached = last if taken == left else time + taken
        if suited == 0.0:
            suited = taken * growth
        while row < len(shown) and days[first + row] < reached:
            show_between(time, taken, days[first + row], equations, desk, at, shown[row])
            row += 1
        desk.states[:] = desk.reached
        time, step = reached, max(step, taken * growth) if taken < step else taken * growth
        if time == last:
            if row < len(shown):
                equations.levels(time, at.states, at.given, shown[row].ctypes.data)
            return suited
    return FAILED


_NUMBER = types.float64
_ARRAY = types.uint64
"""The address of one."""
_FUNCTIONS = (
    types.void(_NUMBER, _ARRAY, _ARRAY, _ARRAY),
    types.void(_NUMBER, _ARRAY, _ARRAY, _ARRAY, _ARRAY, _ARRAY),
    types.void(_ARRAY, _NUMBER, _ARRAY),
    types.void(_ARRAY, _ARRAY),
    types.void(_NUMBER, _ARRAY, _ARRAY, _ARRAY),
)
"""How the functions of `Equations` are called."""


def _row(number: Any, dimensions: int = 1) -> Any:
    return types.Array(number, dimensions, "C")


@njit(
    types.void(
        *(types.FunctionType(signature) for signature in _FUNCTIONS),
        *(_row(_NUMBER, 2), _row(_NUMBER, 2), _row(_NUMBER, 3), _row(_NUMBER, 3)),
        *(_row(types.boolean), _row(_NUMBER), _row(types.int64), _row(types.int64, 2)),
        *(_row(_NUMBER, 2), _row(_NUMBER, 2), types.int64, types.int64),
        *(_row(_NUMBER, 3), _row(_NUMBER, 2), _row(types.int64)),
    ),
    nogil=True,
    cache=True,
    error_model="numpy",
)
def follow_people(
    change: Callable[..., None],
    slope: Callable[..., None],
    factor: Callable[..., None],
    solve: Callable[..., None],
    levels: Callable[..., None],
    start: FloatArray,
    constants: FloatArray,
    rates: FloatArray,
    boluses: FloatArray,
    swallowed: NDArray[np.bool_],
    days: FloatArray,
    edges: IntArray,
    rows: IntArray,
    relative: FloatArray,
    absolute: FloatArray,
    slopes: int,
    factors: int,
    followed: FloatArray,
    end: FloatArray,
    failed: IntArray,
) -> None:
    """Fill in what each person shows on the wanted days, where they end, and where they fail.

    Parameters
    ----------
    change, slope, factor, solve, levels : callable
        The model.
    start, end : array
        States, shape (person, state).
    constants : array
        Shape (person, constant).
    rates, boluses : array
        What is swallowed in each stretch, shape (person, stretch, inflow).
    swallowed : array of bool
        Whether anything is swallowed at the start of a stretch.
    days, edges : array
        The days of all stretches one after the other, and where each stretch begins in them.
    rows : array
        Of each stretch the first of its days that is shown, how many are, and the first column.
    relative, absolute : array
        Error allowed in a step, for each state; in long stretches, and in those of a day at most.
    slopes, factors : int
        How many entries there are.
    followed : array
        Shape (person, wanted day, variable).
    failed : array of int
        The stretch in which a person could not be followed, or -1.
    """
    equations = Equations(change, slope, factor, solve, levels)
    size, fixed = start.shape[1], constants.shape[1]
    desk = Desk(
        np.empty(fixed + rates.shape[2]),
        np.empty(size),
        np.empty(size),
        np.empty((STAGES, size)),
        np.empty(size),
        np.empty(size),
        np.empty(slopes),
        np.empty(factors),
        np.empty(size),
        np.empty(size),
        np.empty(size),
    )
    at = Places(
        desk.given.ctypes.data,
        desk.states.ctypes.data,
        desk.rate.ctypes.data,
        desk.by_time.ctypes.data,
        desk.slopes.ctypes.data,
        desk.factors.ctypes.data,
        desk.moved.ctypes.data,
        desk.force.ctypes.data,
    )
    for person in range(len(start)):
        desk.given[:fixed] = constants[person]
        desk.states[:] = start[person]
        failed[person] = -1
        # What suited after one bolus is tried after the next.
        step_after_bolus = FIRST_STEP
        for stretch in range(len(swallowed)):
            own_days = days[edges[stretch] : edges[stretch + 1]]
            first, count, column = rows[stretch]
            if swallowed[stretch]:
                swallow(own_days[0], equations, desk, at, boluses[person, stretch])
            desk.given[fixed:] = rates[person, stretch]
            short = 1 if own_days[-1] - own_days[0] <= 1.0 else 0
            suited = advance(
                own_days,
                first,
                equations,
                desk,
                at,
                Allowed(relative[short], absolute[short]),
                step_after_bolus if swallowed[stretch] else FIRST_STEP,
                followed[person, column : column + count],
            )
            if suited < 0.0:
                failed[person] = stretch
                break
            if swallowed[stretch]:
                step_after_bolus = suited
        end[person] = desk.states
