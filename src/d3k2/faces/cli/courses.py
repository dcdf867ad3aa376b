"""Courses under several regimens on a terminal: stop signs, names, numbers, sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from d3k2.faces.cli.terminal import Terminal
from d3k2.report import (
    Compared,
    Comparison,
    Moment,
    StatementDocument,
    cell,
    compared,
    headed,
    label,
    letters,
    moments,
    more,
)
from d3k2.safety import NUTRIENTS

INDENT = (0, 0, 0, 2)
FEWEST_COLUMNS = 2

Document = TypeVar("Document", bound=Comparison)


class Courses(Generic[Document]):
    """One comparison, section by section; what a section has nothing for is not headed."""

    def __init__(self, document: Document, out: Terminal) -> None:
        self.document = document
        self.out = out
        self.letters = letters(document)

    def word(self, key: str) -> str:
        """Return a label in the words of the audience."""
        return label(key, self.document.audience)

    def heading(self, said: str) -> None:
        """Open a section."""
        self.out.line()
        self.out.put(Text(said, style="bold"))

    def stops(self) -> None:
        """Print every stop sign, nothing before it but the notice."""
        for stop in self.document.stops:
            about = f": {self.word(f'name.{stop.about}')}" if stop.about in NUTRIENTS else ""
            self.out.put(Panel(Text(stop.text), title=Text(f"STOP{about}"), style="bold red"))

    def entries(self, heading: str, said: Iterable[StatementDocument], style: str = "") -> None:
        """Print statements as a list."""
        texts = list(dict.fromkeys(s.text for s in said))
        if not texts:
            return
        self.heading(heading)
        grid = Table.grid(padding=(0, 1))
        for text in texts:
            grid.add_row(self.out.bullet, Text(text, style=style))
        self.out.put(Padding(grid, INDENT))

    def regimens(self) -> None:
        """Print which letter stands for which regimen."""
        self.heading(self.word("simulate.compared"))
        grid = Table.grid(padding=(0, 1))
        for regimen in self.document.regimens:
            said = Text(regimen.label)
            if left := more(regimen):
                said.append(f": {left}", style="dim")
            grid.add_row(Text(self.letters[regimen.id], style="bold"), said)
        self.out.put(Padding(grid, INDENT))

    def levels(self, status: str, heading: str) -> None:
        """Print median and range of each variable of one status, under each regimen."""
        document = self.document
        told = moments(document.trajectories, document.audience)
        blocks = [
            (headed(one, unit, document.audience), self.rows(one, unit, told))
            for one in compared(document)
            if one.status == status
            for unit in one.units
        ]
        if not blocks:
            return
        self.heading(heading)
        names = ["", *(moment.name for moment in told)]
        columns = Columns([names, *(row for _, rows in blocks for row in rows)], self.out.width)
        if not document.education:
            self.dim(self.word("simulate.middle"))
        self.dim(columns.line(names))
        for name, rows in blocks:
            self.out.put(Padding(Text(name), INDENT))
            for row in rows:
                self.out.put(Padding(Text(columns.line(row)), INDENT))

    def rows(self, one: Compared, unit: str, told: Sequence[Moment]) -> list[list[str]]:
        """Return a regimen's letter and its numbers, for each regimen."""
        return [
            [self.letters[course.id], *(cell(course, m.of(course), unit).text for m in told)]
            for course in one.courses
        ]

    def dim(self, said: str) -> None:
        """Print a line that explains others."""
        self.out.put(Padding(Text(said, style="dim"), INDENT))


class Columns:
    """Numbers one below the other, in as many columns as there is room for.

    The last column always stays; the one after the first goes first.
    """

    def __init__(self, rows: Sequence[Sequence[str]], width: int) -> None:
        widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
        room = width - INDENT[3]
        kept = list(range(1, len(widths)))
        gaps = (2, 1)
        while len(kept) > 1 and not any(self._needs(widths, kept, gap) <= room for gap in gaps):
            kept.pop(1 if len(kept) > FEWEST_COLUMNS else 0)
        self.gap = next((g for g in gaps if self._needs(widths, kept, g) <= room), gaps[-1])
        self.kept = [0, *kept]
        self.widths = widths

    def line(self, row: Sequence[str]) -> str:
        """Return one row."""
        cells = (row[i].ljust(self.widths[i]) for i in self.kept)
        return (" " * self.gap).join(cells).rstrip()

    @staticmethod
    def _needs(widths: Sequence[int], kept: Sequence[int], gap: int) -> int:
        return widths[0] + sum(widths[i] + gap for i in kept)
