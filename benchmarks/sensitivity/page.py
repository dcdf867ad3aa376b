"""The tables of ``docs/sensitivity.md``, made of the CSV files beside it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence

from d3k2.evidence import load
from d3k2.physiology import parameter_facts

from . import tables
from .chart import SHOWN, chart, strongest
from .tables import FOLDER, SUBJECTS, Row
from .words import MAIN, OUTPUTS, meanings, unit

PAGE = FOLDER.with_suffix(".md")
COUNTS = 0.10
"""A constant with a total index from here on in some change is named among those worth reading."""

_BLOCK = re.compile(r"(<!-- begin (\w+) -->\n).*?(<!-- end \2 -->)", re.DOTALL)


def regenerated(page: str) -> str:
    """Return the page with every table as the CSV files have it."""
    return _BLOCK.sub(lambda m: f"{m[1]}{MADE[m[2]]()}{m[3]}", page)


def charts() -> dict[str, str]:
    """Return the drawing of every output, by file name."""
    rows = tables.read("indices")
    return {f"{output}.svg": chart(rows, output) for output in OUTPUTS}


def _rules() -> str:
    """How far the constants are varied, by rule."""
    by: dict[str, list[str]] = {}
    for row in tables.read("ranges"):
        if row["what"] == "constant":
            by.setdefault(row["why"], []).append(row["name"])
    lines = [
        (why, len(names), ", ".join(f"`{n}`" for n in names) if len(names) <= 8 else "")
        for why, names in sorted(by.items(), key=lambda item: -len(item[1]))
    ]
    return _table(("how far", "constants", "which, where few"), lines)


def _fixed() -> str:
    by: dict[str, list[str]] = {}
    for row in tables.read("ranges"):
        if row["what"] == "fixed":
            by.setdefault(row["why"], []).append(f"`{row['name']}`")
    return _table(("why", "which"), [(why, ", ".join(names)) for why, names in by.items()])


def _inputs() -> str:
    rows = [row for row in tables.read("ranges") if row["what"] == "input"]
    lines = []
    for name in dict.fromkeys(row["name"] for row in rows):
        said = {row["of"]: row for row in rows if row["name"] == name}
        cells = [
            f"{_short(r['low'])} - {_short(r['high'])} ({_short(r['value'])})" if r else "-"
            for r in (said.get(subject) for subject in SUBJECTS)
        ]
        first = next(iter(said.values()))
        lines.append((f"`{name}`", meanings()[name], *cells, first["why"]))
    return _table(("input", "what it is", "woman (usual)", "man (usual)", "ends"), lines)


def _drivers() -> str:
    rows = tables.read("indices")
    parts = []
    for output, called in OUTPUTS.items():
        regimen = MAIN[output]
        measures = ("change", "level") if output != "ucoc_ratio" else ("change",)
        heads, columns = [], []
        for varied, short in (("constants", "constants"), ("inputs", "people")):
            for measure in measures:
                target = {"output": output, "regimen": regimen, "measure": measure}
                heads.append(f"{short}, {measure}")
                columns.append(strongest(rows, "woman", varied, target)[:SHOWN])
        lines = [
            (place + 1, *(_cell(column, place) for column in columns))
            for place in range(max(len(column) for column in columns))
        ]
        first = strongest(
            rows, "woman", "constants",
            {"output": output, "regimen": regimen, "measure": "change"},
        )[:3]  # fmt: skip
        alt = ", ".join(f"{row['name']} {float(row['total']):.2f}" for row in first)
        parts.append(
            f"### `{output}`: {called}, under {regimen}\n\n"
            f"![What drives the change of {called}: constants {alt}](sensitivity/{output}.svg)\n\n"
            + _table(("", *heads), lines)
        )
    return "\n".join(parts)


def _first() -> str:
    """The strongest constant for every output, regimen and person."""
    rows = tables.read("indices")
    regimens = ("D3", "D3 + calcium", "MK-7")
    lines = []
    for output, called in OUTPUTS.items():
        cells = []
        for regimen in regimens:
            for subject in SUBJECTS:
                target = {"output": output, "regimen": regimen, "measure": "change"}
                cells.append(_cell(strongest(rows, subject, "constants", target), 0))
        lines.append((called, *cells))
    heads = [f"{regimen}, {subject}" for regimen in regimens for subject in SUBJECTS]
    return _table(("change of", *heads), lines)


def _both() -> str:
    """Constants against people, as two groups."""
    rows = [row for row in tables.read("indices") if row["varied"] == "both"]
    lines = []
    for output, called in OUTPUTS.items():
        cells = []
        for measure in ("change", "level"):
            target = {"output": output, "regimen": MAIN[output], "measure": measure}
            found = {row["name"]: row for row in strongest(rows, "woman", "both", target)}
            cells += [
                f"{100 * float(found[n]['first']):.0f} %" if n in found else "-"
                for n in ("constants", "inputs")
            ]
        lines.append((called, MAIN[output], *cells))
    heads = ("change: constants", "change: people", "level: constants", "level: people")
    return _table(("output", "regimen", *heads), lines)


def _bands() -> str:
    rows = {
        (r["subject"], r["output"], r["regimen"], r["measure"]): r for r in tables.read("bands")
    }
    lines = []
    for output, called in OUTPUTS.items():
        for measure in ("change", "level"):
            both = [rows.get((subject, output, MAIN[output], measure)) for subject in SUBJECTS]
            cells: list[str] = []
            for row in both:
                if row is not None:
                    cells += [_interval(row, "constants"), _interval(row, "people"), _ratio(row)]
            if cells:
                lines.append((f"{called}, {measure}, {unit(output, measure)}", *cells))
    heads = [
        f"{who}: {of}" for who in SUBJECTS for of in ("constants", "people", "ratio of widths")
    ]
    return _table(("output", *heads), lines)


def _carried() -> str:
    """What the chosen constants carry of the variance that all constants give."""
    lines = []
    for output, called in OUTPUTS.items():
        shares = {
            (r["subject"], r["measure"]): f"{100 * float(r['chosen_carry']):.0f} %"
            for r in tables.read("bands")
            if r["output"] == output and r["regimen"] == MAIN[output]
        }
        cells = [shares.get((s, m), "-") for s in SUBJECTS for m in ("change", "level")]
        lines.append((called, *cells))
    heads = [f"{subject}, {measure}" for subject in SUBJECTS for measure in ("change", "level")]
    return _table(("output", *heads), lines)


def _worth() -> str:
    """Constants with a large share in some change, with where their number comes from."""
    facts, known = parameter_facts(), load().facts
    ends = {r["name"]: r for r in tables.read("ranges") if r["what"] == "constant"}
    best: dict[str, dict[str, float]] = {}
    for row in tables.read("indices"):
        main = row["regimen"] in ("D3", MAIN[row["output"]]) and row["measure"] == "change"
        if row["varied"] == "constants" and main and float(row["total"]) >= COUNTS:
            there = best.setdefault(row["name"], {})
            there[row["output"]] = max(there.get(row["output"], 0.0), float(row["total"]))
    lines = []
    for name, there in sorted(best.items(), key=lambda item: (-sum(item[1].values()), item[0])):
        fact = known[facts[name]]
        where = ", ".join(
            f"{OUTPUTS[o]} {x:.2f}" for o, x in sorted(there.items(), key=lambda item: -item[1])
        )
        r = ends[name]
        lines.append(
            (
                f"`{name}`",
                f"{r['low']} - {r['high']}",
                fact.text,
                f"{fact.basis}, {fact.grade}",
                where,
            )
        )  # fmt: skip
    return _table(("constant", "ends", "what the fact says", "basis, grade", "total index"), lines)


def _runs() -> str:
    """How many were computed, by design, and how many failed."""
    by: dict[str, list[int]] = {}
    for row in tables.read("runs"):
        counted = by.setdefault(row["design"].partition(": ")[2], [0, 0])
        counted[0] += int(row["people"])
        counted[1] += int(row["failed"])
    by["all"] = [sum(column) for column in zip(*by.values(), strict=True)]
    lines = [(what, f"{people:,}", failed) for what, (people, failed) in by.items()]
    return _table(("design", "people computed", "failed"), lines)


MADE: dict[str, Callable[[], str]] = {
    "rules": _rules,
    "fixed": _fixed,
    "inputs": _inputs,
    "drivers": _drivers,
    "first": _first,
    "both": _both,
    "bands": _bands,
    "carried": _carried,
    "worth": _worth,
    "runs": _runs,
}


def _cell(column: Sequence[Row], place: int) -> str:
    """A driver with its total index, or nothing where none is left."""
    if place >= len(column):
        return "-"
    row = column[place]
    return f"`{row['name']}` {float(row['total']):.2f} ± {float(row['total_conf']):.2f}"


def _interval(row: Row, of: str) -> str:
    """Median and the middle 90 %, with as many decimals as their distance bears."""
    if not row[f"{of}_p50"]:
        return "-"
    low, middle, high = (float(row[f"{of}_p{p}"]) for p in (5, 50, 95))
    decimals = max(0, 1 - math.floor(math.log10(high - low))) if high > low else 2
    return f"{middle:.{decimals}f} ({low:.{decimals}f} to {high:.{decimals}f})"


def _ratio(row: Row) -> str:
    if not row["people_p50"]:
        return "-"
    wide = [float(row[f"{of}_p95"]) - float(row[f"{of}_p5"]) for of in ("constants", "people")]
    return f"{wide[0] / wide[1]:.2f}" if wide[1] else "people do not differ"


def _short(number: str) -> str:
    value = float(number)
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _table(heads: Iterable[object], lines: Iterable[Sequence[object]]) -> str:
    heads = [str(head) for head in heads]
    rows = [heads, ["---"] * len(heads), *([str(cell) for cell in line] for line in lines)]
    return "".join("| " + " | ".join(row) + " |\n" for row in rows)
