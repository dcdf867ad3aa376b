"""``d3k2 ask``: a question in plain words, a reviewed and cited answer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from d3k2.faces.cli.exit_code import ExitCode
from d3k2.faces.cli.given_person import MOST_READ, For, read_given
from d3k2.faces.cli.review_ledger import Database, ledger_of

if TYPE_CHECKING:
    from d3k2.faces.language_model import LanguageModel

EXAMPLES = """\b
Examples:
  d3k2 ask "Why take K2 with D3?"
  d3k2 ask "Can I take K2 with apixaban?" --for patient
  d3k2 ask "How much will 2,000 IU raise my level?" --person runner.toml
  d3k2 ask "Is natto safe?" --for patient --model http://127.0.0.1:8080/v1
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
    model: Annotated[
        str | None,
        typer.Option(
            "--model", metavar="URL", help="Let this language model find plainer words (see above)."
        ),
    ] = None,
    rephrase: Annotated[
        bool, typer.Option("--rephrase", help="As --model, with the URL of D3K2_MODEL_URL.")
    ] = False,
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

    No language model is asked unless you name one. It gets the question, where that may be several
    in one, and sentences of the answer; never anybody's record. With --person it must run on this
    machine. It may exchange words of a list and cut the question, and nothing else is taken from
    it.

    Ends with 0, also when there is no answer; with 4 when a stop concerns something the person
    takes or asks about.
    """
    from d3k2.answers import ask
    from d3k2.report import ask_document

    wanted = _language_model(model, rephrase=rephrase, person=person is not None)
    if html is not None:
        from d3k2.faces.cli.report_file import check_target

        check_target(html, person or "-")
    reply = ask(
        _read(question),
        audience=audience.value,
        person=None if person is None else read_given(person),
        follow=follow,
        register=ledger_of(database).read(),
        model=wanted,
    )
    if wanted is not None and wanted.why_not is not None:
        sys.stderr.write(f"No language model was used: {wanted.why_not}.\n")
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


def _language_model(url: str | None, *, rephrase: bool, person: bool) -> LanguageModel | None:
    """The language model, whose code is loaded only where one is wanted."""
    if url is None and not rephrase:
        return None
    from d3k2.faces.language_model import language_model

    return language_model(url, person=person)


def _read(question: str) -> str:
    """The question, from stdin where ``-`` is given; what is no text is read as far as it goes."""
    if question != "-":
        return question
    given = b"" if sys.stdin is None else sys.stdin.buffer.read(MOST_READ)
    return given.decode("utf-8", "replace")
