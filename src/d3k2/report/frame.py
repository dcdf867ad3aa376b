"""Where a day and a level lie on the chart, and the lines and numbers that say so."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from d3k2.report.documents import AssessDocument
from d3k2.report.labels import label
from d3k2.report.prediction import MONTH, MONTHS, calendar
from d3k2.units import convert

ROOM = 44
"""Width of the name of a month on the chart."""

YEARLY = (6, 12, 24)
"""Months between names, where every third is too much."""

STEP = 25.0
"""Distance of the horizontal lines, nmol/L."""

FEW = 7
"""More horizontal lines than this are thinned."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The size of a drawing and its margins, in its own units."""

    name: str
    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    every_months: int
    """Distance of the numbers on the time axis."""
    names_targets: bool
    """Whether the right margin has room for the names of authorities."""

    @property
    def base(self) -> int:
        """Height of the time axis."""
        return self.height - self.bottom

    @property
    def edge(self) -> int:
        """The right end of the drawing."""
        return self.width - self.right


WIDE = Paper("wide", 900, 380, 50, 232, 26, 54, 3, names_targets=True)
NARROW = Paper("narrow", 400, 300, 36, 32, 24, 54, 6, names_targets=False)


@dataclass(frozen=True, slots=True)
class Frame:
    """A paper with its scales."""

    paper: Paper
    first: float
    last: float
    top: float

    def x(self, day: float) -> float:
        """Horizontal place of a day."""
        share = (day - self.first) / (self.last - self.first)
        return round(self.paper.left + share * (self.paper.edge - self.paper.left), 1)

    def y(self, level: float) -> float:
        """Vertical place of a level."""
        share = min(level, self.top) / self.top
        return round(self.paper.base - share * (self.paper.base - self.paper.top), 1)

    def points(self, pairs: Iterable[tuple[float, float]]) -> str:
        """A line through days and levels."""
        return " ".join(f"{self.x(day):g},{self.y(level):g}" for day, level in pairs)


def frame(paper: Paper, days: Iterable[float], levels: Iterable[float]) -> Frame:
    """Make room for everything that is drawn."""
    known = sorted(days)
    return Frame(paper, known[0], known[-1], STEP * (int(max(levels) / STEP) + 1))


def grid(document: AssessDocument, drawn: Frame) -> list[str]:
    """The axes: levels in both units, months from today, and the season they fall in."""
    return [*_levels(document, drawn), *_times(document, drawn)]


def _levels(document: AssessDocument, drawn: Frame) -> list[str]:
    paper = drawn.paper
    levels = [STEP * i for i in range(int(drawn.top / STEP) + 1)]
    lines = []
    for level in levels[:: 1 + (len(levels) - 1) // FEW]:
        y = drawn.y(level)
        ng = convert(level, "calcidiol", "ng/mL")
        lines += [
            f'<line class="grid" x1="{paper.left}" x2="{paper.edge}" y1="{y}" y2="{y}"/>',
            text("tick", paper.left - 6, y + 4, f"{level:.0f}", "end"),
            text("tick", paper.edge + 6, y + 4, f"{ng:.0f}"),
        ]
    axis = label("curve.axis", document.audience)
    lines += [
        text("axis", 2, paper.top - 12, axis),
        text("axis", paper.edge + 32, paper.top - 12, "ng/mL", "end"),
    ]
    return lines


def _times(document: AssessDocument, drawn: Frame) -> list[str]:
    paper = drawn.paper
    lines = []
    for months in _months(drawn):
        x = drawn.x(min(months * MONTH, drawn.last))
        said = label("curve.today", document.audience) if months == 0 else f"{months:+d}"
        lines += [
            text("tick", x, paper.base + 16, said, "middle"),
            text("month", x, paper.base + 29, calendar(document, months * MONTH), "middle"),
        ]
    axis = label("curve.months", document.audience)
    middle = (paper.left + paper.edge) / 2
    today = drawn.x(0)
    lines += [
        text("axis", middle, paper.height - 3, axis, "middle"),
        f'<line class="today" x1="{today}" x2="{today}" y1="{paper.top}" y2="{paper.base}"/>',
    ]
    return lines


def _months(drawn: Frame) -> range:
    """The months that are named, so far apart that their names do not touch."""
    apart = drawn.x(MONTH) - drawn.x(0)
    steps = (drawn.paper.every_months, *YEARLY)
    step = next((s for s in steps if s * apart >= ROOM), steps[-1])
    return range(math.ceil(drawn.first / MONTH / step) * step, MONTHS[-1] + 1, step)


def text(kind: str, x: float, y: float, said: str, anchor: str = "start") -> str:
    """Write on the chart."""
    return (
        f'<text class="{kind}" x="{x:g}" y="{round(y, 1):g}" text-anchor="{anchor}">'
        f"{escape(said)}</text>"
    )
