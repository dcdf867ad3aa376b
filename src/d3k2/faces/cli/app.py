"""The commands, and the one place where a failure becomes a sentence and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import click
import typer

from d3k2._version import __version__
from d3k2.faces.cli.assess import assess_command
from d3k2.faces.cli.evidence import evidence_app
from d3k2.faces.cli.failures import ExitCode, tell

app = typer.Typer(
    name="d3k2",
    help="Vitamin D3, vitamin K2 and calcium: what they mean for one person, and who says so.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
app.command("assess")(assess_command)
app.add_typer(evidence_app, name="evidence")


@app.callback()
def root(
    *,
    version: Annotated[bool, typer.Option("--version", help="Show the version and stop.")] = False,
) -> None:
    """Vitamin D3, vitamin K2 and calcium: what they mean for one person, and who says so."""
    if version:
        typer.echo(f"d3k2 {__version__}")
        raise typer.Exit


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code.

    0 answered; 1 our fault; 2 usage; 3 input refused; 4 answered, but a stop concerns something
    taken or wanted.
    """
    as_json = "--json" in arguments
    try:
        outcome = app(list(arguments), standalone_mode=False)
    except click.exceptions.Abort:
        sys.stderr.write("Stopped.\n")
        return ExitCode.OUR_FAULT
    except Exception as failure:  # noqa: BLE001 - nobody ever sees a traceback
        return tell(failure, as_json=as_json)
    return outcome if isinstance(outcome, int) else ExitCode.ANSWERED
