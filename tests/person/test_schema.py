from __future__ import annotations

import json
from importlib import resources
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from d3k2.person import person_schema, read_person
from d3k2.units import InputRefused


def test_the_published_schema_is_the_one_that_is_used() -> None:
    stored = resources.files("d3k2.person").joinpath("person.schema.json").read_text("utf-8")
    assert json.loads(stored) == person_schema()


def test_the_schema_is_valid() -> None:
    Draft202012Validator.check_schema(person_schema())


def test_a_full_record_is_valid_and_can_be_read(runner: dict[str, Any]) -> None:
    runner["medicines"] = [
        "levothyroxine 75 µg in the morning",
        {"name": "alendronate", "dose": "70 mg", "per": "week"},
    ]
    runner["conditions"].append({"code": "64859006", "system": "snomed"})
    Draft202012Validator(person_schema()).validate(runner)
    person = read_person(runner)
    assert [medicine.concept for medicine in person.medicines or ()] == [
        "levothyroxine",
        "alendronate",
    ]


def test_only_three_fields_are_required(adult: dict[str, Any]) -> None:
    assert person_schema()["required"] == ["age", "sex", "weight"]
    Draft202012Validator(person_schema()).validate(adult)


@pytest.mark.parametrize(
    "change",
    [
        {"age": "52"},
        {"sex": "unknown"},
        {"weight": 58},
        {"conditons": []},
        {"pregnant": "yes"},
        {"labs": [{"what": "calcium"}]},
        {"diet": {"pattern": ["carnivore"]}},
    ],
)
def test_what_the_schema_refuses_the_reader_refuses(
    adult: dict[str, Any], change: dict[str, Any]
) -> None:
    assert not Draft202012Validator(person_schema()).is_valid(adult | change)
    with pytest.raises(InputRefused):
        read_person(adult | change)
