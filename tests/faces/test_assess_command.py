"""``d3k2 assess`` on real people: what is printed, where, and what is left alone."""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from d3k2.report import schemas

Cli = Callable[..., Any]
Write = Callable[..., Path]
Case = Callable[[str], Path]


@pytest.fixture(scope="module")
def answer(cli: Cli, runner: Path) -> Any:
    return cli(["assess", runner])


def starts(text: str, *parts: str) -> list[int]:
    return [text.index(part) for part in parts]


class TestTheRunner:
    def test_is_answered_on_stdout_alone(self, answer: Any) -> None:
        assert answer.code == 0
        assert answer.err == ""

    def test_reads_the_plan_first_and_what_it_stands_on_last(self, answer: Any) -> None:
        places = starts(
            answer.out, "Plan\n", "Take care\n", "The day\n", "Predicted 25(OH)D\n",
            "Measure and watch\n", "Is it worth it\n", "Who disagrees\n", "Questions\n", " sources",
        )  # fmt: skip
        assert places == sorted(places)

    def test_fits_80_columns_without_blanks_at_line_ends(self, answer: Any) -> None:
        lines = answer.out.splitlines()
        assert max(map(len, lines)) <= 80
        assert [line for line in lines if line != line.rstrip()] == []

    def test_reads_each_prediction_on_one_line_in_both_units(self, answer: Any) -> None:
        band = r"\d+ \(\d+-\d+\)"
        row = re.compile(rf"  \S.*\S  +{band}  +{band}  +{band}  +nmol/L\n +{band}  .*ng/mL\n")
        assert len(row.findall(answer.out)) == 3

    def test_through_stdin_and_as_json_is_the_same_person(self, cli: Cli, runner: Path) -> None:
        ended = cli(["assess", "-", "--json"], runner.read_bytes())
        assert ended.code == 0
        assert ended.err == ""
        document = json.loads(ended.out)
        jsonschema.validate(document, schemas()["assess.schema.json"])
        assert document["schema"] == "d3k2/assess/1"
        assert document["person"]["age"] == 52


class TestTheWindow:
    @pytest.mark.parametrize("columns", [40, 60, 120])
    def test_is_never_overrun(
        self, cli: Cli, runner: Path, monkeypatch: pytest.MonkeyPatch, columns: int
    ) -> None:
        monkeypatch.setenv("COLUMNS", str(columns))
        ended = cli(["assess", runner])
        assert max(map(len, ended.out.splitlines())) <= columns


class TestStops:
    def test_stand_before_everything_and_set_the_code(self, cli: Cli, person_case: Case) -> None:
        ended = cli(["assess", person_case("runner_starts_k2_on_warfarin")])
        assert ended.code == 4
        assert ended.err == ""
        assert ended.out.index("STOP: Vitamin K2") < ended.out.index("Plan\n")

    def test_a_patient_reads_no_dose_that_a_clinician_must_decide(
        self, cli: Cli, person_case: Case
    ) -> None:
        person = person_case("runner_starts_k2_on_warfarin")
        patient = cli(["assess", person, "--for", "patient"])
        assert patient.code == 4
        plan = patient.out.partition("Your plan\n")[2]
        d3 = next(line for line in plan.splitlines() if "Vitamin D3" in line)
        assert "your doctor decides the dose" in d3
        assert "IU" not in d3


def test_for_who_needs_nothing_the_answer_is_short(cli: Cli, person_case: Case) -> None:
    ended = cli(["assess", person_case("nothing_wrong")])
    assert ended.code == 0
    assert "STOP" not in ended.out
    assert "Take care" not in ended.out
    assert len(ended.out.splitlines()) <= 40


def test_what_a_person_wrote_is_shown_and_never_obeyed(cli: Cli, written: Write) -> None:
    ended = cli(["assess", written(medicines=["[bold red]foo :bomb: \u202efoo\x9b31m"])])
    assert ended.code == 0
    assert "[bold red]foo :bomb: \\u202efoo\\x9b31m" in " ".join(ended.out.split())
    assert "\x9b" not in ended.out
    assert "\u202e" not in ended.out


class TestTheReport:
    def test_replaces_what_stood_there_and_leaves_nothing_else(
        self, cli: Cli, runner: Path, tmp_path: Path
    ) -> None:
        report = tmp_path / "report.html"
        report.write_text("an earlier report")
        assert cli(["assess", runner, "--html", report]).code == 0
        assert report.read_text("utf-8").lstrip().startswith("<!doctype html>")
        assert list(tmp_path.iterdir()) == [report]


class TestHealthDataStayHere:
    def test_nothing_is_logged(
        self, cli: Cli, runner: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.NOTSET):
            assert cli(["assess", runner]).code == 0
        assert caplog.records == []

    def test_no_socket_is_opened(self, runner: Path) -> None:
        watched = (
            "import sys\n"
            "met = []\n"
            "sys.addaudithook(lambda event, _: met.append(event) if 'socket' in event else None)\n"
            "from d3k2.faces.cli import run\n"
            f"code = run(['assess', {str(runner)!r}, '--json'])\n"
            "sys.exit(f'{met}' if met else code)\n"
        )
        ended = subprocess.run([sys.executable, "-c", watched], capture_output=True, check=False)
        assert (ended.returncode, ended.stderr) == (0, b"")
