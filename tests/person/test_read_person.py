from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from d3k2.person import Condition, Medicine, read_person

TODAY = dt.date(2026, 11, 20)

AS_TOML = """
date = 2026-11-20
age = 52
sex = "female"
weight = "58 kg"
height = "168 cm"
country = "US"
pregnant = false
lactating = false
postmenopausal_since = 2024
conditions = ["osteopenia"]
medicines = []
takes = ["D3 5000 IU daily with breakfast since 2021-03-01"]
wants = ["K2"]
labs = [
  {what = "25(OH)D", value = "65 ng/mL", date = 2026-09-02, assay = "LC-MS/MS"},
  {what = "eGFR", value = "84 mL/min/1.73m2", date = 2026-09-02},
]
t_scores = {lumbar = -1.4, femoral_neck = -1.2, date = 2026-08-20}
fractures = []
falls_last_year = 0
symptoms = []
allergies = []
care = "home"
absorption = "normal"
visits = []
[diet]
calcium = "700 mg/day"
foods = [{food = "gouda", portions_per_week = 5}]
[sun]
latitude = 40.7
skin = "III"
habit = "usual"
[genotype]
"""


def test_toml_json_and_a_table_give_the_same_person(runner: dict[str, Any], tmp_path: Path) -> None:
    toml, as_json = tmp_path / "anna.toml", tmp_path / "anna.json"
    toml.write_text(AS_TOML, "utf-8")
    as_json.write_text(json.dumps(runner), "utf-8")
    assert read_person(toml) == read_person(str(as_json)) == read_person(runner)


def test_quantities_are_in_canonical_units(runner: dict[str, Any]) -> None:
    person = read_person(runner | {"weight": "128 lb", "height": "5 ft 6 in"})
    calcidiol = person.latest("calcidiol")
    assert calcidiol is not None
    assert calcidiol.value == pytest.approx(65 * 2.496)
    assert person.weight == pytest.approx(58.06, abs=0.01)
    assert person.height == pytest.approx(167.64)
    assert person.diet.calcium == 700
    assert person.takes is not None
    assert person.takes.daily("d3") == 125


def test_a_least_record_leaves_everything_else_not_asked(adult: dict[str, Any]) -> None:
    person = read_person(adult)
    assert person.date == TODAY
    assert (person.conditions, person.medicines, person.takes) == (None, None, None)
    assert (person.pregnant, person.fractures, person.symptoms) == (None, None, None)


def test_an_empty_list_means_none_and_an_absent_one_not_asked(adult: dict[str, Any]) -> None:
    person = read_person(adult | {"conditions": [], "medicines": [], "takes": []})
    assert (person.conditions, person.medicines) == ((), ())
    assert person.takes is not None
    assert person.takes.items == ()
    assert read_person(adult | {"takes": ["nothing"]}).takes == person.takes


def test_the_words_allowed_may_be_written_in_capitals(adult: dict[str, Any]) -> None:
    person = read_person(adult | {"sex": "Female", "care": "Care home", "sun": {"skin": "iv"}})
    assert (person.sex, person.care, person.sun.skin) == ("female", "care home", "IV")


class TestTheDayOfTheAnswer:
    def test_it_is_the_date_of_the_record(self, adult: dict[str, Any]) -> None:
        assert read_person(adult).date == TODAY

    def test_a_day_given_by_the_caller_replaces_it(self, adult: dict[str, Any]) -> None:
        assert read_person(adult, today=dt.date(2027, 1, 5)).date == dt.date(2027, 1, 5)

    def test_without_either_the_latest_date_in_the_record_is_taken(
        self, runner: dict[str, Any]
    ) -> None:
        del runner["date"]
        assert read_person(runner).date == dt.date(2026, 9, 2)
        runner["visits"] = [{"date": "2026-10-01"}]
        assert read_person(runner).date == dt.date(2026, 10, 1)


