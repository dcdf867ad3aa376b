"""What people write is read as what they mean, or refused at the place where it is unclear."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from d3k2.regimen import Regimen, describe, read_item, read_regimen
from d3k2.units import InputRefused

ROWS = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text("utf-8"))


@pytest.mark.parametrize("row", ROWS["sentence"], ids=lambda row: row["text"])
def test_a_sentence_means(row) -> None:
    item = read_item(row["text"])
    assert describe(item) == row["means"]
    for substance, amount in row["daily"].items():
        assert item.daily(substance) == pytest.approx(amount, rel=1e-4)
    assert {i.substance for i in item.ingredients} == set(row["daily"])
    assert item.text == row["text"]


@pytest.mark.parametrize("row", ROWS["refusal"], ids=lambda row: row["text"])
def test_a_sentence_is_refused(row) -> None:
    with pytest.raises(InputRefused) as refused:
        read_regimen(row["text"], "takes[2]")
    assert refused.value.message.startswith(f"At character {row['at']}: ")
    assert row["why"] in refused.value.message
    assert refused.value.given == row["piece"]
    assert refused.value.field == "takes[2]"
    assert refused.value.accepted


def test_items_are_separated_by_semicolons_and_keep_their_order() -> None:
    regimen = read_regimen("D3 2000 IU daily; MK-7 100 µg daily with dinner;")
    assert [item.text for item in regimen.items] == [
        "D3 2000 IU daily",
        "MK-7 100 µg daily with dinner",
    ]


@pytest.mark.parametrize("text", ["nothing", "none", " Nothing. ", "no supplements"])
def test_nothing_is_a_regimen(text: str) -> None:
    assert read_regimen(text) == Regimen()


@pytest.mark.parametrize("text", ["", "   ", ";", "x" * 5000])
def test_no_text_is_no_regimen(text: str) -> None:
    with pytest.raises(InputRefused):
        read_regimen(text, "--regimen")


def test_two_wordings_of_the_same_item_are_equal() -> None:
    assert read_item("D3 2000 IU daily") == read_item("50 mcg of vitamin D3 every day")


PIECES = (
    "D3|K2|MK-7|calcium|citrate|carbonate|2000|IU|100|µg|500|mg|daily|twice|weekly|with|dinner|"
    "meals|since|2021|+|;|,|(|)|as salt|elemental|every|other|day|2|x|tablets|drops|per|serving|"
    "size|-5|%|1.200|nothing"
)
WORDS = st.sampled_from(PIECES.split("|"))


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        regimen = read_regimen(text)
    except InputRefused as refused:
        assert refused.message and refused.accepted
        return
    for item in regimen.items:
        assert all(each.amount > 0 for each in item.ingredients)
        assert item.units > 0
        assert item.schedule.takes > 0
        assert item.schedule.every_days > 0
