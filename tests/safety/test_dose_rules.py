"""The rules about amounts: national limits, large doses that are over, doses in childhood."""

from __future__ import annotations

from typing import Any

import pytest

from d3k2.person import read_person
from d3k2.safety import Screening, screen

ASKED: dict[str, Any] = {
    "date": "2026-11-20",
    "age": 52,
    "sex": "female",
    "weight": "58 kg",
    "height": "168 cm",
    "pregnant": False,
    "lactating": False,
    "conditions": [],
    "medicines": [],
    "takes": [],
    "symptoms": [],
    "allergies": [],
}


def screened(**more: Any) -> Screening:
    return screen(read_person(ASKED | more))


@pytest.mark.parametrize(
    ("country", "takes", "allowed"),
    [
        # 80 µg (3,200 IU): NHMRC, second-hand.
        ("AU", "D3 3500 IU daily", "clinician"),
        ("NZ", "D3 3500 IU daily", "clinician"),
        ("AU", "D3 3200 IU daily", "yes"),
        ("GB", "D3 3500 IU daily", "yes"),
    ],
)
def test_the_upper_limit_of_australia_and_new_zealand_is_lower(
    country: str, takes: str, allowed: str
) -> None:
    assert screened(country=country, takes=[takes]).allowed["d3"] == allowed


@pytest.mark.parametrize(
    ("country", "takes", "noted"),
    [
        ("DE", "MK-7 45 µg daily", True),
        ("DE", "MK-7 25 µg daily", False),
        ("FR", "MK-7 45 µg daily", False),
    ],
)
def test_the_german_proposal_for_k2_is_a_note(country: str, takes: str, noted: bool) -> None:
    screening = screened(country=country, takes=[takes])
    assert ("k2-above-german-proposal" in screening.fired) is noted
    assert screening.allowed["k2"] == "yes"


@pytest.mark.parametrize(
    ("takes", "allowed"),
    [
        ("D3 300000 IU once on 2026-11-01", "clinician"),
        ("D3 50000 IU weekly until 2026-10-01", "clinician"),
        ("D3 300000 IU once on 2026-01-01", "yes"),
    ],
)
def test_a_large_dose_of_the_last_months_counts_though_it_is_over(takes: str, allowed: str) -> None:
    screening = screened(takes=[takes])
    assert screening.allowed["d3"] == allowed
    said = [s.sentence for s in screening.statements if s.id == "rule.vitamin-d-bolus.d3.2"]
    assert bool(said) is (allowed == "clinician")
    assert all("No further dose now" in s.clinician and "calcium" in s.patient for s in said)


CHILDREN: list[dict[str, Any]] = [
    {"age": 8, "height": "130 cm", "conditions": ["bariatric surgery"]},
    {"age": 17, "conditions": ["gastric bypass"]},
    {"age": 15, "absorption": "cystic fibrosis"},
    {"age": 12, "medicines": ["prednisolone 5 mg"]},
    {"age": 16, "conditions": ["osteoporosis"]},
]


@pytest.mark.parametrize("child", CHILDREN)
def test_a_disease_in_childhood_is_dosed_by_the_specialist(child: dict[str, Any]) -> None:
    screening = screened(**child)
    assert screening.allowed["d3"] == "clinician"
    assert screening.allowed["calcium"] == "clinician"
    assert "disease-in-childhood" not in screened(**child | {"age": 18}).fired


def test_a_well_adolescent_is_left_alone() -> None:
    assert screened(age=16).allowed["d3"] == "yes"


def test_calcium_from_75_years_says_whose_number_it_is() -> None:
    (said,) = [s.sentence for s in screened(age=76).statements if s.id == "rule.aged-75.calcium"]
    assert "IOM" in said.clinician
    assert "IOM" in said.patient


@pytest.mark.parametrize("asked", [{}, {"conditions": None}])
def test_a_lost_cyp24a1_gene_stops_vitamin_d(asked: dict[str, Any]) -> None:
    fields = {key: value for key, value in (ASKED | asked).items() if value is not None}
    screening = screen(read_person(fields | {"genotype": {"CYP24A1": "biallelic pathogenic"}}))
    assert screening.allowed["d3"] == "no"
    assert screening.stops[0].sentence.clinician.startswith("If “CYP24A1 biallelic pathogenic”")
