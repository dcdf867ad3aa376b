"""Databases for tests: SQLite files, and a real PostgreSQL server where one is installed."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from d3k2.store import DATABASE

PASSWORD = "s3cr3t-of-the-tests"
INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
NUMBERS = count(1)


@pytest.fixture(scope="session", autouse=True)
def nobodys_ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep every test away from the ledger of whoever runs it."""
    absent = tmp_path_factory.mktemp("ledger") / "absent.sqlite"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATABASE, str(absent))
        yield


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Start a PostgreSQL server that asks for a password, and return its address."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    programs = {name: _program(name) for name in ("initdb", "pg_ctl")}
    if None in programs.values():
        pytest.skip("no PostgreSQL server is installed")
    folder = Path(tempfile.mkdtemp(prefix="d3k2-pg-", dir="/tmp"))
    user = _not_root(folder)
    port = _free_port()

    def run(*command: object) -> None:
        ended = subprocess.run(
            [str(part) for part in command],
            user=user,
            cwd="/",
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr.decode(errors="replace")

    (folder / "password").write_text(PASSWORD)
    data = folder / "data"
    run(programs["initdb"], "-D", data, "-U", "d3k2", "-A", "scram-sha-256", "--no-sync",
        "-E", "UTF8", "--pwfile", folder / "password")  # fmt: skip
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -F"
    run(programs["pg_ctl"], "-D", data, "-l", folder / "log", "-w", "-o", options, "start")
    try:
        yield f"postgresql://d3k2:{PASSWORD}@127.0.0.1:{port}/postgres"
    finally:
        run(programs["pg_ctl"], "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def new_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], str]:
    """Return what makes an empty database, and names it as ``--database`` does."""
    if request.param == "sqlite":
        folder = tmp_path_factory.mktemp("databases")
        return lambda: str(folder / f"{next(NUMBERS)}.sqlite")
    url = request.getfixturevalue("server")

    def schema() -> str:
        import psycopg

        name = f"d3k2_{next(NUMBERS)}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        return f"{url}?options=-csearch_path%3D{name}"

    return schema


@pytest.fixture
def database(new_database: Callable[[], str]) -> str:
    return new_database()


@pytest.fixture(scope="session")
def tamper() -> Callable[..., None]:
    """Return what runs statements behind the back of the ledger, its triggers switched off."""

    def run(database: str, *statements: str) -> None:
        if "://" in database:
            import psycopg

            with psycopg.connect(database, autocommit=True) as connection:
                connection.execute("SET session_replication_role = replica")
                for statement in statements:
                    connection.execute(statement)
            return
        import sqlite3

        connection = sqlite3.connect(database, isolation_level=None)
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            connection.execute(statement)
        connection.close()

    return run


def _program(name: str) -> str | None:
    return shutil.which(name) or next(
        (str(folder / name) for folder in INSTALLED if (folder / name).exists()), None
    )


def _not_root(folder: Path) -> str | None:
    """Give the folder to a user who is not root, whom the server refuses to run as."""
    if os.geteuid() != 0:
        return None
    names = [entry.pw_name for entry in pwd.getpwall()]
    user = next(name for name in ("postgres", "nobody") if name in names)
    os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    return user


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
