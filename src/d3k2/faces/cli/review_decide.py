"""``d3k2 review submit | start | approve | reject | report | answer-report``: what is added."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from d3k2.faces.cli.exit_code import ExitCode
from d3k2.faces.cli.review_ledger import (
    AsJson,
    Database,
    Day,
    Identifier,
    ledger_of,
    moment,
    today,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from d3k2.desk import Reviewable
    from d3k2.review import Decision, Ledger, Move

By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides, by full name.")]
Competence = Annotated[
    str | None,
    typer.Option("--competence", metavar="TEXT", help="Profession and field."),
]
Interests = Annotated[
    str | None,
    typer.Option("--interests", metavar="TEXT", help="Interests, or 'none declared'."),
]
Why = Annotated[
    str, typer.Option("--why", metavar="TEXT", help="The reason; never anybody's health data.")
]
Hash = Annotated[
    str | None,
    typer.Option("--hash", metavar="HASH", help="Only if the content still has this hash."),
]


class Came(StrEnum):
    """What came of a report."""

    corrected = "corrected"
    no_change = "no-change"


def deciding(move: Move) -> Callable[..., int]:
    """Return the command that makes a move; each move takes the same words."""

    def command(
        identifier: Identifier,
        by: By,
        why: Why,
        competence: Competence = None,
        interests: Interests = None,
        version: Hash = None,
        day: Day = None,
        database: Database = None,
        *,
        as_json: AsJson = False,
    ) -> int:
        from d3k2.desk import in_version, reviewable
        from d3k2.review import Who

        ledger, found = ledger_of(database), in_version(reviewable(identifier), version)
        made = ledger.decide(found.item, move, Who(by, competence, interests), why, moment(day))
        return _tell(made, found, ledger, as_json=as_json)

    return command


def report_fault(
    identifier: Identifier,
    text: Annotated[
        str,
        typer.Argument(metavar="TEXT", help="What is wrong; never anybody's health data."),
    ],
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME", help="Who saw it; else 'a reader'."),
    ] = None,
    day: Day = None,
    database: Database = None,
    *,
    as_json: AsJson = False,
) -> int:
    """Report a fault in a fact, a rule or an answer. Anybody may; no name is needed.

    The text is kept for good and is shown to readers, so it is no place for anybody's health data.
    """
    from d3k2.desk import reviewable
    from d3k2.review import READER

    ledger, found = ledger_of(database), reviewable(identifier)
    made = ledger.report(found.item, text, moment(day), by=READER if by is None else by)
    return _tell(made, found, ledger, as_json=as_json)


def answer_report(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The number of the report.")],
    outcome: Annotated[Came, typer.Option("--outcome", help="What came of it.")],
    by: By,
    why: Why,
    competence: Competence = None,
    interests: Interests = None,
    day: Day = None,
    database: Database = None,
    *,
    as_json: AsJson = False,
) -> int:
    """Answer a report, with the reason. 'corrected' puts it into the log of corrections.

    Correct the content first: the answer is bound to the item as it reads now.
    """
    from d3k2.desk import reviewables
    from d3k2.review import Who

    ledger = ledger_of(database)
    found = reviewables().get(ledger.read().report(number).made.item)
    made = ledger.answer(
        number,
        "corrected" if outcome is Came.corrected else "no change",
        Who(by, competence, interests),
        why,
        moment(day),
        None if found is None else found.item,
    )
    return _tell(made, found, ledger, as_json=as_json)


def _tell(made: Decision, found: Reviewable | None, ledger: Ledger, *, as_json: bool) -> ExitCode:
    from d3k2.faces.cli.review_shown import printed, show_decided
    from d3k2.report import decided_document

    document = decided_document(made, found, ledger.read(), today())
    return printed(document) if as_json else show_decided(document)
