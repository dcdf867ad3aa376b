"""The predicted course of 25(OH)D as an accessible SVG: band, people, measured points, targets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from d3k2.report.documents import AssessDocument, OptionDocument, TrajectoryDocument
from d3k2.units import convert

WIDTH, HEIGHT = 760, 340
LEFT, RIGHT, TOP, BOTTOM = 58, 62, 18, 46
MONTH = 365.25 / 12
STEP = 25.0
"""Distance of the horizontal lines, nmol/L."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a day and a level lie on the page."""

    first: float
    last: float
    top: float

    def x(self, day: float) -> float:
        """Horizontal place of a day."""
        share = (day - self.first) / (self.last - self.first)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, level: float) -> float:
        """Vertical place of a level."""
        share = min(level, self.top) / self.top
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)


def chart(document: AssessDocument) -> str | None:
    """Draw the predicted 25(OH)D, or nothing when the model declined.

    The same numbers stand in the table beside it (`rows`), so that nothing depends on seeing it.
    """
    curves = calcidiol_curves(document)
    if not curves:
        return None
    targets = target_lines(document.plan.d3.options)
    frame = _frame(curves, targets)
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="chart-title chart-desc" '
        'xmlns="http://www.w3.org/2000/svg">',
        '<title id="chart-title">Predicted 25(OH)D over two years</title>',
        f'<desc id="chart-desc">{escape(describe(document))}</desc>',
        *_grid(frame),
        *_targets(frame, targets),
    ]
    for place, curve in enumerate(curves):
        parts += _curve(frame, curve, main=place == 0)
    parts += _measured(frame, curves[0])
    parts.append("</svg>")
    return "\n".join(parts)


def calcidiol_curves(document: AssessDocument) -> list[TrajectoryDocument]:
    """The curves of 25(OH)D, the plan first, then as taken today; others only in the table."""
    found = {t.id: t for t in document.trajectories if t.variable == "calcidiol"}
    return [found[name] for name in ("plan", "now", "nothing") if name in found][:2]


def describe(document: AssessDocument) -> str:
    """Say in words what the chart shows."""
    said = []
    for curve in calcidiol_curves(document):
        at = _nearest(curve, 365)
        said.append(
            f"{curve.label}: after one year {curve.median[at]:.0f} nmol/L, "
            f"nine of ten between {curve.p5[at]:.0f} and {curve.p95[at]:.0f}"
        )
    return ". ".join(said) + "."


def rows(document: AssessDocument) -> list[tuple[str, list[str]]]:
    """The chart as a table: every three months, each regimen's median and band."""
    curves = [t for t in document.trajectories if t.variable == "calcidiol"]
    moments = [round(MONTH * 3 * quarter) for quarter in range(9)]
    table = []
    for quarter, day in enumerate(moments):
        label = "today" if quarter == 0 else f"{quarter * 3} months"
        table.append((label, [_cell(curve, day) for curve in curves]))
    return table


def target_lines(options: Sequence[OptionDocument]) -> list[tuple[float, str]]:
    """The targets in force, each with the authorities that share it."""
    shared: dict[float, list[str]] = {}
    for option in options:
        if option.kind == "target" and option.status == "in force" and option.target_nmol_l:
            names = shared.setdefault(option.target_nmol_l, [])
            if option.authority not in names:
                names.append(option.authority)
    return [(level, ", ".join(names)) for level, names in sorted(shared.items())]


def _cell(curve: TrajectoryDocument, day: int) -> str:
    at = _nearest(curve, day)
    return f"{curve.median[at]:.0f} ({curve.p5[at]:.0f}-{curve.p95[at]:.0f})"


def _nearest(curve: TrajectoryDocument, day: float) -> int:
    return min(range(len(curve.time_days)), key=lambda i: abs(curve.time_days[i] - day))


