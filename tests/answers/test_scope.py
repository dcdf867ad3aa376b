"""What is no question for d3k2 is refused with its reason, and with what may be read instead."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from d3k2.answers import ask, reviewed_answers
from d3k2.wording import AUDIENCES

from .asker import Asker, told

REASONS = {
    "empty": "No question was asked.",
    "subject": "is not about vitamin D, vitamin K or calcium",
    "language": "reads English only. In an emergency call the emergency number",
    "animals": "is about people",
    "brands": "names no brands",
    "prices": "prices, shops or courts",
    "texts": "does not write texts",
    "instructions": "takes no instructions",
}
"""What a reason says; one that is not here names another nutrient."""

with Path(__file__).with_name("scope.csv").open(encoding="utf-8", newline="") as lines:
    CASES = [tuple(row.values()) for row in csv.DictReader(lines)]


@pytest.mark.parametrize(("question", "reason", "alternatives"), CASES)
def test_a_question_out_of_scope_is_refused_with_its_reason(
    asked: Asker, question: str, reason: str, alternatives: str
) -> None:
    reply = asked(question)
    assert reply.answer is None
    assert not reply.in_scope
    assert reply.urgent == ()
    assert reply.references == ()
    assert reply.reason is not None
    assert REASONS.get(reason, f"it says nothing about {reason}.") in reply.reason.clinician
    if alternatives != "any":
        assert bool(reply.alternatives) == (alternatives == "yes")
    assert {one.id for one in reply.alternatives} <= set(reviewed_answers())


def test_a_patient_is_given_a_reason_of_their_own() -> None:
    said = {told(ask("How much vitamin D for my dog?", audience=a)) for a in AUDIENCES}
    assert len(said) == len(AUDIENCES)
    assert any("vet" in one for one in said)


@pytest.mark.parametrize("question", ["vitamin D " * 201, "D3 " + "a" * 2000, "K2? " * 25_000])
def test_what_is_longer_than_a_question_is_not_read(question: str) -> None:
    reply = ask(question)
    assert reply.answer is None
    assert not reply.in_scope
    assert reply.reason is not None
    assert "too long" in reply.reason.clinician
    assert len(reply.question) <= 2000


def test_two_thousand_characters_are_read() -> None:
    question = "Why take K2 with D3? " + "please " * 282
    assert 1990 < len(question.strip()) <= 2000
    assert ask(question).in_scope


def test_a_question_in_scope_without_an_answer_says_so_and_offers_the_nearest(
    asked: Asker,
) -> None:
    reply = asked("calcium citrate or hydroxyapatite?")
    assert reply.answer is None
    assert reply.in_scope
    assert reply.reason is not None
    assert "no reviewed answer" in reply.reason.clinician
    assert reply.alternatives
    assert reply.confidence == "low"


@pytest.mark.parametrize(
    "question",
    [
        "How much D3 a day?",
        "k2?",
        "VITAMIN D",
        "calcium",
        "25(OH)D of 30 ng/mL, fine?",
        "Is cow's milk enough for calcium?",
        "K2 from plant based food",
        "does chicken liver hold K2?",
        "what did VITAL find",
        "natto",
    ],
)
def test_a_question_on_the_subject_is_never_refused(asked: Asker, question: str) -> None:
    assert asked(question).in_scope
