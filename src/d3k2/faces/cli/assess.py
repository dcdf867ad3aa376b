"""``d3k2 assess``: what does this mean for this person?"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from d3k2.faces.cli.failures import ExitCode
from d3k2.units import InputRefused


class For(StrEnum):
    """Who reads the answer."""

    clinician = "clinician"
    patient = "patient"


def assess_command(
    person: Annotated[
        str, typer.Argument(help="A person in TOML or JSON; '-' reads TOML or JSON from stdin.")
    ],
    audience: Annotated[For, typer.Option("--for", help="Who reads the answer.")] = For.clinician,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    html: Annotated[
        Path | None, typer.Option("--html", help="Also write the report to this file.")
    ] = None,
) -> int:
    """What do D3, K2 and calcium mean for this person?

    Stop signs first, then the plan, the predicted 25(OH)D, what to measure, who disagrees.
    Ends with 0, or with 4 when a stop concerns something the person takes or wants.
    """
    from d3k2.faces.cli.terminal import working
    from d3k2.person import read_person
    from d3k2.plan import assess
    from d3k2.report import assess_document, assess_html

    source = sys.stdin.buffer.read() if person == "-" else Path(person)
    with working("matching virtual people to this person"):
        assessment = assess(read_person(source))
    document = assess_document(assessment, audience.value)
    if html is not None:
        _write(html, assess_html(document))
    if as_json:
        sys.stdout.write(document.model_dump_json(by_alias=True, indent=2) + "\n")
    else:
        from d3k2.faces.cli.summary import show

        show(document)
    return ExitCode.STOP if assessment.stop_concerns else ExitCode.ANSWERED


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputRefused(
            f"the report could not be written: {error.strerror}",
            field="--html",
            given=str(path),
            accepted="a file in a folder that exists and can be written to",
        ) from error
