"""Authorities stand side by side; to whom a position applies is yes, no or not known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from d3k2.evidence import Evidence, Population, applies_to, collect, positions
from d3k2.person import Condition, Medicine, Person
from d3k2.units import InputRefused

TODAY = dt.date(2026, 11, 20)


def person(**fields: object) -> Person:
    known: dict[str, object] = {"date": TODAY, "age": 52, "sex": "female", "weight": 58.0}
    return Person.model_validate({**known, **fields})


def condition(concept: str | None, *groups: str, match: str = "exact") -> Condition:
    return Condition.model_validate(
        {"text": concept or "?", "concept": concept, "groups": groups, "match": match}
    )


def medicine(concept: str | None, *groups: str, match: str = "exact") -> Medicine:
    return Medicine.model_validate(
        {"text": concept or "?", "concept": concept, "groups": groups, "match": match}
    )


CKD4 = condition("ckd-4", "ckd")
WARFARIN = medicine("warfarin", "vitamin-k-antagonist")

# what the population restricts, what is known of the person, whether it applies
MATCHES = {
    "nothing restricts": ({}, {}, "yes"),
    "the first year is in": ({"age_from": 52}, {}, "yes"),
    "a day too young": ({"age_from": 52}, {"age": 51.99}, "no"),
    "the last year is in to its end": ({"age_to": 70}, {"age": 70.9}, "yes"),
    "the next birthday is out": ({"age_to": 70}, {"age": 71}, "no"),
    "half a year of age ends at the half year": ({"age_to": 0.5}, {"age": 0.7}, "no"),
    "the same sex": ({"sex": "female"}, {}, "yes"),
    "the other sex": ({"sex": "male"}, {}, "no"),
    "pregnancy not asked": ({"pregnant": True}, {}, "unknown"),
    "pregnancy is no question at 83": ({"pregnant": True}, {"age": 83}, "no"),
    "nor is breastfeeding": ({"lactating": True}, {"age": 83}, "no"),
    "pregnant": ({"pregnant": True}, {"pregnant": True}, "yes"),
    "not pregnant": ({"pregnant": True}, {"pregnant": False}, "no"),
    "a man is never pregnant": ({"pregnant": True}, {"sex": "male"}, "no"),
    "after the menopause nobody is": ({"pregnant": True}, {"postmenopausal_since": 2019}, "no"),
    "for those who are not pregnant, not asked": ({"pregnant": False}, {}, "unknown"),
    "lactation not asked": ({"lactating": True}, {}, "unknown"),
    "menopause not asked": ({"postmenopausal": True}, {}, "unknown"),
    "postmenopausal": ({"postmenopausal": True}, {"postmenopausal_since": 2024}, "yes"),
    "conditions not asked": ({"conditions": ("ckd",)}, {}, "unknown"),
    "no conditions": ({"conditions": ("ckd",)}, {"conditions": ()}, "no"),
    "a condition by its group": ({"conditions": ("ckd",)}, {"conditions": (CKD4,)}, "yes"),
    "a condition by its id": ({"conditions": ("x", "ckd-4")}, {"conditions": (CKD4,)}, "yes"),
    "a probable condition is not sure": (
        {"conditions": ("ckd",)},
        {"conditions": (condition("ckd-4", "ckd", match="probable"),)},
        "unknown",
    ),
    "an unrecognised condition could be it": (
        {"conditions": ("ckd",)},
        {"conditions": (condition(None, match="none"),)},
        "unknown",
    ),
    "another condition": (
        {"conditions": ("ckd",)},
        {"conditions": (condition("osteopenia"),)},
        "no",
    ),
    "excluded by a condition": ({"without": ("ckd",)}, {"conditions": (CKD4,)}, "no"),
    "exclusions not asked": ({"without": ("ckd",)}, {}, "unknown"),
    "nothing excludes": ({"without": ("ckd",)}, {"conditions": (), "medicines": ()}, "yes"),
    "excluded by a medicine": (
        {"without": ("vitamin-k-antagonist",)},
        {"conditions": (), "medicines": (WARFARIN,)},
        "no",
    ),
    "medicines not asked": ({"medicines": ("vitamin-k-antagonist",)}, {}, "unknown"),
    "a medicine by its class": (
        {"medicines": ("vitamin-k-antagonist",)},
        {"medicines": (WARFARIN,)},
        "yes",
    ),
    "care not asked": ({"care": ("care home",)}, {}, "unknown"),
    "in a care home": ({"care": ("care home",)}, {"care": "care home"}, "yes"),
    "at home": ({"care": ("care home",)}, {"care": "home"}, "no"),
    "one no outweighs what is unknown": ({"age_from": 60, "pregnant": True}, {}, "no"),
}


@pytest.mark.parametrize(("restricts", "known", "expected"), MATCHES.values(), ids=MATCHES)
def test_a_position_applies_to_whom_it_was_written_for(
    restricts: dict[str, object], known: dict[str, object], expected: str
) -> None:
    population = Population.model_validate({"text": "some people", **restricts})
    assert applies_to(population, person(**known))[0] == expected


def test_the_reason_is_said() -> None:
    population = Population(text="care homes", care=("care home",), age_from=65)
    assert applies_to(population, person(age=80)) == ("unknown", "care is not known")
    assert applies_to(population, person()) == ("no", "written for ages from 65")


def test_without_a_person_nothing_is_known() -> None:
    assert applies_to(Population(text="adults"), None) == ("unknown", "no person was given")


@given(
    restricts=st.sampled_from(
        [{"pregnant": True}, {"conditions": ("ckd",)}, {"without": ("ckd",)},
         {"medicines": ("vitamin-k-antagonist",)}, {"care": ("home",)}, {"postmenopausal": True}]
    ),
    known=st.fixed_dictionaries(
        {},
        optional={
            "pregnant": st.booleans(),
            "conditions": st.sampled_from([(), (CKD4,)]),
            "medicines": st.sampled_from([(), (WARFARIN,)]),
            "care": st.sampled_from(["home", "care home"]),
        },
    ),
)  # fmt: skip
def test_forgetting_something_never_turns_yes_into_no_or_no_into_yes(
    restricts: dict[str, object], known: dict[str, object]
) -> None:
    population = Population.model_validate({"text": "some", **restricts})
    whole = applies_to(population, person(**known))[0]
    for field in known:
        less = {key: value for key, value in known.items() if key != field}
        assert applies_to(population, person(**less))[0] in (whole, "unknown")


@pytest.fixture
def evidence(tree: Callable[..., Path]) -> Evidence:
    return collect(tree())[0]


def test_superseded_positions_stay_and_say_so(evidence: Evidence) -> None:
    found = positions("d-intake", person(), evidence)
    assert [(a.position.year, a.position.status) for a in found] == [
        (2020, "in force"),
        (2010, "superseded"),
    ]


def test_an_authority_of_another_country_stays_but_does_not_bind(evidence: Evidence) -> None:
    binding = {
        country: positions("d-intake", person(country=country), evidence)[0].binding
        for country in ("US", "JP", None)
    }
    assert binding == {"US": True, "JP": False, None: None}


def test_authorities_stand_in_order_of_their_names(tree: Callable[..., Path]) -> None:
    root = tree()
    (root / "authorities.toml").write_text(
        '[panel]\nname = "The Panel"\nshort = "P"\n\n[board]\nname = "A board"\nshort = "B"\n'
    )
    facts = root / "facts" / "intake.toml"
    text = facts.read_text("utf-8")
    facts.write_text(text.replace('authority = "panel"', 'authority = "board"', 1))
    names = [a.authority.name for a in positions("d-intake", None, collect(root)[0])]
    assert names == ["A board", "The Panel"]


def test_an_unknown_topic_names_those_there_are(evidence: Evidence) -> None:
    with pytest.raises(InputRefused) as refused:
        positions("d-outtake", None, evidence)
    assert refused.value.field == "topic"
    assert refused.value.accepted == "d-intake"
