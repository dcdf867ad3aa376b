"""K2 with a vitamin K antagonist: never started, never stopped alone; D3 and calcium go on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from d3k2.person import Person, read_person
from d3k2.regimen import read_regimen
from d3k2.safety import Screening, screen

ASKED: dict[str, Any] = {
    "date": "2026-11-20",
    "age": 52,
    "sex": "female",
    "weight": "58 kg",
    "height": "168 cm",
    "pregnant": False,
    "conditions": [],
    "medicines": [],
    "takes": [],
    "symptoms": [],
    "allergies": [],
}


def screened(**more: Any) -> Screening:
    return screen(read_person(ASKED | more))


def ids(screening: Screening, level: str) -> list[str]:
    return [s.id for s in screening.statements if s.level == level]


NAMES = [
    "warfarin", "Coumadin 5 mg", "Marevan", "Jantoven", "Waran", "Sintrom", "nicoumalone",
    "Marcumar", "Falithrom", "fluindione", "Previscan", "phenindione", "Miradon", "tecarfarin",
    "blood thinner", "an anticoagulant", "VKA", "warfarine",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_k2_is_not_started_under_any_of_its_names(name: str) -> None:
    screening = screened(medicines=[name], wants=["K2"])
    assert screening.allowed["k2"] == "no"
    assert screening.allowed["d3"] == "yes"
    assert screening.allowed["calcium"] == "yes"
    assert screening.stops[0].about == "k2"


@pytest.mark.parametrize("amount", ["5 µg", "45 µg", "180 µg"])
def test_no_dose_of_k2_is_small_enough(amount: str) -> None:
    person = read_person(ASKED | {"medicines": ["warfarin"]})
    screening = screen(person, read_regimen(f"MK-7 {amount} daily"))
    assert screening.allowed["k2"] == "no"


@pytest.mark.parametrize("form", ["MK-7 45 µg daily", "MK-4 45 mg daily", "K2 100 µg daily"])
def test_every_form_of_k2_is_stopped(form: str) -> None:
    person = read_person(ASKED | {"medicines": ["warfarin"]})
    assert screen(person, read_regimen(form)).allowed["k2"] == "no"


def test_what_is_taken_steadily_is_not_stopped_alone() -> None:
    screening = screened(medicines=["warfarin"], takes=["MK-7 100 µg daily since 2025-01-01"])
    assert screening.allowed["k2"] == "clinician"
    assert screening.do_not_stop == ("k2",)
    assert screening.stops == ()
    told = screening.statements[0]
    assert told.level == "caution"
    assert "INR" in told.sentence.clinician
    assert "Do not stop" in told.sentence.patient


LIKELY: list[dict[str, Any]] = [
    {"medicines": ["warfarin"]},
    {"medicines": ["blood thinner"]},
    {"conditions": ["mechanical heart valve"]},
    {"conditions": ["antiphospholipid syndrome"]},
]


@pytest.mark.parametrize("person", LIKELY)
def test_what_was_started_last_week_is_a_call_today_and_no_word_about_starting(
    person: dict[str, Any],
) -> None:
    screening = screened(**person, takes=["MK-7 100 µg daily since 2026-11-12"])
    assert screening.allowed["k2"] == "no"
    assert screening.do_not_stop == ()
    for stop in screening.stops:
        assert "today, before the next dose" in stop.sentence.clinician
        assert "today, before the next dose" in stop.sentence.patient
        assert "not start" not in stop.sentence.clinician + stop.sentence.patient


@pytest.mark.parametrize("person", LIKELY)
def test_who_takes_no_k2_is_told_not_to_start_and_nothing_about_stopping(
    person: dict[str, Any],
) -> None:
    screening = screened(**person, wants=["K2"])
    assert screening.allowed["k2"] == "no"
    for stop in screening.stops:
        assert "natto" in stop.sentence.clinician
        assert "natto" in stop.sentence.patient
        assert "next dose" not in stop.sentence.clinician + stop.sentence.patient


def test_what_was_taken_without_a_date_counts_as_taken_for_long() -> None:
    screening = screened(medicines=["warfarin"], takes=["MK-7 100 µg daily"])
    assert screening.allowed["k2"] == "clinician"
    assert screening.do_not_stop == ("k2",)


def test_the_whole_combined_product_stops_and_d3_alone_is_named() -> None:
    screening = screened(
        medicines=["warfarin"], takes=["D3 2000 IU + MK-7 100 µg, 1 capsule daily since 2026-11-15"]
    )
    assert "rule.combined-product.k2" in ids(screening, "stop")
    assert screening.allowed["d3"] == "yes"


def test_a_combined_product_without_a_stop_on_k2_is_left_alone() -> None:
    screening = screened(takes=["D3 2000 IU + MK-7 100 µg, 1 capsule daily since 2026-11-15"])
    assert "combined-product" not in screening.fired


@pytest.mark.parametrize("person", [{"medicines": ["acenocoumarol"]}, *LIKELY])
def test_natto_stops_too(person: dict[str, Any]) -> None:
    natto = {"foods": [{"food": "natto", "portions_per_week": 3}]}
    screening = screened(**person, diet=natto)
    assert "rule.vitamin-k-antagonist-natto.k2" in ids(screening, "stop")
    assert any("no further natto" in stop.sentence.clinician for stop in screening.stops)


def test_natto_with_another_anticoagulant_is_no_stop() -> None:
    natto = {"foods": [{"food": "natto", "portions_per_week": 3}]}
    assert screened(medicines=["apixaban"], diet=natto).allowed["k2"] == "yes"


@pytest.mark.parametrize("name", ["apixaban", "Xarelto", "Lixiana", "Pradaxa", "clopidogrel"])
def test_other_anticoagulants_leave_k2_open(name: str) -> None:
    screening = screened(medicines=[name], wants=["K2"])
    assert screening.allowed["k2"] == "yes"


def test_a_misspelt_name_blocks_but_is_said_to_be_a_guess() -> None:
    screening = screened(medicines=["warfrin 3 mg"], wants=["K2"])
    assert screening.allowed["k2"] == "no"
    assert screening.stops[0].sentence.clinician.startswith("If “warfrin")
    assert "warfrin" in screening.not_screened[0].clinician


def test_a_misspelt_harmless_name_clears_nothing() -> None:
    screening = screened(medicines=["apixiban"], wants=["K2"])
    assert screening.by_rules["k2"] == "yes"
    assert screening.allowed["k2"] == "clinician"


def test_an_unknown_medicine_closes_k2_and_is_named_first() -> None:
    screening = screened(medicines=["metformin", "xyzzyol"], wants=["K2"])
    assert screening.allowed["k2"] == "clinician"
    assert screening.allowed["d3"] == "yes"
    assert "xyzzyol" in screening.not_screened[0].patient


@pytest.mark.parametrize("valve", ["mechanical heart valve", "antiphospholipid syndrome"])
@pytest.mark.parametrize("medicines", [[], ["apixaban"], ["xyzzyol"]])
def test_a_condition_that_implies_one_blocks_k2_without_a_medicine(
    valve: str, medicines: list[str]
) -> None:
    screening = screened(conditions=[valve], medicines=medicines, wants=["K2"])
    assert screening.allowed["k2"] == "no"


def test_a_clot_off_vitamin_k_antagonists_asks_for_a_clinician(
    healthy: Callable[..., Person], condition: Callable[..., Any], medicine: Callable[..., Any]
) -> None:
    clot = (condition("venous-thromboembolism"),)
    assert screen(healthy(conditions=clot)).allowed["k2"] == "clinician"
    unsure = (medicine("warfarin", match="probable"),)
    screening = screen(healthy(conditions=clot, medicines=unsure))
    assert "clot-without-vitamin-k-antagonist" in screening.fired


def test_medicines_that_were_not_asked_are_not_absent() -> None:
    fields = {key: value for key, value in ASKED.items() if key != "medicines"}
    screening = screen(read_person(fields))
    assert screening.not_asked == ("medicines",)
    assert set(screening.allowed.values()) == {"clinician"}
    assert set(screening.by_rules.values()) == {"yes"}
    assert screening.undecided


def test_an_empty_list_means_none() -> None:
    screening = screened(conditions=[], medicines=[])
    assert set(screening.allowed.values()) == {"yes"}
    assert screening.not_screened == ()
