"""Answers of registries, kept on disk for a while, so that nobody is asked twice."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from d3k2.faces.registries.places import CACHE

DAY = 86_400.0
FOUND_DAYS = 30.0
ABSENT_DAYS = 1.0
"""How long an answer is good: a retraction must be seen soon, and a new paper sooner."""

MOST = 20_000
"""Answers kept; the oldest go first."""

WAIT = 0.5
"""Seconds to wait for another run that is writing."""


class Kept:
    """A file of answers by the hash of what was asked; a file that cannot be used is not missed."""

    def __init__(self, path: Path, now: Callable[[], float] = time.time) -> None:
        self._path = path
        self._now = now
        self._usable = True

    def get(self, question: str) -> tuple[int, bytes] | None:
        """Return the status and the body that were answered; None where nothing good is kept."""
        found = self._with(
            lambda table: table.execute(
                "SELECT status, body FROM answers WHERE asked = ? AND until > ?",
                (_key(question), self._now()),
            ).fetchone()
        )
        return None if found is None else (int(found[0]), bytes(found[1]))

    def put(self, question: str, status: int, body: bytes) -> None:
        """Keep an answer."""
        now = self._now()
        until = now + DAY * (FOUND_DAYS if status == 200 else ABSENT_DAYS)

        def write(table: sqlite3.Connection) -> None:
            row = (_key(question), status, body, until)
            table.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", row)
            table.execute("DELETE FROM answers WHERE until <= ?", (now,))
            table.execute(
                "DELETE FROM answers WHERE asked IN"
                " (SELECT asked FROM answers ORDER BY until DESC LIMIT -1 OFFSET ?)",
                (MOST,),
            )

        self._with(write)

    def _with(self, work: Callable[[sqlite3.Connection], Any]) -> Any:
        """Do something with the table; nothing from then on where the file cannot be used."""
        if not self._usable:
            return None
        try:
            with closing(self._table()) as table, table:
                return work(table)
        except (sqlite3.Error, OSError):
            self._usable = False
            return None

    def _table(self) -> sqlite3.Connection:
        if not self._path.exists():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with suppress(OSError):
                os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        table = sqlite3.connect(self._path, timeout=WAIT)
        try:
            table.execute("PRAGMA synchronous = OFF")  # what a crash loses is asked again
            table.execute(
                "CREATE TABLE IF NOT EXISTS answers"
                " (asked TEXT PRIMARY KEY, status INTEGER, body BLOB, until REAL)"
            )
        except sqlite3.Error:
            table.close()
            raise
        return table


def kept_place() -> Path:
    """Return where answers are kept."""
    named = os.environ.get(CACHE)
    return Path(named) if named else user_cache_path("d3k2") / "registries.sqlite"


def _key(question: str) -> str:
    """What was asked stays unreadable in the file: it tells which papers somebody read about."""
    return hashlib.sha256(question.encode()).hexdigest()
