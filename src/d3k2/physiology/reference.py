"""One virtual person after the other, by CVODE in libroadrunner, with error control."""

from __future__ import annotations

import os
import threading
from functools import cache
from typing import Any

import numpy as np

from d3k2.physiology.arrays import FloatArray
from d3k2.physiology.failure import SolverFailed
from d3k2.physiology.model import Model, model, sbml
from d3k2.physiology.problem import Problem, Solution, Tolerance
from d3k2.physiology.segments import Segment, swallow

_MOST_STEPS = 200_000

_ONE_AT_A_TIME = threading.Lock()
"""A compiled model holds one person's numbers, and neither libroadrunner nor Antimony may be
entered by two threads: without it, threads would get each other's levels."""


def follow(problem: Problem) -> Solution:
    """Return the levels on the wanted days, and the states at the end."""
    with _ONE_AT_A_TIME:
        return _follow(_machine(problem.blocks, problem.variables, problem.tolerance), problem)


def _follow(compiled: _Machine, problem: Problem) -> Solution:
    of, plan = problem.of, problem.plan
    table = np.stack([problem.values[name] for name in compiled.constants], axis=1)
    rates = [np.stack([s.rate[name] for name in of.inflows], axis=1) for s in plan]
    followed = np.empty((problem.n, problem.wanted, len(problem.variables)))
    end = np.empty((problem.n, len(of.states)))
    for person in range(problem.n):
        compiled.set_constants(table[person])
        state = problem.start[person]
        for segment, rate in zip(plan, rates, strict=True):
            if segment.bolus is not None:
                state = _swallowed(problem, person, state, segment)
            passed, state = compiled.advance(person, state, rate[person], segment)
            followed[person, segment.columns] = passed[segment.rows]
        end[person] = state
    return Solution(followed, end)


def _swallowed(problem: Problem, person: int, state: FloatArray, segment: Segment) -> FloatArray:
    own = slice(person, person + 1)
    values = {name: value[own] for name, value in problem.values.items()}
    bolus = segment.of_people(own).bolus or {}
    swallowed: FloatArray = swallow(problem.of, state[None, :], values, bolus, segment.days[0])[0]
    return swallowed


class _Machine:
    """The compiled model, and where its numbers are kept.

    Every constant is set for every person: libroadrunner keeps what a run before left behind. A
    dose at the first moment goes into the state, because an event there would be lost.
    """

    def __init__(self, of: Model, variables: tuple[str, ...], tolerance: Tolerance) -> None:
        import roadrunner

        # This backend loads a large model eight times faster than the default, to the same code.
        roadrunner.Config.setValue(roadrunner.Config.LLVM_BACKEND, roadrunner.Config.LLJIT)
        roadrunner.Logger.disableLogging()
        # What the solver has to say of a failure is said once, by SolverFailed.
        os.environ.setdefault("SUNLOGGER_ERROR_FILENAME", os.devnull)
        self.solver: Any = roadrunner.RoadRunner(sbml(of.antimony_for_solving))
        self.solver.timeCourseSelections = list(variables)
        integrator = self.solver.integrator
        integrator.relative_tolerance = tolerance.relative
        # A single number would be scaled by the state at the start of every stretch, and so follow
        # what decays down to nothing, where no step is small enough. The scale is the text's.
        order = [self.solver.model.getStateVectorId(i) for i in range(len(of.states))]
        scales = (abs(of.written[name]) or 1.0 for name in order)
        integrator.setValue("absolute_tolerance", [tolerance.absolute * s for s in scales])
        integrator.maximum_num_steps = _MOST_STEPS
        names = list(self.solver.model.getGlobalParameterIds())
        place = {name: position for position, name in enumerate(names)}
        self.constants = (*of.constants, *(rule.name for rule in of.fixed))
        self.constant_places = [place[name] for name in self.constants]
        self.moving_places = [place[name] for name in (*of.inflows, *of.states)]
        self.state_places = [place[name] for name in of.states]

    def set_constants(self, values: FloatArray) -> None:
        """Make the model this person's."""
        self.solver.model.setGlobalParameterValues(self.constant_places, values)

    def advance(
        self, person: int, state: FloatArray, rate: FloatArray, segment: Segment
    ) -> tuple[FloatArray, FloatArray]:
        """Return the variables on the days of a segment, and the states at its end."""
        first = segment.days[0]
        self.solver.model.setTime(first)
        moving = np.concatenate([rate, state])
        self.solver.model.setGlobalParameterValues(self.moving_places, moving)
        try:
            result = self.solver.simulate(times=segment.days)
        except RuntimeError as failure:
            raise SolverFailed(person, first, str(failure)) from failure
        ended = self.solver.model.getGlobalParameterValues(self.state_places)
        return np.asarray(result, dtype=np.float64), np.asarray(ended, dtype=np.float64)


@cache
def _machine(blocks: tuple[str, ...], variables: tuple[str, ...], tolerance: Tolerance) -> _Machine:
    return _Machine(model(*blocks), variables, tolerance)
