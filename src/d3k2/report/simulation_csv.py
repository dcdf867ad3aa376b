"""A simulation as one long table: a row for each regimen, variable and day."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

from d3k2.report.simulate_documents import SimulateDocument

COLUMNS = ("regimen", "variable", "unit", "status", "day", "date", "median", "p5", "p95")


def simulate_csv(document: SimulateDocument) -> str:
    """Write the courses as CSV; a declined simulation has no rows."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    start = date.fromisoformat(document.date)
    for course in document.trajectories:
        for place, day in enumerate(course.time_days):
            table.writerow(
                [
                    course.id,
                    course.variable,
                    course.unit,
                    course.status,
                    f"{day:.10g}",
                    (start + timedelta(days=int(day))).isoformat(),
                    course.median[place],
                    course.p5[place],
                    course.p95[place],
                ]
            )
    return out.getvalue()
