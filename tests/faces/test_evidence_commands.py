"""``d3k2 evidence``: every statement's ground can be opened at a terminal."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import d3k2
from d3k2.evidence import PositionFact, load, positions
from d3k2.safety import rules

Cli = Callable[..., Any]

OF_EVERY_KIND = (
    next(iter(load().sources)),
    *{fact.kind: fact.id for fact in load().facts.values()}.values(),
    next(iter(load().results)),
    next(iter(load().authorities)),
    next(iter(load().topics)),
    next(iter(load().errata)),
    next(iter(load().foods)),
    rules()[0].id,
)


class TestShow:
    @pytest.mark.parametrize("identifier", OF_EVERY_KIND)
    def test_every_kind_of_record_can_be_read(self, cli: Cli, identifier: str) -> None:
        ended = cli(["evidence", "show", identifier])
        assert ended.code == 0
        assert ended.out.startswith(identifier)
        assert "stands in" in ended.out
        assert max(map(len, ended.out.splitlines())) <= 80
        assert json.loads(cli(["evidence", "show", identifier, "--json"]).out)["id"] == identifier

    def test_a_position_says_who_for_whom_where_it_was_read_how_and_that_it_waits(
        self, cli: Cli
    ) -> None:
        shown = cli(["evidence", "show", "d-intake-iom-2011-1-70"]).out
        for part in ("Institute of Medicine", "for whom", "ross-2011", "(read: ", "PMID: 21118827"):
            assert part in shown
        assert "pending human review" in shown

    def test_an_unknown_id_is_refused_with_the_nearest(self, cli: Cli) -> None:
        ended = cli(["evidence", "show", "d-intake-iom-2011-1-71"])
        assert ended.code == 3
        assert "d-intake-iom-2011-1-70" in ended.err


class TestList:
    def test_every_word_must_occur(self, cli: Cli) -> None:
        listed = json.loads(cli(["evidence", "list", "hip", "fract", "--json"]).out)
        assert listed
        for record in listed:
            said = json.dumps(record).casefold()
            assert "hip" in said
            assert "fract" in said

    def test_nothing_found_is_said(self, cli: Cli) -> None:
        ended = cli(["evidence", "list", "zorbafluxin"])
        assert ended.code == 0
        assert ended.out == "Nothing holds all of these words.\n"


class TestPositions:
    def test_all_of_a_topic_are_there_and_superseded_ones_last(self, cli: Cli) -> None:
        shown = cli(["evidence", "positions", "d-target"]).out
        past = shown.index("Superseded (")
        for applied in positions("d-target"):
            place = shown.index(f"{applied.position.id}")
            assert (place > past) == (applied.position.status == "superseded")

    def test_for_a_person_what_applies_comes_first(self, cli: Cli, runner: Path) -> None:
        shown = cli(["evidence", "positions", "d-target", "--for", runner]).out
        assert shown.index("Applies to this person") < shown.index("Written for others")
        assert shown.index("d-target-iom-2011") < shown.index("Written for others")
        assert shown.index("d-target-cff-2012") > shown.index("Written for others")

    def test_an_unknown_topic_is_refused_with_those_there_are(self, cli: Cli) -> None:
        ended = cli(["evidence", "positions", "vitamin-c"])
        assert ended.code == 3
        for topic in load().topics:
            assert topic in ended.err

    def test_a_person_that_cannot_be_read_is_refused(self, cli: Cli, tmp_path: Path) -> None:
        ended = cli(["evidence", "positions", "d-target", "--for", tmp_path / "nobody.toml"])
        assert ended.code == 3


class TestCite:
    def test_a_fact_and_a_rule_are_cited_by_their_sources(self, cli: Cli) -> None:
        fact = next(f for f in load().facts.values() if isinstance(f, PositionFact))
        for record in (fact, rules()[0]):
            cited = json.loads(cli(["evidence", "cite", record.id, "--style", "csl"]).out)
            assert [item["id"] for item in cited] == [
                *dict.fromkeys(reference.id for reference in record.sources)
            ]

    @pytest.mark.parametrize(
        ("style", "start"), [("vancouver", "Ross AC"), ("bibtex", "@"), ("csl", "[")]
    )
    def test_in_each_style(self, cli: Cli, style: str, start: str) -> None:
        ended = cli(["evidence", "cite", "ross-2011", "--style", style])
        assert ended.code == 0
        assert ended.out.startswith(start)

    def test_what_has_no_source_is_refused(self, cli: Cli) -> None:
        assert cli(["evidence", "cite", "iom"]).code == 3


class TestValidate:
    def test_what_is_shipped_has_no_fault(self, cli: Cli) -> None:
        ended = cli(["evidence", "validate"])
        assert (ended.code, ended.err) == (0, "")
        assert ended.out.startswith("No faults: ")

    def test_faults_in_every_room_are_listed_at_once_with_file_and_line(
        self, tmp_path: Path
    ) -> None:
        broken = tmp_path / "d3k2"
        shutil.copytree(Path(d3k2.__file__).parent, broken)
        for file, line in (
            ("evidence/sources/own.toml", "[no-title]"),
            ("evidence/facts/labels.toml", "[no-text]"),
            ("person/symptoms.toml", "[no-name]"),
        ):
            with (broken / file).open("a", encoding="utf-8") as open_file:
                open_file.write(f"\n{line}\n")
        ended = subprocess.run(
            [sys.executable, "-m", "d3k2", "evidence", "validate"],
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (ended.returncode, ended.stderr) == (1, "")
        for file in ("own.toml:", "labels.toml:", "symptoms.toml:"):
            assert file in ended.stdout
