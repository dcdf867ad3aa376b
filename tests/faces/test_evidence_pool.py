"""``d3k2 evidence pool`` at a terminal: what is shown, and how wrong inputs are refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from d3k2.evidence import load

Cli = Callable[..., Any]
OUTCOMES = sorted(load().outcomes)
POOL = ["evidence", "pool"]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_fits_on_a_terminal(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, outcome: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ended = cli([*POOL, outcome, "--together", "--with-memory"])
    assert ended.code == 0
    assert max(map(len, ended.out.splitlines())) <= 80
    assert "wait for human review" in " ".join(ended.out.split())
    assert "Not a prescription" in " ".join(ended.out.split())


def test_a_forest_is_drawn_with_its_numbers(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = cli([*POOL, "falls", "--nutrient", "active-d"]).out
    line = next(one for one in shown.splitlines() if "Gallagher 2001 " in one)
    assert "0.76 (0.60 to 0.95)" in line and "73 %" in line
    assert any("Random effects" in one and "0.78" in one for one in shown.splitlines())
    assert "I2" in shown and "tau2" in shown
    assert "wide and unstable" in " ".join(shown.split())


def test_a_terminal_of_plain_letters_is_enough(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rich.console.ConsoleOptions.ascii_only", property(lambda _: True))
    cli([*POOL, "falls"]).out.encode("ascii")


def test_without_an_outcome_those_that_can_be_pooled_are_listed(cli: Cli) -> None:
    ended = cli(POOL)
    assert ended.code == 0
    for outcome in OUTCOMES:
        assert outcome in ended.out
    listed = json.loads(cli([*POOL, "--json"]).out)
    assert {one["id"] for one in listed["outcomes"]} == set(OUTCOMES)
    assert listed["outcomes"][0] == {**listed["outcomes"][0], "id": "falls", "trials": 6}


def test_an_unknown_outcome_names_those_that_are_known(cli: Cli) -> None:
    ended = cli([*POOL, "happiness"])
    assert (ended.code, ended.out) == (3, "")
    assert "happiness" in ended.err and "hip-fracture" in ended.err


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (["falls", "--published"], "--published"),
        (["--html", "falls.html"], "--html"),
        (["--published", "--html", "falls.html"], "--published"),
        (["falls", "--nutrient", "zinc"], "--nutrient"),
        (["falls", "--without", "everything"], "--without"),
    ],
)
def test_what_makes_no_sense_is_a_matter_of_usage(
    cli: Cli, arguments: list[str], option: str
) -> None:
    ended = cli([*POOL, *arguments])
    assert (ended.code, ended.out) == (2, "")
    assert option in ended.err


@pytest.mark.parametrize("arguments", [["falls"], ["--published"], ["falls", "--json"]])
def test_without_the_library_the_extra_is_named(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setattr("d3k2.faces.cli.evidence_pool.find_spec", lambda _: None)
    ended = cli([*POOL, *arguments])
    assert (ended.code, ended.out) == (2, "")
    assert "pip install 'd3k2[pool]'" in ended.err


def test_the_list_of_outcomes_needs_no_library(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("d3k2.faces.cli.evidence_pool.find_spec", lambda _: None)
    assert cli(POOL).code == 0


def test_the_page_is_written_whole_or_not_at_all(cli: Cli, tmp_path: Path) -> None:
    target = tmp_path / "falls.html"
    ended = cli([*POOL, "falls", "--html", target])
    assert ended.code == 0
    assert target.read_text("utf-8").startswith("<!doctype html>")
    refused = cli([*POOL, "falls", "--html", tmp_path / "nowhere" / "falls.html"])
    assert refused.code == 3
    assert not (tmp_path / "nowhere").exists()


def test_people_can_be_chosen_and_what_is_left_out_is_told(cli: Cli) -> None:
    found = json.loads(cli([*POOL, "falls", "--population", "homes", "--json"]).out)
    people = [trial["population"] for one in found["sets"] for trial in one["trials"]]
    assert people and all("homes" in one for one in people)
    assert any(one["reason"].startswith("other people") for one in found["left_out"])
    nobody = cli([*POOL, "falls", "--population", "astronauts"])
    assert nobody.code == 0
    assert "Nothing can be pooled" in nobody.out


def test_published_pools_stand_beside_ours_or_say_why_not(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ended = cli([*POOL, "--published"])
    assert ended.code == 0
    assert max(map(len, ended.out.splitlines())) <= 80
    said = " ".join(ended.out.split())
    assert "published RR 0.78 (0.64 to 0.94), DerSimonian-Laird" in said
    assert "ours RR 0.78 (0.64 to 0.95)" in said
    assert "Cannot be made again" in said
    assert "vertebral-fracture-cockayne-2006" in said and "was not seen" in said.replace(
        "were not seen", "was not seen"
    )
    found = json.loads(cli([*POOL, "--published", "--json"]).out)
    assert found["schema"] == "d3k2/pool-published/1"
