"""An answer is a file that people write; whatever is wrong with its shape is told with its line."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from d3k2.answers.reading import read_answers

from .small import FACT, GOOD, written

SHAPES = tomllib.loads(Path(__file__).with_name("shapes.toml").read_text("utf-8"))


class TestAGoodFile:
    def test_is_read_as_it_is_written(self, tmp_path: Path) -> None:
        read = read_answers(written(tmp_path, {}))
        assert read.faults == ()
        answer = read.answers["small"]
        assert answer.question == "Does vitamin D lower blood pressure?"
        assert answer.theme.id == "arteries"
        assert answer.at == "answers/reviewed/arteries/small.md:1"
        assert answer.clinician.bottom_line.text == (
            "Vitamin D made no significant difference to blood pressure."
        )
        assert [p.part.id for p in answer.patient.parts] == ["evidence", "action"]

    def test_keeps_what_each_sentence_stands_on_and_where_it_stands(self, tmp_path: Path) -> None:
        both = f"[{FACT}, rule:thiazide]"
        read = read_answers(written(tmp_path, {f"2,157 people. [{FACT}]": f"2,157 people. {both}"}))
        (sentence,) = read.answers["small"].clinician.parts[0].sentences
        assert sentence.text == "The trial had 2,157 people."
        assert [(g.kind, g.id) for g in sentence.stands_on] == [
            ("fact", FACT),
            ("rule", "thiazide"),
        ]
        assert GOOD.splitlines()[sentence.line - 1].startswith(sentence.text)

    def test_may_write_its_sentences_as_a_list(self, tmp_path: Path) -> None:
        plain = read_answers(written(tmp_path / "plain", {}))
        listed = read_answers(written(tmp_path / "listed", {"The trial had": "- The trial had"}))
        assert listed == plain


@pytest.mark.parametrize("name", SHAPES)
def test_a_fault_of_shape_is_told_with_its_line(tmp_path: Path, name: str) -> None:
    case: dict[str, Any] = SHAPES[name]
    read = read_answers(written(tmp_path, {case["old"]: case["new"]}))
    told = [str(fault) for fault in read.faults]
    expected = f"answers/reviewed/arteries/small.md:{case['line']}: "
    assert any(one.startswith(expected) and case["says"] in one for one in told), told


def test_two_answers_of_one_name_are_told(tmp_path: Path) -> None:
    written(tmp_path, {})
    read = read_answers(written(tmp_path, {}, name="bone/small.md"))
    assert [f.what for f in read.faults] == [
        "small is already defined in answers/reviewed/arteries/small.md:1"
    ]


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    written(tmp_path, {'theme = "arteries"': 'theme = "x"'}, name="a/one.md")
    written(tmp_path, {"# Patient": "# Reader", "2,157 people. [": "2,157 ["}, name="b/two.md")
    read = read_answers(written(tmp_path, {}, name="c/three.md"))
    assert set(read.answers) == {"three"}
    assert {f.file for f in read.faults} == {
        "answers/reviewed/a/one.md",
        "answers/reviewed/b/two.md",
    }
    assert list(read.faults) == sorted(read.faults)


@pytest.mark.parametrize(
    "junk", [b"", b"\n", b"+++", b"+++\n+++\n", b"# Clinician\n", b"\xff\xfe+++"]
)
def test_a_file_that_holds_nothing_is_a_fault_and_no_crash(tmp_path: Path, junk: bytes) -> None:
    (tmp_path / "junk.md").write_bytes(junk)
    read = read_answers(tmp_path)
    assert read.answers == {}
    assert read.faults
