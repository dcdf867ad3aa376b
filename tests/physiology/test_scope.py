"""Outside its range the model declines, whatever else is known."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib import resources

import pytest

from d3k2.person import Condition, Lab, Medicine, Person, vocabulary
from d3k2.physiology import declines, left_out, outputs, outputs_for, reason, reasons
from d3k2.regimen import read_regimen
from d3k2.safety import rule


def person(**known: object) -> Person:
    base = {"date": date(2026, 11, 20), "age": 60.0, "sex": "female", "weight": 70.0}
    return Person(**{**base, **known})  # type: ignore[arg-type]


def with_condition(concept: str, *groups: str) -> Person:
    condition = Condition(text=concept, concept=concept, groups=groups, match="probable")
    return person(conditions=(condition,))


def lab(what: str, value: float, day: date = date(2026, 10, 1)) -> Lab:
    return Lab(what=what, value=value, date=day)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (person(), ()),
        (person(pregnant=False), ()),
        (person(pregnant=True, age=30.0), ("pregnancy",)),
        (person(age=17.9), ("under-age",)),
        (person(age=18.0), ()),
        (person(labs=(lab("egfr", 29.9),)), ("kidney-failure",)),
        (person(labs=(lab("egfr", 30.0),)), ()),
        (person(labs=(lab("calcium", 2.61),)), ("hypercalcaemia",)),
        (person(labs=(lab("calcium_corrected", 2.75),)), ("hypercalcaemia",)),
        (person(labs=(lab("calcium", 2.40),)), ()),
        (with_condition("dialysis", "ckd", "ckd-advanced"), ("kidney-failure",)),
        (with_condition("ckd-3", "ckd"), ()),
        (with_condition("sarcoidosis", "granulomatous-disease"), ("granulomatous-disease",)),
        (with_condition("latent-tuberculosis"), ()),
        (with_condition("primary-hyperparathyroidism"), ("primary-hyperparathyroidism",)),
        (with_condition("cyp24a1-deficiency"), ("vitamin-d-hypersensitivity",)),
        (with_condition("williams-syndrome"), ("vitamin-d-hypersensitivity",)),
        (with_condition("lymphoma", "cancer"), ("calcitriol-producing-cancer",)),
        (with_condition("hypervitaminosis-d"), ("intoxication",)),
        (with_condition("familial-hypocalciuric-hypercalcaemia"), ("hypercalcaemia",)),
        (with_condition("osteopenia"), ()),
    ],
)
def test_who_is_declined_and_why(who: Person, expected: tuple[str, ...]) -> None:
    assert declines(who) == expected


def test_an_old_value_still_bars_and_a_newer_one_replaces_it() -> None:
    old = lab("egfr", 22.0, date(2015, 1, 1))
    assert declines(person(labs=(old,))) == ("kidney-failure",)
    assert declines(person(labs=(old, lab("egfr", 55.0)))) == ()


def test_every_reason_is_worded_for_both_readers() -> None:
    for key in reasons():
        assert reason(key).clinician and reason(key).patient


def uses(concept: str, *groups: str) -> Person:
    return person(
        medicines=(Medicine(text=concept, concept=concept, groups=groups, match="exact"),)
    )


def feels(*symptoms: str, takes: str = "D3 1000 IU daily") -> Person:
    return person(symptoms=symptoms, takes=read_regimen(takes))


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (person(), set()),
        (with_condition("hypoparathyroidism"), {"parathyroid"}),
        (with_condition("hypocalcaemia"), {"low-calcium"}),
        (with_condition("x-linked-hypophosphataemia"), {"phosphate-wasting"}),
        (with_condition("paget-disease"), {"bone-disease"}),
        (with_condition("osteoporosis"), set()),
        (uses("calcitriol", "active-vitamin-d"), {"calcium-medicine"}),
        (uses("cinacalcet", "calcimimetic"), {"calcium-medicine"}),
        (
            uses("teriparatide", "parathyroid-hormone-analogue", "osteoporosis-medicine"),
            {"calcium-medicine", "bone-medicine"},
        ),
        (uses("prednisolone", "glucocorticoid"), {"bone-medicine"}),
        (uses("warfarin", "vitamin-k-antagonist"), {"vitamin-k-antagonist"}),
        (feels("thirst"), set()),
        (feels("thirst", "itching"), set()),
        (feels("thirst", "nausea"), {"high-calcium-symptoms"}),
        (feels("constipation", takes="D3 4000 IU daily"), set()),
        (feels("constipation", takes="D3 5000 IU daily"), {"high-calcium-symptoms"}),
    ],
)
def test_what_is_left_out_of_whom(who: Person, expected: set[str]) -> None:
    found = left_out(who)
    assert set(found) == expected
    assert not {name for names in found.values() for name in names} & set(outputs_for(who))
    assert "calcidiol" in outputs_for(who)


def test_what_is_left_out_is_an_output_and_its_symptoms_those_of_the_stop_sign() -> None:
    table = tomllib.loads(
        resources.files("d3k2.physiology").joinpath("left_out.toml").read_text("utf-8")
    )
    known = {kind: vocabulary(kind) for kind in ("conditions", "medicines")}
    for entry in table.values():
        assert set(entry["variables"]) <= set(outputs())
        for kind, words in known.items():
            assert set(entry.get(kind, ())) <= {*words.entries, *words.groups}
    alarm = rule("hypercalcaemia-symptoms").when.any[0]
    assert table["high-calcium-symptoms"]["symptoms"] == list(alarm.symptom)


@pytest.mark.parametrize("file", ["scope.toml", "modifiers.toml"])
def test_every_condition_named_is_one_a_person_can_have(file: str) -> None:
    known = vocabulary("conditions")
    names = {*known.entries, *known.groups}
    table = tomllib.loads(resources.files("d3k2.physiology").joinpath(file).read_text("utf-8"))
    entries = (
        [*table.values()]
        if file == "scope.toml"
        else [entry for section in table.values() for entry in section.values()]
    )
    for entry in entries:
        assert set(entry.get("conditions", ())) <= names
