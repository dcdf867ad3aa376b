"""Which database is meant: the one named, that of the environment, or a file of the user."""

from __future__ import annotations

import os
import re
from pathlib import Path

from d3k2.store.postgresql import PostgreSQL, without_password
from d3k2.store.sqlite import SQLite
from d3k2.store.store import Store
from d3k2.units import InputRefused

DATABASE = "D3K2_DATABASE"
"""The environment variable that names the database."""

FILE = "d3k2.sqlite"
SERVERS = ("postgresql", "postgres")
MEANT_AS_ADDRESS = re.compile(r"^postgres(ql)?:|\b(host|dbname|password)\s*=")
"""Other ways of writing an address: such a name may hold a password, so it becomes no file."""


def open_store(database: str | None = None) -> Store:
    """Return the store behind a file or an address; nothing is opened before it is used.

    Parameters
    ----------
    database : str, optional
        A file, for SQLite, or ``postgresql://...``. When left out, what ``D3K2_DATABASE`` says;
        without that, ``d3k2.sqlite`` in the folder where the system keeps data of the user.

    Raises
    ------
    InputRefused
        An address of something else.
    """
    named = database or os.environ.get(DATABASE)
    if not named:
        from platformdirs import user_data_path

        place = user_data_path("d3k2", appauthor=False) / FILE
        return Store(SQLite(place, makes_folder=True))
    scheme, is_address, _ = named.partition("://")
    if is_address and scheme in SERVERS:
        return Store(PostgreSQL(named))
    if is_address or MEANT_AS_ADDRESS.search(named):
        raise InputRefused(
            "There is no such kind of database.",
            field="--database",
            given=without_password(named) if is_address else None,
            accepted="a file, for SQLite, or postgresql://USER@HOST:PORT/DATABASE",
        )
    return Store(SQLite(Path(named)))
