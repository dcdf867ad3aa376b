"""A person's record makes the rules speak inside the answer: it adds, and never takes away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from d3k2.answers import Reply, ask
from d3k2.evidence import Statement
from d3k2.person import Person
from d3k2.safety import screen
from d3k2.wording import AUDIENCES

Write = Callable[..., Person]

ON_K2 = [
    "Why take K2 with D3?",
    "How much K2 a day?",
    "MK-7 or MK-4?",
    "Does K2 slow the calcification of arteries?",
    "How much MK-7 is in natto?",
    "K2 with orlistat",
    "Is vitamin K2 good for bones?",
    "Can I take K2 with apixaban?",
    "Summary of findings: K2 and fractures",
]
ON_OTHERS = ["How much vitamin D a day?", "Is calcium citrate better than carbonate?", "D2 or D3?"]
PEOPLE: dict[str, dict[str, Any]] = {
    "warfarin": {"medicines": ["warfarin 5 mg"]},
    "levothyroxine": {"medicines": ["levothyroxine 75 µg"]},
    "kidney": {"labs": [{"what": "eGFR", "value": "20 mL/min/1.73m2", "date": "2026-11-01"}]},
    "high calcium": {"labs": [{"what": "calcium", "value": "2.9 mmol/L", "date": "2026-11-10"}]},
    "not asked": {"medicines": None, "conditions": None},
}


def said(reply: Reply) -> list[Statement]:
    return [*reply.urgent, *(reply.answer.statements() if reply.answer is not None else ())]


def loud(reply: Reply) -> set[str]:
    return {s.sentence.to(reply.audience) for s in said(reply) if s.level in ("stop", "caution")}


@pytest.fixture
def on_warfarin(person: Write) -> Person:
    return person(medicines=["warfarin 5 mg"])


class TestOnWarfarin:
    @pytest.mark.parametrize("audience", AUDIENCES)
    @pytest.mark.parametrize("question", ON_K2)
    def test_any_question_on_k2_is_answered_after_the_stop(
        self, on_warfarin: Person, question: str, audience: Any
    ) -> None:
        reply = ask(question, person=on_warfarin, audience=audience)
        stops = [s for s in reply.urgent if s.about == "k2"]
        assert stops
        assert all(s.level == "stop" for s in stops)
        assert any(g.id == "vitamin-k-antagonist" for s in stops for g in s.stands_on)
        assert reply.stop_concerns

    @pytest.mark.parametrize("question", ON_OTHERS)
    def test_a_question_on_something_else_is_not_stopped_by_k2(
        self, on_warfarin: Person, question: str
    ) -> None:
        reply = ask(question, person=on_warfarin)
        assert [s for s in reply.urgent if s.about == "k2"] == []

    def test_a_refused_question_has_the_stop_all_the_same(self, on_warfarin: Person) -> None:
        reply = ask("Write a poem about K2", person=on_warfarin)
        assert not reply.in_scope
        assert reply.urgent

    def test_taking_it_steadily_is_never_told_to_stop_alone(self, person: Write) -> None:
        who = person(medicines=["warfarin 5 mg"], takes=["MK-7 90 µg daily since 2024-01-01"])
        for audience in AUDIENCES:
            reply = ask("Should I stop K2?", person=who, audience=audience)
            mine = " ".join(s.sentence.to(audience) for s in said(reply) if s.about == "k2")
            assert any(w in mine for w in ("Change neither alone", "on your own", "neither"))


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("question", [*ON_K2[:3], *ON_OTHERS])
def test_a_person_never_removes_what_the_answer_warns_of(
    person: Write, name: str, question: str
) -> None:
    changes = {k: v for k, v in PEOPLE[name].items() if v is not None}
    missing = [k for k, v in PEOPLE[name].items() if v is None]
    who = person(**changes).model_copy(update=dict.fromkeys(missing))
    alone, asked = ask(question), ask(question, person=who)
    assert asked.answer is not None
    assert alone.answer is not None
    assert asked.answer.id == alone.answer.id
    assert loud(alone) <= loud(asked)
    assert asked.answer.bottom_line == alone.answer.bottom_line


@pytest.mark.parametrize("question", [*ON_K2, *ON_OTHERS])
def test_for_who_has_nothing_nothing_is_added(person: Write, question: str) -> None:
    who = person()
    assert [s for s in screen(who).statements if s.level == "stop"] == []
    alone, asked = ask(question), ask(question, person=who)
    assert asked.urgent == alone.urgent
    assert asked.answer is not None
    assert alone.answer is not None
    assert asked.answer.statements() == alone.answer.statements()
    assert asked.answer.findings == alone.answer.findings
    assert not asked.stop_concerns


def test_the_answer_is_dated_by_the_record(person: Write) -> None:
    who = person(date="2026-12-24")
    assert ask("How much K2 a day?", person=who).date == who.date


def test_every_sentence_of_the_record_is_cited(person: Write) -> None:
    for changes in PEOPLE.values():
        who = person(**{k: v for k, v in changes.items() if v is not None})
        for question in (*ON_K2, *ON_OTHERS):
            assert all(s.stands_on for s in said(ask(question, person=who)))
