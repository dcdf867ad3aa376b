"""The one class through which records are kept, the same on both engines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from d3k2.store.engine import Connection, Engine
from d3k2.store.table import Table

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Appending:
    """A table while nobody else can write to it."""

    connection: Connection
    engine: Engine
    table: Table

    def rows(self) -> tuple[Row, ...]:
        """Every row, in order, with those that were just added."""
        return _rows(self.connection, self.engine, self.table)

    def add(self, row: Sequence[object]) -> None:
        """Add one row, in the order of the columns."""
        self.connection.execute(self.table.inserted(self.engine.mark), tuple(row))


class Store:
    """Tables that only grow.

    Every failure of the engine is an `InputRefused` that says what to look at, and never a
    password.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def read(self, table: Table, **equal: str) -> tuple[Row, ...]:
        """Return the rows whose columns equal these values, in order.

        What does not exist yet is empty, and is not made by reading.
        """
        with self._engine.reading() as connection:
            if connection is None or not self._engine.has(connection, table):
                return ()
            return _rows(connection, self._engine, table, **equal)

    @contextmanager
    def appending(self, table: Table) -> Iterator[Appending]:
        """Hold the table alone, so that what is added follows from what is read.

        When the block raises, nothing of it was written.
        """
        with self._engine.writing() as connection:
            if not self._engine.has(connection, table):
                self._engine.create(connection, table)
            yield Appending(connection, self._engine, table)
            connection.commit()


def _rows(connection: Connection, engine: Engine, table: Table, **equal: str) -> tuple[Row, ...]:
    found = connection.execute(table.selected(equal, engine.mark), tuple(equal.values()))
    return tuple(tuple(row) for row in found)
