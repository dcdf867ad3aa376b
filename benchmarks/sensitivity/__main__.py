"""Compute everything anew and write it. ``--page`` only writes page and charts from the tables."""

from __future__ import annotations

import sys
import time

from . import page, tables
from .outcomes import STUDIES


def main() -> None:
    if "--page" not in sys.argv:
        compute()
    for name, drawn in page.charts().items():
        (tables.FOLDER / name).write_text(drawn, "utf-8")
    page.PAGE.write_text(page.regenerated(page.PAGE.read_text("utf-8")), "utf-8")


def compute() -> None:
    began = time.perf_counter()
    found: dict[str, list[tables.Row]] = {"ranges": tables.ranges()}
    for study in STUDIES:
        for subject in tables.SUBJECTS:
            for name, rows in tables.compute(study, subject).items():
                found.setdefault(name, []).extend(rows)
            print(f"{time.perf_counter() - began:6.0f} s  {study.name}, {subject}", flush=True)
    found["bands"] = tables.with_people(found["bands"])
    for name, rows in found.items():
        tables.write(name, rows)
    print(f"{time.perf_counter() - began:6.0f} s  done")


if __name__ == "__main__":
    main()
