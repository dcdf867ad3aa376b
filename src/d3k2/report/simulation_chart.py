"""A simulated variable as an accessible SVG: each regimen's median and band, what was measured.

The same numbers stand in the table beside it, so that nothing depends on seeing it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from d3k2.report.frame import text
from d3k2.report.labels import label
from d3k2.report.moments import ends
from d3k2.report.population_documents import SpreadDocument
from d3k2.report.prediction import MONTH
from d3k2.report.scale import Point, Scale, every_peak, scale, simplified
from d3k2.report.simulate_documents import Comparison
from d3k2.report.simulated_numbers import Compared, described, headed, letters
from d3k2.units import DAYS_A_YEAR
from d3k2.wording import Audience

WIDTH, HEIGHT = 400, 238
LEFT, RIGHT, TOP, BOTTOM = 46, 24, 14, 42

TOLERANCE = 0.6
"""Units of the drawing by which a line may be off where points are left out."""

MOST_POINTS = 100

FLAT = 0.15
"""The least height of an axis, as a share of the level it shows."""

FLAT_CHANGE = 1.0
"""The same for a change in %."""

LETTER = 13
"""Height of a letter at the end of a line."""

PAST = 0.5
"""How far back measurements are drawn, as a share of the days that follow."""

UNITS_OF_TIME = (
    ("days", 1.0, 28.0, (1, 2, 7)),
    ("weeks", 7.0, 200.0, (1, 2, 4, 8)),
    ("months", MONTH, 1200.0, (2, 3, 6, 12)),
    ("years", DAYS_A_YEAR, float("inf"), (1, 2, 5)),
)
"""A unit of the time axis, its days, up to how many days it is used, and its steps."""

MOST_TIMES = 6

MARGIN = 0.03
"""Room before a measured value, as a share of the axis."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a day and a level lie."""

    first: float
    last: float
    levels: Scale

    def at(self, day: float, level: float) -> Point:
        """The place of a point of a curve."""
        across = (day - self.first) / (self.last - self.first)
        up = (level - self.levels.low) / (self.levels.high - self.levels.low)
        return (
            round(LEFT + across * (WIDTH - RIGHT - LEFT), 1),
            round(HEIGHT - BOTTOM - up * (HEIGHT - BOTTOM - TOP), 1),
        )

    def line(self, days: Sequence[float], values: Sequence[float]) -> list[Point]:
        """A curve with no more points than are seen.

        Hours are thinned out by themselves: their ups and downs must not take the place of the
        daily means before them, nor a few of them that of the others.
        """
        places = [self.at(day, value) for day, value in zip(days, values, strict=True)]
        first = next((i for i, day in enumerate(days) if day % 1), len(days))
        means = simplified(places[:first], TOLERANCE, MOST_POINTS)
        if first == len(days):
            return means
        spans = [int(day) for day in days[first:]]
        return [*means, *every_peak(places[first:], spans, TOLERANCE, MOST_POINTS)]


def chart(document: Comparison, one: Compared) -> str:
    """Draw one variable under every regimen."""
    ids = letters(document)
    frame = _frame(one)
    named = f"chart-{one.variable}"
    unit = one.units[0]
    title = headed(one, unit, document.audience)
    said = " ".join(described(one, ids, ends(one.courses, document.audience)))
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-labelledby="{named}-title {named}-desc" xmlns="http://www.w3.org/2000/svg">',
        f'<title id="{named}-title">{escape(title)}</title>',
        f'<desc id="{named}-desc">{escape(said)}</desc>',
        *_levels(frame),
        *_times(frame, document.audience),
    ]
    order = list(enumerate(one.courses))
    for place, course in order:
        upper = frame.line(course.time_days, course.p95)
        lower = frame.line(course.time_days, course.p5)
        if upper != lower:
            band = _points([*upper, *reversed(lower)])
            parts.append(f'<polygon class="range r{place}" points="{band}"/>')
        if isinstance(course, SpreadDocument):
            half = [
                *frame.line(course.time_days, course.p75),
                *reversed(frame.line(course.time_days, course.p25)),
            ]
            parts.append(f'<polygon class="range r{place}" points="{_points(half)}"/>')
    for place, course in order:
        line = _points(frame.line(course.time_days, course.median))
        parts.append(f'<polyline class="median r{place}" points="{line}"/>')
    parts += [*_measured(frame, one), *_letters(frame, one, ids)]
    if one.status == "research":
        parts.append(text("mark", 2, HEIGHT - 5, mark(document)))
    return "\n".join([*parts, "</svg>"])


