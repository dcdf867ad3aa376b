"""Computed answers say what the data say: no more, in the right units, with what they stand on."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from d3k2 import simulate
from d3k2.answers import Answer, Reply, ask
from d3k2.answers.computed import compute, nearest_facts
from d3k2.answers.computed.nearest import concepts_of_facts
from d3k2.answers.question import read_question
from d3k2.evidence import PositionFact, data_root, load
from d3k2.person import Person
from d3k2.wording import AUDIENCES

CASES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("computed.toml").read_text("utf-8"))
Write = Callable[..., Person]


def computed(question: str, kind: str, **more: Any) -> Answer:
    """The answer, which must be of this kind."""
    found = ask(question, **more).answer
    assert found is not None
    assert found.id.startswith(f"computed:{kind}"), found.id
    return found


def texts(answer: Answer) -> list[str]:
    return [s.sentence.clinician for s in answer.statements()]


class TestConversions:
    @pytest.mark.parametrize("name", CASES["conversions"])
    def test_agree_with_the_published_factor(self, name: str) -> None:
        case = CASES["conversions"][name]
        said = computed(case["question"], "conversion").bottom_line
        *_, shown = re.findall(r"([\d.,]+) (?:\S+)\.?(?= to|$|\.$)", said.sentence.clinician)
        assert float(shown.replace(",", "")) == pytest.approx(case["value"], rel=case["within"])
        assert f" {case['unit']}." in said.sentence.clinician
        assert said.stands_on[0].kind == "conversion"

    def test_turn_both_ends_of_a_range(self) -> None:
        said = computed("20 to 30 ng/mL of 25(OH)D in nmol/L", "conversion").bottom_line
        assert "49.92 nmol/L to 74.88 nmol/L" in said.sentence.clinician

    @pytest.mark.parametrize("question", CASES["not_converted"]["questions"])
    def test_are_not_made_of_what_has_no_such_factor(self, question: str) -> None:
        found = ask(question).answer
        assert found is None or "conversion" not in found.id


FOODS = list(csv.DictReader((data_root() / "foods.csv").read_text("utf-8").splitlines()))
RISE = "How much will 2,000 IU raise my level?"
LOW = {"labs": [{"what": "25(OH)D", "value": "40 nmol/L", "date": "2026-11-01"}]}


class TestFoods:
    @pytest.mark.parametrize("name", CASES["foods"])
    def test_hold_what_the_table_says(self, name: str) -> None:
        case = CASES["foods"][name]
        row = next(row for row in FOODS if row["id"] == case["food"])
        answer = computed(case["question"], "food")
        (said,) = [t for t in texts(answer) if f"of {case['called']} per 100 g" in t][:1]
        assert f"holds {float(row[case['column']]):g} " in said
        portion = float(row[case["column"]]) * float(row["portion_g"]) / 100
        (told,) = re.findall(r"which is ([\d.]+) ", said)
        assert float(told) == pytest.approx(portion, rel=0.05)

    @pytest.mark.parametrize("question", CASES["unknown_contents"]["questions"])
    def test_that_nobody_measured_are_unknown_and_not_zero(self, question: str) -> None:
        answer = computed(question, "food")
        assert any("unknown is not zero" in text for text in texts(answer))
        assert not any(re.search(r"\b0 [µm]g", text) for text in texts(answer))

    def test_of_k1_do_not_pass_for_k2(self) -> None:
        first = computed("How much K2 is in gouda?", "food").bottom_line
        assert "no figure for vitamin K2" in first.sentence.clinician
        other = ask("How much K2 is in broccoli?").answer
        assert other is not None
        assert not other.bottom_line.sentence.clinician.startswith("Broccoli, raw holds")

    def test_of_a_form_are_told_alone(self) -> None:
        said = texts(computed("How much MK-7 is in natto?", "food"))
        assert all("MK-7" in text for text in said)

    def test_are_not_counted_out_to_who_takes_a_medicine(self) -> None:
        found = ask("spinach and Coumadin, how much?").answer
        assert found is None or not found.id.startswith("computed:food")


class TestPositions:
    def test_in_force_come_before_superseded_ones_which_are_said_to_be_so(self) -> None:
        answer = computed("What does EFSA say on the upper limit of vitamin D?", "positions:efsa")
        facts = [load().fact(s.stands_on[0].id) for s in answer.statements()]
        held = [f for f in facts if isinstance(f, PositionFact)]
        assert len(held) == len(facts)
        assert {f.authority for f in held} == {"efsa"}
        assert {f.topic for f in held} == {"d-upper-limit"}
        states = [f.status for f in held]
        assert states == sorted(states, key=lambda state: state != "in force")
        assert "superseded" in states
        for fact, said in zip(held, texts(answer), strict=True):
            assert ("(superseded)" in said) == (fact.status == "superseded")
            assert fact.text in said

    def test_for_adults_come_first_unless_a_child_or_a_pregnancy_is_named(self) -> None:
        adults = computed("What upper limit of vitamin D does EFSA set?", "positions")
        assert "in adults" in adults.bottom_line.sentence.clinician
        children = computed(
            "What upper limit of vitamin D does EFSA set for children?", "positions"
        )
        assert "1 to 10 years" in children.bottom_line.sentence.clinician
        mothers = computed("What does the IOM say on the vitamin D dose in pregnancy?", "positions")
        assert "in pregnancy" in mothers.bottom_line.sentence.clinician

    @pytest.mark.parametrize("authority", sorted(load().authorities))
    def test_that_nobody_read_are_told_to_nobody(self, authority: str) -> None:
        short = load().authorities[authority].short
        for matter in ("vitamin D dose", "calcium intake", "vitamin K2 for bones"):
            found = ask(f"What does {short} recommend on {matter}?").answer
            for said in found.statements() if found is not None else ():
                for ground in said.stands_on:
                    fact = load().fact(ground.id)
                    assert fact is None or fact.read != "memory"


class TestTrials:
    @pytest.mark.parametrize("name", CASES["trials"])
    def test_tell_the_outcome_that_was_asked_first(self, name: str) -> None:
        case = CASES["trials"][name]
        answer = computed(case["question"], f"trial:{case['trial']}")
        assert case["says"] in answer.bottom_line.sentence.clinician
        sources = {
            reference.id
            for said in answer.statements()
            for ground in said.stands_on
            if (fact := load().fact(ground.id)) is not None
            for reference in fact.sources
        }
        assert case["source"] in sources

    def test_that_found_no_difference_are_not_said_to_have_found_one(self) -> None:
        answer = computed("Did VITAL find fewer fractures?", "trial:vital")
        assert "did not lower" in answer.bottom_line.sentence.clinician


@pytest.fixture(scope="module")
def answer() -> Answer:
    return computed("Summary of findings: vitamin D and falls", "findings:d3:falls")


class TestFindings:
    def test_are_those_of_the_facts(self, answer: Answer) -> None:
        assert len(answer.findings) > 5
        for row in answer.findings:
            fact: Any = load().fact(row.fact)
            assert (row.outcome, row.direction, row.grade) == (
                fact.outcome, fact.direction, fact.grade,
            )  # fmt: skip
            assert "falls" in row.outcome
            if fact.value is not None:
                assert f"{fact.value:g}" in row.result

    def test_stand_with_the_surest_first(self, answer: Answer) -> None:
        order = ["high", "moderate", "low", "very low", "none"]
        grades = [order.index(row.grade) for row in answer.findings]
        assert grades == sorted(grades)

    def test_name_the_grader_and_count_what_is_not_shown(self, answer: Answer) -> None:
        said = " ".join(texts(answer))
        assert "given by the editors of d3k2" in said
        shown, held = map(int, re.findall(r"(\d+) of (\d+) effects", said)[0])
        assert shown == len(answer.findings) <= held

    def test_say_why_a_grade_is_what_it_is_and_nothing_where_there_is_none(self) -> None:
        for question in CASES["findings"]["questions"]:
            for row in computed(question, "findings").findings:
                fact: Any = load().fact(row.fact)
                reasons = [reason.clinician for reason in row.because]
                assert ("one trial" in reasons) == (fact.trials == 1)
                assert ("few people" in reasons) == (fact.n is not None and fact.n < 500)
                if row.grade != "none":
                    assert reasons

    def test_of_a_form_are_not_those_of_another(self) -> None:
        answer = computed("Table of the evidence: MK-7 and bone density", "findings:k2")
        given = [row.comparison for row in answer.findings]
        assert given
        assert all("MK-7" in one for one in given)


class TestRules:
    @pytest.mark.parametrize("medicine", CASES["rules"]["antagonists"])
    def test_stop_k2_with_every_vitamin_k_antagonist(self, medicine: str) -> None:
        draft = compute(read_question(f"vitamin K2 with {medicine}"), None, last=True)
        assert draft is not None
        assert draft.bottom_line.level == "stop"
        assert "Do not start K2" in draft.bottom_line.sentence.clinician
        assert draft.bottom_line.sentence.patient.startswith(("Do not", "Never"))

    def test_keep_steady_k2_from_being_stopped_alone(self) -> None:
        draft = compute(read_question("vitamin K2 with fluindione"), None, last=True)
        assert draft is not None
        said = [s.sentence.clinician for part in draft.sections for s in part.statements]
        steady = next(text for text in said if "already taken steadily" in text)
        assert "Change neither alone" in steady

    def test_on_k2_are_not_told_of_k1(self) -> None:
        assert compute(read_question("vitamin K1 with warfarin"), None, last=True) is None

    def test_are_told_under_the_form_that_was_named(self) -> None:
        draft = compute(read_question("vitamin D2 with digoxin"), None, last=True)
        assert draft is not None
        assert draft.title.clinician == "Vitamin D2 with digoxin"

    @pytest.mark.parametrize("medicine", CASES["rules"]["without_rule"])
    def test_say_where_there_is_none(self, medicine: str) -> None:
        answer = computed(f"K2 with {medicine}", "rules")
        said = answer.bottom_line
        assert "No rule of d3k2" in said.sentence.clinician
        assert "not a statement that there is no interaction" in said.sentence.clinician
        assert said.certainty == "none"
        assert said.stands_on[0].kind == "input"

    @pytest.mark.parametrize("name", CASES["rules"]["told"])
    def test_say_what_they_hold(self, name: str) -> None:
        case = CASES["rules"]["told"][name]
        answer = computed(case["question"], f"rules:{case['rule']}")
        assert case["says"] in " ".join(texts(answer))

    @pytest.mark.parametrize("question", CASES["rules"]["silent"])
    def test_that_need_more_than_was_said_are_not_told(self, question: str) -> None:
        found = ask(question).answer
        assert found is not None
        told = {g.id for s in found.statements() for g in s.stands_on if g.kind == "rule"}
        if found.kind == "computed":
            assert not told & set(CASES["rules"]["need_a_value"])


class TestARise:
    def test_is_that_of_the_simulation_of_the_same_person(self, person: Write) -> None:
        who = person(**LOW)
        said = texts(computed(RISE, "rise", person=who))
        courses = {"asked": "D3 2,000 IU daily", "nothing": "nothing"}
        run = simulate(who, courses, days=364, variables=["calcidiol"])
        for text, day in zip(said, (91, 364), strict=False):
            course = run.courses["asked"]["calcidiol"]
            middle = float(np.median(course.on(course.start + timedelta(days=day))))
            (shown,) = re.findall(r"predicted at .*?\((\d+) nmol/L\)", text)
            assert float(shown) == pytest.approx(middle, abs=1)

    def test_says_that_it_is_a_prediction_and_how_people_differ(self, person: Write) -> None:
        answer = computed(RISE, "rise", person=person(**LOW))
        said = answer.bottom_line
        assert "nine of ten between" in said.sentence.clinician
        assert said.certainty == "low"
        assert {g.kind for g in said.stands_on} == {"simulation", "input"}

    def test_is_larger_on_more_and_nothing_is_promised_without_a_person(
        self, person: Write
    ) -> None:
        def rise(dose: str) -> int:
            answer = computed(
                f"How much will {dose} IU raise my level?", "rise", person=person(**LOW)
            )
            (shown,) = re.findall(r"makes (\d+) nmol/L", answer.bottom_line.sentence.clinician)
            return int(shown)

        assert rise("800") < rise("2,000") < rise("4,000")
        without = ask(RISE).answer
        assert without is not None
        assert without.kind == "reviewed"

    @pytest.mark.parametrize("name", CASES["declines"])
    def test_is_not_predicted_where_the_model_ends(self, person: Write, name: str) -> None:
        case = CASES["declines"][name]
        answer = computed(RISE, "rise", person=person(**case["person"]))
        assert case["says"] in answer.bottom_line.sentence.clinician
        assert answer.bottom_line.level == "limit"
        assert not any("predicted at" in text for text in texts(answer))

    @pytest.mark.parametrize("dose", ["60,000 IU a day", "900,000 IU a day", "50 mg of D3 a day"])
    def test_of_an_absurd_dose_is_refused_with_a_sentence_after_the_warning(
        self, person: Write, dose: str
    ) -> None:
        reply: Reply = ask(f"How much will {dose} raise my level?", person=person(**LOW))
        assert reply.answer is None
        assert reply.reason is not None
        assert reply.reason.clinician.endswith(".")
        assert [s.id for s in reply.urgent] == ["ask.urgent.very-high-daily-dose"]
        assert "--" not in reply.reason.clinician


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_computed_answer_stands_on_something_in_every_sentence(audience: Any) -> None:
    for question in CASES["every_kind"]["questions"]:
        reply = ask(question, audience=audience)
        assert reply.answer is not None, question
        assert reply.answer.kind == "computed", (question, reply.answer.id)
        assert all(s.stands_on for s in reply.answer.statements())
        assert reply.answer.review.state == "submitted"


class TestNearestFacts:
    """Where no answer is held, the facts that name what was asked, by meaning and by words."""

    def test_each_names_everything_that_the_question_names(self) -> None:
        draft = nearest_facts(read_question("vitamin D and falls"))
        assert draft is not None
        shown = [g.id for s in draft.sections[0].statements for g in s.stands_on]
        assert shown
        for identifier in shown:
            assert {"vitamin-d", "falls"} <= concepts_of_facts()[identifier]

    def test_it_is_said_that_no_answer_is_held(self) -> None:
        draft = nearest_facts(read_question("vitamin D and falls"))
        assert draft is not None
        assert "no reviewed answer" in draft.bottom_line.sentence.clinician

    def test_without_a_fact_that_names_both_there_is_none(self) -> None:
        assert nearest_facts(read_question("vitamin K2 and gout")) is None
        assert nearest_facts(read_question("falls")) is None
