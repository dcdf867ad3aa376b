"""``d3k2 assess``: what does this mean for this person?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from d3k2.faces.cli.exit_code import ExitCode
from d3k2.faces.cli.given_person import For, read_given

EXAMPLES = """\b
Examples:
  d3k2 assess examples/runner.toml
  d3k2 assess examples/runner.toml --for patient --html report.html
  d3k2 assess - --json < person.json"""


def assess_command(
    person: Annotated[
        str,
        typer.Argument(metavar="PERSON", help="A person in TOML or JSON; '-' reads from stdin."),
    ],
    audience: Annotated[For, typer.Option("--for", help="Who reads the answer.")] = For.clinician,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the whole answer as JSON.")
    ] = False,
    html: Annotated[
        Path | None,
        typer.Option(
            "--html",
            metavar="FILE",
            help="Also write the report to this file; what stands there is replaced.",
        ),
    ] = None,
) -> int:
    """What do D3, K2 and calcium mean for this person?

    Stop signs first, then the plan, the day, the predicted 25(OH)D, what to measure, what it is
    worth and who disagrees.

    Ends with 0, or with 4 when a stop concerns something the person takes or wants; with 3, and
    nothing written, when the record cannot be used.
    """
    from d3k2.faces.cli.report_file import check_target, write_report
    from d3k2.faces.cli.terminal import working

    if html is not None:
        check_target(html, person)
    given = read_given(person)
    with working("Matching virtual people to this person"):
        from d3k2.plan import assess
        from d3k2.report import assess_document, assess_html

        assessment = assess(given)
        document = assess_document(assessment, audience.value)
        page = None if html is None else assess_html(document)
    if html is not None and page is not None:
        write_report(html, page)
    if as_json:
        sys.stdout.write(document.model_dump_json(by_alias=True, indent=2) + "\n")
    else:
        from d3k2.faces.cli.summary import show

        show(document)
    return ExitCode.STOP if assessment.stop_concerns else ExitCode.ANSWERED
