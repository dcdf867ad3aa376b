"""Which database is meant, and what is said of one that cannot be used."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

import pytest

from d3k2.store import DATABASE, Column, Table, open_store
from d3k2.store.postgresql import without_password
from d3k2.units import InputRefused

NOTES = Table("note", (Column("number", "integer"), Column("text")))
SECRET = "hunter2"


def add(database: str | None) -> None:
    with open_store(database).appending(NOTES) as table:
        table.add((1, "one"))


def refused(database: str) -> InputRefused:
    with pytest.raises(InputRefused) as found:
        add(database)
    assert found.value.field == "--database"
    assert found.value.accepted
    return found.value


class TestWhichIsMeant:
    def test_without_a_name_it_is_a_file_of_the_user(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv(DATABASE)
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
        assert open_store().read(NOTES) == ()
        assert list(tmp_path.iterdir()) == []
        add(None)
        (made,) = tmp_path.rglob("*.sqlite")
        assert (made.parent.name, made.name) == ("d3k2", "d3k2.sqlite")
        assert open_store().read(NOTES) == ((1, "one"),)

    def test_the_environment_names_one_and_an_option_goes_before_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(DATABASE, str(tmp_path / "environment.sqlite"))
        add(None)
        assert [p.name for p in tmp_path.iterdir()] == ["environment.sqlite"]
        add(str(tmp_path / "option.sqlite"))
        assert open_store(str(tmp_path / "option.sqlite")).read(NOTES) == ((1, "one"),)


class TestFilesThatCannotBeUsed:
    def test_a_file_that_is_no_database(self, tmp_path: Path) -> None:
        text = tmp_path / "notes.txt"
        text.write_text("no database, but long enough to look at\n" * 100)
        assert "not a database" in refused(str(text)).message
        with pytest.raises(InputRefused, match="not a database"):
            open_store(str(text)).read(NOTES)

    def test_the_database_of_another_program(self, tmp_path: Path) -> None:
        path = tmp_path / "other.sqlite"
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE birds (name TEXT)")
        connection.close()
        assert "another program" in refused(str(path)).message

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            (".", "not a file"),
            ("no/such/folder.sqlite", "no such folder"),
            ("a\x00b.sqlite", "no name of a file"),
            ("x" * 300, "cannot be"),
        ],
    )
    def test_a_place_where_none_can_be(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, said: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert said in refused(name).message
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no place that nobody can write to")
    def test_a_place_that_nobody_can_write_to(self) -> None:
        assert "cannot be opened" in refused("/proc/d3k2.sqlite").message

    @pytest.mark.skipif(os.geteuid() == 0, reason="root writes to read-only files")
    def test_a_read_only_file_is_read_and_not_written(self, tmp_path: Path) -> None:
        path = tmp_path / "kept.sqlite"
        add(str(path))
        path.chmod(0o444)
        assert open_store(str(path)).read(NOTES) == ((1, "one"),)
        assert "read-only" in refused(str(path)).message

    def test_a_damaged_file(self, tmp_path: Path) -> None:
        path = tmp_path / "damaged.sqlite"
        add(str(path))
        content = bytearray(path.read_bytes())
        content[100:] = b"\xff" * (len(content) - 100)
        path.write_bytes(bytes(content))
        assert "damaged" in refused(str(path)).message


class TestServersThatCannotBeUsed:
    def test_a_wrong_password_is_refused_and_not_repeated(self, server: str) -> None:
        wrong = server.replace(server.split(":")[2].split("@")[0], SECRET)
        found = refused(wrong)
        assert "does not let this user in" in found.message
        assert SECRET not in str(found)

    def test_no_database_of_this_name(self, server: str) -> None:
        assert "cannot be reached" in refused(f"{server}-none").message

    def test_a_read_only_server_is_read_and_not_written(self, server: str) -> None:
        read_only = f"{server}?options=-cdefault_transaction_read_only%3Don"
        assert open_store(read_only).read(NOTES) == ()
        assert "read-only" in refused(read_only).message

    def test_nobody_answers(self) -> None:
        found = refused(f"postgresql://ada:{SECRET}@127.0.0.1:1/d3k2")
        assert "cannot be reached" in found.message
        assert "postgresql://ada@127.0.0.1:1/d3k2" in str(found)
        assert SECRET not in str(found)

    @pytest.mark.parametrize(
        "address",
        [
            f"mysql://ada:{SECRET}@host/d3k2",
            f"postgres://ada:{SECRET}@host:port/d3k2",
            f"postgresql://ada:{SECRET}@/d3k2?nonsense=1",
            f"postgresql://ada:12/{SECRET}@host/d3k2",
            f"postgresql://ada@[host/d3k2?password={SECRET}",
            f"postgresql:ada:{SECRET}@host",
            f"host=localhost password={SECRET}",
            f"postgresql://ada:{SECRET}\x00@host/d3k2",
        ],
    )
    def test_what_is_no_address_is_refused_without_its_password(
        self, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert SECRET not in str(refused(address))
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("secret", ["a@b", "a/b", "a?b", "a#b", "a:b", "a%40b", "12/x@y"])
    @pytest.mark.parametrize("encode", [quote, str], ids=["encoded", "as it is"])
    def test_no_password_is_ever_shown(self, secret: str, encode: object) -> None:
        assert callable(encode)
        shown = without_password(f"postgresql://ada:{encode(secret)}@host:5432/d3k2")
        assert secret not in shown
        assert "b@host" not in shown
