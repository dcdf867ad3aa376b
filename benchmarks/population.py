"""Measure the solver for populations: speed, error, start, growth, and beside other solvers.

Run with ``.venv/bin/python benchmarks/population.py`` on an idle machine; prints one table. With
``--large`` a hundred thousand people are followed too.
"""

from __future__ import annotations

import argparse
import locale
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache, partial

import COPASI
import numpy as np
from numba import njit
from scipy.integrate import odeint
from simulate import DAYS, START, TAKES, varied

from d3k2.physiology import (
    BODY,
    Course,
    Dose,
    Draws,
    FloatArray,
    by_kernel,
    changes_from_here,
    course,
    exported,
    model,
    outputs,
    reference,
    run,
    settled,
)
from d3k2.physiology.kernel_equations import StraightLines
from d3k2.physiology.kernel_machine_code import machine_code
from d3k2.physiology.problem import Problem, Solution, Solver, Tolerance
from d3k2.regimen import read_regimen

# Importing COPASI sets the locale of the whole process to C; give the others theirs back.
locale.setlocale(locale.LC_ALL, "")

WHOLE = model(*BODY)
WEEKLY = np.arange(0.0, DAYS + 1, 7.0)
BLOCK = 1000
SHORT = 91.0
"""Days of the course on which others follow each daily dose: an eighth of the two years."""
TIGHT = Solver(reference.follow, Tolerance(1e-9, 1e-10))
SAME_ERROR = 1e-4
FLOOR = {"bmd_lumbar": 1.0, "bmd_femoral_neck": 1.0, "absorbed_calcium": 1.0, "cac": 1.0}
"""Where a value passes through zero, an error is measured against this much of its unit."""

Levels = Mapping[str, FloatArray]

RATES = course(read_regimen(TAKES), START, START + timedelta(days=DAYS))
RESOLVED = replace(
    RATES,
    rates=((0.0, Dose()),),
    boluses=tuple((float(day), RATES.rate_on(0.0)) for day in range(DAYS)),
)
"""Each daily dose of D3 and MK-7 by itself; calcium as a rate."""
COURSES = {"doses as rates": RATES, "each daily dose": RESOLVED}

FIRST_USE = """
import time
began = time.perf_counter()
from datetime import date
from d3k2.physiology import BODY, Course, by_kernel, invert, model, outputs, people, run
loaded = time.perf_counter()
who = invert(people(1, cac_start=1.0), 50.0)
run(who, Course(date(2026, 1, 1), 1.0), [1.0], variables=outputs(), of=model(*BODY),
    solver=by_kernel)
print(time.perf_counter() - loaded)
"""


def follow(who: Draws, taken: Course, solver: Solver) -> Levels:
    """Follow people from their past to the end of a course."""
    start = settled(WHOLE, who, START, solver=solver)
    then = changes_from_here(WHOLE, who, start)
    return run(then, taken, WEEKLY, start, variables=outputs(), of=WHOLE, solver=solver).levels


def in_blocks(who: Draws, taken: Course) -> None:
    for first in range(0, who.n, BLOCK):
        follow(who.take(np.arange(first, min(first + BLOCK, who.n))), taken, by_kernel)


def error(found: Levels, exact: Levels) -> float:
    """The largest relative error of any output."""
    return max(
        float(
            np.max(
                np.abs(found[name] - exact[name])
                / np.maximum(np.abs(exact[name]), FLOOR.get(name, 0.0))
            )
        )
        for name in outputs()
    )


def quickest(
    work: Callable[[], object],
    times: int = 3,
    clock: Callable[[], float] = time.perf_counter,
) -> float:
    """Seconds of the quickest of several runs: what others on the machine add is left out."""
    found = []
    for _ in range(times):
        began = clock()
        work()
        found.append(clock() - began)
    return min(found)


def say(name: str, value: str, note: str = "") -> None:
    print(f"{name:54}{value:>14}  {note}", flush=True)


def start() -> None:
    """Seconds until the first person is followed, in a new process."""
    with tempfile.TemporaryDirectory() as empty:
        for note in ("nothing compiled before", "steps compiled before"):
            ended = subprocess.run(
                [sys.executable, "-c", FIRST_USE],
                capture_output=True,
                text=True,
                check=True,
                env=os.environ | {"NUMBA_CACHE_DIR": empty},
            )
            say("first use of the solver", f"{float(ended.stdout):.1f} s", note)


