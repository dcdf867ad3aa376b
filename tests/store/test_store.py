"""Tables only grow, the same on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from d3k2.store import Column, Store, Table, open_store, postgresql, sqlite
from d3k2.units import InputRefused

NOTES = Table(
    "note",
    (
        Column("number", "integer"),
        Column("text"),
        Column("about", "integer", required=False),
        Column("key", unique=True),
    ),
)
HOSTILE = [
    "Robert'); DROP TABLE note;--",
    '"; DELETE FROM note; --',
    "one\nline\tmore\r\nand %s ? $1 {x}",
    "🧪👩🏽‍⚕️ ü ß 日本語 \u202e",
    "x" * 1_000_000,
]
WRITER = """
import sys
from d3k2.store import Column, Table, open_store
table = Table("note", (Column("number", "integer"), Column("text"),
                       Column("about", "integer", required=False), Column("key", unique=True)))
for place in range(15):
    with open_store(sys.argv[1]).appending(table) as rows:
        number = len(rows.rows()) + 1
        rows.add((number, sys.argv[2], None, str(number)))
"""


def filled(database: str, *texts: str) -> Store:
    store = open_store(database)
    for number, text in enumerate(texts, start=1):
        with store.appending(NOTES) as table:
            table.add((number, text, None, str(number)))
    return store


def test_what_does_not_exist_is_empty_and_is_not_made_by_reading(database: str) -> None:
    assert open_store(database).read(NOTES) == ()
    assert "://" in database or not Path(database).exists()


def test_rows_come_back_in_order_as_they_were_written(database: str) -> None:
    store = filled(database, "one", "two", "three")
    assert store.read(NOTES) == (
        (1, "one", None, "1"),
        (2, "two", None, "2"),
        (3, "three", None, "3"),
    )
    assert store.read(NOTES, text="two") == ((2, "two", None, "2"),)
    assert store.read(NOTES, text="four") == ()


def test_any_text_is_kept_as_it_is(database: str) -> None:
    store = filled(database, *HOSTILE)
    assert [row[1] for row in store.read(NOTES)] == HOSTILE
    for text in HOSTILE[:-1]:
        assert [row[1] for row in store.read(NOTES, text=text)] == [text]


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=50))
@settings(max_examples=40, deadline=None)
def test_whatever_is_written_is_read(new_database: Callable[[], str], text: str) -> None:
    assert filled(new_database(), text).read(NOTES) == ((1, text, None, "1"),)


def test_what_fails_half_way_was_never_written(database: str) -> None:
    store = filled(database, "one")
    with pytest.raises(ZeroDivisionError), store.appending(NOTES) as table:
        table.add((2, "two", None, "2"))
        assert len(table.rows()) == 2
        raise ZeroDivisionError
    assert len(store.read(NOTES)) == 1


@pytest.mark.parametrize("statement", ["UPDATE note SET text = 'x'", "DELETE FROM note"])
def test_the_engine_itself_refuses_to_change_a_row(database: str, statement: str) -> None:
    store = filled(database, "one")
    with pytest.raises(InputRefused), store.appending(NOTES) as table:
        table.connection.execute(statement)
    assert store.read(NOTES) == ((1, "one", None, "1"),)


def test_no_statement_of_ours_changes_a_row() -> None:
    for path in Path(sqlite.__file__).parent.glob("*.py"):
        assert "DELETE FROM" not in path.read_text("utf-8")
        assert ' SET "' not in path.read_text("utf-8")


def test_who_write_at_once_write_one_after_the_other(database: str) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, database, name], env=os.environ, stderr=subprocess.PIPE
        )
        for name in ("one", "two", "three")
    ]
    for writer in writers:
        _, said = writer.communicate(timeout=60)
        assert (writer.returncode, said) == (0, b"")
    rows = open_store(database).read(NOTES)
    assert [row[0] for row in rows] == list(range(1, 46))
    assert {row[1] for row in rows} == {"one", "two", "three"}


def test_who_waits_too_long_is_told_that_somebody_writes(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "WAIT", 1)
    monkeypatch.setattr(postgresql, "WAIT", 1)
    store = filled(database, "one")
    with store.appending(NOTES), pytest.raises(InputRefused, match="in use by another program"):
        filled(database, "other")
