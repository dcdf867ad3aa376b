"""Virtual trials on a terminal: how near they came, each row, and what was left out."""

from __future__ import annotations

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from d3k2.faces.cli.terminal import Terminal
from d3k2.report import (
    USES,
    ArmDocument,
    ComparisonDocument,
    ScoreDocument,
    ValidationDocument,
    arms_of,
    comparison_name,
    skipped_by_reason,
)

INDENT = (0, 0, 0, 2)
MOST_ROWS = 30
"""Rows of one output that are listed on a terminal; a page and JSON hold all."""


def show_validation(out: Terminal, document: ValidationDocument, page: str | None) -> None:
    """Print virtual trials."""
    out.put(Text(f"Virtual trials: {document.source}", style="bold"))
    out.put(Text(document.notice, style="dim"))
    for fault in document.faults:
        out.put(Text(f"{out.bullet} {fault}"))
    use = None
    for found in document.comparisons:
        if found.use != use:
            use = found.use
            out.line()
            out.put(Text(USES.get(use, use), style="bold"))
        _comparison(out, document, found)
    if not document.arms:
        out.line()
        out.put(Text("No row could be simulated."))
    _skipped(out, document)
    out.line()
    where = "--json and --html FILE hold every row" if page is None else page
    rows = "1 row" if len(document.arms) == 1 else f"{len(document.arms)} rows"
    out.put(Text(f"{rows} simulated; {where}.", style="dim"))


def _comparison(out: Terminal, document: ValidationDocument, found: ComparisonDocument) -> None:
    arms = arms_of(document, found)
    research = "" if arms[0].passed else "  (research)"
    out.line()
    out.put(Padding(Text(f"{comparison_name(found)}{research}", style="bold"), INDENT))
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for heading, justify in (
        ("predicted by", "left"),
        ("rows", "right"),
        ("error", "right"),
        ("d3k2's there", "right"),
        ("bias", "right"),
        ("in 90 %", "right"),
        ("width", "right"),
    ):
        table.add_column(heading, justify=justify)  # type: ignore[arg-type]
    table.add_row(*_score(found.model, ""))
    for beside in found.beside:
        table.add_row(*_score(beside.rule, f"{beside.model.mean_absolute_error:.3g}"))
    out.put(Padding(table, INDENT))
    if len(arms) <= MOST_ROWS:
        out.put(Padding(_rows(arms), INDENT))


def _rows(arms: list[ArmDocument]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for heading, justify in (
        ("arm", "left"),
        ("weeks", "right"),
        ("published", "right"),
        ("predicted", "right"),
        ("90 %", "left"),
    ):
        table.add_column(heading, justify=justify)  # type: ignore[arg-type]
    for arm in arms:
        table.add_row(
            Text(f"{arm.study}, {arm.arm}"),
            Text(f"{arm.weeks:g}"),
            Text(f"{arm.observed:.3g}"),
            Text(f"{arm.predicted:.3g}"),
            Text(f"{arm.low:.3g} to {arm.high:.3g}" + ("" if arm.inside else "  outside")),
        )
    return table


def _score(score: ScoreDocument, ours: str) -> tuple[str, ...]:
    return (
        score.name,
        str(score.rows),
        f"{score.mean_absolute_error:.3g}",
        ours,
        f"{score.bias:+.2g}",
        "" if score.coverage is None else f"{100 * score.coverage:.0f} %",
        "" if score.width is None else f"{score.width:.2f}",
    )


def _skipped(out: Terminal, document: ValidationDocument) -> None:
    if not document.skipped:
        return
    out.line()
    out.put(Text(f"Not simulated ({len(document.skipped)})", style="bold"))
    for why, rows in skipped_by_reason(document.skipped).items():
        where = rows[0].at if len(rows) == 1 else f"{len(rows)} rows, first {rows[0].at}"
        out.put(Padding(Text.assemble(f"{out.bullet} {why} ", (where, "dim")), INDENT))
