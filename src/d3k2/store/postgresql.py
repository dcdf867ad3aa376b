"""Records on a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from d3k2.store.engine import UNCHANGED, WAIT, Connection
from d3k2.store.table import Table
from d3k2.units import InputRefused

if TYPE_CHECKING:
    import psycopg

FIELD = "--database"
ACCEPTED = "postgresql://USER@HOST:PORT/DATABASE of a server that runs and lets this user in"
NO_DRIVER = "PostgreSQL needs psycopg, which is not installed: pip install 'd3k2[server]'."
WRONG = "This is no address of a PostgreSQL database."
UNREACHED = "The PostgreSQL server cannot be reached, or does not let this user in."
SAID = {
    "25006": "The database is read-only, so nothing can be added to it.",
    "42501": "This user may not do this in the database.",
    "55P03": "The database is in use by another program; please try again.",
    "53100": "The disk of the server is full, so nothing was added.",
    "22021": "The database does not hold every character: it must be in UTF-8.",
    "22P05": "The database does not hold every character: it must be in UTF-8.",
}
"""By SQLSTATE. What the server itself says may repeat what was sent, so it is not shown."""
OTHER = "The server did not do what it was asked (SQLSTATE {what})."

LOCK = (0x6433, 0x6B32)
"""Two numbers by which all who write to a database of d3k2 know each other."""


class PostgreSQL:
    """The engine over one database of a server."""

    mark = "%s"

    def __init__(self, url: str) -> None:
        self._url = url

    @contextmanager
    def reading(self) -> Iterator[Connection | None]:
        """Connect for reading."""
        with self._connected() as connection:
            yield cast("Connection", connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Connect, and keep out others who would write, until the transaction ends."""
        with self._connected() as connection:
            connection.execute(f"SET LOCAL lock_timeout = '{WAIT}s'")
            connection.execute("SELECT pg_advisory_xact_lock(%s, %s)", LOCK)
            yield cast("Connection", connection)

    def has(self, connection: Connection, table: Table) -> bool:
        """Whether the table is where this user finds tables."""
        ((found,),) = connection.execute("SELECT to_regclass(%s) IS NOT NULL", (table.name,))
        return bool(found)

    def create(self, connection: Connection, table: Table) -> None:
        """Make the table, with a trigger that refuses to change it."""
        name = f'"{table.name}_unchanged"'
        connection.execute(table.created)
        connection.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
            f"AS $$ BEGIN RAISE EXCEPTION '{UNCHANGED}'; END $$"
        )
        connection.execute(
            f'CREATE TRIGGER {name} BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table.name}" '
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )

    @contextmanager
    def _connected(self) -> Iterator[psycopg.Connection]:
        if find_spec("psycopg") is None:
            raise self._refused(NO_DRIVER)
        import psycopg

        try:
            with closing(self._connect()) as connection:
                # What is read after the lock must be what others wrote before it.
                connection.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
                yield connection
        except psycopg.Error as error:
            state = error.sqlstate or "unknown"
            raise self._refused(SAID.get(state, OTHER.format(what=state))) from None

    def _connect(self) -> psycopg.Connection:
        import psycopg

        try:
            return psycopg.connect(
                self._url, connect_timeout=WAIT, client_encoding="utf8", application_name="d3k2"
            )
        except psycopg.OperationalError:
            raise self._refused(UNREACHED) from None
        except (psycopg.Error, ValueError):
            raise self._refused(WRONG) from None

    def _refused(self, message: str) -> InputRefused:
        return InputRefused(
            message, field=FIELD, given=without_password(self._url), accepted=ACCEPTED
        )


def without_password(url: str) -> str:
    """Return an address with no more than user, host, port and name of the database."""
    hidden = f"{url.partition('://')[0]}://..."
    try:
        parts = urlsplit(url)
        if "@" in parts.path:
            return hidden
        user = f"{parts.username}@" if parts.username else ""
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://{user}{parts.hostname or ''}{port}{parts.path}"
    except ValueError:
        return hidden
