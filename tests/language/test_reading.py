"""The grade of a text follows from its words, sentences and syllables, as published."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from d3k2.language import is_english, reading_level
from d3k2.language.reading import excused, reading_words
from d3k2.language.syllables import syllables

HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((HERE / name).read_text("utf-8").splitlines()))


TEXTS, WORDS, LANGUAGES = rows("reading.csv"), rows("syllables.csv"), rows("english.csv")


@pytest.mark.parametrize("case", TEXTS, ids=[case["text"] for case in TEXTS])
def test_the_grade_is_that_of_the_formula(case: dict[str, str]) -> None:
    """Weights as printed at en.copian.ca (readab/50); counts by hand, excused words at two."""
    count, words, spoken = (int(case[key]) for key in ("sentences", "words", "syllables"))
    found = reading_level(case["text"])
    assert (found.sentences, found.words) == (count, words)
    assert found.grade == pytest.approx(0.39 * words / count + 11.8 * spoken / words - 15.59)


def test_there_are_twenty_texts() -> None:
    assert len(TEXTS) >= 20


def test_a_published_sentence_has_its_published_grade() -> None:
    """24 syllables in 13 words: grade 11.3 (wikisum.wiki, Flesch-Kincaid Readability Test)."""
    assert round(reading_level(TEXTS[0]["text"]).grade, 1) == 11.3


@pytest.mark.parametrize("case", WORDS, ids=[case["word"] for case in WORDS])
def test_a_word_has_its_syllables(case: dict[str, str]) -> None:
    """Counts of the CMU Pronouncing Dictionary, its first pronunciation or another of the word."""
    assert syllables(case["word"]) == int(case["syllables"])


def test_a_hard_word_is_named_once_and_an_excused_one_never() -> None:
    found = reading_level("Utilisation of vitamins. Utilisation matters in osteoporosis.")
    assert found.hard == ("Utilisation",)


def test_excused_words_have_a_reason_and_are_not_everyday_words() -> None:
    for group in reading_words()["groups"].values():
        assert group["reason"]
        assert group["words"]
    assert "utilisation" not in excused()


def test_excusing_the_words_of_the_subject_lowers_a_grade_but_other_long_words_stay() -> None:
    subject = reading_level("Osteoporosis needs calcium.").grade
    assert subject < reading_level("Immunology needs consideration.").grade


def test_an_empty_text_has_no_grade() -> None:
    assert reading_level("") == reading_level(" \n ")
    assert reading_level("").grade == 0


def test_longer_words_and_longer_sentences_are_harder() -> None:
    plain = reading_level("It is good. It is safe.").grade
    assert reading_level("It is good and it is safe.").grade > plain
    assert reading_level("It is beneficial. It is harmless.").grade > plain


@pytest.mark.parametrize("case", LANGUAGES, ids=[case["text"] for case in LANGUAGES])
def test_a_text_is_english_or_not(case: dict[str, str]) -> None:
    assert is_english(case["text"]) == (case["english"] == "yes")


@given(st.text())
def test_any_text_has_a_finite_grade_and_a_language(text: str) -> None:
    found = reading_level(text)
    assert found.grade == found.grade
    assert abs(found.grade) < 1e6
    assert isinstance(is_english(text), bool)


@given(st.text(alphabet=st.characters(categories=["L"]), min_size=1, max_size=60))
def test_every_word_has_a_syllable(word: str) -> None:
    assert syllables(word) >= 1
