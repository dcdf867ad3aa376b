"""Warfarin and vitamin K in a generic adult: for teaching, with both ends of what is disputed."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import roadrunner

from d3k2.evidence import QuantityFact, load
from d3k2.person import read_person
from d3k2.physiology import BODY, model, nominal, sbml
from d3k2.regimen import read_regimen
from d3k2.safety import screen

REFERENCE: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("vitamin_k_reference.toml").read_text("utf-8")
)
ONE_PER_CENT = 0.01
STEADY = 200.0


def solver(*blocks: str) -> roadrunner.RoadRunner:
    made = roadrunner.RoadRunner(sbml(model(*blocks).antimony))
    made.integrator.relative_tolerance = 1e-9
    made.integrator.absolute_tolerance = 1e-12
    return made


def inr(days: float, **given: float) -> float:
    """The INR after so many days, warfarin and vitamin K as daily rates."""
    made = solver("vitamin_k", "warfarin")
    for name, value in given.items():
        made.setValue(name, value)
    made.simulate(0, days, 2)
    return float(made.getValue("inr"))


def disputed() -> QuantityFact:
    fact = load().facts["warfarin-model-hepatic-potency-mk7"]
    assert isinstance(fact, QuantityFact)
    return fact


def test_steady_inr_by_dose() -> None:
    check = REFERENCE["warfarin"]
    found = [inr(STEADY, warfarin_dose=dose) for dose in check["doses"]]
    assert found == pytest.approx(check["inr"], rel=ONE_PER_CENT)
    assert inr(STEADY, warfarin_dose=check["dose_for_inr_2"]) == pytest.approx(2.0, abs=0.01)


def test_s_warfarin_leaves_with_its_published_half_life() -> None:
    check = REFERENCE["warfarin"]
    made = solver("warfarin")
    made.setValue("plasma_warfarin", 1.0)
    made.simulate(0, check["half_life_hours"] / 24, 2)
    assert made.getValue("plasma_warfarin") == pytest.approx(0.5, rel=ONE_PER_CENT)


def test_without_warfarin_the_inr_stays_at_one_whatever_vitamin_k_is_taken() -> None:
    assert inr(STEADY) == pytest.approx(1.0)
    assert inr(STEADY, dose_mk7=180) == pytest.approx(1.0)


def test_stopping_warfarin_returns_to_one() -> None:
    made = solver("warfarin")
    made.setValue("warfarin_dose", 5.0)
    made.simulate(0, STEADY, 2)
    made.setValue("warfarin_dose", 0.0)
    made.simulate(STEADY, 2 * STEADY, 2)
    assert made.getValue("inr") == pytest.approx(1.0, abs=1e-4)
    assert made.getValue("plasma_warfarin") >= -1e-9


def test_both_ends_of_what_mk7_does_in_the_liver() -> None:
    check = REFERENCE["warfarin-mk7"]
    given = {"warfarin_dose": REFERENCE["warfarin"]["dose_for_inr_2"]}
    for potency, key in ((disputed().low, "inr_2_4"), (disputed().high, "inr_18")):
        assert potency is not None
        found = [
            inr(STEADY, dose_mk7=dose, hepatic_potency_mk7=potency, **given)
            for dose in check["doses"]
        ]
        assert found == pytest.approx(check[key], rel=ONE_PER_CENT)
        assert np.all(np.diff([2.0, *found]) < 0)
    assert found[-1] == pytest.approx(check["published"]["45"], abs=0.02)


def test_the_value_in_the_text_is_the_more_cautious_end() -> None:
    assert nominal()["hepatic_potency_mk7"] == disputed().high


def test_phylloquinone_lowers_the_inr_less() -> None:
    check = REFERENCE["warfarin-k1"]
    given = {"warfarin_dose": REFERENCE["warfarin"]["dose_for_inr_2"]}
    found = [inr(STEADY, dose_k1=dose, **given) for dose in check["doses"]]
    assert found == pytest.approx(check["inr"], rel=ONE_PER_CENT)
    low = disputed().low
    assert low is not None
    assert inr(STEADY, dose_mk7=100, hepatic_potency_mk7=low, **given) < found[0]


def test_the_body_is_simulated_without_this_block() -> None:
    assert "warfarin" not in BODY
    assert "inr" not in {e.name for e in model(*BODY).equations}


@pytest.mark.parametrize("amount", ["10 µg", "45 µg", "180 µg"])
def test_the_safety_rule_stops_what_the_model_shows(amount: str) -> None:
    # Theuwissen 2013, abstract: 10 µg of MK-7 lowered the INR to a relevant extent in 40 % or more.
    person = read_person(
        {
            "date": "2026-11-20",
            "age": 66,
            "sex": "female",
            "weight": "70 kg",
            "height": "168 cm",
            "medicines": ["warfarin"],
        }
    )
    screening = screen(person, read_regimen(f"MK-7 {amount} daily"))
    assert screening.allowed["k2"] == "no"
    assert screening.stops[0].about == "k2"
    dose = float(amount.split()[0])
    warfarin = REFERENCE["warfarin"]["dose_for_inr_2"]
    assert inr(STEADY, warfarin_dose=warfarin, dose_mk7=dose) < 1.6


def test_the_vitamin_k_cycle_of_wajima_rests_where_its_constants_say() -> None:
    """Check 32: the published cycle, which this model does not use, by its own constants.

    Hartmann's values for the cycle of Wajima 2009, per hour and in 24 L: 1 nM of vitamin K, a
    tenth of it as hydroquinone, and 0.0587/0.0122 times as much in the periphery.
    """
    text = """
    model cycle
      k = 10; kh2 = 0; ko = 0; periphery = 0
      k' = 0.2052*24 + 0.228*ko - (0.0228 + 0.2052 + 0.0587)*k + 0.0122*periphery
      kh2' = 0.0228*k - 0.228*kh2
      ko' = 0.228*kh2 - 0.228*ko
      periphery' = 0.0587*k - 0.0122*periphery
    end
    """
    solver = roadrunner.RoadRunner(sbml(text))
    k, kh2, ko, periphery = solver.simulate(0, 5000, 2, ["k", "kh2", "ko", "periphery"])[-1]
    assert k == pytest.approx(24, rel=1e-3)
    assert kh2 == pytest.approx(0.1 * k, rel=1e-3) and ko == pytest.approx(kh2, rel=1e-3)
    assert periphery == pytest.approx(115.5, rel=1e-3)
