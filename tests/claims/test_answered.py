"""A yes or no to a question on what may hurt says more than stands in it."""

from __future__ import annotations

import re

import pytest
from tests.claims.articles import article

from d3k2.claims.answered import answers_on_danger
from d3k2.claims.passage import Passage, passages
from d3k2.claims.tables import table
from d3k2.language import concepts


def last(text: str) -> Passage:
    """The last sentence of a text."""
    return passages(article(text))[-1]


@pytest.mark.parametrize(
    "text",
    [
        "Is warfarin a problem with MK-7? Hardly, since MK-7 stays in bone.",
        "# Are kidney stones a worry with calcium?\n\nNot if vitamin D is taken too.",
        "Can babies have these drops? Yes, vitamin D is natural.",
        "Can vitamin D be toxic? Never at these doses.",
        "Does it matter that I take warfarin? Don't worry, K2 lives in the bones.",
    ],
)
def test_comfort_in_half_a_sentence_is_seen(text: str) -> None:
    assert answers_on_danger(last(text))


@pytest.mark.parametrize(
    "text",
    [
        "MK-7 stays in the blood for days.",
        "Is cheese a source of K2? Yes, hard cheese holds MK-9.",
        "Is warfarin a problem with MK-7? MK-7 weakens warfarin.",
        "Warfarin is a blood thinner. Not all vitamin K is K2.",
    ],
)
def test_other_sentences_say_what_they_say(text: str) -> None:
    assert not answers_on_danger(last(text))


def test_a_question_counts_only_until_the_next_sentence() -> None:
    text = "Is warfarin a problem with MK-7? Ask your clinic. Yes, MK-7 is a form of vitamin K2."
    assert not answers_on_danger(last(text))


def test_what_may_hurt_is_named_as_the_subject_names_it() -> None:
    assert set(table("answered")["dangers"]) <= set(concepts())
    assert all(re.fullmatch(r"[a-z| ]+", each) for each in table("answered")["begins"])
