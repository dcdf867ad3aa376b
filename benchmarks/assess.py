"""Measure what a person waits for: the version, a whole assessment, the size of the report.

Run with ``.venv/bin/python benchmarks/assess.py``; prints one table. Each figure is the median of
several whole processes, so that starting Python and reading all data count.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROGRAM = Path(sys.executable).with_name("d3k2")
PERSON = ROOT / "examples" / "runner.toml"
TAKES = 'takes = ["D3 5000 IU daily with breakfast since 2021-03-01"]'
BOLUSES = {
    "weekly, s": "D3 10000 IU weekly",
    "quarterly, s": "D3 100000 IU every 90 days from 2025-01-10",
}
LIMITS = {
    "version, s": 0.2,
    "assess, s": 3.0,
    "assess, MB": 500.0,
    "report, kB": 200.0,
    **dict.fromkeys(BOLUSES, 3.0),
}


def whole_process(arguments: list[str]) -> tuple[float, float]:
    """Seconds and peak megabytes of one run."""
    began = time.perf_counter()
    child = subprocess.Popen([PROGRAM, *arguments], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - began
    if os.waitstatus_to_exitcode(status) not in (0, 4):
        raise SystemExit(f"d3k2 {' '.join(arguments)} failed")
    return seconds, used.ru_maxrss / 1024


def median(arguments: list[str], times: int) -> tuple[float, float]:
    runs = [whole_process(arguments) for _ in range(times)]
    return statistics.median(r[0] for r in runs), max(r[1] for r in runs)


def with_boluses(folder: Path, takes: str) -> float:
    """Seconds for the example person on rare large doses, each of them resolved."""
    text = PERSON.read_text("utf-8")
    if TAKES not in text:
        raise SystemExit("the example person takes something else now")
    person = folder / "person.toml"
    person.write_text(text.replace(TAKES, f'takes = ["{takes}"]'), "utf-8")
    return median(["assess", str(person)], 3)[0]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.html"
        version, _ = median(["--version"], 7)
        seconds, megabytes = median(["assess", str(PERSON), "--html", str(report)], 5)
        kilobytes = report.stat().st_size / 1000
        boluses = [with_boluses(Path(folder), takes) for takes in BOLUSES.values()]
    measured = (version, seconds, megabytes, kilobytes, *boluses)
    found = dict(zip(LIMITS, measured, strict=True))
    print(f"{'':14}{'measured':>10}{'at most':>10}")
    for name, value in found.items():
        missed = "" if value <= LIMITS[name] else "  MISSED"
        print(f"{name:14}{value:10.2f}{LIMITS[name]:10.1f}{missed}")


if __name__ == "__main__":
    main()
