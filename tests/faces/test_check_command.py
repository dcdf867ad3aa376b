"""``d3k2 check`` as somebody at a shell meets it: what is printed, where, and with which code."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from d3k2.claims import most_bytes
from d3k2.report import schemas

Cli = Callable[..., Any]

CONTRADICTED = """# How much vitamin D?

1 µg of vitamin D is 40 IU. 10,000 IU of vitamin D a day is fine for everyone without a test.
"""
HOLDS = "# How much vitamin D?\n\n1 µg of vitamin D is 40 IU.\n"
ELSEWHERE = "# The harbour\n\nThe old harbour was built of stone, and boats still lie there.\n"


@pytest.fixture
def article(tmp_path: Path) -> Callable[..., Path]:
    """Write an article and return its file."""

    def write(text: str, name: str = "article.md") -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return write


class TestARefusal:
    @pytest.mark.parametrize("form", [[], ["--json"]])
    def test_of_a_file_that_is_not_there_says_so(
        self, cli: Cli, tmp_path: Path, form: list[str]
    ) -> None:
        ended = cli(["check", tmp_path / "none.md", *form])
        assert (ended.code, ended.out) == (3, "")
        assert "there is no such file" in ended.err

    def test_of_a_folder_says_so(self, cli: Cli, tmp_path: Path) -> None:
        ended = cli(["check", tmp_path])
        assert (ended.code, ended.out) == (3, "")
        assert "this is a folder" in ended.err

    def test_of_what_is_no_file_name_is_calm(self, cli: Cli) -> None:
        ended = cli(["check", "a\x00b"])
        assert (ended.code, ended.out) == (3, "")
        assert "this is no file name" in ended.err

    def test_of_too_much_reads_no_more_than_it_must(self, cli: Cli, tmp_path: Path) -> None:
        large = tmp_path / "large.pdf"
        with large.open("wb") as file:
            file.truncate(50 * 2**20)
        ended = cli(["check", large])
        assert (ended.code, ended.out) == (3, "")
        assert "too large" in ended.err
        assert cli(["check", "-"], b" " * (most_bytes() + 1)).code == 3

    def test_of_one_of_several_shows_nothing_of_the_others(
        self, cli: Cli, article: Any, tmp_path: Path
    ) -> None:
        ended = cli(["check", article(HOLDS), tmp_path / "none.md"])
        assert (ended.code, ended.out) == (3, "")

    def test_is_a_document_with_json(self, cli: Cli, tmp_path: Path) -> None:
        ended = cli(["check", tmp_path / "none.md", "--json"])
        document = json.loads(ended.err)
        jsonschema.validate(document, schemas()["error.schema.json"])
        assert document["kind"] == "input"
        assert document["accepted"].startswith("a file of text, Markdown, HTML or PDF")

    @pytest.mark.parametrize("option", ["--html", "--claim-review"])
    def test_comes_before_the_article_would_be_lost(
        self, cli: Cli, article: Any, option: str
    ) -> None:
        path = article(HOLDS)
        ended = cli(["check", path, option, path])
        assert (ended.code, ended.out) == (3, "")
        assert "it would be lost" in ended.err
        assert path.read_text("utf-8") == HOLDS

    def test_comes_where_two_results_would_go_to_one_file(
        self, cli: Cli, article: Any, tmp_path: Path
    ) -> None:
        both = tmp_path / "out"
        ended = cli(["check", article(HOLDS), "--html", both, "--claim-review", both])
        assert (ended.code, ended.out) == (3, "")
        assert "the same file" in ended.err
        assert not both.exists()


class TestUsage:
    @pytest.mark.parametrize("given", [[], ["-", "-"], ["a.md", "--compare"]])
    def test_that_makes_no_sense_ends_with_two(self, cli: Cli, given: list[str]) -> None:
        ended = cli(["check", *given])
        assert (ended.code, ended.out) == (2, "")
        assert "Traceback" not in ended.err


class TestTheEnd:
    def test_is_five_where_a_claim_is_contradicted(self, cli: Cli, article: Any) -> None:
        ended = cli(["check", article(CONTRADICTED)])
        assert (ended.code, ended.err) == (5, "")
        assert "Contradicted" in ended.out

    @pytest.mark.parametrize("text", [HOLDS, ELSEWHERE])
    def test_is_zero_where_nothing_is(self, cli: Cli, article: Any, text: str) -> None:
        ended = cli(["check", article(text)])
        assert (ended.code, ended.err) == (0, "")

    def test_is_five_where_one_of_several_fails(self, cli: Cli, article: Any) -> None:
        files = [article(HOLDS, "one.md"), article(CONTRADICTED, "two.md")]
        assert cli(["check", *files]).code == 5

    def test_of_another_subject_holds_no_claims(self, cli: Cli, article: Any) -> None:
        (found,) = json.loads(cli(["check", article(ELSEWHERE), "--json"]).out)["articles"]
        assert found["about_subject"] is False
        assert found["claims"] == []


class TestJson:
    @pytest.mark.parametrize("text", [CONTRADICTED, HOLDS, ELSEWHERE, "K2"])
    @pytest.mark.parametrize("audience", ["clinician", "patient"])
    def test_keeps_to_the_published_schema(
        self, cli: Cli, article: Any, text: str, audience: str
    ) -> None:
        ended = cli(["check", article(text), "--json", "--for", audience])
        document = json.loads(ended.out)
        jsonschema.validate(document, schemas()["check.schema.json"])
        assert document["schema"] == "d3k2/check/1"
        assert document["audience"] == audience
        assert document["online"] is False

    def test_counts_in_characters_of_the_file(self, cli: Cli, article: Any) -> None:
        document = json.loads(cli(["check", article(CONTRADICTED), "--json"]).out)
        for claim in document["articles"][0]["claims"]:
            assert CONTRADICTED[claim["start"] : claim["end"]] == claim["text"]

    def test_is_the_same_from_stdin(self, cli: Cli, article: Any) -> None:
        here = json.loads(cli(["check", article(CONTRADICTED), "--json"]).out)
        there = json.loads(cli(["check", "-", "--json"], CONTRADICTED.encode()).out)
        assert there["articles"][0]["file"] == "-"
        assert there["articles"][0]["counts"] == here["articles"][0]["counts"]

    def test_compares_only_where_that_was_asked(self, cli: Cli, article: Any) -> None:
        files = [article(HOLDS, "one.md"), article(CONTRADICTED, "two.md")]
        assert json.loads(cli(["check", *files, "--json"]).out)["comparisons"] == []


class TestFiles:
    def test_are_written_whole_beside_what_is_printed(
        self, cli: Cli, article: Any, tmp_path: Path
    ) -> None:
        page, review = tmp_path / "page.html", tmp_path / "review.json"
        path = article(CONTRADICTED)
        ended = cli(["check", path, "--html", page, "--claim-review", review])
        assert (ended.code, ended.err) == (5, "")
        text = page.read_text("utf-8").strip()
        assert text.startswith("<!doctype html>")
        assert text.endswith("</html>")
        reviews = json.loads(review.read_text("utf-8"))
        assert reviews
        assert all(one["url"].startswith("page.html#claim-1-") for one in reviews)
        assert sorted(tmp_path.iterdir()) == sorted([path, page, review])


class TestPrivacy:
    def test_nothing_of_the_article_is_logged(
        self, cli: Cli, article: Any, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.NOTSET):
            cli(["check", article(CONTRADICTED)])
        assert caplog.records == []
