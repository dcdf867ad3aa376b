"""How far published means lie from predicted ones as an accessible SVG, one line for each arm.

The same numbers stand in the table beside it, so that nothing depends on seeing it.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from d3k2.report.frame import text
from d3k2.report.scale import Scale, scale
from d3k2.report.validation_documents import ArmDocument

WIDTH = 640
LEFT, RIGHT = 250, 24
TOP, ROW, BOTTOM = 12, 20, 44
MARK = 4
LONGEST_NAME = 36
FLAT = 1e-9
SHOWN = 0.95
"""Share of arms that decide how wide the drawing is: what lies beyond is put at its edge."""


def validation_chart(arms: Sequence[ArmDocument], title: str, named: str) -> str:
    """Draw, for each arm, where the published mean lies around the predicted one.

    Parameters
    ----------
    arms : sequence of ArmDocument
        Of one output, on one scale.
    title : str
        What is drawn.
    named : str
        A name of its own on the page.
    """
    axis = _axis(arms)
    height = TOP + ROW * len(arms) + BOTTOM
    base = height - BOTTOM
    inside = sum(arm.inside for arm in arms)
    parts = [
        f'<svg class="validation" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="{named}-title {named}-desc" xmlns="http://www.w3.org/2000/svg">',
        f'<title id="{named}-title">{escape(title)}</title>',
        f'<desc id="{named}-desc">{inside} of {len(arms)} published means lie in the 90 % interval '
        "that the model predicts; the table has every number.</desc>",
    ]
    for tick in axis.ticks:
        x = _x(axis, tick)
        kind = "predicted" if abs(tick) < FLAT else "grid"
        parts.append(f'<line class="{kind}" x1="{x:g}" x2="{x:g}" y1="{TOP}" y2="{base}"/>')
        parts.append(text("number", x, base + 16, f"{tick:+.{axis.decimals}f}", "middle"))
    for place, arm in enumerate(arms):
        parts += _arm(axis, arm, TOP + ROW * place + ROW / 2)
    said = f"published less predicted, {arms[0].unit}"
    parts.append(text("number", _x(axis, axis.low), base + 34, said))
    return "\n".join([*parts, "</svg>"])


def _axis(arms: Sequence[ArmDocument]) -> Scale:
    """Return an axis with zero in its middle that is wide enough for nearly all arms."""
    reaches = sorted(max(abs(a.observed - a.predicted), (a.high - a.low) / 2, FLAT) for a in arms)
    far = reaches[min(len(reaches) - 1, int(SHOWN * len(reaches)))]
    return scale([-far, far], FLAT)


def _arm(axis: Scale, arm: ArmDocument, y: float) -> list[str]:
    low, high = _x(axis, arm.low - arm.predicted), _x(axis, arm.high - arm.predicted)
    seen = _x(axis, arm.observed - arm.predicted)
    kind = "inside" if arm.inside else "outside"
    return [
        text("name", LEFT - 10, y + 4, _name(arm), "end"),
        f'<line class="interval" x1="{low:g}" x2="{high:g}" y1="{y:g}" y2="{y:g}"/>',
        f'<circle class="{kind}" cx="{seen:g}" cy="{y:g}" r="{MARK}"/>',
    ]


def _name(arm: ArmDocument) -> str:
    whole = f"{arm.study}, {arm.arm}, {arm.weeks:g} wk"
    return whole if len(whole) <= LONGEST_NAME else whole[: LONGEST_NAME - 1] + "…"


def _x(axis: Scale, value: float) -> float:
    share = (min(max(value, axis.low), axis.high) - axis.low) / (axis.high - axis.low)
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)
