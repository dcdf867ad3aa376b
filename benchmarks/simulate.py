"""Measure the whole body: loading, one person day by day, a person as a thousand, the error.

Run with ``.venv/bin/python benchmarks/simulate.py`` on an idle machine; prints one table.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from d3k2.person import read_person
from d3k2.physiology import (
    BODY,
    Draws,
    changes_from_here,
    course,
    invert,
    model,
    outputs,
    people,
    run,
    settled,
)
from d3k2.physiology.problem import USUAL, Tolerance
from d3k2.population import simulate
from d3k2.regimen import read_regimen

START = date(2026, 1, 1)
DAYS = 728
TAKES = "D3 2000 IU daily with dinner; calcium citrate 500 mg twice daily; MK-7 180 µg daily"
COMPARED = {"A": TAKES, "B": "D3 4000 IU daily", "C": "nothing"}
PERSON = Path(__file__).parents[1] / "examples" / "runner.toml"
LIMITS = {
    "load of the model, s": 0.6,
    "one person, every day, ms": 10.0,
    "1,000 people, three regimens, s": 10.0,
    "largest relative error": 1e-4,
}
LOAD = """
import time
from d3k2.physiology import BODY, model, nominal, sbml
nominal()
began = time.perf_counter()
import roadrunner
from d3k2.physiology import problem, reference
reference._Machine(model(*BODY), ("pth",), problem.USUAL)
print(time.perf_counter() - began)
"""


def varied(n: int) -> Draws:
    random = np.random.default_rng(4)
    who = people(
        n,
        size=np.exp(0.2 * random.standard_normal(n)),
        egfr=random.uniform(35, 110, n),
        age=random.uniform(25, 85, n),
        years_since_menopause=random.uniform(-20, 30, n),
        food_calcium=random.uniform(8, 35, n),
        cac_start=100.0,
    )
    who = invert(who, random.uniform(15, 90, n))
    return who.with_values(season_amplitude=0.1 * who["basal_input"])


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def load() -> float:
    """Seconds from the facts in memory to the compiled model, in a new process."""
    runs = [
        subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True)
        for _ in range(5)
    ]
    return statistics.median(float(r.stdout) for r in runs)


def one_person() -> float:
    """Milliseconds for two years of every output, every day, doses as rates."""
    whole, who = model(*BODY), varied(20)
    start = settled(whole, who, START)
    then = changes_from_here(whole, who, start)
    planned = course(read_regimen(TAKES), START, START + timedelta(days=DAYS))
    times = np.arange(0.0, DAYS + 1)
    found = []
    for person in range(who.n):
        one = np.array([person])
        alone = then.take(one)
        work = seconds(
            lambda a=alone, o=one: run(a, planned, times, start[o], variables=outputs(), of=whole)  # type: ignore[misc]
        )
        found.append(work)
    return statistics.median(found[1:]) * 1000


def largest_error() -> float:
    """Against a thousand times tighter tolerances, 50 people, every output."""
    whole, who = model(*BODY), varied(50)
    start = settled(whole, who, START)
    then = changes_from_here(whole, who, start)
    planned = course(read_regimen(TAKES), START, START + timedelta(days=DAYS))
    times = np.arange(0.0, DAYS + 1, 7.0)
    usual, tight = (
        run(then, planned, times, start, variables=outputs(), of=whole, tolerance=tolerance)
        for tolerance in (USUAL, Tolerance(USUAL.relative / 1e3, USUAL.absolute / 1e3))
    )
    worst = 0.0
    for variable in outputs():
        through_zero = variable in ("bmd_lumbar", "bmd_femoral_neck", "absorbed_calcium")
        scale = np.maximum(np.abs(tight[variable]), 1.0 if through_zero else 1e-3)
        worst = max(worst, float((np.abs(usual[variable] - tight[variable]) / scale).max()))
    return worst


def main() -> None:
    person = read_person(PERSON)
    thousand = [seconds(lambda: simulate(person, COMPARED)) for _ in range(3)]
    found = dict(
        zip(
            LIMITS,
            (load(), one_person(), statistics.median(thousand), largest_error()),
            strict=True,
        )
    )
    print(f"{'':34}{'measured':>12}{'at most':>10}")
    for name, value in found.items():
        missed = "" if value <= LIMITS[name] else "  MISSED"
        print(f"{name:34}{value:12.2g}{LIMITS[name]:10.2g}{missed}")
    print(f"first call of a process, with its workers to start: {thousand[0]:.1f} s")


if __name__ == "__main__":
    main()
