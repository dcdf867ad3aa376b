"""``d3k2 ask`` as somebody at a shell meets it: what is printed, where, and with which code."""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from d3k2.answers import library
from d3k2.report import schemas

Cli = Callable[..., Any]
Write = Callable[..., Path]

QUESTIONS = [
    "Why take K2 with D3?",
    "K2 with orlistat",
    "30 ng/mL in nmol/L",
    "Summary of findings: vitamin D and falls",
    "What does EFSA say on the upper limit of vitamin D?",
    "Which brand of D3 is best?",
    "I have chest pain on calcium",
    "My nose bleeds on apixaban, may I take K2?",
    "",
]


class TestTheEnd:
    @pytest.mark.parametrize("question", QUESTIONS)
    @pytest.mark.parametrize("audience", ["clinician", "patient"])
    def test_is_zero_with_or_without_an_answer_and_stderr_is_silent(
        self, cli: Cli, question: str, audience: str
    ) -> None:
        ended = cli(["ask", question, "--for", audience])
        assert ended.code == 0
        assert ended.err == ""
        assert ended.out

    def test_is_four_where_a_stop_concerns_what_is_taken_or_asked(
        self, cli: Cli, written: Write
    ) -> None:
        person = written(medicines=["warfarin 5 mg"])
        ended = cli(["ask", "Is K2 good for bones?", "--person", person])
        assert ended.code == 4
        assert ended.err == ""
        assert cli(["ask", "Is calcium good for bones?", "--person", person]).code == 0

    def test_is_three_where_the_conversation_was_never_given_out(self, cli: Cli) -> None:
        ended = cli(["ask", "And warfarin?", "--follow", "nonsense"])
        assert ended.code == 3
        assert ended.out == ""
        assert "This is not the id of a conversation." in ended.err
        assert "Traceback" not in ended.err

    def test_is_three_where_there_is_no_such_person(self, cli: Cli, tmp_path: Path) -> None:
        ended = cli(["ask", "K2?", "--person", tmp_path / "nobody.toml"])
        assert ended.code == 3
        assert ended.out == ""
        assert ended.err.count("\n") <= 4

    def test_is_two_without_a_question(self, cli: Cli) -> None:
        ended = cli(["ask"])
        assert ended.code == 2
        assert ended.out == ""

    def test_with_json_an_error_is_a_document(self, cli: Cli) -> None:
        ended = cli(["ask", "And warfarin?", "--follow", "nonsense", "--json"])
        assert ended.code == 3
        assert ended.out == ""
        document = json.loads(ended.err)
        jsonschema.validate(document, schemas()["error.schema.json"])
        assert document["field"] == "--follow"


class TestJson:
    @pytest.mark.parametrize("question", QUESTIONS)
    def test_keeps_to_the_published_schema(self, cli: Cli, question: str) -> None:
        ended = cli(["ask", question, "--json"])
        document = json.loads(ended.out)
        jsonschema.validate(document, schemas()["ask.schema.json"])
        assert document["schema"] == "d3k2/ask/1"
        assert ended.err == ""

    def test_has_what_the_contract_names(self, cli: Cli) -> None:
        document = json.loads(cli(["ask", QUESTIONS[0], "--json"]).out)
        assert set(document) >= {
            "schema", "software_version", "data_version", "model_version", "date", "audience",
            "notice", "question", "conversation", "in_scope", "reason", "urgent", "answer",
            "alternatives", "related", "references", "confidence",
        }  # fmt: skip
        assert set(document["answer"]) >= {
            "id", "kind", "title", "bottom_line", "sections", "review", "reading_grade",
        }  # fmt: skip
        assert document["answer"]["review"]["state"] == "submitted"

    def test_of_a_follow_up_goes_on(self, cli: Cli) -> None:
        first = json.loads(cli(["ask", "How much calcium is in natto?", "--json"]).out)
        then = cli(["ask", "And in gouda?", "--follow", first["conversation"], "--json"])
        assert "Gouda" in json.loads(then.out)["answer"]["bottom_line"]["text"]


class TestStdin:
    def test_is_read_where_a_dash_stands(self, cli: Cli) -> None:
        ended = cli(["ask", "-", "--json"], b"Why take K2 with D3?\n")
        assert json.loads(ended.out)["question"] == "Why take K2 with D3?"

    @pytest.mark.parametrize("junk", [b"", b"\xff\xfe\x00", b"\x00" * 1000, b"K2 " * 50_000])
    def test_that_is_no_question_is_refused_calmly(self, cli: Cli, junk: bytes) -> None:
        ended = cli(["ask", "-"], junk)
        assert ended.code == 0
        assert ended.err == ""


