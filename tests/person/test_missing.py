from __future__ import annotations

from typing import Any

import pytest

from d3k2.person import missing, read_person
from d3k2.wording import AUDIENCES, phrases


def fields(record: dict[str, Any]) -> set[str]:
    return {field for field, _ in missing(read_person(record))}


def test_of_a_least_record_everything_that_matters_is_missing(adult: dict[str, Any]) -> None:
    assert fields(adult) == {
        "medicines",
        "conditions",
        "takes",
        "pregnant",
        "labs.calcidiol",
        "labs.egfr",
        "labs.calcium",
        "diet.calcium",
        "symptoms",
        "height",
        "postmenopausal_since",
        "t_scores",
        "sun",
    }


def test_of_a_full_record_only_what_it_lacks(runner: dict[str, Any]) -> None:
    assert fields(runner) == {"labs.calcium"}


@pytest.mark.parametrize(
    ("change", "field", "asked"),
    [
        ({"sex": "male"}, "pregnant", False),
        ({"age": 11}, "pregnant", False),
        ({"age": 12}, "pregnant", True),
        ({"age": 56}, "pregnant", False),
        ({"postmenopausal_since": 2024}, "pregnant", False),
        ({"age": 39}, "postmenopausal_since", False),
        ({"age": 30, "pregnant": True}, "postmenopausal_since", False),
        ({"sex": "male"}, "postmenopausal_since", False),
        ({"age": 49}, "t_scores", False),
        ({"sex": "male", "age": 50}, "t_scores", True),
        ({"diet": {"level": "low"}}, "diet.calcium", False),
        (
            {"labs": [{"what": "creatinine", "value": "0.9 mg/dL", "date": "2026-09-02"}]},
            "labs.egfr",
            False,
        ),
        (
            {"labs": [{"what": "eGFR", "value": "84 mL/min/1.73m2", "date": "2021-09-02"}]},
            "labs.egfr",
            True,
        ),
    ],
)
def test_a_question_is_asked_where_it_can_matter(
    adult: dict[str, Any], change: dict[str, Any], field: str, asked: bool
) -> None:
    assert (field in fields(adult | change)) is asked


def test_every_effect_has_its_words_for_both_audiences(adult: dict[str, Any]) -> None:
    for audience in AUDIENCES:
        assert {effect for _, effect in missing(read_person(adult))} <= set(phrases(audience))
