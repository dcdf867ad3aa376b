"""What a tested gene says about a condition that was not named."""

from __future__ import annotations

from typing import Any

import pytest

from d3k2.person import genetic_conditions, read_person, vocabulary
from d3k2.person.words import words


@pytest.mark.parametrize(
    ("gene", "text", "lost"),
    [
        ("CYP24A1", "loss-of-function, both copies", True),
        ("cyp24a1", "biallelic", True),
        ("SLC34A1", "c.1100G>A, likely pathogenic", True),
        ("CYP24A1", "compound heterozygous", True),
        ("CYP24A1", "pathogenic; no second pathogenic variant known", True),
        ("CYP24A1", "normal", False),
        ("CYP24A1", "no known pathogenic variant", False),
        ("CYP24A1", "non-pathogenic variant", False),
        ("CYP24A1", "no loss of function", False),
        ("CYP24A1", "pathogenic variant not found", False),
        ("VKORC1", "loss of function", False),
    ],
)
def test_a_lost_gene_probably_means_the_condition(
    adult: dict[str, Any], gene: str, text: str, lost: bool
) -> None:
    person = read_person(adult | {"conditions": [], "genotype": {gene: text}})
    found = [(c.concept, c.match, c.field) for c in person.conditions or ()]
    assert found == ([("cyp24a1-deficiency", "probable", "genotype")] if lost else [])


def test_a_condition_that_was_named_is_not_added_again(adult: dict[str, Any]) -> None:
    given = {"conditions": ["CYP24A1 deficiency"], "genotype": {"CYP24A1": "biallelic"}}
    person = read_person(adult | given)
    assert [c.match for c in person.conditions or ()] == ["exact"]


def test_conditions_that_were_not_asked_stay_so_and_the_gene_still_speaks(
    adult: dict[str, Any],
) -> None:
    person = read_person(adult | {"genotype": {"CYP24A1": "biallelic"}})
    assert person.conditions is None
    assert [c.concept for c in genetic_conditions(person)] == ["cyp24a1-deficiency"]


def test_the_condition_of_the_words_exists() -> None:
    assert words()["genotype"]["condition"] in vocabulary("conditions").entries
