"""``d3k2 trial``: published trials as virtual ones."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from d3k2.faces.cli.exit_code import ExitCode
from d3k2.faces.cli.report_file import check_target
from d3k2.faces.cli.terminal import Terminal
from d3k2.faces.cli.validate import NO_PERSON, Json, Page, answer, needs_engine, read_table
from d3k2.units import InputRefused

if TYPE_CHECKING:
    from d3k2.evidence import TrialRow

trial_app = typer.Typer(
    help="Published trials as virtual ones.", no_args_is_help=True, rich_markup_mode=None
)


@trial_app.command("list", short_help="List the trials that can be simulated.")
def list_trials(*, as_json: Json = False) -> int:
    """List the trials that can be simulated, with their arms and outputs."""
    from d3k2.evidence import load
    from d3k2.trials import arms

    found, _ = arms(load().trials)
    trials: dict[str, list[str]] = {}
    uses: dict[str, str] = {}
    for arm in found:
        trials.setdefault(arm.study, []).append(arm.variable)
        uses[arm.study] = arm.use
    if as_json:
        listed = [
            {"trial": study, "use": uses[study], "rows": len(seen), "outputs": sorted(set(seen))}
            for study, seen in sorted(trials.items())
        ]
        sys.stdout.write(json.dumps(listed, indent=2) + "\n")
        return ExitCode.ANSWERED
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(justify="right")
    grid.add_column()
    for study, seen in sorted(trials.items()):
        names = ", ".join(sorted(set(seen)))
        grid.add_row(Text(study), Text(uses[study]), Text(str(len(seen))), Text(names, style="dim"))
    Terminal().put(grid)
    return ExitCode.ANSWERED


@trial_app.command("run", short_help="Follow a trial, or your own table of arms.")
def run_trial(
    context: typer.Context,
    trial: Annotated[
        str,
        typer.Argument(
            metavar="ID|FILE", help="A trial of the list, one of its rows, or a CSV file of arms."
        ),
    ],
    html: Page = None,
    *,
    as_json: Json = False,
) -> int:
    """Follow virtual participants through each arm of a trial.

    Each arm keeps its size, age, sex, weight, starting level, season, dose, adherence and duration
    as far as they are known; what is assumed is named.
    """
    needs_engine(context)
    if html is not None:
        check_target(html, NO_PERSON)
    if trial.lower().endswith(".csv") or Path(trial).is_file():
        rows, faults = read_table(Path(trial), "ID|FILE")
        return answer(rows, faults, Path(trial).name, html, as_json=as_json)
    from d3k2.evidence import load

    known = load().trials
    return answer(_rows_of(trial), (), trial, html, as_json=as_json, among=known)


def _rows_of(name: str) -> list[TrialRow]:
    from d3k2.evidence import kebab, load

    wanted = kebab(name)
    rows = [row for row in load().trials if wanted in (row.study, row.id)]
    if not rows:
        raise InputRefused(
            "No trial of the tables has this name.",
            field="ID|FILE",
            given=name,
            accepted="a trial of `d3k2 trial list`, or a CSV file of arms",
        )
    return rows
