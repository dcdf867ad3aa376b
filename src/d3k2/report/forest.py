"""A forest plot as an accessible SVG: trials as squares, their mean as a diamond.

The same numbers stand in the table beside it, so that nothing depends on seeing it.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import sqrt

from d3k2.report.frame import text
from d3k2.report.pool_axis import EffectAxis, effect_axis
from d3k2.report.pool_documents import (
    PoolDocument,
    PooledDocument,
    PooledTrialDocument,
    PoolSetDocument,
)
from d3k2.report.pool_numbers import (
    interval_of,
    is_ratio,
    number_of,
    prediction_of,
    set_name,
    trial_name,
    trial_numbers,
)

WIDTH = 500
LEFT, RIGHT = 150, 150
TOP, ROW, BOTTOM = 12, 24, 58

LARGEST = 13.0
"""Side of the square of a trial that alone has all the weight."""

SMALLEST = 4.0
DIAMOND = 6.5
"""Half its height."""

BETTER = {"lower": "lower is better", "higher": "higher is better"}


@dataclass(frozen=True, slots=True)
class ForestRow:
    """What stands in one line of the plot."""

    name: str
    numbers: str
    kind: str
    estimate: float
    low: float
    high: float
    side: float


def forest(document: PoolDocument, found: PoolSetDocument, named: str) -> str:
    """Draw the trials of a set and what they say together.

    Parameters
    ----------
    document : PoolDocument
        The answer.
    found : PoolSetDocument
        The set that is drawn.
    named : str
        A name of its own on the page.
    """
    axis = effect_axis(found)
    rows = _rows(found)
    height = TOP + ROW * len(rows) + BOTTOM
    base = height - BOTTOM
    null = _x(axis, axis.null)
    parts = [
        f'<svg class="forest" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="{named}-title {named}-desc" xmlns="http://www.w3.org/2000/svg">',
        f'<title id="{named}-title">Forest plot: {escape(set_name(document, found))}</title>',
        f'<desc id="{named}-desc">{escape(_said(document, found))}</desc>',
        f'<line class="null" x1="{null:g}" x2="{null:g}" y1="{TOP}" y2="{base}"/>',
    ]
    if found.pooled is not None:
        x = _x(axis, found.pooled.estimate)
        parts.append(f'<line class="mean" x1="{x:g}" x2="{x:g}" y1="{TOP}" y2="{base}"/>')
    for place, row in enumerate(rows):
        parts += _drawn(axis, row, TOP + ROW * place + ROW / 2)
    parts += [*_axis(axis, base), *_direction(document, axis, height)]
    return "\n".join([*parts, "</svg>"])


def _rows(found: PoolSetDocument) -> list[ForestRow]:
    """Trials that are pooled, the pool, then what is shown beside it."""
    inside = [t for t in found.trials if t.weight is not None]
    rows = [_of_trial(trial) for trial in inside]
    if found.pooled is not None:
        rows += _of_pool(found.pooled, ratio=is_ratio(found))
    return [*rows, *(_of_trial(trial) for trial in found.trials if trial.weight is None)]


def _of_trial(trial: PooledTrialDocument) -> ForestRow:
    side = SMALLEST if trial.weight is None else max(SMALLEST, LARGEST * sqrt(trial.weight))
    return ForestRow(
        name=trial_name(trial),
        numbers=trial_numbers(trial),
        kind="aside" if trial.weight is None else "trial",
        estimate=trial.estimate,
        low=trial.low,
        high=trial.high,
        side=side,
    )


def _of_pool(pooled: PooledDocument, *, ratio: bool) -> list[ForestRow]:
    low, high = pooled.prediction_low, pooled.prediction_high
    rows = [
        ForestRow(
            name="Random effects",
            numbers=interval_of(pooled.estimate, pooled.low, pooled.high, ratio=ratio),
            kind="pool",
            estimate=pooled.estimate,
            low=pooled.low,
            high=pooled.high,
            side=DIAMOND,
        )
    ]
    if low is not None and high is not None:
        said = prediction_of(pooled, ratio=ratio)
        rows.append(ForestRow("Prediction", said, "prediction", pooled.estimate, low, high, 0.0))
    rows.append(
        ForestRow(
            name="Fixed effect",
            numbers=interval_of(pooled.fixed, pooled.fixed_low, pooled.fixed_high, ratio=ratio),
            kind="fixed",
            estimate=pooled.fixed,
            low=pooled.fixed_low,
            high=pooled.fixed_high,
            side=DIAMOND,
        )
    )
    return rows


def _drawn(axis: EffectAxis, row: ForestRow, y: float) -> list[str]:
    low, x, high = (_x(axis, value) for value in (row.low, row.estimate, row.high))
    shapes = []
    if row.kind in ("pool", "fixed"):
        up, down = y - row.side, y + row.side
        shapes.append(
            f'<polygon class="{row.kind}" points="{low:g},{y:g} {x:g},{up:g} {high:g},{y:g} '
            f'{x:g},{down:g}"/>'
        )
    else:
        shapes.append(
            f'<line class="{row.kind}" x1="{low:g}" x2="{high:g}" y1="{y:g}" y2="{y:g}"/>'
        )
    if row.kind in ("trial", "aside"):
        half = row.side / 2
        shapes.append(
            f'<rect class="{row.kind}" x="{x - half:g}" y="{y - half:g}" width="{row.side:.3g}" '
            f'height="{row.side:.3g}"/>'
        )
    shapes += [_arrow(axis, end, y) for end in (row.low, row.high) if axis.beyond(end)]
    bold = " strong" if row.kind == "pool" else ""
    return [
        text(f"name{bold}", 0, y + 4, row.name),
        *shapes,
        text(f"number{bold}", WIDTH, y + 4, row.numbers, "end"),
    ]


def _arrow(axis: EffectAxis, end: float, y: float) -> str:
    """Mark an interval that goes on beyond the edge."""
    x = _x(axis, end)
    tip = x + 6 if end > axis.high else x - 6
    return f'<polygon class="arrow" points="{x:g},{y - 4:g} {tip:g},{y:g} {x:g},{y + 4:g}"/>'


def _axis(axis: EffectAxis, base: float) -> list[str]:
    lines = [f'<line class="base" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{base:g}" y2="{base:g}"/>']
    for tick in axis.ticks:
        x = _x(axis, tick)
        lines += [
            f'<line class="base" x1="{x:g}" x2="{x:g}" y1="{base:g}" y2="{base + 4:g}"/>',
            text("tick", x, base + 18, f"{tick:g}", "middle"),
        ]
    return lines


def _direction(document: PoolDocument, axis: EffectAxis, height: int) -> list[str]:
    middle = (LEFT + WIDTH - RIGHT) / 2
    said = f"{axis.null:g}: no difference; {BETTER[document.outcome.better]}"
    return [text("axis", middle, height - 16, said, "middle")]


def _said(document: PoolDocument, found: PoolSetDocument) -> str:
    """Say in words what the drawing shows."""
    ratio = is_ratio(found)
    said = [f"{trial_name(t)}: {trial_numbers(t)}." for t in found.trials]
    pooled = found.pooled
    if pooled is None:
        said.append("Nothing is pooled.")
    else:
        together = interval_of(pooled.estimate, pooled.low, pooled.high, ratio=ratio)
        said.append(f"Random effects of {pooled.trials} trials: {together}.")
        if predicted := prediction_of(pooled, ratio=ratio):
            said.append(f"A further trial would lie within {predicted}.")
    null = number_of(1.0 if ratio else 0.0, ratio=ratio)
    said.append(f"No difference is {null}; {BETTER[document.outcome.better]}.")
    return " ".join(said)


def _x(axis: EffectAxis, value: float) -> float:
    return round(LEFT + axis.share(value) * (WIDTH - RIGHT - LEFT), 1)
