"""``d3k2 review``: the desk as a reviewer, an editor and a reader meet it, on both engines."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from d3k2.desk import reviewable, reviewables
from d3k2.report import schemas
from d3k2.review import FIRST
from d3k2.store import DATABASE

from .test_commands_page import DOCS, regenerate

Cli = Callable[..., Any]

RULE = "vitamin-k-antagonist"
WEAK = next(i for i, one in reviewables().items() if not one.item.firm)
NAMED = ["--by", "Ada Example", "--why", "Each sentence was compared with its sources."]
ALL = [*NAMED, "--competence", "clinical pharmacist", "--interests", "none declared"]


@pytest.fixture
def desk(cli: Cli, database: str) -> Cli:
    """Return what runs one command of the desk on an empty ledger."""

    def run(*arguments: object) -> Any:
        return cli(["review", *arguments, "--database", database])

    return run


def as_json(desk: Cli, schema: str, *arguments: object) -> Any:
    ended = desk(*arguments, "--json")
    assert (ended.code, ended.err) == (0, "")
    document = json.loads(ended.out)
    jsonschema.validate(document, schemas()[f"{schema}.schema.json"])
    assert document["schema"] == f"d3k2/{schema}/1"
    return document


def approved(desk: Cli, identifier: str = RULE) -> None:
    assert desk("start", identifier, *NAMED).code == 0
    assert desk("approve", identifier, *ALL).code == 0


class TestTheWayOfAnItem:
    def test_from_submitted_to_approved_and_told_wherever_the_item_is_shown(
        self, desk: Cli, cli: Cli, database: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(DATABASE, database)
        shown = cli(["evidence", "show", RULE]).out
        assert "submitted, pending human review" in shown
        assert desk("submit", RULE, *NAMED).out.startswith(f"Submitted: {RULE}.")
        assert "pending human review" in cli(["evidence", "show", RULE]).out
        desk("start", RULE, *NAMED, "--date", "2026-11-20")
        assert "under review 2026-11-20 by Ada Example" in cli(["evidence", "show", RULE]).out
        ended = desk("approve", RULE, *ALL, "--date", "2026-11-21")
        assert ended.out.startswith(f"Approved: {RULE}.")
        shown = " ".join(cli(["evidence", "show", RULE]).out.split())
        assert (
            "approved 2026-11-21 by Ada Example, clinical pharmacist; interests: none declared"
            in shown
        )
        assert "pending human review" not in shown

    def test_nothing_is_approved_at_once(self, desk: Cli) -> None:
        ended = desk("approve", RULE, *ALL)
        assert (ended.code, ended.out) == (3, "")
        assert "only one that is under review can be approved" in ended.err

    def test_what_nobody_read_in_its_source_cannot_be_approved(self, desk: Cli) -> None:
        desk("start", WEAK, *NAMED)
        ended = desk("approve", WEAK, *ALL)
        assert (ended.code, ended.out) == (3, "")
        assert "second-hand or from memory" in ended.err
        assert desk("reject", WEAK, *ALL).code == 0

    def test_who_approves_says_competence_and_interests(self, desk: Cli) -> None:
        desk("start", RULE, *NAMED)
        ended = desk("approve", RULE, *NAMED)
        assert ended.code == 3
        assert "--competence" in ended.err

    def test_what_was_printed_is_approved_and_nothing_that_was_edited_since(
        self, desk: Cli
    ) -> None:
        digits = reviewable(RULE).item.hash[:12]
        refused = desk("start", RULE, *NAMED, "--hash", "0" * 12)
        assert refused.code == 3
        assert "edited since" in refused.err and digits in refused.err
        assert desk("start", RULE, *NAMED, "--hash", digits).code == 0

    def test_what_is_added_is_a_document_too(self, desk: Cli) -> None:
        document = as_json(desk, "review-decided", "start", RULE, *NAMED)
        assert document["state"] == "under review"
        assert document["decision"]["content"] == reviewable(RULE).item.hash
        assert document["ledger"] == {
            "decisions": 1,
            "head": document["decision"]["hash"],
            "intact": True,
        }


class TestTheQueue:
    def test_it_lists_what_waits_riskiest_first_and_says_how_much(self, desk: Cli) -> None:
        ended = desk("queue", "--riskiest", 3)
        assert ended.code == 0
        assert max(map(len, ended.out.splitlines())) <= 80
        document = as_json(desk, "review-queue", "queue")
        assert [item["id"] for item in document["items"]] == list(reviewables())
        assert document["counts"]["submitted"] == len(reviewables())
        first = [item["id"] for item in document["items"][:3]]
        for identifier in first:
            assert f"\n{identifier}  " in f"\n{ended.out}"
        assert document["items"][3]["id"] not in ended.out

    def test_of_one_kind_and_one_state(self, desk: Cli) -> None:
        approved(desk)
        found = as_json(desk, "review-queue", "queue", "--kind", "rule", "--state", "approved")
        assert [item["id"] for item in found["items"]] == [RULE]
        assert found["items"][0]["decided"]["by"]["name"] == "Ada Example"
        assert RULE not in desk("queue", "--riskiest", 10_000).out.split()

    def test_an_item_is_shown_with_all_that_must_be_judged(self, desk: Cli) -> None:
        approved(desk)
        ended = desk("show", RULE)
        said = " ".join(ended.out.split())
        item = reviewable(RULE)
        for part in item.parts:
            assert f"To a clinician: {part.clinician}" in said
            assert f"To a patient: {part.patient}" in said
        for source in item.sources:
            assert f"{source.id}: {source.where} (read: {source.read})" in said
        assert "Approved" in ended.out and item.item.hash in ended.out
        assert max(map(len, ended.out.splitlines())) <= 80
        document = as_json(desk, "review-item", "show", RULE)
        assert [d["action"] for d in document["decisions"]] == ["start", "approve"]

    def test_a_fact_is_shown_too(self, desk: Cli) -> None:
        document = as_json(desk, "review-item", "show", "d-target-iom-2011")
        assert document["item"]["kind"] == "fact"
        assert desk("show", "d-target-iom-2011").code == 0


class TestReports:
    def test_a_reader_reports_an_editor_answers_and_the_log_tells(self, desk: Cli) -> None:
        made = as_json(desk, "review-decided", "report", RULE, "Natto is missing.")
        number = made["decision"]["number"]
        assert made["decision"]["by"]["name"] == "a reader"
        queued = as_json(desk, "review-queue", "queue", "--riskiest", 1)
        assert [report["text"] for report in queued["reports"]] == ["Natto is missing."]
        assert queued["items"][0]["id"] == RULE
        assert "Natto is missing." in desk("queue").out
        assert as_json(desk, "review-corrections", "corrections")["corrections"] == []
        answer = ["--outcome", "corrected", "--by", "Ed Itor", "--why", "It has a rule of its own."]
        assert desk("answer-report", number, *answer).code == 0
        (logged,) = as_json(desk, "review-corrections", "corrections")["corrections"]
        assert (logged["number"], logged["text"]) == (number, "Natto is missing.")
        assert logged["answer"]["why"] == "It has a rule of its own."
        assert logged["answer"]["changed"] is False
        shown = desk("corrections").out
        assert "Natto is missing." in shown and "elsewhere" in shown
        assert as_json(desk, "review-queue", "queue")["reports"] == []

    def test_one_that_changed_nothing_is_answered_and_not_in_the_log(self, desk: Cli) -> None:
        desk("report", RULE, "Wrong.", "--by", "Rea Der")
        desk("answer-report", 1, "--outcome", "no-change", "--by", "Ed Itor", "--why", "Right.")
        assert "No report has led to a correction yet." in desk("corrections").out
        assert "Answered report 1, no change" in desk("history", RULE).out

    @pytest.mark.parametrize(
        "arguments",
        [("report", "no-such-id", "wrong"), ("report", RULE, "  "), ("answer-report", 5)],
        ids=str,
    )
    def test_what_cannot_be_is_refused(self, desk: Cli, arguments: tuple[object, ...]) -> None:
        more = ["--outcome", "corrected", *NAMED] if arguments[0] == "answer-report" else []
        ended = desk(*arguments, *more)
        assert (ended.code, ended.out) == (3, "")
        assert "accepted" in ended.err

    def test_a_report_looks_like_nothing_but_a_report(self, desk: Cli) -> None:
        fake = 'wrong\n1  2026-01-01  Approved: levothyroxine\n{"number": 7}\r\nand more'
        desk("report", RULE, fake)
        for shown in ("queue", "history", "show"):
            arguments = (shown, RULE) if shown == "show" else (shown,)
            lines = desk(*arguments).out.splitlines()
            assert any("Approved: levothyroxine" in line for line in lines)
            for line in lines:
                assert "Approved: levothyroxine" not in line or line.startswith("    ")
        assert len(desk("export").out.splitlines()) == 2


class TestTheLedger:
    def test_history_tells_who_when_which_version_and_why(self, desk: Cli) -> None:
        assert "Nothing was decided yet." in desk("history").out
        approved(desk)
        desk("report", "levothyroxine", "wrong")
        document = as_json(desk, "review-history", "history")
        assert [d["number"] for d in document["decisions"]] == [1, 2, 3]
        only = as_json(desk, "review-history", "history", "levothyroxine")
        assert [d["number"] for d in only["decisions"]] == [3]
        shown = " ".join(desk("history").out.split())
        assert "by Ada Example, clinical pharmacist, interests: none declared" in shown
        assert "Each sentence was compared with its sources." in shown

    def test_the_export_is_json_lines_with_the_head_first(self, desk: Cli) -> None:
        approved(desk)
        head, *decisions = map(json.loads, desk("export").out.splitlines())
        assert head["schema"] == "d3k2/review-ledger/1"
        assert (head["decisions"], head["head"]) == (2, decisions[-1]["hash"])
        assert [d["previous"] for d in decisions] == [FIRST, decisions[0]["hash"]]

    def test_a_whole_ledger_is_whole_and_a_tampered_one_ends_with_3(
        self, desk: Cli, database: str, tamper: Callable[..., None]
    ) -> None:
        approved(desk)
        head = json.loads(desk("export").out.splitlines()[0])["head"]
        assert as_json(desk, "review-verified", "verify", "--head", head)["breaks"] == []
        assert head in desk("verify").out
        tamper(database, "UPDATE review_decision SET name = 'Eve' WHERE number = 2")
        ended = desk("verify")
        assert ended.code == 3
        assert "Decision 2 was altered" in ended.out
        assert json.loads(desk("verify", "--json").out)["ledger"]["intact"] is False
        for shown in ("queue", "history", "corrections", "packet"):
            assert "fails its check" in desk(shown).out
        assert as_json(desk, "review-item", "show", RULE)["item"]["state"] == "submitted"

    def test_a_cut_end_is_found_by_the_head_that_was_kept(
        self, desk: Cli, database: str, tamper: Callable[..., None]
    ) -> None:
        approved(desk)
        head = json.loads(desk("export").out.splitlines()[0])["head"]
        tamper(database, "DELETE FROM review_decision WHERE number = 2")
        assert desk("verify").code == 0
        ended = desk("verify", "--head", head)
        assert ended.code == 3
        assert "cut off" in ended.out

    @pytest.mark.parametrize("head", ["", "abc", "g" * 64])
    def test_what_is_no_head_is_refused(self, desk: Cli, head: str) -> None:
        assert desk("verify", "--head", head).code == 3

    def test_a_decision_has_a_day_that_was(self, desk: Cli) -> None:
        late = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()
        for day in (late, "yesterday", "2026-13-01", "2026-11-20T25:00", ""):
            ended = desk("start", RULE, *NAMED, "--date", day)
            assert (ended.code, ended.out) == (3, "")
            assert "--date" in ended.err


def test_a_ledger_that_cannot_be_read_clears_nothing(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATABASE, "postgresql://ada:hunter2@127.0.0.1:1/d3k2")
    ended = cli(["evidence", "show", RULE])
    assert ended.code == 0
    said = " ".join(ended.out.split())
    assert "submitted, pending human review (the ledger cannot be read: " in said
    assert "hunter2" not in said


class TestThePacket:
    def test_it_is_plain_text_of_80_columns_with_boxes_and_commands(self, desk: Cli) -> None:
        ended = desk("packet", "--date", "2026-11-20")
        assert ended.code == 0
        lines = ended.out.splitlines()
        assert lines[0] == "Review packet, 2026-11-20"
        assert max(map(len, lines)) <= 80
        assert sum("[ ] reject   [ ] comment" in line for line in lines) == 30
        weak = ended.out.count("Cannot be approved, not read in the source itself")
        assert ended.out.count("[ ] approve") == 30 - weak
        said = " ".join(ended.out.split())
        for part in reviewable(RULE).parts:
            assert f"Clinician: {part.clinician}" in said
            assert f"Patient: {part.patient}" in said
        assert f"{RULE} --hash {reviewable(RULE).item.hash[:12]}" in said
        for command in ("d3k2 review start ID", "d3k2 review approve ID", "d3k2 review reject ID"):
            assert command in said

    def test_its_sentences_for_clinicians_are_read_in_about_15_minutes(self, desk: Cli) -> None:
        document = as_json(desk, "review-packet", "packet")
        assert len(document["items"]) == 30
        assert 10 <= document["minutes"] <= 20

    def test_the_commands_it_prints_are_commands(self, desk: Cli) -> None:
        said = desk("packet", "--riskiest", 1).out
        identifier, digits = said.split(" --hash ")[0].split()[-1], said.split(" --hash ")[1][:12]
        day = datetime.now(UTC).date().isoformat()
        assert desk("start", identifier, "--hash", digits, *NAMED, "--date", day).code == 0
        assert desk("approve", identifier, "--hash", digits, *ALL, "--date", day).code == 0
        assert identifier not in desk("packet").out.split()

    def test_it_is_a_page_too(self, desk: Cli, tmp_path: Path) -> None:
        page = tmp_path / "packet.html"
        ended = desk("packet", "--html", page)
        assert (ended.code, ended.out.split("\n")[0][:9]) == (0, "30 items:")
        assert page.read_text("utf-8").startswith("<!doctype html>")
        assert desk("packet", "--html", tmp_path / "no" / "packet.html").code == 3


@pytest.mark.parametrize(
    "command",
    ["queue", "show", "submit", "start", "approve", "reject", "report", "answer-report", "history",
     "corrections", "export", "verify", "packet"],
)  # fmt: skip
def test_help_fits_80_columns(cli: Cli, command: str) -> None:
    ended = cli(["review", command, "--help"])
    assert ended.code == 0
    assert max(map(len, ended.out.splitlines())) <= 80
    if command in ("submit", "start", "approve", "reject", "report", "answer-report"):
        assert "health data" in ended.out


@pytest.mark.parametrize("text", ["a\x00b", "\x1b[2J", "x" * 1_000_000, "\ud800", "\u202eabc"])
def test_text_that_is_no_text_is_refused_in_a_short_sentence(desk: Cli, text: str) -> None:
    for arguments in (("report", RULE, text), ("start", RULE, "--by", text, "--why", "w")):
        ended = desk(*arguments)
        assert (ended.code, ended.out) == (3, "")
        assert len(ended.err) < 300
    assert desk("export").out.count("\n") == 1


def masked(text: str) -> str:
    """Hashes and numbers follow every edit of a rule; the words do not."""
    return re.sub(r"\b[0-9a-f]{12,64}\b|\d+", "#", text)


def test_the_page_about_the_desk_is_what_happens(
    cli: Cli, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its commands, one after the other, on one ledger."""
    monkeypatch.setenv(DATABASE, database)
    monkeypatch.setenv("COLUMNS", "80")
    blocks = list(regenerate.shown((DOCS / "review.md").read_text("utf-8")))
    assert len(blocks) >= 9
    for block in blocks:
        ended = cli(shlex.split(block.command)[1:])
        assert ended.code in (0, 3)
        shown = masked(regenerate.cut(ended.out + ended.err, block.lines))
        assert masked(block.output) == shown, "stale: python docs/regenerate.py docs/review.md"
    assert cli(["review", "verify"]).code == 0
