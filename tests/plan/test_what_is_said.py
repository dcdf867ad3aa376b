"""What every answer says, however odd the person: its grounds, its numbers, what it keeps back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from hypothesis import example, given, settings

from d3k2.evidence import Ground, load
from d3k2.person import Person
from d3k2.report import AssessDocument, assess_document
from d3k2.safety import rules

from .people import assessed, records, someone, thorough

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def _exists(ground: Ground) -> bool:
    if ground.kind == "fact":
        return load().fact(ground.id) is not None
    if ground.kind == "rule":
        return ground.id in {rule.id for rule in rules()}
    if ground.kind == "input":
        field = re.split(r"[.\[]", ground.id)[0]
        return field == "person" or field in Person.model_fields
    return bool(ground.id)


def _numbers(text: str) -> set[str]:
    return {number.replace(",", "") for number in NUMBER.findall(text)}


@thorough
@given(record=records())
def test_what_is_said_stands_on_something_and_tells_patients_no_other_number(
    record: dict[str, Any],
) -> None:
    found = assessed(record)
    grounds: Iterable[Ground] = (
        g for said in (*found.statements, *found.monitoring) for g in said.stands_on
    )
    assert all(_exists(ground) for ground in grounds)
    assert all(said.stands_on for said in (*found.statements, *found.monitoring))
    plan = found.plan
    for said in (*plan.d3.statements, *plan.k2.statements, *plan.calcium.statements):
        if not said.id.startswith("rule."):
            clinician, patient = said.sentence.clinician, said.sentence.patient
            assert _numbers(patient) <= _numbers(clinician), said.id


@thorough
@given(record=records())
@example(someone(conditions=["sarcoidosis"], takes=["D3 2000 IU daily"]))
@example(someone(takes=["D3 50000 IU daily"]))
def test_what_is_to_be_measured_is_not_called_needless(record: dict[str, Any]) -> None:
    found = assessed(record)
    needless = {said.id.removeprefix("not_needed.") for said in found.not_needed}
    asked = {watched.what.clinician for watched in found.monitoring}
    stops = " ".join(stop.sentence.clinician for stop in found.stops)
    if "calcidiol_routine" in needless:
        assert "25(OH)D" not in asked and "25(OH)D" not in stops
    if "calcitriol" in needless:
        assert "1,25(OH)2D" not in stops
    if found.plan.d3.action in ("stop", "do_not_start"):
        assert not [w for w in found.monitoring if "new dose" in w.why.clinician]


@thorough
@given(record=records())
@example(someone(takes=["MK-7 100 µg daily"], medicines=["zyxqolamine"]))
@example(someone(sex="female", pregnant=True, takes=["MK-7 100 µg daily"]))
def test_what_needs_a_clinician_is_not_waved_through(record: dict[str, Any]) -> None:
    found = assessed(record)
    if found.plan.k2.allowed != "yes":
        reason = found.plan.k2.statements[-1].sentence
        assert "nothing here forbids" not in f"{reason.clinician} {reason.patient}".lower()
        assert "not_needed.inr" not in {said.id for said in found.not_needed}


@thorough
@given(record=records())
def test_a_withheld_dose_stays_withheld(record: dict[str, Any]) -> None:
    found = assessed(record)
    patient = assess_document(found, "patient")
    hidden = {w.what for w in patient.withheld}
    assert assess_document(found, "clinician").withheld == []
    if "d3.dose" in hidden:
        assert patient.plan.d3.dose_iu_per_day is None
        assert all(t.id != "plan" for t in patient.trajectories)
        assert not [e for e in patient.plan.day if "vitamin D" in e.what and "IU" in e.what]
        for said in found.plan.d3.statements:
            if found.plan.d3.dose and said.id.startswith(("d3.indication", "d3.low")):
                assert f"{found.plan.d3.dose:.0f}" not in _numbers(said.sentence.patient)
    if "k2.dose" in hidden:
        assert patient.plan.k2.dose_ug_per_day is None
    if "calcium.doses" in hidden:
        calcium = found.plan.calcium
        assert patient.plan.calcium.supplement_elemental_mg_per_day is None
        assert patient.plan.calcium.doses == []
        if calcium.action in ("start", "change") and calcium.supplement:
            reason = calcium.statements[-1].sentence.patient
            assert f"{calcium.supplement:.0f}" not in _numbers(reason)


def _values(document: AssessDocument) -> dict[str, float]:
    """Every number of the document by where it stands."""
    found: dict[str, float] = {}

    def walk(node: Any, at: str) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                walk(value, f"{at}.{key}")
        elif isinstance(node, list):
            for i, value in enumerate(node):
                name = value.get("id", i) if isinstance(value, dict) else i
                walk(value, f"{at}[{name}]")
        elif isinstance(node, int | float) and not isinstance(node, bool):
            found[at] = node

    walk(json.loads(document.model_dump_json(by_alias=True)), "")
    return found


@settings(parent=thorough, max_examples=20)
@given(record=records())
def test_the_same_person_gives_the_same_answer_and_both_readers_the_same_numbers(
    record: dict[str, Any],
) -> None:
    first, second = assessed(record), assessed(dict(reversed(record.items())))
    clinician, patient = (assess_document(first, a) for a in ("clinician", "patient"))
    assert clinician.model_dump_json() == assess_document(second, "clinician").model_dump_json()
    shown = _values(clinician)
    assert {at: n for at, n in _values(patient).items() if shown.get(at) != n} == {}
