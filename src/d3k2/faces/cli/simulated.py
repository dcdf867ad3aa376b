"""The answer of ``simulate`` on a terminal: warnings first, then numbers, then what they lack."""

from __future__ import annotations

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from d3k2.faces.cli.courses import INDENT, Courses
from d3k2.faces.cli.terminal import Terminal
from d3k2.report import (
    SimulateDocument,
    basis,
    met,
    met_name,
    reservations,
    warnings,
)


class Shown(Courses[SimulateDocument]):
    """One simulation, section by section; what a section has nothing for is not headed."""

    def show(self) -> None:
        """Print all of it."""
        document = self.document
        limits = reservations(document)
        self.out.put(Text(document.notice, style="dim"))
        self.stops()
        self.entries(self.word("heading.care"), warnings(document), style="yellow")
        if not document.trajectories:
            self.entries(self.word("simulate.declined"), limits)
            self.foot()
            return
        self.regimens()
        self.levels("passed", self.word("simulate.passed"))
        key = "education" if document.education else "research"
        self.levels("research", self.word(f"simulate.{key}"))
        self.met()
        self.entries(self.word("simulate.limits"), limits)
        self.foot()

    def regimens(self) -> None:
        """Print which letter stands for which regimen, and that nobody asked what is taken."""
        super().regimens()
        person = self.document.person
        if person is not None and person.takes is None:
            self.dim(f"{self.word('known.takes')}: {self.word('known.not_asked')}")

    def met(self) -> None:
        """Print what was measured beside what was to be expected of it."""
        document = self.document
        found = met(document)
        if not found:
            return
        self.heading(self.word("simulate.met"))
        grid = Table.grid(padding=(0, 2))
        keys = ("when", "what", "measured", "expected")
        grid.add_row(*(Text(self.word(f"column.{key}"), style="dim") for key in keys))
        for one in found:
            verdict = "" if one.inside else f", {self.word('simulate.outside')}"
            grid.add_row(
                Text(one.day.isoformat(), no_wrap=True),
                Text(met_name(one, document.audience)),
                Text(one.measured),
                Text(f"{one.expected.text}{verdict}", style="" if one.inside else "yellow"),
            )
        self.out.put(Padding(grid, INDENT))

    def foot(self) -> None:
        """Print what all this stands on."""
        document = self.document
        self.out.line()
        for line in basis(document):
            self.out.put(Text(line, style="dim"))
        parts = [f"data {document.data_version}", f"d3k2 {document.software_version}"]
        if document.seed is not None:
            parts += [f"seed {document.seed}", document.date]
        self.out.put(Text(" · ".join(parts), style="dim"))


def show(document: SimulateDocument) -> None:
    """Print the simulation. Everything else is in ``--out`` and in ``--json``."""
    Shown(document, Terminal()).show()