def speed() -> None:
    for (name, taken), n in zip(COURSES.items(), (BLOCK, 200), strict=True):
        who = varied(n)
        for cores in (1, 2):
            os.environ["LOKY_MAX_CPU_COUNT"] = str(cores)
            work = partial(follow, who, taken, by_kernel)
            wall = quickest(work)
            busy = quickest(work, clock=time.process_time)
            say(
                f"{name}, past included, {cores} core{'s' * (cores > 1)}",
                f"{n / wall:.0f} people/s",
                f"{1000 * busy / n:.2f} ms of a core a person",
            )
    for (name, taken), n in zip(COURSES.items(), (200, 12), strict=True):
        who = varied(n)
        worst = error(follow(who, taken, by_kernel), follow(who, taken, TIGHT))
        say(f"{name}, largest error, past included", f"{worst:.1e}", f"{n} people")


def growth(sizes: tuple[int, ...]) -> None:
    os.environ["LOKY_MAX_CPU_COUNT"] = "2"
    for n in sizes:
        who = varied(n)
        seconds = quickest(partial(in_blocks, who, RATES), 1)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        say(
            f"{n:,} people in blocks of {BLOCK:,}, 2 cores",
            f"{seconds:.2f} s",
            f"{n / seconds:.0f} people/s, peak memory of the process so far {memory:.0f} MB",
        )


def by_lsoda(problem: Problem) -> Solution:
    """LSODA of ODEPACK in scipy, its right-hand side compiled."""
    lines, rate, levels = compiled(problem.blocks, problem.variables)
    of = problem.of
    constants = np.stack([problem.values[name] for name in lines.constants], axis=1)
    followed = np.empty((problem.n, problem.wanted, len(problem.variables)))
    end = np.empty((problem.n, len(of.states)))
    scale = np.array([abs(of.written[name]) or 1.0 for name in of.states])
    for person in range(problem.n):
        states = problem.start[person]
        own = problem.of_people(slice(person, person + 1))
        for segment in own.plan:
            if segment.bolus is not None:
                states = reference._swallowed(own, 0, states, segment)
            inflows = [segment.rate[name][0] for name in of.inflows]
            given = np.concatenate([constants[person], inflows])
            # Two days at least are asked for: the first is where it starts.
            passed = odeint(
                rate,
                states,
                segment.days,
                args=(given,),
                tfirst=True,
                rtol=problem.tolerance.relative,
                atol=problem.tolerance.absolute * scale,
                mxstep=100_000,
            )
            rows = range(segment.rows.start, segment.rows.stop)
            columns = range(segment.columns.start, segment.columns.stop)
            for row, column in zip(rows, columns, strict=True):
                levels(segment.days[row], passed[row], given, followed[person, column])
            states = passed[-1]
        end[person] = states
    return Solution(followed, end)


@cache
def compiled(
    blocks: tuple[str, ...], variables: tuple[str, ...]
) -> tuple[StraightLines, Callable[..., FloatArray], Callable[..., None]]:
    lines = StraightLines(blocks, variables)
    size = len(lines.of.states)
    change, show = machine_code((lines.change(), lines.levels()))

    def calling(function: object) -> Callable[..., None]:
        @njit
        def call(f, time, states, given, out):  # type: ignore[no-untyped-def]
            f(time, states.ctypes.data, given.ctypes.data, out.ctypes.data)

        return lambda time, states, given, out: call(function, time, states, given, out)

    change_into, levels = calling(change), calling(show)
    out = np.empty(size)

    def rate(time: float, states: FloatArray, given: FloatArray) -> FloatArray:
        change_into(time, states, given, out)
        return out

    return lines, rate, levels


