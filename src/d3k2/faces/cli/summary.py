"""The answer of ``assess`` on a terminal: what matters first, one screen where possible."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from d3k2.faces.cli.terminal import console
from d3k2.report import AssessDocument, StatementDocument, TrajectoryDocument

ALLOWED = {"yes": "may be taken", "clinician": "clinician first", "no": "no"}
STYLES = {"yes": "green", "clinician": "yellow", "no": "bold red"}
ACTIONS = {
    "none": "nothing to take",
    "start": "start",
    "continue": "continue",
    "change": "change",
    "do_not_start": "do not start",
    "stop": "stop",
    "do_not_stop_alone": "do not stop alone",
}
GRAVE = ("stop", "caution")


def show(document: AssessDocument) -> None:
    """Print the summary. Everything else is in the report and in ``--json``."""
    out = console()
    out.print(Text(document.notice, style="dim"))
    _stops(out, document)
    _list(out, "Not screened", document.not_screened, style="yellow")
    _plan(out, document)
    _cautions(out, document)
    _day(out, document)
    _prediction(out, document)
    _worth(out, document)
    _monitoring(out, document)
    _list(out, "Not needed", [s.text for s in document.not_needed])
    _list(out, "Who disagrees", [s.text for s in document.disagreements])
    _list(out, "Not known", [m.effect for m in document.missing])
    _list(out, "To ask", document.questions)
    _list(out, "Left to a clinician", [f"{w.what}: {w.why}" for w in document.withheld])
    _foot(out, document)


def _heading(out: Console, title: str) -> None:
    out.print()
    out.print(Text(title, style="bold"))


def _list(out: Console, title: str, lines: Iterable[str], style: str = "") -> None:
    texts = [line for line in lines if line]
    if not texts:
        return
    _heading(out, title)
    for text in texts:
        row = Table.grid(padding=(0, 1))
        row.add_row("•", Text(text, style=style))
        out.print(Padding(row, (0, 0, 0, 2)))


def _stops(out: Console, document: AssessDocument) -> None:
    for stop in document.stops:
        out.print(Panel(Text(stop.text), title=f"STOP  {_name(stop)}", style="bold red"))


def _name(statement: StatementDocument) -> str:
    return {"d3": "vitamin D3", "k2": "vitamin K2"}.get(statement.about, statement.about)


def _plan(out: Console, document: AssessDocument) -> None:
    plan = document.plan
    hidden = {w.what for w in document.withheld}
    rows = (
        ("Vitamin D3", plan.d3, _amount(plan.d3.dose_iu_per_day, "IU/day", "d3.dose" in hidden)),
        ("Vitamin K2", plan.k2, _amount(plan.k2.dose_ug_per_day, "µg/day", "k2.dose" in hidden)),
        (
            "Calcium",
            plan.calcium,
            _amount(
                plan.calcium.supplement_elemental_mg_per_day,
                "mg/day elemental",
                "calcium.doses" in hidden,
            ),
        ),
    )
    _heading(out, "Plan")
    grid = Table.grid(padding=(0, 2))
    for name, nutrient, amount in rows:
        verdict = Text(ALLOWED[nutrient.allowed], style=STYLES[nutrient.allowed])
        grid.add_row(name, verdict, Text(ACTIONS[nutrient.action]), Text(amount))
    out.print(Padding(grid, (0, 0, 0, 2)))
    last = [nutrient.statements[-1].text for _, nutrient, _ in rows if nutrient.statements]
    for text in last:
        out.print(Padding(Text(text), (0, 0, 0, 2)))
    swaps = plan.calcium.food_swaps
    if swaps:
        listed = ", ".join(f"{s.food} ({s.portion}: +{s.adds_mg:.0f} mg)" for s in swaps)
        out.print(Padding(Text(f"Food that would close the gap: {listed}."), (0, 0, 0, 2)))


def _amount(value: float | None, unit: str, withheld: bool) -> str:
    if withheld:
        return "dose: your clinician"
    return "" if value is None else f"{value:,.0f} {unit}"


def _cautions(out: Console, document: AssessDocument) -> None:
    shown = {s.id for s in document.stops}
    found = [s for s in document.statements if s.level in GRAVE and s.id not in shown]
    _list(out, "Take care", [s.text for s in found], style="yellow")
    advice = [s for s in document.statements if s.level == "advice" and s.id.startswith("rule.")]
    _list(out, "Advice", [s.text for s in advice])


def _day(out: Console, document: AssessDocument) -> None:
    if not document.plan.day:
        return
    _heading(out, "The day")
    grid = Table.grid(padding=(0, 2))
    for entry in document.plan.day:
        grid.add_row(entry.time, Text(entry.what), Text(entry.with_, style="dim"))
    out.print(Padding(grid, (0, 0, 0, 2)))


def _prediction(out: Console, document: AssessDocument) -> None:
    curves = [t for t in document.trajectories if t.variable == "calcidiol"]
    if not curves:
        return
    _heading(out, "Predicted 25(OH)D (5th-95th percentile)")
    grid = Table.grid(padding=(0, 2))
    grid.add_row("", *(Text(label, style="dim") for label, _ in MOMENTS))
    for curve in curves:
        grid.add_row(Text(curve.label), *(Text(_band(curve, day)) for _, day in MOMENTS))
    out.print(Padding(grid, (0, 0, 0, 2)))


MOMENTS = (("in 3 months", 91), ("in 1 year", 365), ("in 2 years", 728))


def _band(curve: TrajectoryDocument, day: int) -> str:
    at = min(range(len(curve.time_days)), key=lambda i: abs(curve.time_days[i] - day))
    return f"{curve.median[at]:.0f} ({curve.p5[at]:.0f}-{curve.p95[at]:.0f}) nmol/L"


def _worth(out: Console, document: AssessDocument) -> None:
    plan = document.plan
    worth = [*plan.d3.worth_it, *plan.k2.worth_it, *plan.calcium.worth_it]
    _list(out, "Is it worth it", [s.text for s in worth])


def _monitoring(out: Console, document: AssessDocument) -> None:
    _list(
        out,
        "Measure and watch",
        [f"{m.what}: {m.when}. Why: {m.why}." for m in document.monitoring],
    )


def _foot(out: Console, document: AssessDocument) -> None:
    out.print()
    posterior = document.posterior
    model = (
        "no model"
        if posterior is None
        else (
            f"{posterior.people} virtual people, effective sample {posterior.effective_sample_size:.0f}"
        )
    )
    out.print(
        Text(
            f"{len(document.sources)} sources · data {document.data_version} · {model} · "
            f"d3k2 {document.software_version} · {document.date}",
            style="dim",
        )
    )
