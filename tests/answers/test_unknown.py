"""A name that nobody here knows is said to be unknown, where it may be a medicine."""

from __future__ import annotations

import pytest

from d3k2.answers import ask

UNKNOWN = ("zorbaxin and k2", "Can I take K2 with efavorenzol?", "I am on glorbitide, is D3 fine?")
KNOWN = (
    "Can I take K2 with apixaban?",
    "Is D3 better with breakfast?",
    "Can I take vitamin D with coffee?",
    "Should D3 and calcium be taken together?",
)


@pytest.mark.parametrize("question", UNKNOWN)
def test_an_unknown_name_sends_to_a_pharmacist(question: str) -> None:
    reply = ask(question, audience="patient")
    assert reply.answer is not None
    first = reply.answer.sections[0].statements[0]
    assert first.level == "caution"
    assert "Ask a pharmacist" in first.sentence.patient


@pytest.mark.parametrize("question", KNOWN)
def test_what_is_known_or_ordinary_does_not(question: str) -> None:
    reply = ask(question)
    assert reply.answer is not None
    said = [s.id for s in reply.answer.statements()]
    assert "ask.unknown_medicine" not in said
