"""Pooled trials on a terminal: a forest plot in text, what they say together, what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from d3k2.evidence import cite, load
from d3k2.faces.cli.terminal import Terminal
from d3k2.report import (
    EffectAxis,
    PoolDocument,
    PooledDocument,
    PoolOutcomesDocument,
    PoolRow,
    PoolSetDocument,
    PublishedPoolsDocument,
    ReproductionDocument,
    TripleDocument,
    effect_axis,
    heterogeneity_of,
    interval_of,
    is_ratio,
    left_one_out,
    left_out_rows,
    pool_rows,
    prediction_of,
    set_name,
    trial_name,
    trial_numbers,
)

INDENT = (0, 0, 0, 2)
NAME = 22
NUMBERS = 24
WEIGHT = 6
GAPS = 3
LEAST = 12
"""Columns for the plot on a narrow terminal."""

HEADINGS = {
    "yes": "Made again",
    "no": "Made again, with another result",
    "cannot": "Cannot be made again",
}
MADE = {
    "figures of its trials": "from the figures of its trials",
    "its own subgroups": "from its own subgroups: a fault inside one of them would not show",
    "nothing": "",
}


def show_outcomes(document: PoolOutcomesDocument) -> None:
    """Print the outcomes that can be pooled and how many trials each has."""
    out = Terminal()
    out.put(Text("Outcomes that can be pooled, with the trials of their largest pool", "bold"))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(justify="right", no_wrap=True)
    for one in document.outcomes:
        grid.add_row(Text(one.id), Text(str(one.trials)), Text(one.name, style="dim"))
    out.put(Padding(grid, INDENT))
    out.put(Text(document.notice, style="dim"))


def show_pool(document: PoolDocument, page: str | None) -> None:
    """Print every set of an outcome."""
    out = Terminal()
    out.put(Text.assemble((document.outcome.name, "bold"), (f"  {document.outcome.id}", "dim")))
    out.put(Text(document.notice))
    for found in document.sets:
        out.line()
        _set(out, document, found)
    if not document.sets:
        out.put(Text("Nothing can be pooled."))
    _left_out(out, document)
    out.line()
    count = len(document.sources)
    sources = f"{count or 'no'} source{'' if count == 1 else 's'}"
    where = "--json and --html FILE hold them with every row and the methods"
    out.put(Text(f"{sources}; {where}." if page is None else f"{sources}; {page}", style="dim"))


def show_published(document: PublishedPoolsDocument) -> None:
    """Print each published pool beside ours, or why it cannot be made again."""
    out = Terminal()
    out.put(Text("Published pools made again", style="bold"))
    out.put(Text(document.notice))
    for standing, heading in HEADINGS.items():
        group = [one for one in document.reproductions if one.reproduced == standing]
        if group:
            out.line()
            out.put(Text(f"{heading} ({len(group)})", style="bold"))
        for one in group:
            out.put(Padding(_published(one), INDENT))


def _set(out: Terminal, document: PoolDocument, found: PoolSetDocument) -> None:
    out.put(Text(set_name(document, found), style="bold"))
    for warning in found.warnings:
        out.put(Padding(Text(f"{out.bullet} {warning}"), INDENT))
    for line in _forest(out, found):
        out.put(Padding(Text(line, no_wrap=True), INDENT))
    if found.pooled is not None:
        ratio = is_ratio(found)
        if predicted := prediction_of(found.pooled, ratio=ratio):
            out.put(Padding(Text(f"A further trial would lie within {predicted}."), INDENT))
        out.put(Padding(Text(f"{heterogeneity_of(found.pooled)}."), INDENT))
    more = [*pool_rows(found)[2 if found.pooled else 0 :], *left_one_out(found)]
    if more:
        out.put(Padding(_pools(more), INDENT))


def _pools(rows: Sequence[PoolRow]) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column()
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(no_wrap=True)
    for row in rows:
        grid.add_row(Text(row.name, style="dim"), Text(str(row.trials)), Text(row.estimate))
    return grid


def _forest(out: Terminal, found: PoolSetDocument) -> Iterator[str]:
    """Yield the lines of a forest plot, as wide as the terminal allows."""
    axis = effect_axis(found)
    width = max(LEAST, out.width - INDENT[3] - NAME - NUMBERS - WEIGHT - GAPS)
    plot = Plot(axis, width, ascii_only=out.options.ascii_only)
    for trial in sorted(found.trials, key=lambda t: t.weight is None):
        weight = "" if trial.weight is None else f"{100 * trial.weight:.0f} %"
        drawn = plot.line(trial.low, trial.estimate, trial.high, pooled=False)
        yield _line(trial_name(trial), drawn, trial_numbers(trial), weight)
    if found.pooled is not None:
        yield from _together(plot, found.pooled, ratio=is_ratio(found))
    yield _line("", plot.axis(), "", "")


def _together(plot: Plot, pooled: PooledDocument, *, ratio: bool) -> Iterator[str]:
    drawn = plot.line(pooled.low, pooled.estimate, pooled.high, pooled=True)
    said = interval_of(pooled.estimate, pooled.low, pooled.high, ratio=ratio)
    yield _line("Random effects", drawn, said, "")
    drawn = plot.line(pooled.fixed_low, pooled.fixed, pooled.fixed_high, pooled=True)
    said = interval_of(pooled.fixed, pooled.fixed_low, pooled.fixed_high, ratio=ratio)
    yield _line("Fixed effect", drawn, said, "")


def _line(name: str, drawn: str, numbers: str, weight: str) -> str:
    said = name if len(name) <= NAME else name[: NAME - 1] + "."
    return f"{said:<{NAME}} {drawn} {numbers:<{NUMBERS}} {weight:>{WEIGHT - 1}}".rstrip()


class Plot:
    """Where a number stands in a line of characters."""

    def __init__(self, axis: EffectAxis, width: int, *, ascii_only: bool) -> None:
        self._axis, self._width = axis, width
        self._rule, self._trial, self._pool, self._null = "-o#|" if ascii_only else "─■◆│"

    def line(self, low: float, estimate: float, high: float, *, pooled: bool) -> str:
        """Return an interval around its estimate; < and > where it goes on beyond the edge."""
        cells = [" "] * self._width
        cells[self._place(self._axis.null)] = self._null
        first, last = self._place(low), self._place(high)
        cells[first : last + 1] = self._rule * (last - first + 1)
        if low < self._axis.low:
            cells[0] = "<"
        if high > self._axis.high:
            cells[-1] = ">"
        cells[self._place(estimate)] = self._pool if pooled else self._trial
        return "".join(cells)

    def axis(self) -> str:
        """Return the numbers under the plot, as many as have room."""
        cells = [" "] * self._width
        null = self._axis.null
        for tick in sorted(self._axis.ticks, key=lambda tick: abs(tick - null)):
            said = f"{tick:g}"
            start = min(max(0, self._place(tick) - len(said) // 2), self._width - len(said))
            around = cells[max(0, start - 1) : start + len(said) + 1]
            if not "".join(around).strip():
                cells[start : start + len(said)] = said
        return "".join(cells)

    def _place(self, value: float) -> int:
        return round(self._axis.share(value) * (self._width - 1))


def _left_out(out: Terminal, document: PoolDocument) -> None:
    groups = left_out_rows(document.left_out)
    if not groups:
        return
    out.line()
    out.put(Text(f"Not pooled ({len(document.left_out)} rows)", style="bold"))
    for group in groups:
        count = f" ({len(group.rows)})" if len(group.rows) > 1 else ""
        said = Text(f"{out.bullet} {group.reason}{count}: ")
        out.put(Padding(said.append(group.labels, style="dim"), INDENT))


def _published(one: ReproductionDocument) -> Text:
    source = load().sources[one.source]
    said = Text.assemble((one.outcome, ""), (f"  {one.id}", "dim"))
    method = "method not seen" if one.method == "not seen" else one.method
    said.append(f"\n  published {one.measure} {_told(one.published)}, {method}")
    if one.ours is not None and one.difference is not None:
        apart = one.difference
        differs = f"{apart.estimate:+.2f} ({apart.low:+.2f}, {apart.high:+.2f})"
        said.append(f"\n  ours      {one.measure} {_told(one.ours)}, difference {differs}")
        said.append(f"\n  {MADE[one.made_from]}")
    for more in (one.why_not, one.note):
        if more:
            said.append(f"\n  {more}")
    return said.append(f"\n  {cite(source)} {one.where}; read: {one.read}", style="dim")


def _told(one: TripleDocument) -> str:
    return interval_of(one.estimate, one.low, one.high, ratio=True)
