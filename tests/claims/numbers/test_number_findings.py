"""What is found about the numbers of sentences of our own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli

from d3k2.claims.numbers import (
    Context,
    Reading,
    number_findings,
    read_sentence,
    sentence_findings,
)
from d3k2.evidence import load
from d3k2.language import amounts, link

HERE = Path(__file__).parent
TRUE = {
    group: row["sentences"]
    for group, row in tomli.loads((HERE / "true_sentences.toml").read_text("utf-8")).items()
}
WRONG: list[dict[str, Any]] = tomli.loads((HERE / "wrong_sentences.toml").read_text("utf-8"))[
    "sentence"
]
ALL_TRUE = [sentence for group in TRUE.values() for sentence in group]


@pytest.mark.parametrize("sentence", ALL_TRUE)
def test_a_true_sentence_is_never_called_wrong(sentence: str) -> None:
    assert [f.reason for f in number_findings(sentence) if f.verdict == "wrong"] == []


@pytest.mark.parametrize("row", WRONG, ids=lambda row: row["text"][:50])
def test_a_planted_fault_is_found(row: dict[str, Any]) -> None:
    found = [f for f in number_findings(row["text"]) if f"{f.kind} {f.verdict}" == row["finds"]]
    assert any(row.get("says", "") in f.reason for f in found), [f.reason for f in found]


def test_there_are_enough_sentences_of_both_kinds() -> None:
    assert len(set(ALL_TRUE)) >= 60
    assert len({row["text"] for row in WRONG}) >= 60


def test_errors_that_stand_in_print_are_found_from_our_own_list() -> None:
    known = {row["from"] for row in WRONG if "from" in row}
    assert known <= set(load().errata)
    kinds = {load().errata[each].kind for each in known}
    assert {"unit", "interval", "number"} <= kinds


@pytest.mark.parametrize("row", WRONG, ids=lambda row: row["text"][:50])
def test_a_finding_shows_its_place_in_the_article(row: dict[str, Any]) -> None:
    before = "A sentence that stands before. "
    for finding in number_findings(before + row["text"], start=1000):
        inside = (before + row["text"])[finding.start - 1000 : finding.end - 1000]
        assert finding.text == inside != ""


@pytest.mark.parametrize("row", WRONG, ids=lambda row: row["text"][:50])
def test_every_fact_a_finding_stands_on_exists(row: dict[str, Any]) -> None:
    for finding in number_findings(row["text"]):
        for ground in finding.stands_on:
            assert ground.kind != "fact" or load().fact(ground.id) is not None


def test_what_a_caller_has_read_already_is_read_no_second_time() -> None:
    sentence = "Take 5,000 IU (100 mcg) of vitamin D3."
    made = Reading(sentence, 7, link(sentence), amounts(sentence), Context())
    assert sentence_findings(made) == sentence_findings(read_sentence(sentence, 7))


def test_a_heading_says_what_a_number_is_of() -> None:
    sentence = "Everyone can take 10,000 IU a day, or 0.25 mg (100 µg)."
    around = Context(concepts=("vitamin-d3",))
    kinds = {(f.kind, f.verdict) for f in sentence_findings(read_sentence(sentence, 0, around))}
    assert {("upper limit", "doubtful"), ("conversion", "wrong")} <= kinds


def test_the_sentence_before_says_what_a_number_is_of() -> None:
    assert [f.verdict for f in number_findings("Calcium matters. 4,000 mg a day is fine.")] == [
        "doubtful"
    ]


def test_a_base_rate_in_the_next_sentence_is_enough() -> None:
    relative = "Vitamin D cuts the risk of falls by 20 %."
    assert [f.kind for f in number_findings(relative)] == ["relative effect"]
    assert number_findings(f"{relative} That is 5 in 100 people instead of 6 in 100.") == ()


def test_a_weekly_dose_is_turned_into_a_daily_one_and_not_accused() -> None:
    (found,) = number_findings("She takes 50,000 IU of vitamin D3 a week.")
    assert (found.kind, found.verdict) == ("dose", "holds")
    assert "7,143 IU a day" in found.reason


def test_a_holding_conversion_says_what_it_stands_on() -> None:
    (found,) = number_findings("Vitamin D3 1,000 IU (25 µg).")
    assert found.verdict == "holds"
    assert [(g.kind, g.id) for g in found.stands_on] == [("conversion", "vitamin_d_amount")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No number stands here.",
        "9" * 400 + " IU of vitamin D a day",
        "0 IU (0 µg) of vitamin D, 0 of 0 (0 %), RR 0 (0-0), p = 0, from 0 to 0, a 0 % rise.",
        "vitamin D 400 IU (10 µg) " * 2000,
        "(" * 5000 + "5 %",
        "5" + " " * 20000 + "%",
        "1," * 10000,
    ],
)
def test_no_text_makes_it_fail(text: str) -> None:
    assert all(f.verdict != "wrong" for f in number_findings(text))


def test_reading_twice_finds_the_same() -> None:
    text = " ".join(row["text"] for row in WRONG)
    assert number_findings(text) == number_findings(text)
