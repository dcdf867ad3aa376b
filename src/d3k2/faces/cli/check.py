"""``d3k2 check``: an article read claim by claim, and its citations one by one."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from d3k2.faces.cli.exit_code import ExitCode
from d3k2.faces.cli.given_article import read_given_article
from d3k2.faces.cli.given_person import For
from d3k2.faces.cli.misused import Misused

if TYPE_CHECKING:
    from d3k2.claims import CheckReport

EXAMPLES = """\b
Examples:
  d3k2 check article.html
  d3k2 check leaflet.pdf --for patient --html leaflet-check.html
  d3k2 check draft.md --online --all
  d3k2 check one.html two.html three.md --compare
  d3k2 check - --json < article.txt"""


def check_command(
    context: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Text, Markdown, HTML or PDF, in English; '-' reads stdin.",
        ),
    ],
    audience: Annotated[For, typer.Option("--for", help="Who reads the result.")] = For.clinician,
    *,
    online: Annotated[
        bool,
        typer.Option("--online", help="Ask Crossref and PubMed about references (see above)."),
    ] = False,
    compare: Annotated[
        bool,
        typer.Option("--compare", help="Also say where several articles differ."),
    ] = False,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Also show why claims hold, or cannot be judged."),
    ] = False,
    text: Annotated[
        bool,
        typer.Option("--text", help="Print the article, marked, however long it is."),
    ] = False,
    day: Annotated[
        str | None,
        typer.Option(
            "--date", metavar="DAY", help="The day from which ages of pages count; else today."
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the whole result as JSON.")
    ] = False,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Also write a page, the article marked."),
    ] = None,
    review: Annotated[
        Path | None,
        typer.Option(
            "--claim-review", metavar="FILE", help="Also write schema.org ClaimReview (JSON-LD)."
        ),
    ] = None,
) -> int:
    """Is this article right?

    Each claim about vitamin D, vitamin K or calcium is held against the evidence: supported,
    overstated, contradicted, contested, unsupported, or it cannot be told, with what fails, why,
    and a sentence that would be right. Each reference gets four answers: does it exist, is it
    that paper, does it say so, was it retracted. Numbers are computed again.

    Nothing of the article leaves this machine. With --online, identifiers and titles of its
    references are sent to Crossref and PubMed; without, an unknown one is "not checked".

    Ends with 5 when a claim was contradicted or a reference does not hold, else with 0.
    """
    _check_use(context, files, compare=compare)
    _check_targets(files, {"--html": html, "--claim-review": review})
    report = _checked(files, _day(day), online=online, compare=compare)

    from d3k2.faces.cli.report_file import write_report
    from d3k2.report import check_document

    document = check_document(report, audience.value)
    if html is not None:
        from d3k2.report import check_html

        write_report(html, check_html(document))
    if review is not None:
        from d3k2.report import claim_review

        page = "" if html is None else html.name
        write_report(review, claim_review(document, page) + "\n", "--claim-review")
    if as_json:
        sys.stdout.write(document.model_dump_json(by_alias=True, indent=2) + "\n")
    else:
        from d3k2.faces.cli.checked import show

        show(document, everything=everything, text=text)
    fails = any(article.fails for article in report.articles)
    return ExitCode.DOES_NOT_HOLD if fails else ExitCode.ANSWERED


def _checked(files: Sequence[str], day: date, *, online: bool, compare: bool) -> CheckReport:
    """Read every article, then check them; the comparison is kept only where it was asked for."""
    from dataclasses import replace

    from d3k2.faces.cli.terminal import working

    contents = [read_given_article(file) for file in files]
    with working("Checking"):
        from d3k2.claims import check, read_article

        registry = None
        if online:
            from d3k2.faces.registries import online_registry

            registry = online_registry()
        articles = [read_article(*given) for given in zip(files, contents, strict=True)]
        report = check(articles, today=day, registry=registry)
    return report if compare else replace(report, comparisons=())


def _day(given: str | None) -> date:
    """The day that was given, or that of the clock.

    Raises
    ------
    InputRefused
        When it is no day.
    """
    from d3k2.faces.cli.review_ledger import today
    from d3k2.units import InputRefused

    try:
        return today() if given is None else date.fromisoformat(given)
    except ValueError:
        raise InputRefused(
            "This is no day.", field="--date", given=given, accepted="a day such as 2026-11-26"
        ) from None


def _check_use(context: typer.Context, files: Sequence[str], *, compare: bool) -> None:
    if files.count("-") > 1:
        raise Misused("Stdin can be read only once.", "FILE...", context)
    if compare and len(files) < 2:
        raise Misused("One article cannot be compared.", "--compare", context)


def _check_targets(files: Iterable[str], targets: dict[str, Path | None]) -> None:
    """Refuse, before anything is read, a place where nothing can be written."""
    wanted = {option: target for option, target in targets.items() if target is not None}
    if not wanted:
        return
    from d3k2.faces.cli.report_file import check_target

    for option, target in wanted.items():
        for file in ("-", *files):
            check_target(target, file, option, "This is the article; it would be lost.")
    if len({target.resolve() for target in wanted.values()}) < len(wanted):
        from d3k2.units import InputRefused

        raise InputRefused(
            "The page is to be written to the same file.",
            field="--claim-review",
            given=str(wanted["--claim-review"]),
            accepted="another file than that of --html",
        )
