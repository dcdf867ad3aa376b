"""What the two engines must be able to do, so that everything above is written once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from d3k2.store.table import Table

WAIT = 10
"""Seconds to wait for a server, or for somebody else who writes."""

UNCHANGED = "rows are added, never changed or taken away"
"""What an engine says to whoever tries all the same."""


class Connection(Protocol):
    """The part of a database connection that is used."""

    def execute(self, sql: str, values: Sequence[object] = ..., /) -> Iterable[Any]:
        """Run one statement."""

    def commit(self) -> None:
        """Keep what was written."""


class Engine(Protocol):
    """One way of keeping records."""

    mark: str
    """What stands for a value in a statement."""

    def reading(self) -> AbstractContextManager[Connection | None]:
        """Open for reading; None when there is nothing yet. Failures become sentences."""

    def writing(self) -> AbstractContextManager[Connection]:
        """Open for writing, alone until it is closed; what is not committed by then is undone."""

    def has(self, connection: Connection, table: Table) -> bool:
        """Whether the table is there."""

    def create(self, connection: Connection, table: Table) -> None:
        """Make the table, and let the engine itself refuse to change its rows."""
