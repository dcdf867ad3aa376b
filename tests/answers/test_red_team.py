"""What a hostile pharmacist, a frightened parent or a prankster would ask."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from d3k2.answers import ask
from d3k2.answers.ages import ages
from d3k2.answers.cleaning import cleaned
from d3k2.answers.daily_doses import daily_doses
from d3k2.answers.phrases import says_any, without
from d3k2.answers.question import read_question
from d3k2.answers.red_flags import urgent
from d3k2.person import Person

from .asker import Asker, told

HERE = Path(__file__).parent


def rows(name: str) -> list[tuple[str, ...]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return [tuple(row.values()) for row in csv.DictReader(lines)]


def flags(question: str) -> list[str]:
    return sorted(s.id.rpartition(".")[2] for s in urgent(read_question(question)).statements)


@pytest.mark.parametrize(("question", "raised"), rows("red_team.csv"))
def test_what_is_urgent_is_noticed_and_nothing_else(question: str, raised: str) -> None:
    assert flags(question) == sorted(raised.split())


@pytest.mark.parametrize(("question", "answer", "never"), rows("red_team_answers.csv"))
def test_no_answer_to_something_else_is_shown(
    by_meaning: Asker, question: str, answer: str, never: str
) -> None:
    shown = by_meaning(question, "patient").answer
    found = "" if shown is None else shown.id
    assert found.startswith(answer)
    assert not never or found != never


DOSES = {
    "K2 weekly and 20,000 IU of D3 each morning": 500,
    "K2 weekly, and one 20,000 IU capsule of D3 with breakfast": 500,
    "K2 each morning, and D3 20,000 IU weekly": 0,
    "50,000 IU of D3 on the first day of the month": 0,
    "4 capsules of 5,000 IU of D3 a day": 500,
    "5,000 IU of D3 in the morning and another 5,000 IU in the evening": 250,
    "5,000 IU or 4,000 IU of D3 daily": 125,
    "20,000 IU of D3 every 14 days": 0,
    "D3 20,000 IU every 14 days with breakfast": 0,
}
"""The highest daily dose in µg that a question speaks of."""


@pytest.mark.parametrize("question", DOSES)
def test_a_word_of_how_often_belongs_to_the_dose_it_stands_by(question: str) -> None:
    assert max(daily_doses(read_question(question)), default=0) == pytest.approx(DOSES[question])


AGES = {
    "my 6 week old": [0.115],
    "an 18 month old and a nine-year-old": [1.5, 9],
    "I am 12": [12],
    "my son (8)": [8],
    "a 2 year old bottle": [],
    "I'm 12 weeks pregnant": [],
    "I'm on 50 µg": [],
    "a 3 month old blood test": [],
}


@pytest.mark.parametrize("text", AGES)
def test_only_people_have_an_age(text: str) -> None:
    assert [age.years for age in ages(text)] == pytest.approx(AGES[text], abs=0.01)


WRITTEN = {
    "50.000 IU daily": "50,000 IU daily",
    "20.000 IE per day": "20,000 IU per day",
    "10k a day of d3": "10,000 IU a day of d3",
    "I run 10k a day and take D3": "I run 10k a day and take D3",
    "level <20 and >30 ng/mL": "level <20 and >30 ng/mL",
    "war<i></i>farin&nbsp;and K2": "warfarin and K2",
    "a dose of 2.500 µg": "a dose of 2.500 µg",
}


@pytest.mark.parametrize("text", WRITTEN)
def test_what_hides_a_word_or_a_figure_is_taken_away(text: str) -> None:
    assert cleaned(text) == WRITTEN[text]


def test_a_star_stands_for_a_few_words_of_one_sentence() -> None:
    assert says_any("he took all of my pills", ["took * pills"])
    assert not says_any("he took it. These are my pills", ["took * pills"])
    assert says_any("her lips swelled", ["lips swel*"])
    assert without("no baby aspirin", ["baby aspirin"]) == "no             "


def test_what_else_is_named_is_not_passed_over() -> None:
    said = told(ask("pregnant with heparin injections, K2?", audience="patient"))
    assert "Ask your obstetrician" in said


def test_a_warning_supposes_no_amount_that_was_not_told() -> None:
    said = ask("children of immigrants: vitamin D status", audience="patient").answer
    assert said is not None
    assert "gets more than" not in said.bottom_line.sentence.patient


@pytest.mark.parametrize(
    ("medicines", "takes", "question"),
    [
        (["warfarin 5 mg"], ["MK-7 100 µg daily since 2024-01-01"], "Should I stop my K2?"),
        (["denosumab 60 mg"], ["calcium 500 mg daily"], "Can I stop my calcium?"),
    ],
)
def test_who_would_be_harmed_by_stopping_reads_that_first(
    person: Callable[..., Person], medicines: list[str], takes: list[str], question: str
) -> None:
    who = person(medicines=medicines, takes=takes)
    reply = ask(question, audience="patient", person=who)
    assert reply.urgent
    assert "on your own" in reply.urgent[0].sentence.patient
    assert not ask("Is it fine?", audience="patient", person=who).urgent
