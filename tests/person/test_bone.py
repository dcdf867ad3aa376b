from __future__ import annotations

from typing import Any

import pytest

from d3k2.person import (
    fragility_fracture,
    lowest_t_score,
    osteopenia,
    osteoporosis,
    read_person,
    untreated_osteoporosis,
)
from d3k2.person.fractures import read_fracture

HIP = {"fractures": [{"site": "hip", "year": 2025}], "age": 70}


@pytest.mark.parametrize(
    ("change", "porous", "low"),
    [
        # WHO 1994 as applied by ISCD 2005 (PMID 16731428): women past menopause, men from 50.
        ({"t_scores": {"lumbar": -2.5}}, True, False),
        ({"t_scores": {"lumbar": -2.4}}, False, True),
        ({"t_scores": {"lumbar": -1.1}}, False, True),
        ({"t_scores": {"lumbar": -1.0}}, False, False),
        ({"t_scores": {"lumbar": -0.5, "total_hip": -2.7}}, True, False),
        ({"t_scores": {"lumbar": -2.7}, "age": 40}, False, False),
        ({"t_scores": {"lumbar": -2.7}, "age": 45, "postmenopausal_since": 2024}, True, False),
        ({"t_scores": {"lumbar": -2.7}, "age": 49, "sex": "male"}, False, False),
        ({"conditions": ["osteoporosis"]}, True, False),
        ({"conditions": ["osteopenia"], "age": 30}, False, True),
        ({"conditions": ["osteopenia"], "t_scores": {"lumbar": -2.7}}, True, False),
        ({}, False, False),
    ],
)
def test_bone_density(
    adult: dict[str, Any], change: dict[str, Any], porous: bool, low: bool
) -> None:
    person = read_person(adult | change)
    assert (osteoporosis(person), osteopenia(person)) == (porous, low)


def test_the_lowest_site_counts(adult: dict[str, Any]) -> None:
    scores = {"t_scores": {"lumbar": -1.4, "femoral_neck": -1.9}}
    assert lowest_t_score(read_person(adult | scores)) == -1.9
    assert lowest_t_score(read_person(adult)) is None


@pytest.mark.parametrize(
    ("change", "fragile"),
    [
        (HIP, True),
        ({**HIP, "fractures": ["vertebral fracture"]}, True),
        ({**HIP, "fractures": ["wrist 2025"]}, False),
        ({**HIP, "fractures": [{"site": "hip", "fragility": False}]}, False),
        ({**HIP, "fractures": [{"site": "wrist", "fragility": True}]}, True),
        ({**HIP, "fractures": ["hip 1990"]}, False),
        ({"conditions": ["fragility fracture"]}, True),
        ({"fractures": []}, False),
        ({}, False),
    ],
)
def test_fragility_fractures(adult: dict[str, Any], change: dict[str, Any], fragile: bool) -> None:
    assert fragility_fracture(read_person(adult | change)) is fragile


@pytest.mark.parametrize(
    ("change", "untreated"),
    [
        (HIP, True),
        ({**HIP, "medicines": []}, True),
        ({**HIP, "medicines": ["denosumab"]}, False),
        ({**HIP, "medicines": ["alendronate 70 mg weekly"]}, False),
        ({**HIP, "medicines": ["aledronate"]}, True),
        ({**HIP, "medicines": ["metformin"]}, True),
        ({"conditions": ["osteopenia"], "medicines": []}, False),
    ],
)
def test_only_a_medicine_known_for_certain_is_a_treatment(
    adult: dict[str, Any], change: dict[str, Any], untreated: bool
) -> None:
    assert untreated_osteoporosis(read_person(adult | change)) is untreated


@pytest.mark.parametrize(
    ("text", "site", "year", "fragility"),
    [
        ("hip 2021", "hip", 2021, None),
        ("fractured neck of femur", "hip", None, None),
        ("fragility fracture of the spine", "vertebra", None, True),
        ("Colles' fracture 2019", "wrist", 2019, None),
        ("little toe", "little toe", None, None),
    ],
)
def test_a_fracture_in_words(
    text: str, site: str, year: int | None, fragility: bool | None
) -> None:
    fracture = read_fracture(text)
    assert (fracture.site, fracture.year, fracture.fragility) == (site, year, fragility)
