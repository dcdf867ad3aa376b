"""A text is cut where its sentences end, and nowhere else."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from d3k2.language import sentences

HERE = Path(__file__).parent
TABLE = (HERE / "sentences.csv").read_text("utf-8").splitlines()
CASES = [row[0] for row in csv.reader(TABLE[1:])]


@pytest.mark.parametrize("case", CASES)
def test_a_text_has_these_sentences(case: str) -> None:
    expected = [part.strip() for part in case.replace("¶", "|").split("|")]
    text = case.replace("|", " ").replace("¶", "\n")
    assert [span.text for span in sentences(text)] == [part for part in expected if part]


def test_there_are_forty_cases() -> None:
    assert len(CASES) >= 40


@given(st.text(alphabet=st.one_of(st.sampled_from(".?!…。\n -[]()\"'aAKD19"), st.characters())))
def test_sentences_give_back_the_text_but_for_blanks(text: str) -> None:
    found = sentences(text)
    last = 0
    for span in found:
        assert span.text == text[span.start : span.end] != ""
        assert span.text == span.text.strip()
        assert text[last : span.start].strip() == ""
        last = span.end
    assert text[last:].strip() == ""


@pytest.mark.parametrize("piece", ["A. ", ".", "No end ", "\n- ", "1. "])
def test_a_text_of_a_hundred_kilobytes_is_cut(piece: str) -> None:
    assert sentences((piece * 100_000)[:100_000])
