"""A number that stands fixed in a plan's sentence is carried by what the sentence stands on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from d3k2 import assess, read_person
from d3k2.evidence import Ground, Statement, load
from d3k2.safety import rule
from d3k2.wording import phrases

NUMBER = re.compile(r"(?<![\w.])-?\d[\d,]*(?:\.\d+)?")
PLACEHOLDER = re.compile(r"\{[^}]*\}")
NAMES = re.compile(r"25\(OH\)D|1,25\(OH\)2D|MK-\d")
OF_PEOPLE = {"9", "10", "100"}
"""Shares of the virtual people: nine of ten, so many of a hundred."""
COMPUTED = {"calcium.worth.stones": {"4"}}
"""449 - 381 women in arms of half of 36,282 each: 3.7 in 1,000."""
PEOPLE = [
    {"wants": ["K2", "D3", "calcium"], "diet": {"calcium": "300 mg/day"}},
    {"takes": ["MK-7 180 µg daily since 2024-01-01"], "medicines": ["warfarin"]},
    {"takes": ["MK-7 180 µg daily since 2026-11-15"], "medicines": ["warfarin"]},
    {"conditions": ["gastric bypass"], "labs": [("25(OH)D", "40 nmol/L")]},
    {"takes": ["D3 6000 IU daily", "calcium carbonate 500 mg daily with dinner"]},
    {"labs": [("25(OH)D", "140 nmol/L")], "takes": ["D3 5000 IU daily since 2024-01-01"]},
    {"labs": [("25(OH)D", "35 nmol/L")], "conditions": ["osteopenia", "marathon runner"]},
    {"takes": ["D3 100000 IU monthly since 2025-01-10"], "diet": {"pattern": ["vegan"]}},
]
ROOT = Path(__file__).parents[2]


def answer(changed: dict[str, object]) -> tuple[Statement, ...]:
    labs = [
        {"what": what, "value": value, "date": "2026-10-20"}
        for what, value in changed.get("labs", [])  # type: ignore[attr-defined]
    ]
    record = {
        "date": "2026-11-20", "age": 58, "sex": "female", "weight": "64 kg", "height": "165 cm",
        "conditions": [], "medicines": [], "takes": [], "symptoms": [],
        **changed, "labs": labs,
    }  # fmt: skip
    return assess(read_person(record), people=100).statements


def carried(ground: Ground) -> str:
    if ground.kind == "fact":
        found = load().fact(ground.id)
        return found.model_dump_json() if found else ""
    if ground.kind == "rule":
        return rule(ground.id).model_dump_json()
    if ground.kind == "simulation":
        return (ROOT / "docs" / "model-checks.md").read_text("utf-8")
    return ""


def numbers(text: str) -> set[str]:
    return {found.replace(",", "").lstrip("-") for found in NUMBER.findall(NAMES.sub("", text))}


def same(wanted: str, found: set[str]) -> bool:
    return any(float(wanted) == float(number) for number in found)


@pytest.mark.parametrize("changed", PEOPLE, ids=lambda changed: "-".join(changed))
def test_a_fixed_number_is_carried_by_a_ground(changed: dict[str, object]) -> None:
    templates = phrases("clinician")
    bare = []
    checked = 0
    for said in answer(changed):
        if said.id not in templates or said.id.startswith("disagreement"):
            continue
        found = numbers(" ".join(carried(ground) for ground in said.stands_on))
        fixed = (
            numbers(PLACEHOLDER.sub("", templates[said.id]))
            - OF_PEOPLE
            - COMPUTED.get(said.id, set())
        )
        checked += len(fixed)
        bare += [(said.id, number) for number in sorted(fixed) if not same(number, found)]
    assert bare == []
    assert checked
