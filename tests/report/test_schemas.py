"""The published schemas are those of the code, and real answers keep to them."""

from __future__ import annotations

import json
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from d3k2 import read_person
from d3k2.report import error_document, schemas
from d3k2.units import InputRefused

REGENERATE = "If the change is meant: python tests/report/regenerate.py"
ENVELOPE = {
    "schema",
    "software_version",
    "data_version",
    "model_version",
    "date",
    "audience",
    "notice",
}


def validator(name: str) -> Draft202012Validator:
    found = schemas()[name]
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


@pytest.mark.parametrize("file", sorted(schemas()))
def test_the_published_schema_is_that_of_the_code(kept: ModuleType, file: str) -> None:
    assert (kept.SCHEMAS / file).read_text("utf-8") == kept.schema(schemas()[file]), REGENERATE


def test_every_answer_keeps_to_the_schema(kept: ModuleType, name: str, audience: str) -> None:
    validator("assess.schema.json").validate(kept.as_json(kept.document(name, audience)))


def test_every_key_of_an_answer_is_required() -> None:
    found = schemas()["assess.schema.json"]
    assert set(found["required"]) >= ENVELOPE
    parts = {"answer": found, **found["$defs"]}
    for name, part in parts.items():
        assert set(part["properties"]) == set(part["required"]), name


def test_keys_that_come_later_break_no_reader(kept: ModuleType) -> None:
    content = kept.as_json(kept.document("nothing_wrong"))
    content["added_later"] = content["plan"]["added_later"] = 1
    validator("assess.schema.json").validate(content)


@pytest.mark.parametrize(
    "broken",
    [
        {"stops": None},
        {"audience": "nurse"},
        {"schema": "d3k2/assess/2"},
        {"plan": {}},
    ],
)
def test_an_answer_that_breaks_the_schema_is_found(
    kept: ModuleType, broken: dict[str, Any]
) -> None:
    content = {**kept.as_json(kept.document("nothing_wrong")), **broken}
    assert not validator("assess.schema.json").is_valid(content)


def test_a_refusal_keeps_to_its_schema(kept: ModuleType) -> None:
    labs = [{"what": "25(OH)D", "value": "412 nmol/L", "date": "2026-11-10"}]
    with pytest.raises(InputRefused) as refused:
        read_person({**kept.fields("nothing_wrong"), "labs": labs})
    written = error_document("input", refused.value).model_dump_json(by_alias=True)
    content = json.loads(written)
    validator("error.schema.json").validate(content)
    assert content["schema"] == "d3k2/error/1"
    assert content["urgent"][0]["level"] == "stop"
