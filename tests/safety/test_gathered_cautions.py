"""Cautions that need two facts together, and sentences that must agree with each other."""

from __future__ import annotations

from typing import Any

import pytest

from d3k2.person import read_person
from d3k2.regimen import Regimen
from d3k2.safety import Screening, When, holds, screen

ASKED: dict[str, Any] = {
    "date": "2026-11-20",
    "age": 40,
    "sex": "female",
    "weight": "65 kg",
    "height": "170 cm",
    "pregnant": False,
    "lactating": False,
    "conditions": [],
    "medicines": [],
    "takes": [],
    "symptoms": [],
    "allergies": [],
}
LOW_CALCIUM = {"labs": [{"what": "calcium", "value": "1.95 mmol/L", "date": "2026-11-01"}]}
BOTH_IN_ONE = "D3 2000 IU + MK-7 100 µg, 1 capsule daily since 2024-01-01"


def screened(**more: Any) -> Screening:
    return screen(read_person(ASKED | more))


def said(screening: Screening, rule: str) -> list[str]:
    return [
        text
        for s in screening.statements
        if s.id.startswith(f"rule.{rule}.")
        for text in (s.sentence.clinician, s.sentence.patient)
    ]


def test_with_low_calcium_the_team_decides_when_the_injection_is_given() -> None:
    screening = screened(medicines=["denosumab"], **LOW_CALCIUM)
    patient = " ".join(s.sentence.patient for s in screening.statements)
    assert "do not delay" not in patient
    assert "they decide when it is given" in patient


def test_with_bone_metastases_low_calcium_is_corrected_and_not_waited_out() -> None:
    told = said(
        screened(conditions=["bone metastases"], medicines=["denosumab"], **LOW_CALCIUM),
        "myeloma-or-bone-metastases",
    )
    assert any("the team corrects it first" in text for text in told)
    assert not any("to be normal" in text or "a normal calcium" in text for text in told)


def test_who_takes_k2_steadily_with_an_antagonist_is_not_told_to_change_the_product() -> None:
    screening = screened(medicines=["warfarin"], takes=[BOTH_IN_ONE], wants=["D3", "calcium"])
    told = said(screening, "vitamin-k-antagonist")
    assert "combined-product" not in screening.fired
    assert not any("without K2" in text or "must not contain" in text for text in told)
    assert any("until the anticoagulation service has decided" in text for text in told)


def test_who_takes_no_k2_with_an_antagonist_is_told_to_choose_a_product_without_it() -> None:
    told = said(screened(medicines=["warfarin"], wants=["D3"]), "vitamin-k-antagonist")
    assert any("choose a product without K2" in text for text in told)
    assert not any("stays as it is" in text for text in told)


@pytest.mark.parametrize("second", ["apixaban", "Xarelto"])
def test_two_anticoagulants_are_checked_today(second: str) -> None:
    screening = screened(medicines=["warfarin", second], takes=["MK-7 100 µg daily"])
    assert screening.allowed["k2"] == "clinician"
    assert all("today" in text for text in said(screening, "two-anticoagulants"))
    assert "two-anticoagulants" in screening.fired
    assert "two-anticoagulants" not in screened(medicines=[second]).fired


def test_k2_in_lactation_is_asked_first_and_counted_with_all_vitamin_k() -> None:
    screening = screened(lactating=True)
    assert screening.allowed["k2"] == "clinician"
    assert any("90 µg" in text and "all vitamin K" in text for text in said(screening, "lactation"))


def test_vitamin_a_adds_up_with_a_retinoid() -> None:
    assert screened(medicines=["isotretinoin"]).allowed["d3"] == "yes"
    assert screened(medicines=["isotretinoin", "cod liver oil"]).allowed["d3"] == "clinician"


@pytest.mark.parametrize(
    "person",
    [
        {"conditions": ["anorexia nervosa"]},
        {"conditions": ["RED-S"]},
        {"conditions": ["amenorrhea"]},
        {"conditions": ["no periods"]},
        {"conditions": ["missing periods"]},
        {"weight": "53 kg"},
    ],
)
def test_low_weight_and_missing_periods_keep_the_amounts_up(person: dict[str, Any]) -> None:
    screening = screened(**person)
    assert "low-weight-or-missing-periods" in screening.fired
    assert screening.allowed["d3"] == screening.allowed["calcium"] == "yes"


@pytest.mark.parametrize(
    "person",
    [
        {"weight": "54 kg"},
        {"age": 58, "conditions": ["no periods"]},
        {"age": 12, "weight": "45 kg"},
    ],
)
def test_neither_a_usual_weight_nor_a_child_nor_the_menopause_is_low_weight(
    person: dict[str, Any],
) -> None:
    assert "low-weight-or-missing-periods" not in screened(**person).fired


@pytest.mark.parametrize(("weight", "below"), [(53.0, True), (54.0, False)])
def test_a_body_mass_index_is_below_a_bound(weight: float, below: bool) -> None:
    person = read_person(ASKED | {"weight": f"{weight} kg"})
    assert holds(When(bmi_below=18.5), person, Regimen()).truth is below


@pytest.mark.parametrize(
    ("written", "fires"),
    [
        ("letrozole", True),
        ("Arimidex", True),
        ("exemestane", True),
        ("goserelin", True),
        ("leuprorelin", True),
        ("degarelix", True),
        ("bicalutamide", False),
    ],
)
def test_medicines_that_lower_sex_hormones_ask_for_the_bone_density(
    written: str, fires: bool
) -> None:
    assert ("bone-losing-hormone-medicine" in screened(medicines=[written]).fired) is fires


@pytest.mark.parametrize("written", ["topiramate", "zonisamide", "acetazolamide", "Diamox"])
def test_medicines_that_form_stones_watch_the_urine(written: str) -> None:
    screening = screened(medicines=[written])
    cautions = {s.about for s in screening.statements if s.level == "caution"}
    assert cautions == {"d3", "calcium"}
    assert set(screening.allowed.values()) == {"yes"}


@pytest.mark.parametrize(
    "epilepsy", [{"conditions": ["epilepsy"]}, {"medicines": ["levetiracetam"]}]
)
def test_a_child_on_a_ketogenic_diet_for_epilepsy_is_dosed_by_the_specialist(
    epilepsy: dict[str, Any],
) -> None:
    diet = {"pattern": ["ketogenic"]}
    assert "disease-in-childhood" in screened(age=8, diet=diet, **epilepsy).fired
    assert "disease-in-childhood" not in screened(age=8, diet=diet).fired
    assert "disease-in-childhood" not in screened(age=30, diet=diet, **epilepsy).fired