class TestNames:
    def test_a_medicine_keeps_its_words_dose_and_moment(self, adult: dict[str, Any]) -> None:
        medicines = ["levothyroxine 75 µg in the morning"]
        (medicine,) = read_person(adult | {"medicines": medicines}).medicines or ()
        assert medicine.text == "levothyroxine 75 µg in the morning"
        assert medicine.concept == "levothyroxine"
        assert (medicine.match, medicine.dose, medicine.moment) == ("exact", "75 µg", "morning")
        assert medicine.field == "medicines[0]"

    def test_a_medicine_may_be_a_table(self, adult: dict[str, Any]) -> None:
        given = {"name": "alendronate", "dose": "70 mg", "per": "week", "moment": "morning"}
        (medicine,) = read_person(adult | {"medicines": [given]}).medicines or ()
        assert (medicine.concept, medicine.dose) == ("alendronate", "70 mg per week")
        assert medicine.moment == "morning"

    @pytest.mark.parametrize(
        ("code", "system"),
        [("B01AA03", "ATC"), ("11289", "http://www.nlm.nih.gov/research/umls/rxnorm")],
    )
    def test_a_code_is_an_exact_match(self, adult: dict[str, Any], code: str, system: str) -> None:
        given = {"code": code, "system": system}
        (medicine,) = read_person(adult | {"medicines": [given]}).medicines or ()
        assert (medicine.concept, medicine.match) == ("warfarin", "exact")

    def test_when_code_and_name_differ_both_count(self, adult: dict[str, Any]) -> None:
        given = {"code": "B01AA03", "system": "atc", "name": "apixaban"}
        medicines = read_person(adult | {"medicines": [given]}).medicines or ()
        assert {medicine.concept for medicine in medicines} == {"warfarin", "apixaban"}

    def test_an_unknown_code_falls_back_on_the_name(self, adult: dict[str, Any]) -> None:
        given = {"code": "999", "system": "rxnorm", "name": "warfarin"}
        (medicine,) = read_person(adult | {"medicines": [given]}).medicines or ()
        assert medicine.concept == "warfarin"

    def test_an_unknown_medicine_is_no_error_and_no_concept(self, adult: dict[str, Any]) -> None:
        (medicine,) = read_person(adult | {"medicines": ["Frobnicol 10 mg"]}).medicines or ()
        assert (medicine.concept, medicine.match) == (None, "none")

    def test_symptoms_and_allergies_are_ids_where_known(self, adult: dict[str, Any]) -> None:
        said = {"symptoms": ["thirsty", "purple ears"], "allergies": ["soya"]}
        person = read_person(adult | said)
        assert person.symptoms == ("thirst", "purple ears")
        assert person.allergies == ("soy",)

    def test_what_is_asked_about(self, adult: dict[str, Any]) -> None:
        wants = ["K2", "MK-7", "more D3", "calcium"]
        assert read_person(adult | {"wants": wants}).wants == ("k2", "d3", "calcium")


class TestWhatTheRecordImplies:
    def test_pregnancy_among_the_conditions_is_the_field(self, adult: dict[str, Any]) -> None:
        person = read_person(adult | {"age": 31, "conditions": ["pregnant", "asthma"]})
        assert person.pregnant is True
        assert [c.concept for c in person.conditions or ()] == ["asthma"]

    def test_an_operation_decides_absorption_that_was_not_asked(
        self, adult: dict[str, Any]
    ) -> None:
        said = adult | {"conditions": ["gastric bypass"]}
        assert read_person(said).absorption == "gastric bypass"
        assert read_person(said | {"absorption": "reduced"}).absorption == "reduced"

    def test_a_guessed_condition_decides_no_absorption(self, adult: dict[str, Any]) -> None:
        person = read_person(adult | {"conditions": ["gastric bypas planned"]})
        assert [c.match for c in person.conditions or ()] == ["probable"]
        assert person.absorption is None

    def test_a_t_score_of_osteoporosis_is_the_condition(self, adult: dict[str, Any]) -> None:
        said = adult | {"postmenopausal_since": 2022, "t_scores": {"total_hip": -2.6}}
        (condition,) = read_person(said | {"conditions": []}).conditions or ()
        assert (condition.concept, condition.match) == ("osteoporosis", "exact")
        assert (condition.text, condition.field) == ("T-score -2.6", "t_scores")
        assert read_person(said).conditions is None, "conditions stay not asked"


class TestVisits:
    def test_values_of_visits_count_and_come_after_those_of_the_record(
        self, adult: dict[str, Any]
    ) -> None:
        now = {"what": "25(OH)D", "value": "90 nmol/L", "date": "2026-03-01"}
        later = {"what": "calcium", "value": "2.75 mmol/L"}
        visit = {"date": "2026-10-01", "labs": [later, now]}
        person = read_person(adult | {"labs": [now], "visits": [visit]})
        assert [lab.what for lab in person.labs] == ["calcidiol", "calcium"]
        assert person.labs[1].date == dt.date(2026, 10, 1)


def test_a_person_has_a_condition_by_concept_or_by_group(adult: dict[str, Any]) -> None:
    condition = Condition(text="x", concept="a", groups=("b",), match="probable")
    medicine = Medicine(text="y", concept="c", groups=("d",), match="exact")
    person = read_person(adult).model_copy(
        update={"conditions": (condition,), "medicines": (medicine,)}
    )
    assert person.has("a")
    assert person.has("b", "z")
    assert not person.has("c")
    assert person.uses("c")
    assert person.uses("d")
    assert not person.uses("a")
