"""The five things that drive an output most, as an accessible SVG."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from .tables import SUBJECTS, Row
from .words import MAIN, OUTPUTS

SHOWN = 5
WIDTH, LEFT, SCALE = 720, 250, 380
TOP, ROW, BAR, HEAD, GAP = 40, 34, 12, 24, 14
COLOURS = {"woman": "#1f4e79", "man": "#e0a030"}
PANELS = {"constants": "constants of the model", "inputs": "what differs between people"}


def strongest(rows: Sequence[Row], subject: str, varied: str, target: dict[str, str]) -> list[Row]:
    """Return the drivers of a target, the strongest first."""
    here = [
        row
        for row in rows
        if row["subject"] == subject
        and row["varied"] == varied
        and all(row[key] == value for key, value in target.items())
    ]
    return sorted(here, key=lambda row: (-float(row["total"]), row["name"]))


def chart(rows: Sequence[Row], output: str) -> str:
    """Draw the total index of the strongest drivers of an output's change, for both persons."""
    target = {"output": output, "regimen": MAIN[output], "measure": "change"}
    title = f"What drives the change of {OUTPUTS[output]} in a year of {MAIN[output]}"
    parts, said, y = [], [], TOP
    for varied, heading in PANELS.items():
        first = strongest(rows, SUBJECTS[0], varied, target)[:SHOWN]
        if not first:
            continue
        parts.append(_text(8, y + 14, heading, "bold"))
        y += HEAD
        for row in first:
            parts += _bars(rows, row, target, y)
            said.append(f"{row['name']} {float(row['total']):.2f}")
            y += ROW
        y += GAP
    described = f"Total index for the woman, strongest first: {', '.join(said)}. Tables hold both."
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y + 24}" role="img" '
            f'aria-labelledby="title desc" font-family="sans-serif" font-size="13">',
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="desc">{escape(described)}</desc>',
            f'<rect width="{WIDTH}" height="{y + 24}" fill="#ffffff"/>',
            _text(8, 20, title, "bold"),
            *parts,
            *_legend(y + 10),
            "</svg>",
            "",
        ]
    )


def _bars(rows: Sequence[Row], row: Row, target: dict[str, str], y: int) -> list[str]:
    parts = [_text(LEFT - 8, y + BAR + 4, row["name"], anchor="end")]
    for place, subject in enumerate(SUBJECTS):
        same = [
            other
            for other in strongest(rows, subject, row["varied"], target)
            if other["name"] == row["name"]
        ]
        top = y + place * (BAR + 2)
        if not same:
            parts.append(_text(LEFT + 4, top + BAR - 2, "little or none", size=10))
            continue
        total, wide = float(same[0]["total"]), float(same[0]["total_conf"])
        end = LEFT + SCALE * min(total, 1.0)
        middle = top + BAR / 2
        low, high = (LEFT + SCALE * min(max(x, 0.0), 1.1) for x in (total - wide, total + wide))
        parts += [
            f'<rect x="{LEFT}" y="{top}" width="{end - LEFT:.1f}" height="{BAR}" '
            f'fill="{COLOURS[subject]}"/>',
            f'<path d="M{low:.1f} {middle}H{high:.1f}" stroke="#808080" stroke-width="2"/>',
            _text(max(high, end) + 6, top + BAR - 2, f"{total:.2f}", size=11),
        ]
    return parts


def _legend(y: int) -> list[str]:
    parts, x = [], 8
    for subject in SUBJECTS:
        parts.append(
            f'<rect x="{x}" y="{y - 9}" width="{BAR}" height="{BAR}" fill="{COLOURS[subject]}"/>'
        )
        parts.append(_text(x + 18, y + 2, subject, size=11))
        x += 80
    return [*parts, _text(x, y + 2, "bar: total index; line: 95 % confidence", size=11)]


def _text(
    x: float, y: float, said: str, weight: str = "", anchor: str = "", size: int | None = None
) -> str:
    more = (f' font-weight="{weight}"' if weight else "") + (
        f' text-anchor="{anchor}"' if anchor else ""
    )
    more += f' font-size="{size}"' if size else ""
    return f'<text x="{x:g}" y="{y:g}"{more} fill="#000000">{escape(said)}</text>'
