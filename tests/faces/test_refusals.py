"""Input that cannot be used: which field, what would be accepted, code 3, and nothing written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from d3k2.report import schemas

Cli = Callable[..., Any]
Write = Callable[..., Path]


def calcidiol(value: str, date: str = "2026-09-02", **more: object) -> dict[str, object]:
    return {"labs": [{"what": "25(OH)D", "value": value, "date": date, **more}]}


FIELDS = [
    ("a unit of another analyte", calcidiol("65 pmol/L"), "labs[0].value", "nmol/L"),
    ("vitamin K has no IU", {"takes": ["K2 50 IU daily"]}, "takes[0]", "µg"),
    ("negative", {"age": -1}, "age", "0"),
    ("absurd", {"age": 212}, "age", "120"),
    ("weightless", {"weight": "-3 kg"}, "weight", "kg"),
    ("a pregnant man of 80", {"sex": "male", "age": 80, "pregnant": True}, "pregnant", "female"),
    ("from the future", calcidiol("65 ng/mL", "2027-01-01"), "labs[0].date", "2026-11-20"),
    ("a misspelt field", {"conditons": []}, "conditons", "conditions"),
]
FILES = [
    ("10 MB", b"# " + b"x" * 10_000_000, "at most"),
    ("binary", bytes(range(256)) * 8, "TOML or JSON"),
    ("not UTF-8", 'sex = "weiblich, grö"'.encode("latin-1"), "UTF-8"),
    ("broken", b"age = = 52", "valid TOML"),
    ("empty", b"", "a number"),
]


def named(table: list[tuple[Any, ...]]) -> list[Any]:
    return [pytest.param(*row[1:], id=row[0]) for row in table]


def refused_as_document(cli: Cli, arguments: list[object], stdin: bytes = b"") -> dict[str, Any]:
    ended = cli([*arguments, "--json"], stdin)
    assert ended.code == 3
    assert ended.out == ""
    document: dict[str, Any] = json.loads(ended.err)
    jsonschema.validate(document, schemas()["error.schema.json"])
    assert document["schema"] == "d3k2/error/1"
    assert document["kind"] == "input"
    return document


@pytest.mark.parametrize(("change", "field", "accepted"), named(FIELDS))
def test_a_field_that_cannot_be_used_is_named_with_what_is_accepted(
    cli: Cli, written: Write, tmp_path: Path, change: dict[str, Any], field: str, accepted: str
) -> None:
    person, report = written(**change), tmp_path / "report.html"
    ended = cli(["assess", person, "--html", report])
    assert ended.code == 3
    assert ended.out == ""
    assert ended.err.startswith(f"person.json {field}")
    assert accepted in ended.err.partition("accepted:")[2]
    assert not report.exists()
    document = refused_as_document(cli, ["assess", person, "--html", report])
    assert document["field"].startswith(field)
    assert accepted in document["accepted"]
    assert not report.exists()


@pytest.mark.parametrize(("content", "accepted"), named(FILES))
@pytest.mark.parametrize("through", ["a file", "stdin"])
def test_a_file_that_is_no_record_is_refused(
    cli: Cli, tmp_path: Path, content: bytes, accepted: str, through: str
) -> None:
    path = tmp_path / "person.toml"
    path.write_bytes(content)
    given: list[Any] = ["assess", path] if through == "a file" else ["assess", "-"]
    ended = cli(given, content)
    assert ended.code == 3
    assert ended.out == ""
    assert ended.err.startswith("person.toml" if through == "a file" else "stdin")
    assert accepted in ended.err
    assert accepted in refused_as_document(cli, given, content)["accepted"]


@pytest.mark.parametrize("name", ["missing.toml", ".", "a\x1b[31m.toml", "x" * 5000])
def test_what_is_no_file_is_refused(cli: Cli, tmp_path: Path, name: str) -> None:
    ended = cli(["assess", tmp_path / name])
    assert ended.code == 3
    assert "a TOML or JSON file" in ended.err
    assert "\x1b" not in ended.err
    refused_as_document(cli, ["assess", tmp_path / name])


class TestVeryHighCalcidiol:
    def test_unconfirmed_the_urgent_advice_comes_first_and_there_is_no_plan(
        self, cli: Cli, written: Write, tmp_path: Path
    ) -> None:
        report = tmp_path / "report.html"
        person = written(**calcidiol("412 nmol/L"))
        ended = cli(["assess", person, "--html", report])
        assert ended.code == 3
        assert ended.out == ""
        assert ended.err.startswith("URGENT: ")
        assert ended.err.index("Stop all vitamin D") < ended.err.index("labs[0].value")
        assert "confirmed = true" in ended.err
        assert not report.exists()

    def test_as_a_document_the_advice_stands_on_its_rule(self, cli: Cli, written: Write) -> None:
        document = refused_as_document(cli, ["assess", written(**calcidiol("412 nmol/L"))])
        (urgent,) = document["urgent"]
        assert urgent["level"] == "stop"
        assert urgent["stands_on"]

    def test_a_patient_reads_it_in_other_words(self, cli: Cli, written: Write) -> None:
        person = written(**calcidiol("412 nmol/L"))
        clinician, patient = (cli(["assess", person, "--for", a]) for a in ("clinician", "patient"))
        assert patient.err.startswith("URGENT: ")
        assert patient.err.partition("\n")[0] != clinician.err.partition("\n")[0]

    def test_confirmed_it_is_answered_with_the_stop_first(self, cli: Cli, written: Write) -> None:
        takes = ["D3 20000 IU daily since 2025-01-01"]
        person = written(takes=takes, **calcidiol("412 nmol/L", confirmed=True))
        ended = cli(["assess", person])
        assert ended.code == 4
        assert ended.err == ""
        assert ended.out.index("STOP") < ended.out.index("Plan")


def test_an_unknown_medicine_is_no_error_but_is_named_as_not_screened(
    cli: Cli, written: Write
) -> None:
    ended = cli(["assess", written(medicines=["zorbafluxin 5 mg daily"])])
    assert ended.code == 0
    assert ended.out.index("zorbafluxin") < ended.out.index("Plan")


class TestWhereTheReportGoes:
    @pytest.mark.parametrize("target", ["no/such/report.html", ".", ""])
    def test_a_place_where_none_can_be_written_is_refused(
        self, cli: Cli, runner: Path, tmp_path: Path, target: str
    ) -> None:
        place = str(tmp_path / target) if target else ""
        ended = cli(["assess", runner, "--html", place])
        assert ended.code == 3
        assert ended.out == ""
        assert ended.err.startswith("--html: ")
        assert "accepted:" in ended.err
        assert list(tmp_path.iterdir()) == []

    def test_the_record_of_the_person_is_not_written_over(self, cli: Cli, written: Write) -> None:
        person = written()
        before = person.read_bytes()
        assert cli(["assess", person, "--html", person]).code == 3
        assert person.read_bytes() == before

    def test_an_earlier_report_stays_when_the_record_is_refused(
        self, cli: Cli, written: Write, tmp_path: Path
    ) -> None:
        report = tmp_path / "report.html"
        report.write_text("the earlier report")
        assert cli(["assess", written(age=212), "--html", report]).code == 3
        assert report.read_text() == "the earlier report"
