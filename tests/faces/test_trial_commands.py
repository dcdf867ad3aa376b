"""``d3k2 validate`` and ``d3k2 trial`` at a terminal: any table of arms, right or wrong."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]
ARM = {
    "study_id": "Made2026", "arm": "2000 IU", "outcome": "25(OH)D", "unit": "nmol/L",
    "duration_weeks": "26", "variable": "calcidiol", "kind": "final", "d_form": "D3",
    "d_dose_iu_day": "2000", "population": "healthy women", "n": "50", "age_mean": "50",
    "baseline_25ohd_nmol_l": "45", "final_mean": "85", "final_sd": "20",
}  # fmt: skip


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """Write a table of arms, each the usual one with changes."""

    def write(*changes: Mapping[str, str], **more: str) -> Path:
        rows = [{**ARM, **more, **change} for change in changes or ({},)]
        path = tmp_path / "arms.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, sorted({key for each in rows for key in each}))
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


def test_any_table_with_these_columns_is_predicted(cli: Cli, table: Callable[..., Path]) -> None:
    ended = cli(["validate", "--arms", table(), "--json"])
    assert ended.code == 0
    (arm,) = json.loads(ended.out)["arms"]
    assert arm["study"] == "made2026"
    assert arm["low"] < arm["predicted"] < arm["high"]
    assert 45 < arm["predicted"] < 150
    assert arm["left_out"] is False


def test_what_cannot_be_simulated_is_named_and_the_rest_runs(
    cli: Cli, table: Callable[..., Path]
) -> None:
    path = table({}, {"unit": "furlongs"}, {"duration_weeks": "long"}, {"variable": ""}, colour="x")
    ended = cli(["validate", "--arms", path])
    assert ended.code == 0
    said = " ".join(ended.out.split())
    assert "arms.csv:1: column 'colour' is not one of a trial table" in said
    assert "the unit 'furlongs' is not one of nmol/L" in said
    assert "arms.csv:3" in said and "arms.csv:4" in said
    assert "1 row simulated" in said


def test_when_nothing_could_be_simulated_the_input_is_refused(
    cli: Cli, table: Callable[..., Path]
) -> None:
    ended = cli(["validate", "--arms", table(unit="furlongs")])
    assert ended.code == 3
    assert "furlongs" in ended.out


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00", b"study_id\n"])
def test_a_file_that_is_no_table_of_arms_is_refused(
    cli: Cli, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "arms.csv"
    path.write_bytes(content)
    ended = cli(["validate", "--arms", path])
    assert (ended.code, ended.out) == (3, "")
    assert "Traceback" not in ended.err
    assert "study_id" in ended.err


def test_a_missing_file_and_an_unknown_trial_are_refused(cli: Cli, tmp_path: Path) -> None:
    for arguments in (["validate", "--arms", tmp_path / "none.csv"], ["trial", "run", "nonsense"]):
        ended = cli(arguments)
        assert (ended.code, ended.out) == (3, "")
        assert "accepted" in ended.err


def test_a_trial_is_followed_by_its_name_or_one_of_its_rows(cli: Cli) -> None:
    whole = json.loads(cli(["trial", "run", "macdonald2013", "--json"]).out)
    assert {a["study"] for a in whole["arms"]} == {"macdonald2013"}
    assert all(a["left_out"] for a in whole["arms"])
    one = json.loads(cli(["trial", "run", whole["arms"][0]["id"], "--json"]).out)
    assert one["arms"] == whole["arms"][:1]


def test_a_trial_fits_on_a_terminal(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for trial in ("macdonald2013", "Dalmeijer2012"):
        ended = cli(["trial", "run", trial])
        assert ended.code == 0
        assert max(map(len, ended.out.splitlines())) <= 80
        assert "Not a prescription" in " ".join(ended.out.split())


def test_trials_are_listed(cli: Cli) -> None:
    listed = json.loads(cli(["trial", "list", "--json"]).out)
    by_name = {one["trial"]: one for one in listed}
    assert by_name["bestd2017"]["use"] == "calibrate"
    assert by_name["burt2019"]["outputs"] == ["calcidiol"]
    assert "dalmeijer2012" in cli(["trial", "list"]).out


def test_a_page_is_written(cli: Cli, table: Callable[..., Path], tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert cli(["validate", "--arms", table(), "--html", page]).code == 0
    assert "Not a prescription" in page.read_text("utf-8")
    refused = cli(["validate", "--arms", table(), "--html", tmp_path / "no" / "page.html"])
    assert refused.code == 3


def test_without_the_engine_the_extra_is_named(
    cli: Cli, table: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("d3k2.faces.cli.validate.find_spec", lambda _name: None)
    ended = cli(["validate", "--arms", table()])
    assert ended.code == 2
    assert "d3k2[population]" in ended.err
