"""A follow-up keeps the thread: it inherits what is not said again, and nothing of anyone else."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from d3k2.answers import Reply, ask
from d3k2.language import concept
from d3k2.units import InputRefused

CASES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("threads.toml").read_text("utf-8"))


def conversation(questions: list[str]) -> list[Reply]:
    """The replies to questions of which each follows the one before."""
    replies: list[Reply] = []
    for question in questions:
        replies.append(ask(question, follow=replies[-1].conversation if replies else None))
    return replies


def concepts_of(reply: Reply) -> list[str]:
    return [name for name in reply.conversation.partition("~")[0].split(".") if name]


@pytest.mark.parametrize("name", CASES)
def test_a_thread_inherits_and_replaces(name: str) -> None:
    case = CASES[name]
    *_, last = conversation(case["questions"])
    left = concepts_of(last)
    assert set(case["names"]) <= set(left)
    assert not set(case["dropped"]) & set(left)


def test_a_follow_up_is_answered_like_the_whole_question() -> None:
    *_, followed = conversation(["How much calcium is in natto?", "And in gouda?"])
    whole = ask("How much calcium is in gouda?")
    assert followed.answer is not None
    assert whole.answer is not None
    assert followed.answer.bottom_line == whole.answer.bottom_line


def test_a_medicine_of_the_thread_still_stops() -> None:
    *_, followed = conversation(["I am on warfarin, what about K2?", "And 45 µg of MK-7?"])
    said = " ".join(s.sentence.clinician for s in followed.answer.statements()) if (
        followed.answer
    ) else followed.reason.clinician if followed.reason else ""  # fmt: skip
    assert any(word in said for word in ("anticoagulant", "vitamin K antagonist", "warfarin"))


def test_the_same_question_without_the_thread_knows_nothing_of_it() -> None:
    before = ask("And with food?")
    conversation(["Can I take K2 with warfarin?", "And with food?"])
    assert ask("And with food?") == before
    assert "warfarin" not in before.conversation


@pytest.mark.parametrize(
    "question",
    [
        "I am Jane Smith, born 3 May 1960, jane@example.org: may I take K2 with warfarin?",
        "my 25(OH)D was 37.5 nmol/L on 2026-01-04 and I weigh 83 kg, D3?",
        "K2 <script>alert(1)</script> ../../etc/passwd",
    ],
)
def test_the_id_holds_no_free_text(question: str) -> None:
    reply = ask(question)
    names, _, answer = reply.conversation.partition("~")
    assert all(concept(name) is not None for name in names.split(".") if name)
    assert reply.answer is None or answer == reply.answer.id
    for word in ("jane", "smith", "1960", "37", "83", "script", "passwd"):
        assert word not in names.casefold()


def test_the_id_is_taken_back() -> None:
    for case in CASES.values():
        for reply in conversation(case["questions"]):
            ask("And then?", follow=reply.conversation)


@pytest.mark.parametrize(
    "wrong",
    [
        "nonsense",
        "no-such-concept~",
        "vitamin-k2",
        "vitamin-k2~a~b",
        "../../etc/passwd",
        "vitamin-k2 warfarin~",
        "vitamin-k2.<script>~",
        "~" * 3,
        "vitamin-k2." * 13 + "~",
        "x" * 100_000,
        "vitamin-k2\x00~",
    ],
)
def test_an_id_that_was_never_given_out_is_refused_with_a_sentence(wrong: str) -> None:
    with pytest.raises(InputRefused) as refused:
        ask("And with warfarin?", follow=wrong)
    assert refused.value.message == "This is not the id of a conversation."
    assert refused.value.field == "--follow"
    assert len(str(refused.value.given)) <= 80


def test_an_urgent_flag_is_raised_again_where_it_is_said_again() -> None:
    first = ask("Can I take K2 with warfarin?")
    then = ask("My gums are bleeding since then on warfarin", follow=first.conversation)
    assert [s.id for s in then.urgent] == ["ask.urgent.bleeding-on-anticoagulant"]


def test_a_long_thread_stays_short() -> None:
    questions = [f"What about {one} and K2?" for one in ("falls", "diabetes", "natto", "statins")]
    *_, last = conversation(["Does vitamin D help in osteoporosis?", *questions])
    assert len(concepts_of(last)) <= 12
