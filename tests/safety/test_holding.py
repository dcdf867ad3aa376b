"""A condition is true, false or unknown; what was not asked is never absent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from d3k2.person import Lab, Person
from d3k2.regimen import Regimen, read_regimen
from d3k2.safety import LabBound, When, holds
from d3k2.safety.rule import Amount

Healthy = Callable[..., Person]

NOTHING = Regimen()
THIAZIDE = When(medicine=("thiazide",))
STONES = When(condition=("kidney-stones",))


@pytest.mark.parametrize(
    ("when", "missing"),
    [
        (THIAZIDE, {"medicines": None}),
        (STONES, {"conditions": None}),
        (When(symptom=("thirst",)), {"symptoms": None}),
        (When(allergy=("soy",)), {"allergies": None}),
        (When(absorption=("reduced",)), {"absorption": None}),
        (When(care=("care home",)), {"care": None}),
        (When(pregnant=True), {"pregnant": None}),
        (When(bmi_from=30), {"height": None}),
        (When(falls_from=1), {"falls_last_year": None}),
        (When(lab=LabBound(what="egfr", below=60)), {}),
    ],
)
def test_what_was_not_asked_is_unknown(
    when: When, missing: dict[str, Any], healthy: Healthy
) -> None:
    person = healthy(**missing)
    assert holds(when, person, NOTHING).truth is None
    assert holds(When(none=(when,)), person, NOTHING).truth is None


def test_all_is_false_as_soon_as_one_is_and_any_true(healthy: Healthy, medicine: Any) -> None:
    person = healthy(conditions=None, medicines=(medicine("indapamide"),))
    assert holds(When(all=(THIAZIDE, STONES)), person, NOTHING).truth is None
    assert holds(When(any=(THIAZIDE, STONES)), person, NOTHING).truth is True
    without = healthy(conditions=None)
    assert holds(When(all=(THIAZIDE, STONES)), without, NOTHING).truth is False
    assert holds(When(any=(THIAZIDE, STONES)), without, NOTHING).truth is None


def test_a_probable_name_makes_it_true_with_a_guess(healthy: Healthy, medicine: Any) -> None:
    found = holds(THIAZIDE, healthy(medicines=(medicine("indapamide", match="probable"),)), NOTHING)
    assert found.truth is True
    assert [g.name for g in found.guesses] == ["indapamide"]


def test_a_certain_name_beside_a_probable_one_is_no_guess(healthy: Healthy, medicine: Any) -> None:
    both = (medicine("indapamide", match="probable"), medicine("metolazone"))
    found = holds(THIAZIDE, healthy(medicines=both), NOTHING)
    assert found.guesses == ()
    assert found.fields == ("medicines[0]", "medicines[1]")


def test_a_probable_name_never_clears(healthy: Healthy, medicine: Any) -> None:
    without = When(none=(THIAZIDE,))
    sure = healthy(medicines=(medicine("indapamide"),))
    unsure = healthy(medicines=(medicine("indapamide", match="probable"),))
    assert holds(without, sure, NOTHING).truth is False
    assert holds(without, unsure, NOTHING).truth is True


def test_an_unread_name_may_be_any(healthy: Healthy, medicine: Any) -> None:
    unread = medicine("indapamide", text="xyzzyol", concept=None, groups=(), match="none")
    found = holds(THIAZIDE, healthy(medicines=(unread,)), NOTHING)
    assert found.truth is None
    assert found.fields == ("medicines[0]",)


@pytest.mark.parametrize(
    ("bound", "value", "truth"),
    [
        ({"below": 30}, 29.9, True),
        ({"below": 30}, 30, False),
        ({"at_least": 30, "below": 60}, 30, True),
        ({"at_least": 30, "below": 60}, 60, False),
        ({"above": 60}, 60, False),
        ({"above": 60}, 60.1, True),
    ],
)
def test_laboratory_bounds(
    bound: dict[str, float], value: float, truth: bool, healthy: Healthy
) -> None:
    person = healthy(labs=(Lab(what="egfr", value=value, date=healthy().date),))
    found = holds(When(lab=LabBound(what="egfr", **bound)), person, NOTHING)
    assert found.truth is truth
    assert found.fields == ("labs[0]",) or not truth


@pytest.mark.parametrize(
    ("taken", "amount", "truth"),
    [
        ("D3 4000 IU daily", {"of": "d", "above": 100}, False),
        ("D3 4000 IU daily; D3 400 IU daily", {"of": "d", "above": 100}, True),
        ("calcifediol 30 µg daily", {"of": "d", "at_least": 75}, True),
        ("D3 20000 IU every 20 days", {"of": "d", "per": "dose", "at_least": 500}, True),
        ("D3 20000 IU every 20 days", {"of": "d", "at_least": 500}, False),
        ("calcium citrate 500 mg twice daily", {"of": "calcium", "at_least": 1000}, True),
        (
            "calcium citrate 500 mg twice daily",
            {"of": "calcium", "per": "dose", "above": 500},
            False,
        ),
        ("MK-7 100 µg daily; MK-4 100 µg daily", {"of": "k2", "above": 199}, True),
        ("MK-7 100 µg daily; MK-4 100 µg daily", {"of": "mk7", "above": 199}, False),
    ],
)
def test_amounts(taken: str, amount: dict[str, Any], truth: bool, healthy: Healthy) -> None:
    when = When(amount=Amount(**amount))
    assert holds(when, healthy(), read_regimen(taken)).truth is truth


def test_calcium_in_all_is_unknown_without_the_diet_unless_tablets_alone_exceed(
    healthy: Healthy,
) -> None:
    when = When(amount=Amount(of="calcium-total", above=2000))
    modest = read_regimen("calcium citrate 500 mg daily")
    large = read_regimen("calcium citrate 700 mg three times daily")
    assert holds(when, healthy(), modest).truth is None
    assert holds(when, healthy(), large).truth is True


@pytest.mark.parametrize(
    ("takes", "steady"),
    [
        ("MK-7 100 µg daily", True),
        ("MK-7 100 µg daily since 2026-10-23", True),
        ("MK-7 100 µg daily since 2026-10-24", False),
        ("D3 1000 IU daily", False),
    ],
)
def test_steady_means_unchanged_for_four_weeks(takes: str, steady: bool, healthy: Healthy) -> None:
    person = healthy(takes=read_regimen(takes))
    assert holds(When(steady=("k2",)), person, NOTHING).truth is steady


def test_intake_that_was_not_asked_is_not_called_steady(healthy: Healthy) -> None:
    assert holds(When(steady=("k2",)), healthy(takes=None), NOTHING).truth is False
