"""The commands, and the one place where a failure becomes a sentence and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from d3k2._version import __version__
from d3k2.faces.cli.ask import EXAMPLES as QUESTIONS
from d3k2.faces.cli.ask import ask_command
from d3k2.faces.cli.asked import how_asked
from d3k2.faces.cli.assess import EXAMPLES, assess_command
from d3k2.faces.cli.check import EXAMPLES as CHECKS
from d3k2.faces.cli.check import check_command
from d3k2.faces.cli.evidence import evidence_app
from d3k2.faces.cli.evidence_pool import EXAMPLES as POOLS
from d3k2.faces.cli.evidence_pool import pool_command
from d3k2.faces.cli.exit_code import ExitCode
from d3k2.faces.cli.export import EXAMPLES as EXPORTS
from d3k2.faces.cli.export import export_command
from d3k2.faces.cli.failures import tell
from d3k2.faces.cli.population import EXAMPLES as POPULATIONS
from d3k2.faces.cli.population import population_command
from d3k2.faces.cli.review import review_app
from d3k2.faces.cli.signals import ToldToEnd, ending_when_told
from d3k2.faces.cli.simulate import EXAMPLES as SIMULATIONS
from d3k2.faces.cli.simulate import simulate_command
from d3k2.faces.cli.streams import settle, silence_stdout
from d3k2.faces.cli.trial import trial_app
from d3k2.faces.cli.validate import EXAMPLES as VALIDATIONS
from d3k2.faces.cli.validate import validate_command

WHAT = "Vitamin D3, vitamin K2 and calcium: what they mean for one person, and who says so."

app = typer.Typer(
    name="d3k2",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
app.command("assess", epilog=EXAMPLES)(assess_command)
app.command("ask", epilog=QUESTIONS)(ask_command)
app.command("check", epilog=CHECKS)(check_command)
app.command("simulate", epilog=SIMULATIONS)(simulate_command)
app.command("population", epilog=POPULATIONS)(population_command)
app.command("export", epilog=EXPORTS)(export_command)
app.add_typer(trial_app, name="trial")
app.command("validate", epilog=VALIDATIONS)(validate_command)
app.add_typer(evidence_app, name="evidence")
app.add_typer(review_app, name="review")
evidence_app.command(
    "pool", epilog=POOLS, short_help="Pool the trials of an outcome; make published pools again."
)(pool_command)


@app.callback(help=WHAT, epilog="Try: d3k2 assess examples/runner.toml")
def root(
    *,
    version: Annotated[bool, typer.Option("--version", help="Show the version and stop.")] = False,
) -> None:
    """Say the version, when it is asked for."""
    if version:
        typer.echo(f"d3k2 {__version__}")
        raise typer.Exit


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code.

    0 answered; 1 our fault; 2 usage; 3 input refused; 4 answered, but a stop concerns something
    taken or wanted; 5 checked, and a claim was contradicted or a citation does not hold; as any
    program, 130 when interrupted, 141 when nobody reads on, and 128 and the signal when told to
    end.
    """
    asked = how_asked(arguments)
    settle(as_json=asked.as_json)
    try:
        with ending_when_told():
            typed = list(arguments)
            outcome = app(typed, prog_name="d3k2", standalone_mode=False, obj=tuple(typed))
            sys.stdout.flush()
    except BrokenPipeError:
        silence_stdout()
        return ExitCode.NOBODY_READS
    except (KeyboardInterrupt, typer.Abort):
        return ExitCode.INTERRUPTED
    except ToldToEnd as told:
        return 128 + told.number
    except Exception as failure:  # noqa: BLE001 - nobody ever sees a traceback
        return tell(failure, asked)
    return outcome if isinstance(outcome, int) else ExitCode.ANSWERED
