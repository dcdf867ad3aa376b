"""What a person reads when something cannot be done, and with which code the program ends."""

from __future__ import annotations

import sys
from enum import IntEnum

import click

from d3k2.report import error_document
from d3k2.units import InputRefused
from d3k2.wording import phrase


class ExitCode(IntEnum):
    """How a command ended."""

    ANSWERED = 0
    OUR_FAULT = 1
    USAGE = 2
    INPUT_REFUSED = 3
    STOP = 4


def tell(failure: Exception, *, as_json: bool) -> int:
    """Write the failure to stderr, in words or as a document, and return the exit code."""
    if isinstance(failure, click.exceptions.Exit):
        return failure.exit_code
    kind, code = _kind(failure)
    if as_json:
        sys.stderr.write(
            error_document(kind, _refusal(failure)).model_dump_json(by_alias=True) + "\n"
        )
        return code
    for key in getattr(failure, "urgent", ()):
        sys.stderr.write(f"URGENT: {phrase(f'urgent.{key}').clinician}\n\n")
    sys.stderr.write(f"{_words(failure)}\n")
    return code


def _kind(failure: Exception) -> tuple[str, ExitCode]:
    if isinstance(failure, InputRefused):
        return "input", ExitCode.INPUT_REFUSED
    if isinstance(failure, click.ClickException):
        return "usage", ExitCode.USAGE
    return "internal", ExitCode.OUR_FAULT


def _refusal(failure: Exception) -> InputRefused:
    if isinstance(failure, InputRefused):
        return failure
    return InputRefused(_words(failure))


def _words(failure: Exception) -> str:
    if isinstance(failure, InputRefused):
        return str(failure)
    if isinstance(failure, click.UsageError) and failure.ctx is not None:
        return f"{failure.format_message()}\nSee '{failure.ctx.command_path} --help'."
    if isinstance(failure, click.ClickException):
        return failure.format_message()
    # The words of an unforeseen error may hold a health value; its kind does not.
    return (
        f"This is a fault of d3k2, not of your input ({type(failure).__name__}). "
        "Please report what you ran, without health data."
    )
