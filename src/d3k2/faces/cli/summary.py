"""The answer of ``assess`` on a terminal: what matters first, and no more than that."""

from __future__ import annotations

from collections.abc import Iterable

from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from d3k2.faces.cli.prediction import prediction_table
from d3k2.faces.cli.terminal import Terminal
from d3k2.report import (
    AssessDocument,
    StatementDocument,
    action_label,
    allowed_label,
    label,
    looked_back,
)
from d3k2.safety import NUTRIENTS
from d3k2.wording import Audience

STYLES = {"yes": "green", "clinician": "yellow", "no": "bold red"}
INDENT = (0, 0, 0, 2)


class Summary:
    """One assessment, section by section; what a section has nothing for is not headed."""

    def __init__(self, document: AssessDocument, out: Terminal) -> None:
        self.document = document
        self.out = out
        self.audience: Audience = document.audience
        self.hidden = {left.what for left in document.withheld}
        shown = {s.id for s in document.stops}
        self.cautions = [
            s
            for s in document.statements
            if s.level in ("stop", "caution")
            and s.id not in shown
            and s.text not in document.not_screened
        ]

    @property
    def nothing_wrong(self) -> bool:
        """Whether nothing is to be taken, changed or watched: then the answer is short."""
        plan = self.document.plan
        return not (self.document.stops or self.cautions or self.document.not_screened) and all(
            nutrient.allowed == "yes" and nutrient.action == "none"
            for nutrient in (plan.d3, plan.k2, plan.calcium)
        )

    def show(self) -> None:
        """Print all of it, stop signs first."""
        document = self.document
        self.out.put(Text(document.notice, style="dim"))
        self.stops()
        self.entries("not_screened", document.not_screened, style="yellow")
        self.plan()
        self.entries("care", [s.text for s in self.cautions], style="yellow")
        self.day()
        self.prediction()
        self.entries("missing", [m.effect for m in document.missing])
        why = self.word("column.why")
        watched = [f"{m.what}: {m.when}. {why}: {m.why}." for m in document.monitoring]
        self.entries("monitor", watched)
        self.entries("not_needed", [s.text for s in document.not_needed])
        self.entries("worth", [s.text for s in self.worth()])
        self.disagreements()
        self.entries("ask", document.questions)
        self.foot()

    def heading(self, key: str) -> None:
        """Open a section."""
        self.out.line()
        self.out.put(Text(self.word(f"heading.{key}"), style="bold"))

    def entries(self, key: str, lines: Iterable[str], style: str = "") -> None:
        """Print a section that is a list."""
        texts = [line for line in dict.fromkeys(lines) if line]
        if not texts:
            return
        self.heading(key)
        grid = Table.grid(padding=(0, 1))
        for text in texts:
            grid.add_row(self.out.bullet, Text(text, style=style))
        self.out.put(Padding(grid, INDENT))

    def stops(self) -> None:
        """Print every stop sign, nothing before it but the notice."""
        for stop in self.document.stops:
            title = "STOP" + (
                f": {self.word(f'name.{stop.about}')}" if stop.about in NUTRIENTS else ""
            )
            self.out.put(Panel(Text(stop.text), title=Text(title), style="bold red"))

    def word(self, key: str) -> str:
        """Return a label in the words of the audience."""
        return label(key, self.audience)

    def plan(self) -> None:
        """Print what is permitted, what to do and how much, with the sentence that says why."""
        plan = self.document.plan
        amounts = {
            "d3": self.amount("d3", plan.d3.dose_iu_per_day, "IU/day", "d3.dose"),
            "k2": self.amount("k2", plan.k2.dose_ug_per_day, "µg/day", "k2.dose"),
            "calcium": self.amount(
                "calcium",
                plan.calcium.supplement_elemental_mg_per_day,
                "mg/day elemental",
                "calcium.doses",
            ),
        }
        self.heading("plan")
        grid = Table.grid(padding=(0, 2))
        for key in NUTRIENTS:
            nutrient = getattr(plan, key)
            allowed = allowed_label(nutrient.allowed, self.audience)
            grid.add_row(
                Text(self.word(f"name.{key}")),
                Text(allowed, style=STYLES[nutrient.allowed]),
                Text(action_label(nutrient.action, self.audience)),
                Text(amounts[key]),
            )
        self.out.put(Padding(grid, INDENT))
        own = Table.grid(padding=(0, 1))
        for key in NUTRIENTS:
            for said in _proposed(getattr(plan, key).statements):
                own.add_row(self.out.bullet, Text(said.text))
        if plan.calcium.food_swaps:
            swaps = ", ".join(
                f"{s.food} ({s.portion}: +{s.adds_mg:.0f} mg)" for s in plan.calcium.food_swaps
            )
            own.add_row(self.out.bullet, Text(f"{self.word('swaps')}: {swaps}."))
        if own.row_count:
            self.out.put(Padding(own, INDENT))

    def amount(self, key: str, value: float | None, unit: str, hidden_as: str) -> str:
        """Write a dose, or that it is left to a clinician."""
        if hidden_as in self.hidden:
            return self.word("amount.withheld")
        if not value:
            return ""
        return f"{value:,.0f} {unit}"

    def day(self) -> None:
        """Print what is taken when."""
        if not self.document.plan.day:
            return
        self.heading("day")
        grid = Table.grid(padding=(0, 2))
        for entry in self.document.plan.day:
            grid.add_row(Text(entry.time), Text(entry.what), Text(entry.with_, style="dim"))
        self.out.put(Padding(grid, INDENT))

    def prediction(self) -> None:
        """Print where 25(OH)D would go, or why that is not said."""
        limits = [s.text for s in self.document.statements if s.level == "limit"]
        curves = [t for t in self.document.trajectories if t.variable == "calcidiol"]
        if not curves:
            self.entries("curve", limits)
            return
        self.heading("curve")
        self.out.put(Padding(prediction_table(curves, self.out.width), INDENT))
        for text in (*looked_back(self.document), *limits):
            self.out.put(Padding(Text(text), INDENT))

    def worth(self) -> list[StatementDocument]:
        """What can be expected of each nutrient."""
        plan = self.document.plan
        return [*plan.d3.worth_it, *plan.k2.worth_it, *plan.calcium.worth_it]

    def disagreements(self) -> None:
        """Print who disagrees; to whom nothing is proposed, only that somebody does."""
        said = [s.text for s in self.document.disagreements]
        if said and self.nothing_wrong:
            said = [
                f"Authorities differ on {len(said)} questions here; "
                "--html and --json show who says what."
            ]
        self.entries("disagreements", said)

    def foot(self) -> None:
        """Print what all this stands on."""
        document = self.document
        people = document.posterior
        parts = [
            f"{len(document.sources)} sources (--html and --json list them)",
            f"data {document.data_version}",
            f"d3k2 {document.software_version}",
            document.date,
        ]
        if people is not None:
            effective = f"effective sample {people.effective_sample_size:.0f}"
            parts.insert(1, f"{people.people:,} virtual people, {effective}")
        self.out.line()
        self.out.put(Text(" · ".join(parts), style="dim"))


def _proposed(statements: Iterable[StatementDocument]) -> list[StatementDocument]:
    """What the plan itself says; what rules say stands under stop signs and cautions."""
    return [s for s in statements if s.level not in ("stop", "caution", "note")]


def show(document: AssessDocument) -> None:
    """Print the summary. Everything else is in the report and in ``--json``."""
    Summary(document, Terminal()).show()
