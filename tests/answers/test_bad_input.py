"""Whatever is typed, the answer is calm, cited and bounded; nothing typed is obeyed."""

from __future__ import annotations

import time
import tomllib
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from d3k2.answers import Reply, ask, reviewed_answers
from d3k2.evidence import load
from d3k2.report import ask_document, ask_html
from d3k2.safety import fact_of, rule_of

from .asker import told

DATA: dict[str, Any] = tomllib.loads(Path(__file__).with_name("bad_input.toml").read_text("utf-8"))
ALL = [question for part in DATA.values() for question in part["questions"]]
BOUND = 2.0
"""Seconds for one question; an ordinary one takes hundredths."""

WORDS = st.sampled_from(
    ["vitamin D", "K2", "warfarin", "calcium", "2,000 IU", "ng/mL", "natto", "VITAL", "EFSA", "in",
     "baby", "INR 6", "chest pain", "daily", "nmol/L", "\x00", "\x1b[31m", "\u202e", "<b>", "'; --",
     "~", "{{x}}", "💊"]
)  # fmt: skip
TEXT = st.one_of(
    st.text(max_size=300),
    st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=25).map(" ".join),
)


def holds(reply: Reply) -> None:
    """Everything that is said has a source, and only reviewed or computed answers are shown."""
    answer = reply.answer
    said = [*reply.urgent, *(answer.statements() if answer is not None else ())]
    for one in said:
        assert one.stands_on
        for ground in one.stands_on:
            known = fact_of(ground, load()) or rule_of(ground)
            assert known is not None or ground.kind in ("input", "conversion", "simulation")
    assert (answer is None) == (reply.reason is not None)
    assert answer is None or answer.id in reviewed_answers() or answer.kind == "computed"
    assert len(reply.question) <= 2000


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(question=TEXT)
def test_any_text_is_answered_or_refused_and_every_sentence_is_cited(question: str) -> None:
    begun = time.perf_counter()
    holds(ask(question))
    assert time.perf_counter() - begun < BOUND


@pytest.mark.parametrize("question", ALL)
@pytest.mark.parametrize("audience", ["clinician", "patient"])
def test_what_people_try_brings_out_nothing_uncited(question: str, audience: Any) -> None:
    reply = ask(question, audience=audience)
    holds(reply)
    ask_html(ask_document(reply))


@pytest.mark.parametrize("question", DATA["injections"]["questions"])
def test_an_order_is_never_obeyed(question: str) -> None:
    said = told(ask(question)).casefold()
    for granted in ("k2 is safe with warfarin", "fine with warfarin", "without any problem"):
        assert granted not in said
    assert ask(question) == ask(question)


@pytest.mark.parametrize("question", DATA["languages"]["questions"])
def test_another_language_is_told_calmly_that_it_is_not_read(question: str) -> None:
    reply = ask(question, audience="patient")
    assert not reply.in_scope
    assert reply.answer is None
    assert reply.reason is not None
    assert "English" in reply.reason.patient
    assert "emergency" in reply.reason.patient


@pytest.mark.parametrize(
    "unit",
    ["vitamin D ", "a", "K2 warfarin ", "\x00", "💊", "((((", "((a+)+)+", "1,", "INR 5 ", "<b>"],
)
def test_a_hundred_kilobytes_are_refused_at_once(unit: str) -> None:
    question = unit * (100_000 // len(unit.encode()))
    begun = time.perf_counter()
    reply = ask(question)
    assert time.perf_counter() - begun < BOUND
    holds(reply)
    assert reply.answer is None


class Tags(HTMLParser):
    """The tags of a page and their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]


@pytest.mark.parametrize("question", DATA["injections"]["questions"])
def test_markup_is_shown_on_the_page_and_never_run(question: str) -> None:
    page = Tags(ask_html(ask_document(ask(question))))
    assert not {"script", "img", "svg", "iframe", "object"} & set(page.tags)
    assert not [name for name in page.attributes if name.startswith("on")]
