"""``d3k2 evidence pool``: what trials say together, and whether published pools come out again."""

from __future__ import annotations

import sys
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from d3k2.faces.cli.evidence import AsJson
from d3k2.faces.cli.exit_code import ExitCode
from d3k2.faces.cli.misused import Misused
from d3k2.faces.cli.report_file import check_target, write_report
from d3k2.units import InputRefused

if TYPE_CHECKING:
    from d3k2.evidence import PoolOutcome
    from d3k2.report import PoolDocument, PoolOutcomesDocument, PublishedPoolsDocument

EXAMPLES = "Example: d3k2 evidence pool falls --nutrient d --html falls.html"

ENGINE = "statsmodels"
NO_ENGINE = "Pooling needs statsmodels, which is not installed: pip install 'd3k2[pool]'."
NO_PERSON = "-"
"""No record of a person can be overwritten."""


class Compared(StrEnum):
    """What was compared with its absence."""

    d = "d"
    active_d = "active-d"
    d_and_calcium = "d+calcium"
    calcium = "calcium"
    k = "k"


class Without(StrEnum):
    """What is left out of the main figure beside what was retracted."""

    doubtful = "doubtful"


def pool_command(
    context: typer.Context,
    outcome: Annotated[
        str | None,
        typer.Argument(
            metavar="OUTCOME",
            help="Such as falls; without one, all that can be pooled.",
            show_default=False,
        ),
    ] = None,
    nutrient: Annotated[
        Compared | None, typer.Option("--nutrient", help="Only what was compared.")
    ] = None,
    population: Annotated[
        str | None,
        typer.Option("--population", metavar="WORDS", help="Only people described so."),
    ] = None,
    without: Annotated[
        Without | None, typer.Option("--without", help="Leave these out of the main figure.")
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Write forest and funnel plots as a page."),
    ] = None,
    *,
    with_memory: Annotated[
        bool, typer.Option("--with-memory", help="Pool rows that were not verified, too.")
    ] = False,
    together: Annotated[
        bool, typer.Option("--together", help="Pool risk, odds and hazard ratios as one.")
    ] = False,
    published: Annotated[
        bool, typer.Option("--published", help="Make published pools again, or say why not.")
    ] = False,
    as_json: AsJson = False,
) -> int:
    """Pool the trials of one outcome: random effects by Paule-Mandel and Hartung-Knapp.

    One row a trial, each measure apart, retracted trials never in the main figure; with what is
    left out and why. Every number is calculated from rows that wait for human review.
    """
    if published and (outcome is not None or html is not None):
        raise Misused(
            "This lists all published pools; it goes with --json only.", "--published", context
        )
    if html is not None and outcome is None:
        raise Misused("A page shows one outcome; name it.", "--html", context)
    known = None if outcome is None else _outcome(outcome)
    if html is not None:
        check_target(html, NO_PERSON)
    if (published or known is not None) and find_spec(ENGINE) is None:
        raise Misused(NO_ENGINE, "--published" if published else "OUTCOME", context)
    if published:
        return _published(as_json=as_json)
    if known is None:
        return _outcomes(as_json=as_json)
    from d3k2.report import pool_document, pool_html
    from d3k2.trials import Asked

    document = pool_document(
        known,
        Asked(
            nutrient=None if nutrient is None else nutrient.value,
            population=population,
            without_doubtful=without is Without.doubtful,
            with_memory=with_memory,
            together=together,
        ),
    )
    if html is not None:
        write_report(html, pool_html(document))
    if as_json:
        return _print(document)
    from d3k2.faces.cli.evidence_pool_shown import show_pool

    show_pool(document, None if html is None else str(html))
    return ExitCode.ANSWERED


def _outcome(identifier: str) -> PoolOutcome:
    from d3k2.evidence import load

    outcomes = load().outcomes
    if identifier in outcomes:
        return outcomes[identifier]
    raise InputRefused(
        "No outcome of this name can be pooled.",
        field="OUTCOME",
        given=identifier,
        accepted=f"one of {', '.join(outcomes)}",
    )


def _outcomes(*, as_json: bool) -> int:
    from d3k2.report import pool_outcomes_document

    document = pool_outcomes_document()
    if as_json:
        return _print(document)
    from d3k2.faces.cli.evidence_pool_shown import show_outcomes

    show_outcomes(document)
    return ExitCode.ANSWERED


def _published(*, as_json: bool) -> int:
    from d3k2.report import published_pools_document

    document = published_pools_document()
    if as_json:
        return _print(document)
    from d3k2.faces.cli.evidence_pool_shown import show_published

    show_published(document)
    return ExitCode.ANSWERED


def _print(document: PoolDocument | PoolOutcomesDocument | PublishedPoolsDocument) -> ExitCode:
    sys.stdout.write(document.model_dump_json(by_alias=True, indent=2) + "\n")
    return ExitCode.ANSWERED
