"""Measure whole runs of ``d3k2 population``: growth with the number of people, memory, workers.

Run with ``.venv/bin/python benchmarks/population_runs.py [--million]`` on an idle machine; prints
one table. With ``--million`` a million people are followed, which takes a quarter of an hour.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

REGIMEN = "D3 2000 IU daily; MK-7 100 µg daily"
DAYS = 728
LOOK = 0.2
"""Seconds between two looks at the memory of a run and all that it started."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--million", action="store_true")
    asked = parser.parse_args()
    sizes = [1_000, 10_000, 100_000, *([1_000_000] if asked.million else [])]
    print(f"{'people':>10} {'engine':>18} {'s':>8} {'people/s':>9} {'MB':>7} {'MB on disk':>11}")
    for n in sizes:
        _row(n, "local", ())
    for workers in (1, 2):
        _row(150_000, f"dask, {workers} workers", ("--engine", "dask", "--workers", str(workers)))


def _row(n: int, name: str, more: Sequence[str]) -> None:
    folder = Path(tempfile.mkdtemp())
    out = folder / "run"
    command = [
        sys.executable, "-m", "d3k2", "population", "--n", str(n), "--regimen", REGIMEN,
        "--days", str(DAYS), "--out", str(out), *more,
    ]  # fmt: skip
    began = time.perf_counter()
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = 0.0
    while run.poll() is None:
        most = max(most, _memory(run.pid))
        time.sleep(LOOK)
    took = time.perf_counter() - began
    if run.returncode:
        raise SystemExit(f"the run of {n} people ended with {run.returncode}")
    assert json.loads((out / "summary.json").read_text("utf-8"))
    disk = sum(file.stat().st_size for file in out.rglob("*") if file.is_file()) / 1e6
    print(f"{n:>10,} {name:>18} {took:8.1f} {n / took:9.0f} {most:7.0f} {disk:11.0f}", flush=True)
    shutil.rmtree(folder)


def _memory(pid: int) -> float:
    """Resident memory of a process and all below it, MB."""
    try:
        top = psutil.Process(pid)
        tree = [top, *top.children(recursive=True)]
        return sum(p.memory_info().rss for p in tree) / 1e6
    except psutil.Error:
        return 0.0


if __name__ == "__main__":
    main()
