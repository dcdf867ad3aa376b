"""Records in one SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal

from d3k2.store.engine import UNCHANGED, WAIT, Connection
from d3k2.store.table import Table
from d3k2.units import InputRefused

OURS = 0x64336B32
"""Marks the file as one of d3k2 (SQLite's ``application_id``)."""

FIELD = "--database"
ACCEPTED = "a file of d3k2, or the name of a new one in a folder that can be written to"
SAID = {
    "SQLITE_CANTOPEN": "The database cannot be opened: look at its folder and who may use it.",
    "SQLITE_READONLY": "The database is read-only, so nothing can be added to it.",
    "SQLITE_BUSY": "The database is in use by another program; please try again.",
    "SQLITE_LOCKED": "The database is in use by another program; please try again.",
    "SQLITE_NOTADB": "This file is not a database.",
    "SQLITE_CORRUPT": "This database is damaged.",
    "SQLITE_FULL": "The disk is full, so nothing was added.",
    "SQLITE_PERM": "The database may not be used by this user.",
    "SQLITE_IOERR": "The database could not be read from or written to its disk.",
}
OTHER = "The database did not do what it was asked ({what})."


class SQLite:
    """The engine over one file."""

    mark = "?"

    def __init__(self, path: Path, *, makes_folder: bool = False) -> None:
        self._path = path
        self._makes_folder = makes_folder

    @contextmanager
    def reading(self) -> Iterator[Connection | None]:
        """Open the file for reading; None when there is none."""
        with self._in_words():
            if not self._exists():
                yield None
                return
            with closing(self._open("rw")) as connection:
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open the file, or a new one, and keep other writers out."""
        with self._in_words():
            if not self._exists() and self._makes_folder:
                self._make_folder()
            with closing(self._open("rwc")) as connection:
                connection.execute("BEGIN IMMEDIATE")
                yield connection

    def has(self, connection: Connection, table: Table) -> bool:
        """Whether the table is in the file."""
        found = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
        return bool([*connection.execute(found, (table.name,))])

    def create(self, connection: Connection, table: Table) -> None:
        """Make the table, with triggers that refuse to change it."""
        connection.execute(f"PRAGMA application_id = {OURS}")
        connection.execute(table.created)
        for event in ("UPDATE", "DELETE"):
            name = f"{table.name}_no_{event.lower()}"
            connection.execute(
                f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table.name}" '
                f"BEGIN SELECT RAISE(ABORT, '{UNCHANGED}'); END"
            )

    def _open(self, mode: Literal["rw", "rwc"]) -> sqlite3.Connection:
        """Open with a mode of SQLite; where the file is read-only, ``rw`` reads."""
        place = f"{self._path.resolve().as_uri()}?mode={mode}"
        connection = sqlite3.connect(place, uri=True, timeout=WAIT, isolation_level=None)
        # What was damaged from outside is shown as it is, for a check to find.
        connection.text_factory = lambda stored: stored.decode("utf-8", "replace")
        try:
            self._refuse_foreign(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _refuse_foreign(self, connection: sqlite3.Connection) -> None:
        (marked,) = connection.execute("PRAGMA application_id").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables and marked != OURS:
            raise self._refused("This is the database of another program.")

    def _exists(self) -> bool:
        """Whether the file is there; a place where none can be is refused."""
        try:
            if self._path.exists() and not self._path.is_file():
                raise self._refused("This is not a file.")
            if not self._makes_folder and not self._path.resolve().parent.is_dir():
                raise self._refused("There is no such folder.")
            return self._path.exists()
        except OSError as error:
            raise self._refused(f"The database cannot be used: {error.strerror}.") from None
        except ValueError as error:
            if isinstance(error, InputRefused):
                raise
            raise self._refused("This is no name of a file.") from None

    def _make_folder(self) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise self._refused(f"The folder cannot be made: {error.strerror}.") from None

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            name = getattr(error, "sqlite_errorname", type(error).__name__)
            known = next((said for code, said in SAID.items() if name.startswith(code)), None)
            raise self._refused(known or OTHER.format(what=name)) from None

    def _refused(self, message: str) -> InputRefused:
        return InputRefused(message, field=FIELD, given=str(self._path), accepted=ACCEPTED)
