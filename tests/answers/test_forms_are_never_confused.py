"""K1 is not K2, MK-4 not MK-7, D2 not D3, carbonate not citrate, warfarin not apixaban.

What a question names and what an answer carries are read here by plain words, not by the concepts
that questions are matched with.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from d3k2.answers import Reply, reviewed_answers

from .asker import Asker, answered, says

DATA: dict[str, Any] = tomllib.loads(Path(__file__).with_name("forms.toml").read_text("utf-8"))
NAMES: dict[str, dict[str, Any]] = DATA["names"]
QUESTIONS: list[str] = [*DATA["questions"]["one"], *DATA["questions"]["two"]]
MEDICINES = ("anticoagulant", "other-medicine")


def named(question: str) -> list[str]:
    """What a question names, by its words."""
    return [name for name, row in NAMES.items() if says(question, row["asked"])]


def missing(question: str, reply: Reply) -> list[str]:
    """What a question names and the answer nowhere says.

    A wider word will do in an answer that says no other of its kind: K2 for MK-7 beside no MK-4.
    """
    text = "\n".join(answered(reply))
    lost = [name for name in named(question) if not says(text, NAMES[name]["told"])]
    return [name for name in lost if not _covered(name, text)]


def _covered(name: str, text: str) -> bool:
    wider = DATA["covers"].get(name)
    if wider is None or not says(text, wider):
        return False
    alike = [o for o, words in DATA["covers"].items() if words == wider and o != name]
    return not any(says(text, NAMES[other]["told"]) for other in alike)


def taken_for(question: str, reply: Reply) -> list[str]:
    """The families of which a question names one and the title of the answer another instead."""
    (title, *_) = answered(reply)
    found = []
    for family in {NAMES[name]["family"] for name in named(question)}:
        mine = [n for n in named(question) if NAMES[n]["family"] == family]
        own = any(says(title, [*NAMES[n]["told"], *DATA["covers"].get(n, [])]) for n in mine)
        others = [o for o, row in NAMES.items() if row["family"] == family and o not in mine]
        if not own and any(says(title, NAMES[other]["told"]) for other in others):
            found.append(family)
    return found


def test_the_questions_name_one_and_two_things() -> None:
    assert len(QUESTIONS) >= 80
    assert all(named(question) for question in QUESTIONS)
    assert all(len(named(question)) > 1 for question in DATA["questions"]["two"])


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_carries_what_was_named(asked: Asker, question: str) -> None:
    reply = asked(question)
    if reply.answer is None:
        assert reply.reason is not None
        return
    assert missing(question, reply) == [], reply.answer.id
    assert taken_for(question, reply) == [], reply.answer.title


def ruled() -> list[str]:
    """Questions on a medicine; of some no rule speaks, and a wider answer may stand."""
    asked = [q for q in QUESTIONS if any(NAMES[n]["family"] in MEDICINES for n in named(q))]
    return [q for q in asked if q not in DATA["questions"]["unruled"]]


@pytest.mark.parametrize("question", ruled() + DATA["questions"]["not_denied"])
def test_a_question_on_a_medicine_is_answered_for_that_medicine(
    asked: Asker, question: str
) -> None:
    reply = asked(question)
    if reply.answer is None:
        assert reply.reason is not None
        return
    medicines = [n for n in named(question) if NAMES[n]["family"] in MEDICINES]
    assert any(says(reply.answer.title, NAMES[m]["told"]) for m in medicines), reply.answer.title


def test_no_shipped_question_is_answered_for_something_else(by_meaning: Asker) -> None:
    confused = [
        f"{text} -> {reply.answer.id}: {lost}"
        for answer in reviewed_answers().values()
        for text in (answer.question, *answer.asked[::10])
        for reply in (by_meaning(text),)
        if reply.answer is not None and (lost := _lost(text, reply))
    ]
    assert confused == []


def _lost(question: str, reply: Reply) -> list[str]:
    """What is missing of what is told of; of two salts that are compared the better one will do.

    A question on two nutrients may be answered for one, where nothing is said of the other.
    """
    lost = missing(question, reply)
    told = [n for n in named(question) if n not in lost]
    text = "\n".join(answered(reply))
    families = {row["family"] for row in NAMES.values() if says(text, row["told"])}
    return [
        name
        for name in lost
        if not any(NAMES[n]["family"] == "salt" == NAMES[name]["family"] for n in told)
        and (not told or NAMES[name]["family"] in families)
    ]


def test_nor_is_it_by_words_alone(by_words: Asker) -> None:
    confused = [
        f"{text} -> {reply.answer.id}: {lost}"
        for answer in reviewed_answers().values()
        for text in (answer.question,)
        for reply in (by_words(text),)
        if reply.answer is not None and (lost := missing(text, reply))
    ]
    assert confused == []


@pytest.mark.parametrize("family", ["k", "anticoagulant"])
def test_what_a_patient_reads_carries_it_or_what_it_is_a_kind_of(
    by_meaning: Asker, family: str
) -> None:
    lost = []
    for question in QUESTIONS:
        reply = by_meaning(question, "patient")
        text = "\n".join(answered(reply))
        for name in named(question) if reply.answer is not None else ():
            words = [*NAMES[name]["told"], *DATA["covers"].get(name, [])]
            if NAMES[name]["family"] == family and not says(text, words):
                lost.append(f"{question} -> {reply.answer.id}: {name}")
    assert lost == []
