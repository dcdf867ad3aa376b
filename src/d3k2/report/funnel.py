"""A funnel plot as an accessible SVG: each trial by its effect and its standard error.

References
----------
.. [1] Sterne JAC, Egger M. Funnel plots for detecting bias in meta-analysis: guidelines on choice
   of axis. J Clin Epidemiol 2001;54:1046-1055: standard errors downward, lines at 1.96 of them.
"""

from __future__ import annotations

from html import escape
from math import exp
from statistics import NormalDist

from d3k2.report.frame import text
from d3k2.report.pool_axis import EffectAxis, effect_axis
from d3k2.report.pool_documents import PoolDocument, PoolSetDocument
from d3k2.report.pool_numbers import is_ratio, number_of, set_name
from d3k2.report.scale import Scale, scale

WIDTH, HEIGHT = 400, 250
LEFT, RIGHT, TOP, BOTTOM = 52, 16, 14, 48
RADIUS = 4.5
FLAT = 1e-9
Z = NormalDist().inv_cdf(0.975)


def funnel(document: PoolDocument, found: PoolSetDocument, named: str) -> str:
    """Draw the trials of a set around their mean; nothing where nothing is pooled.

    Parameters
    ----------
    document : PoolDocument
        The answer.
    found : PoolSetDocument
        The set that is drawn.
    named : str
        A name of its own on the page.
    """
    if found.pooled is None:
        return ""
    axis = effect_axis(found)
    inside = [t for t in found.trials if t.weight is not None]
    errors = scale([0.0, *(t.standard_error for t in inside)], FLAT)
    mean = _x(axis, found.pooled.estimate)
    parts = [
        f'<svg class="funnel" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-labelledby="{named}-title {named}-desc" xmlns="http://www.w3.org/2000/svg">',
        f'<title id="{named}-title">Funnel plot: {escape(set_name(document, found))}</title>',
        f'<desc id="{named}-desc">{escape(_said(found))}</desc>',
        *_axes(axis, errors),
        f'<line class="mean" x1="{mean:g}" x2="{mean:g}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>',
        _limits(axis, errors, found.pooled.estimate),
    ]
    parts += [
        f'<circle class="trial" cx="{_x(axis, t.estimate):g}" '
        f'cy="{_y(errors, t.standard_error):g}" r="{RADIUS}"/>'
        for t in inside
    ]
    return "\n".join([*parts, "</svg>"])


def _limits(axis: EffectAxis, errors: Scale, mean: float) -> str:
    """Draw where 95 % of trials would lie if they differed by chance alone."""
    half = Z * errors.high
    low, high = (mean * exp(-half), mean * exp(half)) if axis.ratio else (mean - half, mean + half)
    top = f"{_x(axis, mean):g},{_y(errors, 0.0):g}"
    # At the edge of the drawing a line is cut where it leaves it.
    ends = [_cut(axis, errors, mean, end) for end in (low, high)]
    return f'<polyline class="limit" points="{ends[0]} {top} {ends[1]}"/>'


def _cut(axis: EffectAxis, errors: Scale, mean: float, end: float) -> str:
    if not axis.beyond(end):
        return f"{_x(axis, end):g},{_y(errors, errors.high):g}"
    edge = axis.low if end < axis.low else axis.high
    reached = abs(axis.share(edge) - axis.share(mean)) / _length(axis, mean, end)
    return f"{_x(axis, edge):g},{_y(errors, reached * errors.high):g}"


def _length(axis: EffectAxis, mean: float, end: float) -> float:
    """Return a distance in shares of the axis, also beyond its edge."""
    wide = EffectAxis(min(axis.low, end), max(axis.high, end), (), axis.null)
    there = abs(wide.share(end) - wide.share(mean))
    return there / abs(wide.share(axis.high) - wide.share(axis.low))


def _axes(axis: EffectAxis, errors: Scale) -> list[str]:
    base = HEIGHT - BOTTOM
    lines = []
    for tick in errors.ticks:
        y = _y(errors, tick)
        lines += [
            f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:g}" y2="{y:g}"/>',
            text("tick", LEFT - 6, y + 4, f"{tick:g}", "end"),
        ]
    lines += [text("tick", _x(axis, tick), base + 18, f"{tick:g}", "middle") for tick in axis.ticks]
    return [
        *lines,
        text("axis", LEFT, HEIGHT - 10, "standard error downward, effect across"),
    ]


def _said(found: PoolSetDocument) -> str:
    """Say in words what the drawing shows."""
    ratio = is_ratio(found)
    said = [
        f"{t.label}: {number_of(t.estimate, ratio=ratio)}, standard error {t.standard_error:.3g}."
        for t in found.trials
        if t.weight is not None
    ]
    assert found.pooled is not None
    mean = number_of(found.pooled.estimate, ratio=ratio)
    return " ".join([f"Trials around their mean of {mean}.", *said])


def _x(axis: EffectAxis, value: float) -> float:
    return round(LEFT + axis.share(value) * (WIDTH - RIGHT - LEFT), 1)


def _y(errors: Scale, error: float) -> float:
    return round(TOP + error / errors.high * (HEIGHT - BOTTOM - TOP), 1)
