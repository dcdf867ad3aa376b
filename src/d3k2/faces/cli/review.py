"""``d3k2 review``: what awaits a reviewer, what was decided, and whether the ledger holds."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from d3k2.faces.cli import review_decide
from d3k2.faces.cli.exit_code import ExitCode
from d3k2.faces.cli.report_file import check_target, write_report
from d3k2.faces.cli.review_ledger import (
    AsJson,
    Database,
    Day,
    Identifier,
    ledger_of,
    moment,
    today,
)
from d3k2.units import InputRefused

if TYPE_CHECKING:
    from d3k2.review import ItemKind, ReviewState

review_app = typer.Typer(
    help="The review desk: who approved which version, and what awaits review.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

SHOWN = 20
"""Items of the queue that fit on a screen or two."""
NO_PERSON = "-"


class Kind(StrEnum):
    """What can be reviewed."""

    fact = "fact"
    rule = "rule"
    answer = "answer"


class State(StrEnum):
    """How far a version has come, as a shell likes to write it."""

    submitted = "submitted"
    under_review = "under-review"
    approved = "approved"
    rejected = "rejected"


KINDS: dict[Kind, ItemKind] = {Kind.fact: "fact", Kind.rule: "rule", Kind.answer: "answer"}
STATES: dict[State, ReviewState] = {
    State.submitted: "submitted",
    State.under_review: "under review",
    State.approved: "approved",
    State.rejected: "rejected",
}


@review_app.command(
    "queue",
    short_help="What awaits a reviewer, riskiest first.",
    epilog="Example: d3k2 review queue --kind rule --riskiest 5",
)
def queue_command(
    kind: Annotated[Kind | None, typer.Option("--kind", help="Only items of this kind.")] = None,
    state: Annotated[
        State | None, typer.Option("--state", help="Only this state; else what waits.")
    ] = None,
    riskiest: Annotated[
        int | None,
        typer.Option("--riskiest", metavar="N", min=1, help="Only the N riskiest."),
    ] = None,
    database: Database = None,
    *,
    as_json: AsJson = False,
) -> int:
    """List what awaits a reviewer: what was reported first, then by how much hangs on it."""
    from d3k2.desk import AWAITING, queue
    from d3k2.faces.cli.review_shown import printed, show_queue
    from d3k2.report import queue_document

    register = ledger_of(database).read()
    kinds = None if kind is None else [KINDS[kind]]
    states = AWAITING if state is None else [STATES[state]]
    most = riskiest if as_json else riskiest or SHOWN
    document = queue_document(queue(register, kinds, states), register, today(), most)
    return printed(document) if as_json else show_queue(document)


@review_app.command(
    "show",
    short_help="Show one item with all that a reviewer must see.",
    epilog="Example: d3k2 review show vitamin-k-antagonist",
)
def item_command(
    identifier: Identifier, database: Database = None, *, as_json: AsJson = False
) -> int:
    """Show one item: what it says in both wordings, when, its sources, what was decided."""
    from d3k2.desk import entry, reviewable
    from d3k2.faces.cli.review_shown import printed, show_item
    from d3k2.report import review_item_document

    found, register = reviewable(identifier), ledger_of(database).read()
    document = review_item_document(entry(found, register), register, today())
    return printed(document) if as_json else show_item(document)


review_app.command(
    "submit",
    help="Submit the version of today by name. Without it, it is submitted all the same.",
)(review_decide.deciding("submit"))
review_app.command("start", help="Take a submitted version under review.")(
    review_decide.deciding("start")
)
review_app.command(
    "approve",
    short_help="Approve a version that is under review.",
    help="Approve a version that is under review; competence and interests must be said.\n\n"
    "The decision holds for exactly this content: any edit makes it submitted again. What stands "
    "on anything that was read second-hand or from memory cannot be approved.",
    epilog="The text of --why is kept for good; it is no place for anybody's health data.",
)(review_decide.deciding("approve"))
review_app.command(
    "reject",
    short_help="Reject a version that is under review.",
    help="Reject a version that is under review; competence and interests must be said.",
)(review_decide.deciding("reject"))
review_app.command(
    "report",
    short_help="Report a fault in a fact, a rule or an answer.",
    epilog='Example: d3k2 review report levothyroxine "The hours are wrong."',
)(review_decide.report_fault)
review_app.command("answer-report", short_help="Answer a report, with the reason.")(
    review_decide.answer_report
)


@review_app.command("history", short_help="What was decided, oldest first.")
def history_command(
    identifier: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="Only about this item.", show_default=False),
    ] = None,
    database: Database = None,
    *,
    as_json: AsJson = False,
) -> int:
    """Show every decision, oldest first: who, when, about which version, and why."""
    from d3k2.faces.cli.review_shown import printed, show_history
    from d3k2.report import history_document

    register = ledger_of(database).read()
    document = history_document(register.history(identifier), register, today())
    return printed(document) if as_json else show_history(document)


@review_app.command("corrections", short_help="The log of corrections.")
def corrections_command(database: Database = None, *, as_json: AsJson = False) -> int:
    """Show the log of corrections: every report that led to a change, with its answer."""
    from d3k2.faces.cli.review_shown import printed, show_corrections
    from d3k2.report import corrections_document

    document = corrections_document(ledger_of(database).read(), today())
    return printed(document) if as_json else show_corrections(document)


@review_app.command("export", short_help="Write the whole ledger as JSON lines.")
def export_command(database: Database = None) -> int:
    """Write the whole ledger as JSON lines, the hash of the newest decision in the first.

    Keep that hash elsewhere: 'd3k2 review verify --head HASH' then finds a ledger whose end was
    cut off, or that was written anew.
    """
    from d3k2.report import ledger_lines

    sys.stdout.write("".join(f"{line}\n" for line in ledger_lines(ledger_of(database).read())))
    return ExitCode.ANSWERED


@review_app.command("verify", short_help="Check that nobody changed the ledger.")
def verify_command(
    head: Annotated[
        str | None,
        typer.Option("--head", metavar="HASH", help="A head that was kept: is it still there?"),
    ] = None,
    database: Database = None,
    *,
    as_json: AsJson = False,
) -> int:
    """Check the ledger: every decision as written, none missing, moved or beside the chain.

    Ends with 0 when it is whole, with 3 when it is not; every break is listed.
    """
    from d3k2.faces.cli.review_shown import printed, show_verified
    from d3k2.report import verified_document
    from d3k2.review import breaks

    register = ledger_of(database).read()
    found = breaks(register.decisions, None if head is None else _kept(head))
    document = verified_document(found, register, today())
    ended = printed(document) if as_json else show_verified(document)
    return ExitCode.INPUT_REFUSED if found else ended


@review_app.command(
    "packet",
    short_help="A packet for a clinician: the 30 riskiest rules and answers.",
    epilog="Example: d3k2 review packet --html packet.html",
)
def packet_command(
    riskiest: Annotated[
        int, typer.Option("--riskiest", metavar="N", min=1, help="So many items.")
    ] = 30,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Write it as a page that prints."),
    ] = None,
    day: Day = None,
    database: Database = None,
    *,
    as_json: AsJson = False,
) -> int:
    """Print the riskiest rules and answers that wait, to decide about on paper or on screen.

    Each with both wordings, when it applies, its sources and where in them, and boxes to tick;
    then the commands that enter the decisions.
    """
    from d3k2.desk import packet
    from d3k2.faces.cli.review_shown import printed, show_packet
    from d3k2.report import packet_document, packet_html

    if html is not None:
        check_target(html, NO_PERSON)
    register = ledger_of(database).read()
    document = packet_document(packet(register, riskiest), register, moment(day).date())
    if html is not None:
        write_report(html, packet_html(document))
    if as_json:
        return printed(document)
    return show_packet(document, None if html is None else str(html))


def _kept(head: str) -> str:
    kept = head.strip().lower()
    if len(kept) != 64 or not set(kept) <= set("0123456789abcdef"):
        raise InputRefused(
            "This is no head of a ledger.",
            field="--head",
            given=head[:80],
            accepted="the 64 digits that 'd3k2 review export' or 'verify' printed",
        )
    return kept
