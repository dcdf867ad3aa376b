"""The answer of ``population`` on a terminal: what to know first, numbers, what they lack."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from d3k2.faces.cli.courses import INDENT, Courses
from d3k2.faces.cli.terminal import Terminal
from d3k2.report import PopulationDocument, people_lines, percent, reservations, warnings


class Populated(Courses[PopulationDocument]):
    """One run, section by section."""

    def show(self, folder: Path) -> None:
        """Print all of it."""
        document = self.document
        self.out.put(Text(document.notice, style="dim"))
        self.stops()
        self.entries(self.word("heading.care"), warnings(document), style="yellow")
        self.regimens()
        self.levels("passed", self.word("simulate.passed"))
        self.targets()
        self.levels("research", self.word("simulate.research"))
        self.exceeded()
        self.entries(self.word("simulate.limits"), reservations(document))
        self.foot(folder)

    def targets(self) -> None:
        """Print the levels that authorities name, who names them, and how many reach them."""
        found = sorted(self.document.summary.targets, key=lambda t: t.level_nmol_l)
        if not found:
            return
        self.heading(self.word("population.targets"))
        self.dim(self.word("population.targets_note"))
        grid = self.table(["≥ nmol/L", *self.letters.values()])
        for level, named in groupby(found, key=lambda t: t.level_nmol_l):
            same = list(named)
            names = (f"{t.authority} {t.year}{_superseded(t.status)}" for t in same)
            shares = [percent(share) for share in same[0].at_or_above]
            grid.add_row(f"{level:g}", *shares, Text(", ".join(dict.fromkeys(names)), style="dim"))
        self.out.put(Padding(grid, INDENT))

    def exceeded(self) -> None:
        """Print how many have more calcium in urine or blood than is usual."""
        if not self.document.summary.exceeded:
            return
        self.heading(self.word("population.exceeded"))
        grid = self.table([*self.letters.values()])
        for one in self.document.summary.exceeded:
            grid.add_row(*(percent(share) for share in one.above), Text(one.name))
        self.out.put(Padding(grid, INDENT))

    def table(self, names: Sequence[str]) -> Table:
        """Open a table of numbers with a column of words at its end."""
        grid = Table.grid(padding=(0, 2))
        for _ in names:
            grid.add_column(no_wrap=True)
        grid.add_row(*(Text(name, style="dim") for name in names), "")
        return grid

    def foot(self, folder: Path) -> None:
        """Print who the people are, what all this stands on, and where it is."""
        document = self.document
        self.out.line()
        for line in people_lines(document):
            self.out.put(Text(line, style="dim"))
        parts = [
            f"data {document.data_version}",
            f"d3k2 {document.software_version}",
            f"seed {document.summary.seed}",
            f"{folder}/summary.html",
        ]
        self.out.put(Text(" · ".join(parts), style="dim"))


def _superseded(status: str) -> str:
    return "" if status == "in force" else f" ({status})"


def show(document: PopulationDocument, folder: Path) -> None:
    """Print the summary of a run. Everything else is in its folder."""
    Populated(document, Terminal()).show(folder)
