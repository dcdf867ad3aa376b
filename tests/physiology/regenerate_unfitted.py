"""Writes the tables of docs/outputs.md anew, from what the model gives today.

    python -m tests.physiology.regenerate_unfitted

It then says where physiology/outputs.toml disagrees; the flags and their reasons are set by hand.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from d3k2.physiology import outputs

from .unfitted import CRITERION, STUDIES, Row, bands, rows, verdict
from .unfitted_runs import urine_on_calcium

PAGE = Path(__file__).resolve().parents[2] / "docs" / "outputs.md"
WOMEN = ((35, "carbonate"), (35, "citrate"), (65, "carbonate"), (65, "citrate"))


def parts() -> dict[str, str]:
    """Return what stands between the markers of the page, by name."""
    made = {
        "margins": _margins(),
        "verdicts": _verdicts(),
        "rows": _all_rows(),
        "bands": _bands(),
        "urine": _urine(),
        "assumed": _assumed(),
    }
    return {name: "".join(f"{line}\n" for line in lines) for name, lines in made.items()}


def marked(name: str) -> re.Pattern[str]:
    """Return the pattern of a part with its markers."""
    return re.compile(rf"(<!-- {name} -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def flags() -> Mapping[str, Any]:
    """Return what physiology/outputs.toml says."""
    text = resources.files("d3k2.physiology").joinpath("outputs.toml").read_text("utf-8")
    return tomllib.loads(text)


def _margins() -> Iterator[str]:
    yield "| output | a change may miss by |"
    yield "|---|---|"
    for output, known in CRITERION["margin"].items():
        said = ", ".join(f"{value:g}{_of(unit)}" for unit, value in known.items())
        yield f"| `{output}` | {said} |"


def _verdicts() -> Iterator[str]:
    yield "| output | verdict | rows inside | studies | why |"
    yield "|---|---|---|---|---|"
    for output in outputs():
        found = verdict(output)
        word = "**passed**" if found.passed else "research"
        inside = f"{found.inside} of {len(found.rows)}" if found.rows else "-"
        yield f"| `{output}` | {word} | {inside} | {found.studies} | {found.why} |"


def _all_rows() -> Iterator[str]:
    for output in outputs():
        mine = [row for row in rows() if row.output == output]
        if mine:
            yield f"### {output}"
            yield ""
            yield "| study | what | observed | the model | inside |"
            yield "|---|---|---|---|---|"
            yield from (_line(row) for row in mine)
            yield ""


def _line(row: Row) -> str:
    observed = f"{number(row.observed)}{_of(row.unit)}"
    if row.interval:
        observed += f" ({number(row.interval[0])} to {number(row.interval[1])})"
    if row.null:
        observed += ", nothing found"
    inside = "yes" if row.inside else "**no**"
    if not row.right_way:
        inside += ", not the way it went"
    if not row.as_little:
        inside += ", an effect where none was found"
    if row.apart:
        inside += f"; apart: {row.apart}"
    return f"| {row.paper} | {row.what} | {observed} | {number(row.predicted)} | {inside} |"


def _bands() -> Iterator[str]:
    held = [low <= row.observed <= high for row, (low, high) in bands()]
    yield f"The band held {sum(held)} of {len(held)} published means. Outside it:"
    yield ""
    yield "| study | what | observed | band of single people |"
    yield "|---|---|---|---|"
    for row, (low, high) in bands():
        if not low <= row.observed <= high:
            said = f"{number(row.observed)}{_of(row.unit)} | {number(low)} to {number(high)}"
            yield f"| {row.paper} | {row.what} | {said} |"


def _urine() -> Iterator[str]:
    yield "| woman | 1,000 mg of calcium a day as | before, mg/day | after four weeks | more |"
    yield "|---|---|---|---|---|"
    for age, salt in WOMEN:
        before, after = urine_on_calcium(age, salt)
        more = f"{after - before:.0f} ({100 * (after / before - 1):.0f} %)"
        yield f"| {age} years | {salt} | {before:.0f} | {after:.0f} | {more} |"


def _assumed() -> Iterator[str]:
    for study, about in STUDIES.items():
        if "assumed" in about:
            yield f"- {study}: {about['assumed']}"


def number(value: float) -> str:
    """Return a number with about three digits."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{round(value, digits) + 0.0:.{digits}f}"


def _of(unit: str) -> str:
    return "" if unit == "1" else f" {unit}"


if __name__ == "__main__":
    page = PAGE.read_text("utf-8")
    for name, text in parts().items():
        page, times = marked(name).subn(lambda m, new=text: m[1] + new + m[3], page)
        if times != 1:
            raise SystemExit(f"the page has no place for {name}")
    PAGE.write_text(page, "utf-8")
    for output, said in flags().items():
        found = verdict(output)
        if (said["passed"], said.get("why")) != (found.passed, found.why):
            said_now = f"passed = {str(found.passed).lower()}, why = {found.why!r}"
            sys.stdout.write(f"{output}: {said_now}\n")