def by_copasi(
    allowed: Tolerance, who: Draws, starts: FloatArray, taken: Course, times: FloatArray
) -> tuple[Levels, float]:
    """The exported model in COPASI: levels, and the seconds of its time course alone."""
    found: dict[str, list[FloatArray]] = {name: [] for name in outputs()}
    seconds = 0.0
    for person in range(who.n):
        one = np.array([person])
        file = exported(WHOLE, who.take(one), starts[one], taken)
        data = COPASI.CRootContainer.addDatamodel()
        assert data.importSBMLFromString(file.sbml)
        made = data.getModel()
        values = [made.getModelValue(i) for i in range(made.getNumModelValues())]
        known = {value.getSBMLId(): value for value in values}
        task = data.getTask("Time-Course")
        task.getProblem().setDuration(float(times[-1]))
        task.getProblem().setStepNumber(len(times) - 1)
        task.getProblem().setTimeSeriesRequested(True)
        method = task.getMethod()
        method.getParameter("Relative Tolerance").setDblValue(allowed.relative)
        method.getParameter("Absolute Tolerance").setDblValue(allowed.absolute)
        assert task.initialize(COPASI.CCopasiTask.OUTPUT_UI)
        began = time.process_time()
        assert task.process(True)
        seconds += time.process_time() - began
        series = task.getTimeSeries()
        places = {series.getTitle(i): i for i in range(series.getNumVariables())}
        for name in outputs():
            place = places[known[name].getObjectDisplayName()]
            rows = range(series.getRecordedSteps())
            found[name].append(np.array([series.getConcentrationData(r, place) for r in rows]))
        task.restore()
        COPASI.CRootContainer.removeDatamodel(data)
    return {name: np.array(level) for name, level in found.items()}, seconds


def beside_others() -> None:
    """Each at the loosest tolerance that keeps the error, from the same start, on one core."""
    os.environ["LOKY_MAX_CPU_COUNT"] = "1"
    for (name, taken), n, block in zip(COURSES.items(), (20, 2), (BLOCK, 100), strict=True):
        if taken is RESOLVED:
            doses = tuple(dose for dose in taken.boluses if dose[0] < SHORT)
            taken, name = replace(taken, days=SHORT, boluses=doses), f"{name}, {SHORT:.0f} days"
        times = WEEKLY[taken.days >= WEEKLY]
        many = varied(block)
        few = many.take(np.arange(n))
        starts = settled(WHOLE, many, START, solver=by_kernel)
        exact, _ = timed(few, starts[:n], taken, times, TIGHT)

        ways: dict[str, Callable[..., tuple[Levels, float]]] = {
            "by_kernel": lambda t, *a: timed(*a, Solver(by_kernel.follow, t)),
            "libroadrunner, the default": lambda t, *a: timed(*a, Solver(reference.follow, t)),
            "scipy LSODA, compiled right-hand side": lambda t, *a: timed(*a, Solver(by_lsoda, t)),
            "COPASI LSODA": by_copasi,
        }
        own = 0.0
        for way, solve in ways.items():
            for power in range(3, 11):
                relative = 10.0**-power
                # The unit differs: COPASI scales it by the states at the start.
                allowed = Tolerance(relative, relative if way == "by_kernel" else relative / 10)
                try:
                    levels, seconds = solve(allowed, few, starts[:n], taken, times)
                except (RuntimeError, AssertionError):
                    continue
                worst = error(levels, exact)
                if worst <= SAME_ERROR:
                    break
            else:
                say(f"{name}: {way}", "-", "the error was not reached")
                continue
            people = n
            if way == "by_kernel":
                people = block
                _, seconds = solve(allowed, many, starts, taken, times)
            each = 1000 * seconds / people
            own = own or each
            say(
                f"{name}: {way}",
                f"{each:.2f} ms",
                f"a person of {people}, tolerance {relative:.0e}, error {worst:.1e}, "
                f"{each / own:.1f} times by_kernel",
            )


def timed(
    who: Draws, starts: FloatArray, taken: Course, times: FloatArray, solver: Solver
) -> tuple[Levels, float]:
    """Levels, and the seconds of a core that they took."""
    then = changes_from_here(WHOLE, who, starts)
    work = partial(run, then, taken, times, starts, variables=outputs(), of=WHOLE, solver=solver)
    found = work().levels
    return found, quickest(work, 2, time.process_time)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="follow 100,000 people too")
    large = parser.parse_args().large
    start()
    follow(varied(4), RATES, by_kernel)
    speed()
    growth((1_000, 10_000, *((100_000,) if large else ())))
    beside_others()


if __name__ == "__main__":
    main()
