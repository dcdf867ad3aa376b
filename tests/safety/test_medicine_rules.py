"""The rules about medicines on people as they write about themselves."""

from __future__ import annotations

from typing import Any

import pytest

from d3k2.person import read_person
from d3k2.safety import Screening, screen

ASKED: dict[str, Any] = {
    "date": "2026-11-20",
    "age": 66,
    "sex": "female",
    "weight": "64 kg",
    "conditions": [],
    "medicines": [],
    "takes": [],
    "symptoms": [],
    "allergies": [],
}


def screened(**more: Any) -> Screening:
    return screen(read_person(ASKED | more))


def lab(what: str, value: str) -> dict[str, str]:
    return {"what": what, "value": value, "date": "2026-11-01"}


# As written, then what D3, K2 and calcium are allowed to be: y(es), c(linician), n(o).
ALLOWED = [
    ("metformin", "yyy"),
    ("paracetamol", "yyy"),
    ("ramipril 5 mg", "yyy"),
    ("bendroflumethiazide", "cyc"),
    ("Hyzaar", "cyc"),
    ("water tablet", "cyc"),
    ("Natrilix SR", "cyc"),
    ("furosemide", "yyy"),
    ("Lanoxin", "cyc"),
    ("lithium carbonate", "cyc"),
    ("levothyroxine", "yyy"),
    ("omeprazole", "yyy"),
    ("prednisolone 5 mg", "yyy"),
    ("steroid inhaler", "yyy"),
    ("phenytoin", "yyy"),
    ("Rifampin", "cyc"),
    ("calcitriol", "cyc"),
    ("One-Alpha", "cyc"),
    ("cinacalcet", "cyc"),
    ("Prolia", "cyc"),
    ("Aclasta", "cyc"),
    ("Evenity", "cyc"),
    ("Crysvita", "yyc"),
    ("dolutegravir", "yyc"),
    ("raltegravir", "yyn"),
    ("eltrombopag", "yyc"),
    ("isotretinoin", "yyy"),
    ("sevelamer", "ccc"),
    ("vitamin E", "yyy"),
    ("vitamin A", "cyy"),
    ("HRT", "yyy"),
    ("Clomid", "ycy"),
]


@pytest.mark.parametrize(("written", "expected"), ALLOWED)
def test_each_nutrient_is_decided_by_itself(written: str, expected: str) -> None:
    allowed = screened(medicines=[written]).allowed
    assert "".join(allowed[n][0] for n in ("d3", "k2", "calcium")) == expected


# Calcium: hours from the medicine to it, hours from it to the medicine.
APART = [
    ("levothyroxine 75 µg in the morning", "calcium", 4, 4),
    ("alendronate", "calcium", 3, 3),
    ("doxycycline", "calcium", 2, 6),
    ("ciprofloxacin", "calcium", 2, 6),
    ("Avelox", "calcium", 4, 8),
    ("dolutegravir", "calcium", 2, 6),
    ("cabotegravir", "calcium", 4, 4),
    ("ferrous sulfate", "calcium", 2, 2),
    ("strontium ranelate", "calcium", 2, 2),
    ("estramustine", "calcium", 3, 3),
    ("eltrombopag", "calcium", 4, 4),
    ("Xenical", "d3", 2, 2),
    ("cholestyramine", "d3", 6, 4),
    ("mineral oil", "k2", 4, 4),
]


@pytest.mark.parametrize(("written", "nutrient", "after", "before"), APART)
def test_hours_apart(written: str, nutrient: str, after: float, before: float) -> None:
    kept = [s for s in screened(medicines=[written]).separations if s.nutrient == nutrient]
    assert [(s.hours_after, s.hours_before) for s in kept] == [(after, before)]
    assert kept[0].hours == max(after, before)
    assert kept[0].field == "medicines[0]"


def test_one_separation_for_each_medicine_of_a_class() -> None:
    kept = screened(medicines=["Synthroid", "liothyronine"]).separations
    assert [s.field for s in kept] == ["medicines[0]", "medicines[1]"]


def test_citrate_is_preferred_with_a_proton_pump_inhibitor() -> None:
    preferences = screened(medicines=["lansoprazole"]).preferences
    assert [(p.nutrient, p.prefer) for p in preferences] == [("calcium", "citrate")]


def test_a_thiazide_limits_d3_to_2000_iu_and_calcium_to_500_mg() -> None:
    screening = screened(medicines=["hydrochlorothiazide"])
    d3, calcium = screening.limit("d3", "supplement"), screening.limit("calcium", "supplement")
    assert d3 is not None
    assert calcium is not None
    assert (d3.at_most, calcium.at_most) == (50, 500)


def test_denosumab_with_weak_kidneys_is_a_call_never_a_no() -> None:
    screening = screened(medicines=["Prolia"], labs=[lab("eGFR", "24 mL/min/1.73m2")])
    assert screening.allowed["calcium"] == "clinician"
    assert set(screening.do_not_stop) == {"d3", "calcium"}
    assert any("FDA" in s.id or "denosumab.calcium.2" in s.id for s in screening.statements)


def test_citrate_with_an_aluminium_antacid_stops_only_with_weak_kidneys() -> None:
    takes = ["calcium citrate 500 mg daily"]
    well = screened(medicines=["Maalox"], takes=takes)
    weak = screened(medicines=["Maalox"], takes=takes, labs=[lab("eGFR", "41 mL/min/1.73m2")])
    assert well.by_rules["calcium"] == "yes"
    assert weak.allowed["calcium"] == "no"


def test_an_old_laboratory_value_still_blocks() -> None:
    old = {"what": "eGFR", "value": "24 mL/min/1.73m2", "date": "2019-01-01"}
    screening = screened(medicines=["Prolia"], labs=[old])
    assert "rule.denosumab.calcium.2" in [s.id for s in screening.statements]


def test_calcifediol_is_counted_and_prescribed_calcifediol_asks() -> None:
    assert screened(takes=["calcifediol 10 µg daily"]).allowed["d3"] == "yes"
    assert screened(medicines=["Rayaldee"]).allowed["d3"] == "clinician"


def test_hypoparathyroidism_on_alfacalcidol_keeps_its_nutritional_dose() -> None:
    screening = screened(
        conditions=["hypoparathyroidism"],
        medicines=["alfacalcidol"],
        takes=["D3 800 IU daily since 2025-01-01"],
    )
    assert screening.allowed["d3"] == "clinician"
    assert "d3" in screening.do_not_stop
    assert not [stop for stop in screening.stops if stop.about == "d3"]


@pytest.mark.parametrize(
    ("takes", "allowed"),
    [
        ("D3 800 IU daily", "clinician"),
        ("D3 1000 IU daily", "no"),
        ("D3 5000 IU daily since 2026-11-15", "no"),
        ("D3 20000 IU every 90 days", "no"),
    ],
)
def test_more_than_a_nutritional_dose_beside_calcitriol_stays_a_stop(
    takes: str, allowed: str
) -> None:
    assert screened(medicines=["calcitriol"], takes=[takes]).allowed["d3"] == allowed


def test_a_statement_stands_on_its_rule_and_on_the_input() -> None:
    screening = screened(medicines=["metformin", "digoxin"])
    grounds = {(g.kind, g.id) for g in screening.statements[0].stands_on}
    assert grounds == {("rule", "cardiac-glycoside"), ("input", "medicines[1]")}


def test_an_unrecognised_condition_is_named_and_closes_more_than_the_reference() -> None:
    screening = screened(conditions=["zzyzx disease"])
    assert set(screening.allowed.values()) == {"clinician"}
    assert "zzyzx" in screening.not_screened[0].patient
