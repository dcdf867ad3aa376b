"""Every case in ``tests/persons``: what must, and must not, be said to a person like this.

A case has a title and a review line for clinicians, a person as `d3k2 assess` reads it (on top of
`base`, without the fields in `remove`), and what is expected.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from d3k2 import assess, read_person
from d3k2.plan import Assessment
from d3k2.report import AssessDocument, assess_document

CASES = Path(__file__).parents[1] / "persons"
NUTRIENTS = ("d3", "k2", "calcium")
STRICTNESS = ("yes", "clinician", "no")
SHORT = 14


def case(name: str) -> dict[str, Any]:
    return tomllib.loads((CASES / name).read_text("utf-8"))


def person_of(name: str) -> dict[str, Any]:
    described = case(name)
    given = person_of(described["base"]) if "base" in described else {}
    given = {**given, **described.get("person", {})}
    return {key: value for key, value in given.items() if key not in described.get("remove", [])}


@cache
def assessed(name: str) -> Assessment:
    return assess(read_person(person_of(name)), people=300)


def document(name: str, audience: str = "clinician") -> AssessDocument:
    return assess_document(assessed(name), audience)


def words(found: AssessDocument) -> str:
    said = [s.text for s in found.statements] + [s.text for s in found.stops]
    said += [f"{m.what} {m.when} {m.why}" for m in found.monitoring] + found.not_screened
    return "\n".join(said)


def expected(key: str) -> list[Any]:
    """Every case that expects something under this key, with it."""
    found = []
    for path in sorted(CASES.glob("*.toml")):
        expect = case(path.name)["expect"]
        if key in expect:
            found.append(pytest.param(path.name, expect[key], id=path.stem))
    return found


def test_every_case_can_be_reviewed_by_a_clinician() -> None:
    names = sorted(path.name for path in CASES.glob("*.toml"))
    assert len(names) >= 40
    for name in names:
        described = case(name)
        assert described["title"] and described["review"].endswith("."), name
        assert described["expect"], name


@pytest.mark.parametrize(("name", "code"), expected("exit"))
def test_ends_with_this_exit_code(name: str, code: int) -> None:
    assert assessed(name).stop_concerns == (code == 4)


@pytest.mark.parametrize(("name", "allowed"), expected("allowed"))
def test_permission(name: str, allowed: dict[str, str]) -> None:
    plan = document(name).plan
    assert {n: getattr(plan, n).allowed for n in allowed} == allowed


@pytest.mark.parametrize(("name", "most"), expected("allowed_at_most"))
def test_permission_is_no_wider_than(name: str, most: dict[str, str]) -> None:
    plan = document(name).plan
    for nutrient, allowed in most.items():
        given = getattr(plan, nutrient).allowed
        assert STRICTNESS.index(given) >= STRICTNESS.index(allowed), nutrient


@pytest.mark.parametrize(("name", "excluded"), expected("allowed_not"))
def test_permission_is_not(name: str, excluded: dict[str, str]) -> None:
    plan = document(name).plan
    for nutrient, allowed in excluded.items():
        assert getattr(plan, nutrient).allowed != allowed


@pytest.mark.parametrize(("name", "action"), expected("action"))
def test_action(name: str, action: dict[str, str]) -> None:
    plan = document(name).plan
    assert {n: getattr(plan, n).action for n in action} == action


@pytest.mark.parametrize(("name", "dose"), expected("dose"))
def test_dose(name: str, dose: dict[str, float]) -> None:
    assert document(name).plan.d3.dose_iu_per_day == dose["d3"]


@pytest.mark.parametrize(("name", "dose"), expected("dose_at_most"))
def test_dose_is_at_most(name: str, dose: dict[str, float]) -> None:
    given = document(name).plan.d3.dose_iu_per_day
    assert given is not None and 0 < given <= dose["d3"]


@pytest.mark.parametrize(("name", "nutrients"), expected("no_dose"))
def test_no_k2_dose_is_shown_to_anyone_who_was_not_cleared(name: str, nutrients: list[str]) -> None:
    assert nutrients == ["k2"]
    for audience in ("clinician", "patient"):
        assert not document(name, audience).plan.k2.dose_ug_per_day


@pytest.mark.parametrize(("name", "nutrients"), expected("no_start"))
def test_nothing_says_start(name: str, nutrients: list[str]) -> None:
    plan = document(name).plan
    assert all(getattr(plan, n).action != "start" for n in nutrients)


@pytest.mark.parametrize(("name", "rules"), expected("stops"))
def test_these_rules_stop(name: str, rules: list[str]) -> None:
    stopping = {ground.id for s in document(name).stops for ground in s.stands_on}
    assert set(rules) <= stopping


@pytest.mark.parametrize(("name", "_"), expected("no_stop"))
def test_nothing_is_stopped(name: str, _: bool) -> None:
    assert document(name).stops == []


@pytest.mark.parametrize(("name", "parts"), expected("rules"))
def test_these_rules_fire(name: str, parts: list[str]) -> None:
    fired = " ".join(
        ground.id
        for s in document(name).statements
        for ground in s.stands_on
        if ground.kind == "rule"
    )
    for part in parts:
        assert part in fired


@pytest.mark.parametrize(("name", "texts"), expected("must"))
def test_must_appear(name: str, texts: list[str]) -> None:
    said = words(document(name)).casefold()
    for text in texts:
        assert text.casefold() in said


@pytest.mark.parametrize(("name", "texts"), expected("patient_must"))
def test_must_appear_for_the_patient(name: str, texts: list[str]) -> None:
    said = words(document(name, "patient")).casefold()
    for text in texts:
        assert text.casefold() in said


@pytest.mark.parametrize(("name", "texts"), expected("must_not"))
def test_must_not_appear_for_anyone(name: str, texts: list[str]) -> None:
    for audience in ("clinician", "patient"):
        said = words(document(name, audience)).casefold()
        for text in texts:
            assert text.casefold() not in said


@pytest.mark.parametrize(("name", "texts"), expected("not_screened"))
def test_named_as_not_screened(name: str, texts: list[str]) -> None:
    named = document(name).not_screened
    assert texts[0] in named[0]


@pytest.mark.parametrize(("name", "fields"), expected("missing"))
def test_named_as_not_known(name: str, fields: list[str]) -> None:
    named = " ".join(f"{m.field} {m.effect}" for m in document(name).missing)
    for field in fields:
        assert field in named


@pytest.mark.parametrize(("name", "_"), expected("model"))
def test_the_model_declines(name: str, _: str) -> None:
    found = document(name)
    assert found.model_version is None
    assert found.trajectories == []
    assert any(s.id == "model.declines" for s in found.statements)


@pytest.mark.parametrize(("name", "target"), expected("calcium_target"))
def test_calcium_target(name: str, target: float) -> None:
    assert document(name).plan.calcium.target_mg_per_day == target


@pytest.mark.parametrize(("name", "most"), expected("largest_calcium_dose"))
def test_calcium_is_split(name: str, most: float) -> None:
    calcium = document(name).plan.calcium
    assert calcium.doses
    assert all(dose.elemental_mg <= most for dose in calcium.doses)


@pytest.mark.parametrize(("name", "salt"), expected("salt"))
def test_calcium_salt(name: str, salt: str) -> None:
    assert {dose.salt for dose in document(name).plan.calcium.doses} == {salt}


@pytest.mark.parametrize(("name", "hours"), expected("apart"))
def test_calcium_is_kept_apart_from(name: str, hours: dict[str, float]) -> None:
    hour = {
        "on waking": 6.5,
        "breakfast": 7.5,
        "mid-morning": 10.5,
        "lunch": 12.5,
        "mid-afternoon": 15.5,
        "dinner": 18.5,
        "bedtime": 22.5,
    }
    day = document(name).plan.day
    calcium = [hour[e.time] for e in day if e.what.startswith("calcium")]
    assert calcium
    for medicine, gap in hours.items():
        taken = [hour[e.time] for e in day if medicine in e.what.casefold()]
        assert taken
        assert all(abs(c - t) >= gap for c in calcium for t in taken)


@pytest.mark.parametrize(("name", "moments"), expected("day"))
def test_moment_of_the_day(name: str, moments: dict[str, str]) -> None:
    day = document(name).plan.day
    for what, moment in moments.items():
        assert [e.time for e in day if e.what.startswith(what)] == [moment]


@pytest.mark.parametrize(("name", "what"), expected("patient_withholds"))
def test_withheld_from_the_patient_and_shown_to_the_clinician(name: str, what: list[str]) -> None:
    patient = document(name, "patient")
    assert set(what) <= {w.what for w in patient.withheld}
    assert patient.plan.d3.dose_iu_per_day is None
    assert document(name).withheld == []


@pytest.mark.parametrize(("name", "excluded"), expected("swaps_without"))
def test_food_swaps_leave_out(name: str, excluded: list[str]) -> None:
    swaps = " ".join(s.food for s in document(name).plan.calcium.food_swaps).casefold()
    assert swaps
    for food in excluded:
        assert food not in swaps.replace("soy milk", "").replace("soymilk", "")


@pytest.mark.parametrize(("name", "_"), expected("short"))
def test_the_answer_is_short(name: str, _: bool) -> None:
    found = document(name)
    urgent = [s for s in found.statements if s.level in ("stop", "caution", "advice")]
    assert len(urgent) <= 3
    assert len(found.statements) <= SHORT
    assert found.plan.day == []
