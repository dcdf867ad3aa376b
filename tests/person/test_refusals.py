"""What a record cannot say. Every refusal names the field and what would be accepted."""

from __future__ import annotations

from typing import Any

import pytest

from d3k2.person import read_person
from d3k2.units import InputRefused


def lab(what: str, value: str, date: str | None = "2026-09-02", **more: object) -> dict[str, Any]:
    return {"labs": [{"what": what, "value": value, "date": date, **more}]}


PREGNANT = {"pregnant": True}

REFUSED = [
    # absurd values
    ({"age": 212}, "age", "212"),
    ({"age": -1}, "age", "-1"),
    ({"weight": "-3 kg"}, "weight", "-3 kg"),
    ({"weight": "5800 kg"}, "weight", "5800 kg"),
    ({"weight": "58 cm"}, "weight", "58 cm"),
    ({"weight": "58"}, "weight", "58"),
    ({"height": "16.8 cm"}, "height", "16.8 cm"),
    ({"height": "60 cm"}, "height", "58 kg and 60 cm"),
    ({"t_scores": {"lumbar": 40}}, "t_scores.lumbar", "40"),
    ({"falls_last_year": -1}, "falls_last_year", "-1"),
    ({"falls_last_year": 10**400}, "falls_last_year", "a number this large"),
    ({"postmenopausal_since": -(10**400)}, "postmenopausal_since", str(-(10**400))),
    ({"sun": {"latitude": 140.7}}, "sun.latitude", "140.7"),
    ({"diet": {"calcium": "70 g/day"}}, "diet.calcium", "70 g/day"),
    (
        {"diet": {"foods": [{"food": "gouda", "portions_per_week": -5}]}},
        "diet.foods[0].portions_per_week",
        "-5",
    ),
    # laboratory values
    (lab("25(OH)D", "65 pmol/L"), "labs[0].value", "65 pmol/L"),
    (lab("25(OH)D", "65"), "labs[0].value", "65"),
    (lab("eGFR", "84 mL/min"), "labs[0].value", "84 mL/min"),
    (lab("vitamin X", "3 mg/dL"), "labs[0].what", "vitamin X"),
    (lab("body weight", "60 kg"), "labs[0].what", "body weight"),
    (lab("calcium", "2.3 mmol/L", None), "labs[0].date", None),
    # dates
    (lab("calcium", "2.3 mmol/L", "2027-01-01"), "labs[0].date", "2027-01-01"),
    (lab("calcium", "2.3 mmol/L", "1960-01-01"), "labs[0].date", "1960-01-01"),
    (lab("calcium", "2.3 mmol/L", "2026-02-30"), "labs[0].date", "2026-02-30"),
    ({"t_scores": {"lumbar": -1, "date": "2026-12-01"}}, "t_scores.date", "2026-12-01"),
    ({"visits": [{"date": "2027-02-01"}]}, "visits[0].date", "2027-02-01"),
    ({"visits": [{"takes": []}]}, "visits[0].date", None),
    ({"takes": ["D3 1000 IU daily since 2027-01-01"]}, "takes", "2027-01-01"),
    ({"postmenopausal_since": 2031}, "postmenopausal_since", "2031"),
    ({"postmenopausal_since": 1979}, "postmenopausal_since", "1979"),
    ({"fractures": [{"site": "hip", "year": 2031}]}, "fractures[0].year", "2031"),
    ({"fractures": ["hip 1960"]}, "fractures[0].year", "1960"),
    ({"date": "20 November 2026"}, "date", "20 November 2026"),
    ({"date": None}, "date", None),
    # contradictions
    ({"sex": "male", **PREGNANT}, "pregnant", "male"),
    ({"sex": "male", "lactating": True}, "lactating", "male"),
    ({"sex": "male", "postmenopausal_since": 2020}, "postmenopausal_since", "male"),
    ({"sex": "male", "conditions": ["pregnancy"]}, "pregnant", "male"),
    ({"age": 80, **PREGNANT}, "pregnant", "age 80"),
    ({"postmenopausal_since": 2024, **PREGNANT}, "pregnant", "postmenopausal since 2024"),
    ({"pregnant": False, "conditions": ["pregnant"]}, "pregnant", "false"),
    # types and words
    ({"pregnant": "yes"}, "pregnant", "yes"),
    ({"age": "52"}, "age", "52"),
    ({"age": True}, "age", "True"),
    ({"weight": 58}, "weight", "58"),
    ({"sex": "unknown"}, "sex", "unknown"),
    ({"care": "ship"}, "care", "ship"),
    ({"labs": "none"}, "labs", "none"),
    ({"conditions": [3]}, "conditions[0]", "3"),
    ({"country": "Germany"}, "country", "Germany"),
    ({"wants": ["zinc"]}, "wants[0]", "zinc"),
    ({"age": None}, "age", None),
    # lists of what there is
    ({"conditions": ["none"]}, "conditions[0]", "none"),
    ({"allergies": ["No known allergies"]}, "allergies[0]", "No known allergies"),
    ({"medicines": ["no warfarin"]}, "medicines[0]", "no warfarin"),
    ({"medicines": [{"dose": "5 mg"}]}, "medicines[0]", None),
    ({"medicines": [{"code": "B01AA03"}]}, "medicines[0]", "B01AA03"),
    ({"conditions": [{"code": "D86", "system": "ABC"}]}, "conditions[0].system", "ABC"),
    ({"medicines": ["MK-7 100 µg daily"]}, "medicines[0]", "MK-7 100 µg daily"),
    ({"takes": ["K2 50 IU daily"]}, "takes[0]", None),
]


