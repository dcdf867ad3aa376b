"""How sentences are read by those who learned from labelled ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.claims.articles import article

from d3k2.claims import read_article
from d3k2.claims.judgement import ORDER, Judgement
from d3k2.claims.learned import Reading, decided, is_claim, read_each
from d3k2.claims.learned.by_words import words_reader
from d3k2.claims.learned.told import context, marks
from d3k2.claims.passage import passages
from d3k2.claims.weighed import Weighed, weigh
from d3k2.language import MeaningRefused

PAIRS = [
    ("An adult's upper limit for vitamin D is 4,000 IU a day.",
     "An adult's upper limit for vitamin D is 40,000 IU a day."),
    ("Nobody on warfarin should start vitamin K2 without asking the prescriber.",
     "Anybody on warfarin can start vitamin K2 without asking the prescriber."),
    ("No trial has shown that vitamin K2 prevents heart attacks.",
     "Trials have proved that vitamin K2 prevents heart attacks."),
]  # fmt: skip


TURNED_ROUND = [
    "With digoxin, high calcium makes dangerous heart rhythms less likely.",
    "In people on digoxin, calcium pills lower the risk of arrhythmia.",
    "Kidney stones are rarer in people who take calcium with a thiazide.",
    "Vitamin K2 makes bleeding on warfarin less likely.",
    "On thiazides, calcium supplements protect against high blood calcium.",
]
SILENT = Judgement("unsupported", None, "", None, (), "unsupported")
CALIBRATION = [
    file
    for file in sorted((Path(__file__).parents[1] / "calibration").glob("*.md"))
    if file.name != "README.md"
]


def read(text: str) -> list[tuple[Weighed, Reading]]:
    return list(read_each(map(weigh, passages(article(text)))))


@pytest.mark.parametrize(("true", "false"), PAIRS)
def test_true_and_false_in_nearly_the_same_words_are_told_apart(true: str, false: str) -> None:
    ((_, held),) = read(true)
    ((_, wrong),) = read(false)
    supported = ORDER.index("supported")
    assert held.together[supported] > 3 * wrong.together[supported]
    assert ORDER[int(wrong.together.argmax())] != "supported"


def test_a_meaning_is_the_same_alone_and_among_others() -> None:
    ((_, alone),) = read("Vitamin K2 reverses heart disease.")
    _, (_, among), _ = read(
        "Vitamin D is made in the skin. Vitamin K2 reverses heart disease. Calcium is in milk."
    )
    assert alone.by_meaning is not None and among.by_meaning is not None
    assert np.allclose(alone.by_meaning.verdicts, among.by_meaning.verdicts, atol=1e-5)


def test_probabilities_are_probabilities() -> None:
    for _, reading in read("Vitamin D is made in the skin. K2 is in natto. Milk holds calcium."):
        for shares in (reading.by_words.verdicts, reading.together):
            assert shares.shape == (len(ORDER),)
            assert shares.min() >= 0
            assert shares.sum() == pytest.approx(1)


def test_what_says_nothing_is_no_claim() -> None:
    assert is_claim(*read("Vitamin D prevents hip fractures.")[0])
    assert not is_claim(*read("I get this question about vitamin D every week.")[0])


LEANING = "Vitamin D is made in the skin. Sitting behind a closed window gets you nothing."
"""The second names nothing that stands in a table."""


def test_what_leans_on_the_sentence_before_may_be_a_claim() -> None:
    _, (weighed, reading) = read(LEANING)
    assert not weighed.plain
    assert is_claim(weighed, reading)


def test_by_words_alone_what_leans_on_the_sentence_before_is_none() -> None:
    _, (weighed, reading) = read(LEANING)
    assert not is_claim(weighed, Reading(reading.by_words, None))


def test_what_leans_and_says_too_little_is_no_claim() -> None:
    _, (weighed, reading) = read("Vitamin K2 is in natto. You will feel the harmony.")
    assert not weighed.plain
    assert not is_claim(weighed, reading)


def test_what_stands_before_is_read_where_a_sentence_does_not_name_its_subject() -> None:
    named, it = (
        one for one, _ in read("# Vitamin K2\nVitamin K2 is in natto. It clears arteries.")
    )
    assert context(named) == ""
    assert context(it) == "Vitamin K2 Vitamin K2 is in natto."


def test_a_sentence_of_words_that_nobody_knows_is_read_too() -> None:
    (one, _), *_ = read("Vitamin D xyzzy plugh frobnicates quuxly.")
    assert words_reader().read(marks(one)).verdicts.sum() == pytest.approx(1)


def test_without_the_sentence_model_words_are_read_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> None:
        raise MeaningRefused("not installed")

    monkeypatch.setattr("d3k2.claims.learned.reading.meaning_reader", refused)
    ((_, reading),) = read("Vitamin K2 is in natto.")
    assert reading.by_meaning is None
    assert np.array_equal(reading.together, reading.by_words.verdicts)


def test_what_was_learned_is_small() -> None:
    folder = Path(__file__).parents[3] / "src" / "d3k2" / "claims" / "learned"
    assert sum(file.stat().st_size for file in folder.glob("*.npz")) < 8_000_000


def test_where_words_are_sure_and_a_table_says_the_same_meaning_is_not_asked() -> None:
    ((_, plain),) = read("MK-7 has a half-life of about three days.")
    assert plain.by_meaning is None
    assert ORDER[int(plain.together.argmax())] == "supported"


@pytest.mark.parametrize("file", CALIBRATION, ids=lambda file: file.stem)
def test_what_is_left_to_words_is_what_words_may_say(file: Path) -> None:
    read_here = passages(read_article(file.name, file.read_bytes()))
    readings = read_each(map(weigh, read_here))
    alone = [(one, reading) for one, reading in readings if reading.by_meaning is None]
    assert alone
    for weighed, reading in alone:
        assert weighed.stands is not None
        assert decided(weighed, reading, weighed.stands) is not None


@pytest.mark.parametrize("true", [true for true, _ in PAIRS if "warfarin" in true])
def test_what_stands_on_a_warning_is_always_read_by_meaning(true: str) -> None:
    ((weighed, reading),) = read(true)
    assert weighed.stands is not None and weighed.stands.verdict == "supported"
    assert reading.by_meaning is not None


@pytest.mark.parametrize("wrong", TURNED_ROUND)
def test_a_warning_that_is_turned_round_is_not_supported(wrong: str) -> None:
    ((weighed, reading),) = read(wrong)
    found = decided(weighed, reading, weighed.stands or SILENT)
    assert found is None or found.verdict != "supported"


def test_an_accusation_is_always_read_by_meaning() -> None:
    for wrong in (false for _, false in PAIRS):
        ((_, reading),) = read(wrong)
        assert reading.by_meaning is not None
