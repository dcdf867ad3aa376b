from __future__ import annotations

from pathlib import Path

import pytest

from d3k2.person import read_person
from d3k2.units import InputRefused

GOOD = 'date = 2026-11-20\nage = 52\nsex = "female"\nweight = "58 kg"\n'


def refused(path: Path) -> InputRefused:
    with pytest.raises(InputRefused) as refusal:
        read_person(path)
    assert refusal.value.source == path.name
    return refusal.value


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.toml", b"age = \n", "not valid TOML.*line 1"),
        ("a.toml", GOOD.encode() + b"age = 53\n", "not valid TOML.*line 5"),
        ("a.toml", GOOD.encode() + b"takes = [", "not valid TOML.*line 5"),
        ("a.json", b'{"age": 52,\n "sex" "female"}', "not valid JSON.*line 2"),
        ("a.json", b'{"age": NaN}', "no number"),
        ("a.json", b'{"age": 52, "age": 53}', "twice"),
        ("a.json", b"[1, 2]", "table of fields"),
        ("a.json", b"[" * 100_000, "nested too deeply"),
        ("a.json", b'{"a":' * 50 + b"1" + b"}" * 50, "nested too deeply"),
        ("a.toml", b"\x89PNG\r\n\x1a\n\x00\x00", "not text"),
        ("a.toml", b"age = 52\nname = '\xff\xfe'\n", "not UTF-8 text .line 2"),
        ("a.json", rb'{"sex": "\ud800"}', "no text"),
        ("a.toml", GOOD.encode() + b"conditions = [" + b'"x",' * 500 + b"]", "longer than"),
        ("a.toml", b"", "age is required"),
    ],
)
def test_a_file_that_is_no_record_is_refused(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputRefused, match=message):
        read_person(path)
    refused(path)


def test_a_large_file_is_refused_before_it_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    with path.open("wb") as file:
        file.truncate(10_000_000)
    refusal = refused(path)
    assert "too large" in refusal.message
    assert refusal.given == "10000000 bytes"


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    assert "not a file" in refused(tmp_path).message
    assert "cannot be read" in refused(tmp_path / "nobody.toml").message


def test_without_a_suffix_a_brace_means_json(tmp_path: Path) -> None:
    toml, as_json = tmp_path / "toml", tmp_path / "json"
    toml.write_text(GOOD, "utf-8")
    as_json.write_text(
        '{"date": "2026-11-20", "age": 52, "sex": "female", "weight": "58 kg"}', "utf-8"
    )
    assert read_person(toml) == read_person(as_json)


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert read_person(path).age == 52


def test_a_refusal_names_file_and_field(tmp_path: Path) -> None:
    path = tmp_path / "anna.toml"
    path.write_text(GOOD.replace("52", "212"), "utf-8")
    assert str(refused(path)).startswith("anna.toml age: ")