def _frame(curves: list[TrajectoryDocument], targets: list[tuple[float, str]]) -> Frame:
    measured = [m for c in curves for m in c.measured]
    first = min([c.time_days[0] for c in curves] + [float(m.day) for m in measured])
    last = max(c.time_days[-1] for c in curves)
    peak = max([max(c.p95) for c in curves] + [m.value for m in measured] + [t for t, _ in targets])
    return Frame(first, last, STEP * (int(peak / STEP) + 1))


def _grid(frame: Frame) -> list[str]:
    lines = []
    levels = [STEP * i for i in range(int(frame.top / STEP) + 1)]
    every = 1 if len(levels) <= 9 else 2
    for level in levels[::every]:
        y = frame.y(level)
        ng = convert(level, "calcidiol", "ng/mL")
        lines += [
            f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}"/>',
            f'<text class="tick" x="{LEFT - 6}" y="{y + 4}" text-anchor="end">{level:.0f}</text>',
            f'<text class="tick" x="{WIDTH - RIGHT + 6}" y="{y + 4}">{ng:.0f}</text>',
        ]
    base = HEIGHT - BOTTOM
    for months in range(0, 25, 3):
        x = frame.x(min(months * MONTH, frame.last))
        lines.append(
            f'<text class="tick" x="{x}" y="{base + 18}" text-anchor="middle">{months}</text>'
        )
    lines += [
        f'<text class="axis" x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" '
        'text-anchor="middle">months from today</text>',
        f'<text class="axis" x="14" y="{HEIGHT / 2}" text-anchor="middle" '
        f'transform="rotate(-90 14 {HEIGHT / 2})">25(OH)D, nmol/L</text>',
        f'<text class="axis" x="{WIDTH - 12}" y="{HEIGHT / 2}" text-anchor="middle" '
        f'transform="rotate(90 {WIDTH - 12} {HEIGHT / 2})">ng/mL</text>',
        f'<line class="today" x1="{frame.x(0)}" x2="{frame.x(0)}" y1="{TOP}" y2="{base}"/>',
    ]
    return lines


def _targets(frame: Frame, targets: list[tuple[float, str]]) -> list[str]:
    lines = []
    for level, names in targets:
        y = frame.y(level)
        lines += [
            f'<line class="target" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}"/>',
            f'<text class="target-name" x="{WIDTH - RIGHT - 4}" y="{y - 3}" '
            f'text-anchor="end">{level:.0f}: {escape(names)}</text>',
        ]
    return lines


def _curve(frame: Frame, curve: TrajectoryDocument, *, main: bool) -> list[str]:
    kind = "plan" if main else "now"
    lower = list(zip(curve.time_days, curve.p5, strict=True))
    upper = list(zip(curve.time_days, curve.p95, strict=True))
    outline = _points(frame, upper) + " " + _points(frame, lower[::-1])
    lines = [f'<polygon class="band {kind}" points="{outline}"/>']
    if main:
        lines += [
            f'<polyline class="sample" points="{_points(frame, zip(curve.time_days, row, strict=True))}"/>'
            for row in curve.samples
        ]
    median = zip(curve.time_days, curve.median, strict=True)
    lines.append(f'<polyline class="median {kind}" points="{_points(frame, median)}"/>')
    end = frame.y(curve.median[-1]) - 6
    lines.append(
        f'<text class="curve-name {kind}" x="{frame.x(curve.time_days[-1]) - 4}" y="{end}" '
        f'text-anchor="end">{escape(curve.label)}</text>'
    )
    return lines


def _points(frame: Frame, pairs: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{frame.x(day)},{frame.y(level)}" for day, level in pairs)


def _measured(frame: Frame, curve: TrajectoryDocument) -> list[str]:
    return [
        f'<circle class="measured" cx="{frame.x(m.day)}" cy="{frame.y(m.value)}" r="5">'
        f"<title>measured {m.value:.0f} nmol/L, day {m.day}</title></circle>"
        for m in curve.measured
    ]
