"""Where people stand who have long been used to what they take: the first state of a run.

Vitamin D is solved by algebra. Minerals and bone are followed through decades, because bone never
quite rests after the menopause; vitamin K until it rests; the artery starts where it is.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from d3k2.physiology import all_cores
from d3k2.physiology.arrays import FloatArray
from d3k2.physiology.day import Day, Dose, usual_day
from d3k2.physiology.draws import Draws
from d3k2.physiology.model import Model, model
from d3k2.physiology.parameters import quantity
from d3k2.physiology.problem import Problem, Solver, Tolerance
from d3k2.physiology.python_form import changes, levels
from d3k2.physiology.season import seasonal_state
from d3k2.physiology.segments import Inflows, Segment, inflows
from d3k2.physiology.steady import Daily, steady_calcidiol, steady_state
from d3k2.physiology.values import all_values

_SETTLING_K = "virtual-people-vitamin-k-settling-years"

_PAST = Solver(all_cores.follow, Tolerance(1e-5, 1e-7))
"""A life is followed to where a run begins: what differs there is a slightly different person."""

_DENSITY = ("lumbar_bone", "femoral_neck_bone")
"""Bone density over that of the young adult: so slow that it is put where its cells hold it."""

_COUNTERS = ("bone_exchangeable", "bone_stable")
"""Calcium of bone, which nothing depends on: it is counted from the first day, not from birth."""

_STARTS = {
    "bmd_lumbar_start": "lumbar_density",
    "bmd_femoral_neck_start": "femoral_neck_density",
    "osteocalcin_start": "osteocalcin_made",
}
"""What a change is counted from, and the rule that gives its value."""


def settled(
    of: Model,
    draws: Draws,
    day: date,
    dose: Dose = Dose(),  # noqa: B008 - frozen
    usual: Day | None = None,
    *,
    seasonal: bool = False,
    solver: Solver | None = None,
) -> FloatArray:
    """Return the states of people long used to a daily dose, shape (n, states).

    Parameters
    ----------
    of : Model
        The blocks that are to start.
    draws : Draws
        The people, of the age that they have on the day.
    day : datetime.date
        The first day of the run that follows.
    dose : Dose
        What they take each day, nmol/day and µg/day.
    usual : tuple of Take, optional
        Their usual day, for its calcium; without it three meals without supplements.
    seasonal : bool
        Whether vitamin D stands where it does on that day of the year, or in the year's mean.
    solver : Solver, optional
        What follows the past: `by_kernel` for populations.
    """
    past = _PAST if solver is None else solver
    start = written_states(of, draws.n)
    daily = Daily(dose.d3, dose.d2, dose.calcifediol)
    if "mineral_bone" in of.blocks:
        people = draws.beside(calcidiol=steady_calcidiol(draws, daily))
        lived = _lived(people, dose, usual_day(()) if usual is None else usual, past)
        _put(of, start, "mineral_bone", lived)
    if "vitamin_k" in of.blocks and dose.vitamin_k:
        _put(of, start, "vitamin_k", _used_to(draws, dose, past))
    if "vitamin_d" in of.blocks:
        now = seasonal_state(draws, daily, day) if seasonal else steady_state(draws, daily)
        _put(of, start, "vitamin_d", now)
    return start


def changes_from_here(of: Model, draws: Draws, states: FloatArray) -> Draws:
    """Return the people with what they have at time zero as the start of every change.

    Bone density and osteocalcin are shown relative to it.
    """
    if "mineral_bone" not in of.blocks:
        return draws
    shown = levels(of, *_STARTS.values())
    now = shown(0.0, tuple(states.T), all_values(of, draws, 0.0))
    return draws.with_values(**{start: now[name] for start, name in _STARTS.items()})


def written_states(of: Model, n: int) -> FloatArray:
    """Return the states as they stand in the text, for `n` people."""
    return np.tile([of.written[name] for name in of.states], (n, 1))


def _lived(draws: Draws, dose: Dose, usual: Day, past: Solver) -> FloatArray:
    """Follow minerals and bone through a life at one level of 25(OH)D, up to time zero."""
    of = model("mineral_bone")
    values = all_values(of, draws, 0.0)
    taken = inflows(of, draws, dose, usual)
    born, grown = (-_years(f"virtual-people-{name}-years") for name in ("settling", "bone-settled"))
    states = written_states(of, draws.n)
    states = _after(of, states, values, taken, born, grown, past)
    states = _with_rested_density(of, states, {**values, **taken}, grown)
    states = _after(of, states, values, taken, grown, 0.0, past)
    for name in _COUNTERS:
        states[:, of.states.index(name)] = of.written[name]
    return states


def _used_to(draws: Draws, dose: Dose, past: Solver) -> FloatArray:
    """Follow vitamin K until nothing changes any more."""
    of = model("vitamin_k")
    states = written_states(of, draws.n)
    taken = inflows(of, draws, dose, ())
    before = -_years(_SETTLING_K)
    return _after(of, states, all_values(of, draws, 0.0), taken, before, 0.0, past)


def _after(
    of: Model,
    states: FloatArray,
    values: dict[str, FloatArray],
    taken: Inflows,
    first: float,
    last: float,
    past: Solver,
) -> FloatArray:
    """Return the states after a stretch in which nothing changes but what the equations say."""
    stretch = Segment((first, last), slice(0, 0), slice(0, 0), taken, None)
    problem = Problem(of.blocks, values, states, (stretch,), 0, (), past.tolerance)
    return past.follow(problem).end


def _years(fact: str) -> float:
    """Return a number of years in days."""
    return quantity(fact) * quantity("vitamin-d-model-year-length")


def _with_rested_density(
    of: Model, states: FloatArray, given: dict[str, FloatArray], time: float
) -> FloatArray:
    """Put bone density where its rate of change, linear in itself, is zero."""
    places = [of.states.index(name) for name in _DENSITY]
    change = changes(of)
    found = []
    for density in (0.0, 1.0):
        moved = states.copy()
        moved[:, places] = density
        found.append(np.stack(change(time, tuple(moved.T), given), axis=1)[:, places])
    rested = states.copy()
    rested[:, places] = found[0] / (found[0] - found[1])
    return rested


def _columns(of: Model, block: str) -> list[int]:
    return [of.states.index(name) for name in model(block).states]


def _put(of: Model, states: FloatArray, block: str, part: FloatArray) -> None:
    states[:, _columns(of, block)] = part
