"""Predicted 25(OH)D as a table of numbers, in the two units that laboratories print."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from d3k2.report import TrajectoryDocument, nearest
from d3k2.units import convert

UNITS = ("nmol/L", "ng/mL")
MOMENTS = (("in 3 months", 91), ("in 1 year", 365), ("in 2 years", 728))
ROOM_FOR_ALL = 76
"""Columns from which all moments fit beside their label."""


def prediction_table(curves: Sequence[TrajectoryDocument], width: int) -> Table:
    """Return median and range of each course at a few moments; fewer where there is no room."""
    moments = MOMENTS if width >= ROOM_FOR_ALL else MOMENTS[:2]
    grid = Table.grid(padding=(0, 2))
    grid.add_column(min_width=10)
    for _ in moments:
        grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_row(
        Text("median (9 of 10)", style="dim"),
        *(Text(label, style="dim") for label, _ in moments),
        "",
    )
    for curve in curves:
        for unit in UNITS:
            first = unit == UNITS[0]
            style = "" if first else "dim"
            grid.add_row(
                Text(curve.label if first else ""),
                *(Text(_band(curve, day, unit), style=style) for _, day in moments),
                Text(unit, style=style),
            )
    return grid


def _band(curve: TrajectoryDocument, day: int, unit: str) -> str:
    at = nearest(curve, day)
    middle, low, high = (
        f"{convert(values[at], 'calcidiol', unit):.0f}"
        for values in (curve.median, curve.p5, curve.p95)
    )
    return f"{middle} ({low}-{high})"
