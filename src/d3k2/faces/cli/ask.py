"""``d3k2 ask``: a question in plain words, a reviewed and cited answer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from d3k2.faces.cli.exit_code import ExitCode
from d3k2.faces.cli.given_person import MOST_READ, For, read_given
from d3k2.faces.cli.review_ledger import Database, ledger_of

EXAMPLES = """\b
Examples:
  d3k2 ask "Why take K2 with D3?"
  d3k2 ask "Can I take K2 with apixaban?" --for patient
  d3k2 ask "How much will 2,000 IU raise my level?" --person runner.toml
  d3k2 ask "And with warfarin?" --follow vitamin-k2.apixaban~k2-with-doac"""


def ask_command(
    question: Annotated[
        str,
        typer.Argument(metavar="QUESTION", help="In English; '-' reads it from stdin."),
    ],
    audience: Annotated[For, typer.Option("--for", help="Who reads the answer.")] = For.clinician,
    *,
    person: Annotated[
        str | None,
        typer.Option("--person", metavar="PERSON", help="Whose record the safety rules judge."),
    ] = None,
    follow: Annotated[
        str | None,
        typer.Option("--follow", metavar="ID", help="The conversation that this goes on with."),
    ] = None,
    database: Database = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the whole answer as JSON.")
    ] = False,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Also write the answer to this file."),
    ] = None,
) -> int:
    """What is known about this question?

    Urgent advice first, then a short answer of which every sentence is cited, with its review
    status, how sure it is, and what to read on. What is not about vitamin D, vitamin K or calcium
    is refused with the reason.

    Ends with 0, also when there is no answer; with 4 when a stop concerns something the person
    takes or asks about.
    """
    from d3k2.answers import ask
    from d3k2.report import ask_document

    if html is not None:
        from d3k2.faces.cli.report_file import check_target

        check_target(html, person or "-")
    reply = ask(
        _read(question),
        audience=audience.value,
        person=None if person is None else read_given(person),
        follow=follow,
        register=ledger_of(database).read(),
    )
    document = ask_document(reply)
    if html is not None:
        from d3k2.faces.cli.report_file import write_report
        from d3k2.report import ask_html

        write_report(html, ask_html(document))
    if as_json:
        sys.stdout.write(document.model_dump_json(by_alias=True, indent=2) + "\n")
    else:
        from d3k2.faces.cli.answered import show

        show(document)
    return ExitCode.STOP if reply.stop_concerns else ExitCode.ANSWERED


def _read(question: str) -> str:
    """The question, from stdin where ``-`` is given; what is no text is read as far as it goes."""
    if question != "-":
        return question
    given = b"" if sys.stdin is None else sys.stdin.buffer.read(MOST_READ)
    return given.decode("utf-8", "replace")
