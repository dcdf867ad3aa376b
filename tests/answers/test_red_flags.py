"""What cannot wait is said first, and what only sounds alarming raises no alarm."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from d3k2.answers import Reply, ask
from d3k2.answers.tables import table
from d3k2.evidence import load
from d3k2.language import reading_level
from d3k2.report import ask_document, ask_html
from d3k2.safety import fact_of, rule_of
from d3k2.wording import AUDIENCES

with Path(__file__).with_name("red_flags.csv").open(encoding="utf-8", newline="") as lines:
    CASES = [(row["question"], row["flags"].split()) for row in csv.DictReader(lines)]

ROWS = {row["id"]: row for row in table("red_flags")}
ALONE = {name for name, row in ROWS.items() if row.get("alone")}
RAISED = [(question, flags) for question, flags in CASES if flags]


def flags_of(reply: Reply) -> list[str]:
    return [s.id.removeprefix("ask.urgent.") for s in reply.urgent]


def test_there_are_enough_cases_and_every_flag_has_one() -> None:
    assert len(CASES) >= 60
    assert sum(1 for _, flags in CASES if not flags) >= 20
    assert {flag for _, flags in CASES for flag in flags} == set(ROWS)


@pytest.mark.parametrize(("question", "flags"), CASES)
def test_a_flag_is_raised_where_it_should_be_and_nowhere_else(
    question: str, flags: list[str]
) -> None:
    assert sorted(flags_of(ask(question))) == sorted(flags)


@pytest.mark.parametrize(("question", "flags"), RAISED)
def test_capitals_and_line_breaks_hide_no_flag(question: str, flags: list[str]) -> None:
    shouted = question.upper().replace("µG", "µg").replace("1 MG", "1 mg").replace(" ", "\n")
    assert sorted(flags_of(ask(shouted))) == sorted(flags)


@pytest.mark.parametrize(("question", "flags"), RAISED)
def test_an_emergency_is_answered_with_nothing_else(question: str, flags: list[str]) -> None:
    reply = ask(question)
    if ALONE & set(flags):
        assert reply.answer is None
        assert reply.alternatives == ()
        assert reply.reason is not None
        assert "emergency" in reply.reason.clinician
    else:
        assert reply.answer is not None or reply.reason is not None


@pytest.mark.parametrize("flag", sorted(ALONE))
def test_an_emergency_tells_the_number_to_call(flag: str) -> None:
    patient = ROWS[flag]["patient"]
    assert "Call your emergency number" in patient
    assert {"112", "911", "999"} & set(patient.replace(",", " ").replace(")", " ").split())


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_urgent_sentence_is_a_stop_and_is_cited(audience: str) -> None:
    for question, _ in RAISED:
        reply = ask(question, audience=audience)  # type: ignore[arg-type]
        assert reply.references
        for said in reply.urgent:
            assert said.level == "stop"
            assert all(fact_of(g, load()) or rule_of(g) for g in said.stands_on)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_what_is_urgent_is_first_in_the_document_and_on_the_page(audience: str) -> None:
    reply = ask("Warfarin and K2: my nose bleeds", audience=audience)  # type: ignore[arg-type]
    document = ask_document(reply)
    page = ask_html(document)
    assert document.urgent
    keys = list(document.model_dump(by_alias=True))
    assert keys.index("urgent") < keys.index("answer")
    assert document.answer is not None
    places = [page.index(document.urgent[0].text[:40]), page.index('class="bottom"')]
    assert places == sorted(places)


@pytest.mark.parametrize("flag", sorted(ROWS))
def test_a_patient_can_read_it_in_a_hurry(flag: str) -> None:
    assert reading_level(ROWS[flag]["patient"]).grade <= 8


def test_a_flag_is_raised_whatever_the_question_is_about() -> None:
    reply = ask("I have crushing chest pain, which train goes to Rome?")
    assert flags_of(reply) == ["chest-pain"]
    assert not reply.in_scope


def test_a_flag_stands_beside_another() -> None:
    reply = ask("My baby swallowed a whole bottle and is struggling to breathe, vitamin D drops")
    assert flags_of(reply) == ["breathing", "overdose", "baby"]