@pytest.mark.parametrize(("change", "field", "given"), REFUSED, ids=lambda value: str(value)[:60])
def test_refused(
    adult: dict[str, Any], change: dict[str, Any], field: str, given: str | None
) -> None:
    with pytest.raises(InputRefused) as refusal:
        read_person(adult | change)
    assert (refusal.value.field or "").startswith(field)
    assert refusal.value.accepted
    if given is not None:
        assert refusal.value.given == given


@pytest.mark.parametrize(
    ("written", "nearest"), [("conditons", "conditions"), ("medicine", "medicines")]
)
def test_an_unknown_field_is_refused_with_the_nearest_one(
    adult: dict[str, Any], written: str, nearest: str
) -> None:
    with pytest.raises(InputRefused, match=f"nearest is '{nearest}'") as refusal:
        read_person(adult | {written: []})
    assert refusal.value.field == written


def test_an_unknown_field_inside_is_refused_with_the_nearest_one(adult: dict[str, Any]) -> None:
    with pytest.raises(InputRefused, match="nearest is 'name'") as refusal:
        read_person(adult | {"medicines": [{"nam": "warfarin"}]})
    assert refusal.value.field == "medicines[0].nam"


def test_everything_wrong_is_said_at_once(adult: dict[str, Any]) -> None:
    wrong = {"age": 212, "weight": 58, "pregnant": "yes", "conditons": []}
    with pytest.raises(InputRefused) as refusal:
        read_person(adult | wrong)
    assert "3 more:" in refusal.value.message
    for field in wrong:
        assert field in str(refusal.value)


class TestVeryHighCalcidiol:
    def test_it_is_refused_with_urgent_advice(self, adult: dict[str, Any]) -> None:
        with pytest.raises(InputRefused, match="confirmed") as refusal:
            read_person(adult | lab("25(OH)D", "412 nmol/L"))
        assert refusal.value.urgent == ("intoxication",)
        assert refusal.value.field == "labs[0].value"

    def test_the_bound_itself_is_not_above_it(self, adult: dict[str, Any]) -> None:
        assert read_person(adult | lab("25(OH)D", "374 nmol/L")).latest("calcidiol")

    def test_confirmed_it_is_read(self, adult: dict[str, Any]) -> None:
        person = read_person(adult | lab("25(OH)D", "165 ng/mL", confirmed=True))
        assert person.labs[0].confirmed

    @pytest.mark.parametrize("value", ["412 nmol/L", "165 ng/mL", "9000 nmol/L"])
    def test_no_other_fault_hides_it(self, adult: dict[str, Any], value: str) -> None:
        wrong = lab("25(OH)D", value) | {"age": 212, "conditons": []}
        wrong["labs"] = [{"what": 3}, *wrong["labs"]]
        with pytest.raises(InputRefused) as refusal:
            read_person(adult | wrong)
        assert refusal.value.urgent == ("intoxication",)
        assert refusal.value.field == "labs[1].value"