class TestTheTerminal:
    @pytest.mark.parametrize("question", QUESTIONS)
    @pytest.mark.parametrize("audience", ["clinician", "patient"])
    def test_is_never_wider_than_eighty_columns(
        self, cli: Cli, question: str, audience: str
    ) -> None:
        lines = cli(["ask", question, "--for", audience]).out.splitlines()
        assert max(map(len, lines)) <= 80
        assert [line for line in lines if line != line.rstrip()] == []

    def test_says_what_is_urgent_first(self, cli: Cli) -> None:
        out = cli(["ask", "My nose bleeds on apixaban, may I take K2?"]).out
        assert out.index("Urgent") < out.index("Direct oral anticoagulants do not act")

    def test_shows_the_one_step_of_the_review(self, cli: Cli) -> None:
        out = cli(["ask", QUESTIONS[0]]).out
        assert out.count("●") == 1
        assert re.search(r"● Submitted +○ Under review +○ Approved", out)

    def test_of_ascii_alone_is_given_ascii_alone(self) -> None:
        ended = subprocess.run(
            [sys.executable, "-m", "d3k2", "ask", "Why take K2 with D3?"],
            env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"},
            capture_output=True,
            check=False,
        )
        assert (ended.returncode, ended.stderr) == (0, b"")
        text = ended.stdout.decode("ascii")
        assert "* Submitted" in text

    @pytest.mark.parametrize(
        "sign", ["\x1b[31m", "\x1b]0;owned\x07", "\x9b2J", "\u202e", "\x08\x08", "\x7f", "\u2066"]
    )
    def test_obeys_nothing_that_was_typed(self, cli: Cli, written: Write, sign: str) -> None:
        for arguments in (
            ["ask", f"{sign}vitamin D dose"],
            ["ask", "K2?", "--follow", f"a{sign}~"],
            ["ask", "K2?", "--person", written(medicines=[f"foo{sign}bar"])],
        ):
            ended = cli(arguments)
            assert sign not in ended.out
            assert sign not in ended.err

    @pytest.mark.parametrize("junk", ["\udcff K2", "D3 \ud800"])
    @pytest.mark.parametrize("form", [[], ["--json"]])
    def test_takes_what_is_no_text(self, cli: Cli, junk: str, form: list[str]) -> None:
        ended = cli(["ask", junk, *form])
        assert ended.code == 0
        assert ended.err == ""


class TestThePage:
    def test_is_written_whole_and_replaces_what_stood_there(self, cli: Cli, tmp_path: Path) -> None:
        target = tmp_path / "answer.html"
        target.write_text("an earlier answer")
        ended = cli(["ask", QUESTIONS[0], "--html", target])
        assert (ended.code, ended.err) == (0, "")
        text = target.read_text("utf-8").strip()
        assert text.startswith("<!doctype html>")
        assert text.endswith("</html>")
        assert list(tmp_path.iterdir()) == [target]

    def test_that_cannot_be_written_is_refused_before_anything_is_printed(
        self, cli: Cli, tmp_path: Path
    ) -> None:
        ended = cli(["ask", QUESTIONS[0], "--html", tmp_path / "no" / "answer.html"])
        assert ended.code == 3
        assert ended.out == ""
        assert "Traceback" not in ended.err


class TestWithoutTheModel:
    def test_questions_are_matched_by_words_and_one_line_says_why(
        self, cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(library, "INDEX", "no-such-index.npz")
        library.question_ranker.cache_clear()
        try:
            ended = cli(["ask", "Can I take K2 with apixaban?"])
            document = json.loads(cli(["ask", "Can I take K2 with apixaban?", "--json"]).out)
        finally:
            library.question_ranker.cache_clear()
        assert (ended.code, ended.err) == (0, "")
        said = " ".join(ended.out.split())
        assert said.count("Questions are matched by words alone.") == 1
        assert document["ranked_by"] == "words"
        assert document["answer"]["id"] == "k2-with-doac"
        assert str(tmp_path) not in said


class TestHealthDataStayHere:
    def test_nothing_is_logged(
        self, cli: Cli, written: Write, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.NOTSET):
            cli(["ask", "K2?", "--person", written(medicines=["warfarin 5 mg"])])
        assert caplog.records == []

    def test_the_id_of_the_conversation_holds_nothing_of_the_person(
        self, cli: Cli, written: Write
    ) -> None:
        person = written(medicines=["warfarin 5 mg"], age=67)
        document = json.loads(cli(["ask", "K2 for bones?", "--person", person, "--json"]).out)
        assert "warfarin" not in document["conversation"]
        assert "67" not in document["conversation"]
