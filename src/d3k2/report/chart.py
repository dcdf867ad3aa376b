"""The predicted course of 25(OH)D as an accessible SVG: band, people, measured points, targets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape
from textwrap import wrap

from d3k2.report.documents import AssessDocument, TrajectoryDocument
from d3k2.report.frame import NARROW, WIDE, Frame, Paper, frame, grid, text
from d3k2.report.labels import label
from d3k2.report.prediction import Target, compared, level, predictions, targets

THIN = 4
"""Every so many points of a curve are drawn: the eye sees no more."""

LINE = 13
"""Height of a line of text."""

LETTERS = 26
"""Letters that fit beside the chart."""


def charts(document: AssessDocument) -> tuple[str, str] | None:
    """Draw the predicted 25(OH)D wide and narrow, or nothing when the model declined.

    The narrow drawing is for small screens and for paper. The same numbers stand in the table
    beside it (`d3k2.report.prediction.rows`), so that nothing depends on seeing it.
    """
    if not compared(document):
        return None
    return _chart(document, WIDE), _chart(document, NARROW)


def _chart(document: AssessDocument, paper: Paper) -> str:
    curves = compared(document)
    aims = targets(document.plan.d3.options)
    drawn = _frame(paper, curves, aims)
    title, described = f"chart-title-{paper.name}", f"chart-desc-{paper.name}"
    parts = [
        f'<svg class="{paper.name}" viewBox="0 0 {paper.width} {paper.height}" role="img" '
        f'aria-labelledby="{title} {described}" xmlns="http://www.w3.org/2000/svg">',
        f'<title id="{title}">{escape(label("curve.title", document.audience))}</title>',
        f'<desc id="{described}">{escape(" ".join(predictions(document)))}</desc>',
        *grid(document, drawn),
    ]
    for place, curve in reversed(list(enumerate(curves))):
        parts += _curve(drawn, curve, main=place == 0)
    parts += [*_targets(drawn, aims), *_names(drawn, curves)]
    parts += [*_measured(document, drawn, curves[0]), "</svg>"]
    return "\n".join(parts)


def _frame(paper: Paper, curves: Sequence[TrajectoryDocument], aims: Sequence[Target]) -> Frame:
    measured = [m for c in curves for m in c.measured]
    days = [d for c in curves for d in c.time_days] + [float(m.day) for m in measured]
    levels = [v for c in curves for v in c.p95] + [m.value for m in measured]
    levels += [p.p95 for c in curves for p in c.predicted_at_measured]
    return frame(paper, days, levels + [aim.level for aim in aims])


def _curve(drawn: Frame, curve: TrajectoryDocument, *, main: bool) -> list[str]:
    kind = "plan" if main else "now"

    def line(values: Sequence[float]) -> str:
        pairs = list(zip(curve.time_days, values, strict=True))
        return drawn.points([*pairs[:-1:THIN], pairs[-1]])

    edges = line(curve.p95), line(curve.p5)
    back = " ".join(reversed(edges[1].split()))
    parts = [f'<polygon class="band {kind}" points="{edges[0]} {back}"/>']
    if main:
        parts += [f'<polyline class="sample" points="{line(row)}"/>' for row in curve.samples]
    else:
        parts += [f'<polyline class="edge" points="{edge}"/>' for edge in edges]
    parts.append(f'<polyline class="median {kind}" points="{line(curve.median)}"/>')
    return parts


def _names(drawn: Frame, curves: Sequence[TrajectoryDocument]) -> list[str]:
    """Each curve's name at its end: above the upper one, below the lower one."""
    x = drawn.x(drawn.last) - 4
    upper = max(curves, key=lambda c: c.median[-1])
    parts = []
    for place, curve in enumerate(curves):
        last = [drawn.y(value) for value in curve.median[-len(curve.median) // 3 :]]
        y = min(last) - 6 if curve is upper else max(last) + LINE
        kind = "plan" if place == 0 else "now"
        parts.append(text(f"curve-name {kind}", x, y, curve.label, "end"))
    return parts


def _targets(drawn: Frame, aims: Sequence[Target]) -> list[str]:
    paper = drawn.paper
    parts = []
    floor = float(paper.base + LINE)
    for aim in aims:
        y = drawn.y(aim.level)
        parts.append(
            f'<line class="target" x1="{paper.left}" x2="{paper.edge}" y1="{y}" y2="{y}"/>'
        )
        if paper.names_targets:
            lines = wrap(f"{aim.level:.0f}: {', '.join(aim.authorities)}", LETTERS)
            start = min(y + 4, floor - len(lines) * LINE)
            near, x = paper.edge + 30, paper.edge + 46
            parts.append(f'<line class="lead" x1="{near}" x2="{x - 4}" y1="{y}" y2="{start - 4}"/>')
            parts += [text("target-name", x, start + i * LINE, s) for i, s in enumerate(lines)]
            floor = start - 2
    return parts


def _measured(document: AssessDocument, drawn: Frame, curve: TrajectoryDocument) -> list[str]:
    parts = []
    for expected in curve.predicted_at_measured:
        x = drawn.x(expected.day)
        parts.append(
            f'<line class="expected" x1="{x}" x2="{x}" '
            f'y1="{drawn.y(expected.p5)}" y2="{drawn.y(expected.p95)}"/>'
        )
    for point in curve.measured:
        on = date.fromisoformat(document.date) + timedelta(days=point.day)
        said = label(
            "curve.measured", document.audience, level=level(point.value), date=on.isoformat()
        )
        parts.append(
            f'<circle class="measured" r="4.5" cx="{drawn.x(point.day)}" '
            f'cy="{drawn.y(point.value)}"><title>{escape(said)}</title></circle>'
        )
    return parts
