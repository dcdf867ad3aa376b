"""Whatever is typed or read, a command ends with one of its codes and never with a traceback."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

Cli = Callable[..., Any]

WORDS = [
    "assess", "evidence", "list", "show", "positions", "cite", "-", "--", "--json", "--for",
    "patient", "--html", "--style", "csl", "--results", "--help", "-h", "--version", "ross-2011",
    "d-target", "levothyroxine", "no-such-id", "/", "", "--for=", "-x", "--json=yes",
]  # fmt: skip
ARGUMENTS = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=12)), max_size=6)
LINES = [
    "age = 52", 'sex = "female"', 'weight = "58 kg"', "date = 2026-11-20", "takes = []",
    'labs = [{ what = "25(OH)D", value = "412 nmol/L", date = 2026-09-02 }]', "[diet]", "[labs]",
    'takes = ["D3 5000 IU daily', "medicines = [{}]", "age = nan", "weight = 10", "{", "\x00",
]  # fmt: skip
"""Whatever is drawn of these, and in whatever order, the last line of the file is no field."""
NO_FIELD = "\nno_such_field = 1\n"


def ends_well(ended: Any, codes: set[int], *, as_json: bool) -> None:
    assert ended.code in codes
    assert "Traceback" not in ended.out + ended.err
    assert "fault of d3k2" not in ended.err
    if ended.code == 0:
        assert ended.err == ""
        return
    assert ended.out == ""
    assert ended.err
    if as_json:
        assert json.loads(ended.err)["schema"] == "d3k2/error/1"


@given(ARGUMENTS)
@settings(max_examples=150, deadline=None)
def test_any_arguments(cli: Cli, arguments: list[str]) -> None:
    before = arguments[: arguments.index("--")] if "--" in arguments else arguments
    ends_well(cli(arguments), {0, 2, 3}, as_json="--json" in before)


@given(st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=30)), max_size=8), st.booleans())
@settings(max_examples=100, deadline=None)
def test_any_content(
    cli: Cli, tmp_path_factory: pytest.TempPathFactory, lines: list[str], as_json: bool
) -> None:
    folder: Path = tmp_path_factory.mktemp("junk")
    path, report = folder / "person.toml", folder / "report.html"
    path.write_bytes(("\n".join(lines) + NO_FIELD).encode("utf-8", "surrogatepass"))
    form = ["--json"] if as_json else []
    ends_well(cli(["assess", path, "--html", report, *form]), {3}, as_json=as_json)
    assert not report.exists()


@given(st.binary(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_bytes_on_stdin(cli: Cli, content: bytes) -> None:
    ends_well(cli(["assess", "-", "--json"], content), {3}, as_json=True)