def mark(document: Comparison) -> str:
    """Say on a chart what it must not be taken for."""
    return label(
        f"simulate.mark_{'education' if document.education else 'research'}", document.audience
    )


def _frame(one: Compared) -> Frame:
    course = one.courses[0]
    last = course.time_days[-1]
    past = _drawn(one)
    days = [0.0, last, *(day for day, _, _ in past)]
    levels = [v for c in one.courses for values in (c.p5, c.p95, c.median) for v in values]
    levels += [v for _, value, band in past for v in (value, *band)]
    flat = FLAT_CHANGE if course.unit == "%" else FLAT * max(abs(v) for v in levels) or FLAT
    before = MARGIN * (max(days) - min(days)) if past else 0.0
    return Frame(min(days) - before, max(days), scale(levels, flat))


def _drawn(one: Compared) -> list[tuple[float, float, tuple[float, float]]]:
    """Measured levels, not too long ago, with the range that was expected."""
    course = one.courses[0]
    if course.measured_is != "level":
        return []
    oldest = -PAST * course.time_days[-1]
    return [
        (float(point.day), point.value, (expected.p5, expected.p95))
        for point, expected in zip(course.measured, course.predicted_at_measured, strict=True)
        if point.day >= oldest
    ]


def _levels(frame: Frame) -> Iterable[str]:
    for level in frame.levels.ticks:
        _, y = frame.at(0, level)
        said = f"{level:,.{frame.levels.decimals}f}"
        yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:g}" y2="{y:g}"/>'
        yield text("tick", LEFT - 6, y + 4, said.replace("-0.0", "0.0"), "end")


def _times(frame: Frame, audience: Audience) -> Iterable[str]:
    floor = HEIGHT - BOTTOM
    unit, length, step = _time_step(frame.last)
    for count in range(0, int(frame.last / length + 0.1) + 1, step):
        x, _ = frame.at(min(count * length, frame.last), 0)
        said = label("moment.today", audience) if count == 0 else f"{count}"
        yield text("tick", x, floor + 18, said, "middle")
    today, _ = frame.at(0, 0)
    yield f'<line class="today" x1="{today:g}" x2="{today:g}" y1="{TOP}" y2="{floor}"/>'
    middle = (LEFT + WIDTH - RIGHT) / 2
    yield text("axis", middle, HEIGHT - 5, label(f"simulate.{unit}", audience), "middle")


def _time_step(last: float) -> tuple[str, float, int]:
    """Return a unit of time, and every how many of it a number stands."""
    unit, length, _, steps = next(row for row in UNITS_OF_TIME if last <= row[2])
    step = next((s for s in steps if last / length / s <= MOST_TIMES), steps[-1])
    return unit, length, step


def _measured(frame: Frame, one: Compared) -> Iterable[str]:
    for day, value, (low, high) in _drawn(one):
        x, y = frame.at(day, value)
        yield (
            f'<line class="expected" x1="{x:g}" x2="{x:g}" '
            f'y1="{frame.at(day, low)[1]:g}" y2="{frame.at(day, high)[1]:g}"/>'
        )
        yield f'<circle class="measured" r="4" cx="{x:g}" cy="{y:g}"/>'


def _letters(frame: Frame, one: Compared, ids: dict[str, str]) -> Iterable[str]:
    """Each regimen's letter at the end of its line; where lines meet, one above the other."""
    ends = [frame.at(c.time_days[-1], c.median[-1])[1] + 4 for c in one.courses]
    order = sorted(range(len(ends)), key=lambda i: ends[i])
    places = [0.0] * len(ends)
    lowest = float(TOP)
    for i in order:
        places[i] = lowest = max(ends[i], lowest)
        lowest += LETTER
    beyond = max(0.0, lowest - LETTER - (HEIGHT - BOTTOM + 4))
    for place, course in enumerate(one.courses):
        y = places[place] - beyond
        yield text(f"letter r{place}", WIDTH - RIGHT + 5, y, ids[course.id])


def sample(place: int) -> str:
    """A piece of a regimen's line, to stand beside its name."""
    return (
        '<svg class="key" viewBox="0 0 44 10" aria-hidden="true">'
        f'<line class="median r{place}" x1="1" x2="43" y1="5" y2="5"/></svg>'
    )


def _points(places: Iterable[Point]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in places)
