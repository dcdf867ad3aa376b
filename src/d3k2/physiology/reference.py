"""One virtual person after the other, by CVODE in libroadrunner, with error control."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from d3k2.physiology.draws import Draws, FloatArray
from d3k2.physiology.failure import SolverFailed
from d3k2.physiology.model import DOSES, STATES, constants, sbml
from d3k2.physiology.segments import Segment, absorbed

_RELATIVE_TOLERANCE = 1e-6
_ABSOLUTE_TOLERANCE = 1e-7
_GUT = [STATES.index(name) for name in ("gut_d3", "gut_d2", "gut_calcifediol")]


def follow(
    draws: Draws, start: FloatArray, plan: tuple[Segment, ...], start_day: float, wanted: int
) -> tuple[FloatArray, FloatArray]:
    """Return all states on the wanted days, (n, wanted, states), and at the end, (n, states)."""
    machine = _machine()
    values = np.stack(
        [np.full(draws.n, start_day) if c == "start_day" else draws[c] for c in constants()],
        axis=1,
    )
    share = absorbed(draws)
    followed = np.empty((draws.n, wanted, len(STATES)))
    end = np.empty((draws.n, len(STATES)))
    for person in range(draws.n):
        machine.set_constants(values[person])
        state = start[person]
        for segment in plan:
            state = state.copy()
            state[_GUT] += share[person] * segment.bolus
            passed = machine.advance(person, state, segment)
            followed[person, segment.columns] = passed[segment.rows]
            state = passed[-1]
        end[person] = state
    return followed, end


class _Machine:
    """The compiled model, and where its numbers are kept.

    Every constant is set for every person: libroadrunner keeps what a run before left behind. A
    dose at the first moment goes into the state, because an event there would be lost.
    """

    def __init__(self) -> None:
        import roadrunner

        self.solver: Any = roadrunner.RoadRunner(sbml())
        self.solver.timeCourseSelections = list(STATES)
        integrator = self.solver.integrator
        integrator.relative_tolerance = _RELATIVE_TOLERANCE
        integrator.absolute_tolerance = _ABSOLUTE_TOLERANCE
        names = list(self.solver.model.getGlobalParameterIds())
        place = {name: position for position, name in enumerate(names)}
        self.constant_places = [place[name] for name in constants()]
        self.moving_places = [place[name] for name in (*DOSES, *STATES)]

    def set_constants(self, values: FloatArray) -> None:
        """Make the model this person's."""
        self.solver.model.setGlobalParameterValues(self.constant_places, values)

    def advance(self, person: int, state: FloatArray, segment: Segment) -> FloatArray:
        """Return the states on the days of a segment, from the states at its start."""
        first = segment.days[0]
        self.solver.model.setTime(first)
        moving = np.concatenate([segment.rate, state])
        self.solver.model.setGlobalParameterValues(self.moving_places, moving)
        try:
            result = self.solver.simulate(times=segment.days)
        except RuntimeError as failure:
            raise SolverFailed(person, first, str(failure)) from failure
        return np.asarray(result, dtype=np.float64)


@cache
def _machine() -> _Machine:
    return _Machine()
