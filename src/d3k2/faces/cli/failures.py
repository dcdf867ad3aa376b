"""What a person, or a program, reads when something cannot be done."""

from __future__ import annotations

import sys
import textwrap
from typing import Literal

import typer

from d3k2.faces.cli.asked import Asked
from d3k2.faces.cli.exit_code import ExitCode
from d3k2.faces.cli.streams import printable
from d3k2.units import InputRefused
from d3k2.wording import phrase

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


def tell(failure: Exception, asked: Asked) -> ExitCode:
    """Write the failure to stderr, in words or as a document, and return the exit code."""
    kind = _kind(failure)
    refusal = failure if isinstance(failure, InputRefused) else InputRefused(_words(failure))
    if asked.as_json:
        _write_document(kind, refusal, asked)
    else:
        _write_words(refusal, asked)
    return CODES[kind]


def _kind(failure: Exception) -> Kind:
    if isinstance(failure, InputRefused):
        return "input"
    return "usage" if isinstance(failure, typer.TyperException) else "internal"


def _write_document(kind: Kind, refusal: InputRefused, asked: Asked) -> None:
    from d3k2.report import error_document

    shown = InputRefused(
        printable(refusal.message),
        field=None if refusal.field is None else printable(refusal.field),
        accepted=None if refusal.accepted is None else printable(refusal.accepted),
        urgent=refusal.urgent,
    )
    document = error_document(kind, shown, asked.audience)
    sys.stderr.write(document.model_dump_json(by_alias=True) + "\n")


def _write_words(refusal: InputRefused, asked: Asked) -> None:
    for key in refusal.urgent:
        urgent = f"URGENT: {phrase(f'urgent.{key}').to(asked.audience)}"
        sys.stderr.write(_folded(urgent) + "\n\n")
    sys.stderr.write(_folded(printable(str(refusal))) + "\n")


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


def _words(failure: Exception) -> str:
    if isinstance(failure, typer.TyperException):
        return _usage(failure)
    from d3k2.evidence import EvidenceFaulty

    if isinstance(failure, EvidenceFaulty):
        return str(failure)
    # The words of an unforeseen error may hold a health value; its kind does not.
    return INTERNAL.format(what=type(failure).__name__)


def _usage(failure: typer.TyperException) -> str:
    said = failure.format_message()
    context = getattr(failure, "ctx", None)
    if context is None or said.startswith("Usage:"):
        return said
    return f"{said}\nSee '{context.command_path} --help'."
