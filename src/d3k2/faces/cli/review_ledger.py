"""Where the ledger of reviews is, and what day it is: what every command of the desk is given."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from d3k2.units import InputRefused

if TYPE_CHECKING:
    from d3k2.review import Ledger

Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="FILE|URL",
        help="SQLite file, or postgresql://...; else D3K2_DATABASE, else a file of your own.",
        show_default=False,
    ),
]
Day = Annotated[
    str | None,
    typer.Option("--date", metavar="DATE", help="The day it was decided; else today."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Identifier = Annotated[
    str, typer.Argument(metavar="ID", help="The id of a fact, a rule or an answer.")
]


def ledger_of(database: str | None) -> Ledger:
    """Return the ledger; nothing is opened before it is read or written."""
    from d3k2.review import Ledger
    from d3k2.store import open_store

    return Ledger(open_store(database))


def today() -> date:
    """Return the day of the clock, in UTC as the ledger writes it."""
    return datetime.now(UTC).date()


def moment(day: str | None) -> datetime:
    """Return when something was decided: now, or a day that was given.

    Raises
    ------
    InputRefused
        The day cannot be read, or is still to come.
    """
    now = datetime.now(UTC)
    if day is None:
        return now
    try:
        found = datetime.fromisoformat(day).replace(tzinfo=UTC)
    except ValueError:
        found = None
    # Where it is tomorrow already, somebody may decide tomorrow.
    if found is None or len(day) != len("2026-11-20") or found > now + timedelta(days=1):
        raise InputRefused(
            "This is no day on which something was decided.",
            field="--date",
            given=day[:40],
            accepted="a day such as 2026-11-20, not one still to come",
        )
    return found
