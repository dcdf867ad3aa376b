"""Arguments that make no sense, and faults of our own: a sentence or a document, never more."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from d3k2.evidence import EvidenceFaulty, Fault
from d3k2.faces.cli.asked import Asked
from d3k2.faces.cli.failures import tell
from d3k2.report import schemas

Cli = Callable[..., Any]

WRONG = [
    (["nope"], "nope", None),
    (["assess"], "PERSON", "PERSON"),
    (["assess", "--nope"], "--nope", "--nope"),
    (["assess", "one.toml", "two.toml"], "two.toml", None),
    (["assess", "one.toml", "--for", "dog"], "'clinician', 'patient'", "--for"),
    (["assess", "one.toml", "--html"], "--html", "--html"),
    (["evidence", "nope"], "nope", None),
    (["evidence", "show"], "ID", "ID"),
    (["evidence", "list", "--result"], "--result", "--result"),
]


@pytest.mark.parametrize(("arguments", "said", "field"), WRONG, ids=lambda v: str(v)[:40])
def test_usage_errors_name_what_is_wrong_and_where_help_is(
    cli: Cli, arguments: list[str], said: str, field: str | None
) -> None:
    ended = cli(arguments)
    assert ended.code == 2
    assert ended.out == ""
    assert said in ended.err
    assert "--help" in ended.err
    verb = 2 if arguments[0] == "evidence" else 1
    as_json = cli([*arguments[:verb], "--json", *arguments[verb:]])
    assert as_json.code == 2
    assert as_json.out == ""
    document = json.loads(as_json.err)
    jsonschema.validate(document, schemas()["error.schema.json"])
    assert document["kind"] == "usage"
    assert document["field"] == field


@pytest.mark.parametrize("group", [[], ["evidence"]])
def test_a_command_without_its_verb_shows_its_help(cli: Cli, group: list[str]) -> None:
    ended = cli(group)
    assert ended.code == 2
    assert ended.out == ""
    assert ended.err == cli([*group, "--help"]).out


@pytest.mark.parametrize(
    "arguments", [[], ["assess"], *([["evidence", c] for c in ("list", "show", "positions")])]
)
def test_help_fits_80_columns_and_shows_an_example(cli: Cli, arguments: list[str]) -> None:
    ended = cli([*arguments, "--help"])
    assert ended.code == 0
    assert max(map(len, ended.out.splitlines())) <= 80
    assert "d3k2 " in ended.out.partition("Options:")[2]


class TestOurOwnFaults:
    def told(self, capsys: pytest.CaptureFixture[str], failure: Exception) -> tuple[str, str]:
        codes = [tell(failure, Asked(as_json, "clinician")) for as_json in (False, True)]
        assert codes == [1, 1]
        words, document = capsys.readouterr().err.strip().rsplit("\n", 1)
        said = json.loads(document)
        jsonschema.validate(said, schemas()["error.schema.json"])
        assert said["kind"] == "internal"
        return words, said["message"]

    def test_no_health_value_is_in_what_is_said(self, capsys: pytest.CaptureFixture[str]) -> None:
        for said in self.told(capsys, ZeroDivisionError("25(OH)D 65 ng/mL")):
            assert "ZeroDivisionError" in said
            assert "65" not in said

    def test_every_fault_of_the_data_is_listed(self, capsys: pytest.CaptureFixture[str]) -> None:
        faults = [
            Fault("facts/a.toml", 3, "no source x"),
            Fault("rules/b.toml", 7, "no medicine y"),
        ]
        for said in self.told(capsys, EvidenceFaulty(faults)):
            assert "facts/a.toml:3: no source x" in said
            assert "rules/b.toml:7: no medicine y" in said

    def test_a_full_disk_is_said(self, capsys: pytest.CaptureFixture[str]) -> None:
        for said in self.told(capsys, OSError(28, "No space left on device")):
            assert "No space left on device" in said
