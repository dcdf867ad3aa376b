"""``d3k2 validate``: would the model have foreseen published trials?"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from d3k2.faces.cli.exit_code import ExitCode
from d3k2.faces.cli.misused import Misused
from d3k2.faces.cli.report_file import check_target, write_report
from d3k2.faces.cli.terminal import Terminal, working
from d3k2.units import InputRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from d3k2.evidence import Fault, TrialRow
    from d3k2.report import ValidationDocument

EXAMPLES = """\b
Examples:
  d3k2 validate --html validation.html
  d3k2 validate --arms my-trials.csv --json"""

ENGINE = "numba"
NO_ENGINE = "Virtual trials need numba, which is not installed: pip install 'd3k2[population]'."
SHIPPED = "the shipped tables"
NO_PERSON = "-"

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Page = Annotated[
    Path | None,
    typer.Option("--html", metavar="FILE", help="Write every arm with its drawing as a page."),
]


def validate_command(
    context: typer.Context,
    arms: Annotated[
        Path | None,
        typer.Option(
            "--arms",
            metavar="FILE.csv",
            help="Your own rows, in the columns of the shipped tables (docs/trials.md).",
        ),
    ] = None,
    html: Page = None,
    *,
    as_json: Json = False,
) -> int:
    """Predict the mean of every arm of published trials, and set it beside what was measured.

    Rows that the model was fitted to are predicted without their study; others never entered a
    fit. A row that cannot be simulated is listed with the reason.
    """
    needs_engine(context)
    if html is not None:
        check_target(html, NO_PERSON)
    if arms is None:
        from d3k2.evidence import load

        table = load().trials
        rows = [row for row in table if row.use in ("calibrate", "validate")]
        return answer(rows, (), SHIPPED, html, as_json=as_json, among=table)
    found, faults = read_table(arms, "--arms")
    return answer(found, faults, arms.name, html, as_json=as_json)


def needs_engine(context: typer.Context) -> None:
    """Refuse when what solves many people is not installed."""
    if find_spec(ENGINE) is None:
        raise Misused(NO_ENGINE, context.command_path, context)


def read_table(path: Path, field: str) -> tuple[tuple[TrialRow, ...], list[Fault]]:
    """Return the rows of somebody's own table, and its faults.

    Raises
    ------
    InputRefused
        The file is missing, or holds no rows of a trial table.
    """
    from d3k2.evidence import LEAST_COLUMNS, read_arms

    columns = ", ".join(LEAST_COLUMNS)
    accepted = f"a CSV file with the columns {columns}, and others of docs/trials.md"
    try:
        if not path.is_file():
            raise InputRefused(
                "There is no such file.", field=field, given=str(path), accepted=accepted
            )
        rows, faults = read_arms(path)
    except OSError as error:
        raise InputRefused(
            f"The file cannot be read: {error.strerror}.",
            field=field,
            given=str(path),
            accepted=accepted,
        ) from None
    if not rows:
        why = "; ".join(str(fault) for fault in faults) or "it holds no rows"
        raise InputRefused(
            f"No arm can be read: {why}.", field=field, given=str(path), accepted=accepted
        )
    return rows, faults


def answer(
    rows: Sequence[TrialRow],
    faults: Sequence[Fault],
    source: str,
    html: Path | None,
    *,
    as_json: bool,
    among: Sequence[TrialRow] | None = None,
) -> int:
    """Predict, print, write, and say whether anything could be simulated."""
    from d3k2.report import validation_document, validation_html
    from d3k2.trials import validate

    with working("Following virtual participants"):
        document = validation_document(validate(rows, faults, among=among), source)
    if html is not None:
        write_report(html, validation_html(document))
    _print(document, html, as_json=as_json)
    return ExitCode.ANSWERED if document.arms else ExitCode.INPUT_REFUSED


def _print(document: ValidationDocument, html: Path | None, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(document.model_dump_json(by_alias=True, indent=2) + "\n")
        return
    from d3k2.faces.cli.validation_shown import show_validation

    show_validation(Terminal(), document, None if html is None else str(html))
