"""Measure ``d3k2 ask``: a whole cold process, and one question after another in a warm one.

Run with ``.venv/bin/python -m benchmarks.ask`` on an idle machine. The warm questions are those of
the second trial set, each asked once after a first round that fills what is read once.
"""

from __future__ import annotations

import csv
import statistics
import subprocess
import sys
import time
from pathlib import Path

from d3k2.answers import ask

COLD_RUNS = 7
QUESTION = "Can I take K2 with apixaban?"
SET = Path(__file__).parents[1] / "tests" / "questions" / "trial_2" / "in_scope.csv"
LIMITS = {"cold process, s": 1.0, "warm question, median ms": 30.0}


def cold() -> float:
    """Median seconds of a new process that answers one question."""
    spent = []
    for _ in range(COLD_RUNS):
        begun = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "d3k2", "ask", QUESTION], check=True, capture_output=True
        )
        spent.append(time.perf_counter() - begun)
    return statistics.median(spent)


def warm() -> list[float]:
    """Milliseconds of each question in a process that has answered all of them once."""
    with SET.open(encoding="utf-8", newline="") as lines:
        questions = [row["question"] for row in csv.DictReader(lines)]
    for question in questions:
        ask(question)
    spent = []
    for question in questions:
        begun = time.perf_counter()
        ask(question)
        spent.append(1000 * (time.perf_counter() - begun))
    return sorted(spent)


def main() -> None:
    """Print what was measured beside what must be reached."""
    each = warm()
    found = {"cold process, s": cold(), "warm question, median ms": statistics.median(each)}
    for name, value in found.items():
        print(f"{name:28s} {value:6.2f}  at most {LIMITS[name]:g}")
    print(f"{'warm question, 95 % within ms':28s} {each[int(0.95 * len(each))]:6.2f}")


if __name__ == "__main__":
    main()
