"""What a person, or a program, reads when something cannot be done."""

from __future__ import annotations

import sys
import textwrap
from typing import TYPE_CHECKING, Literal

import typer

from d3k2.faces.cli.asked import Asked
from d3k2.faces.cli.exit_code import ExitCode
from d3k2.faces.cli.streams import printable
from d3k2.faces.cli.warned import Warned
from d3k2.units import InputRefused
from d3k2.wording import phrase

if TYPE_CHECKING:
    from d3k2.evidence import Statement

Kind = Literal["usage", "input", "internal"]
CODES: dict[Kind, ExitCode] = {
    "usage": ExitCode.USAGE,
    "input": ExitCode.INPUT_REFUSED,
    "internal": ExitCode.OUR_FAULT,
}
INTERNAL = (
    "This is a fault of d3k2, not of your input ({what}). "
    "Please report what you ran, without health data."
)
UNSOLVED = (
    "Virtual person {person} could not be followed from day {day:g} on, so nothing is shown for "
    "anyone."
)


def tell(failure: Exception, asked: Asked) -> ExitCode:
    """Write the failure to stderr, in words or as a document, and return the exit code."""
    kind = _kind(failure)
    refusal = _as_refusal(failure)
    stops = failure.stops if isinstance(failure, Warned) else ()
    if asked.as_json:
        _write_document(kind, refusal, stops, asked)
    else:
        _write_words(kind, refusal, stops, asked)
    return CODES[kind]


def _kind(failure: Exception) -> Kind:
    if isinstance(failure, InputRefused):
        return "input"
    return "usage" if isinstance(failure, typer.TyperException) else "internal"


def _write_document(
    kind: Kind, refusal: InputRefused, stops: tuple[Statement, ...], asked: Asked
) -> None:
    from d3k2.report import error_document

    shown = InputRefused(
        printable(refusal.message),
        field=None if refusal.field is None else printable(refusal.field),
        accepted=None if refusal.accepted is None else printable(refusal.accepted),
        urgent=refusal.urgent,
    )
    document = error_document(kind, shown, asked.audience, stops)
    sys.stderr.write(document.model_dump_json(by_alias=True) + "\n")


def _write_words(
    kind: Kind, refusal: InputRefused, stops: tuple[Statement, ...], asked: Asked
) -> None:
    for stop in stops:
        sys.stderr.write(_folded(printable(f"STOP: {stop.sentence.to(asked.audience)}")) + "\n\n")
    for key in refusal.urgent:
        urgent = f"URGENT: {phrase(f'urgent.{key}').to(asked.audience)}"
        sys.stderr.write(_folded(urgent) + "\n\n")
    words = _said_of_usage(refusal) if kind == "usage" else str(refusal)
    sys.stderr.write(_folded(printable(words)) + "\n")


def _said_of_usage(refusal: InputRefused) -> str:
    """Write a usage error without its field, which its sentence names."""
    return str(InputRefused(refusal.message, accepted=refusal.accepted))


def _folded(text: str) -> str:
    """Fold long lines for who reads them on a terminal; a file keeps them whole."""
    if not sys.stderr.isatty():
        return text
    width = min(typer.get_terminal_size().columns, 100)
    return "\n".join(_fold(line, width) for line in text.splitlines())


def _fold(line: str, width: int) -> str:
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return textwrap.fill(
        line, width, subsequent_indent=indent, break_on_hyphens=False, drop_whitespace=True
    )


def _as_refusal(failure: Exception) -> InputRefused:
    if isinstance(failure, InputRefused):
        return failure
    if isinstance(failure, typer.TyperException):
        return _usage(failure)
    from d3k2.evidence import EvidenceFaulty
    from d3k2.physiology import SolverFailed

    if isinstance(failure, EvidenceFaulty):
        return InputRefused(str(failure))
    if isinstance(failure, SolverFailed):
        said = UNSOLVED.format(person=failure.person + 1, day=failure.day)
        return InputRefused(f"{said} {INTERNAL.format(what=type(failure).__name__)}")
    if isinstance(failure, OSError) and failure.strerror:
        return InputRefused(f"A file could not be read or written: {failure.strerror}.")
    # The words of an unforeseen error may hold a health value; its kind does not.
    return InputRefused(INTERNAL.format(what=type(failure).__name__))


def _usage(failure: typer.TyperException) -> InputRefused:
    said = failure.format_message().replace("Value error, ", "")
    if said.startswith("Usage:"):
        return InputRefused(said)
    context = getattr(failure, "ctx", None)
    return InputRefused(
        said,
        field=_argument(failure),
        accepted=f"what '{'d3k2' if context is None else context.command_path} --help' shows",
    )


def _argument(failure: typer.TyperException) -> str | None:
    """Name the option, or the argument, that a usage error is about."""
    option: str | None = getattr(failure, "option_name", None)
    parameter = getattr(failure, "param", None)
    if option is not None or parameter is None:
        return option
    written: str = parameter.opts[0]
    return written if written.startswith("-") else parameter.metavar
