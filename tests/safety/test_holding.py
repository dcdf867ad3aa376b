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
        (When(bmi_below=18.5), {"height": None}),
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


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_values_of_one_day_any_may_meet_a_bound(
    order: tuple[int, int], healthy: Healthy
) -> None:
    low, high = (Lab(what="calcium", value=v, date=healthy().date) for v in (1.85, 2.90))
    labs = tuple((low, high)[i] for i in order)
    person = healthy(labs=labs)
    above = holds(When(lab=LabBound(what="calcium", above=2.6)), person, NOTHING)
    below = holds(When(lab=LabBound(what="calcium", below=2.1)), person, NOTHING)
    assert (above.truth, above.fields) == (True, (f"labs[{labs.index(high)}]",))
    assert (below.truth, below.fields) == (True, (f"labs[{labs.index(low)}]",))


@pytest.mark.parametrize(
    ("takes", "recent"),
    [
        ("MK-7 100 µg daily", False),
        ("MK-7 100 µg daily since 2026-10-23", False),
        ("MK-7 100 µg daily since 2026-11-15", True),
        ("MK-7 100 µg daily; MK-7 45 µg daily since 2026-11-15", True),
        ("MK-7 100 µg daily since 2026-11-01 until 2026-11-10", False),
        ("D3 1000 IU daily since 2026-11-15", False),
    ],
)
def test_recent_means_taken_and_not_yet_steady(takes: str, recent: bool, healthy: Healthy) -> None:
    person = healthy(takes=read_regimen(takes))
    assert holds(When(recent=("k2",)), person, NOTHING).truth is recent


def test_what_is_only_proposed_is_not_recent(healthy: Healthy) -> None:
    proposed = read_regimen("MK-7 100 µg daily since 2026-11-15")
    assert holds(When(recent=("k2",)), healthy(), proposed).truth is False


@pytest.mark.parametrize(
    ("takes", "truth"),
    [
        ("D3 300000 IU once on 2026-11-01", True),
        ("D3 300000 IU once on 2026-08-22", True),
        ("D3 300000 IU once on 2026-08-21", False),
        ("D3 300000 IU once", True),
        ("D3 20000 IU weekly until 2026-10-15", True),
        ("D3 20000 IU weekly until 2026-05-15", False),
        ("D3 20000 IU weekly", False),
        ("D3 2000 IU daily until 2026-10-15", False),
    ],
)
def test_a_large_dose_that_is_over_counts_for_ninety_days(
    takes: str, truth: bool, healthy: Healthy
) -> None:
    when = When(amount=Amount(of="d", per="recent dose", at_least=500))
    assert holds(when, healthy(takes=read_regimen(takes)), NOTHING).truth is truth


@pytest.mark.parametrize(("country", "truth"), [("AU", True), ("DE", False), (None, None)])
def test_a_country_that_was_not_asked_is_unknown(
    country: str | None, truth: bool | None, healthy: Healthy
) -> None:
    found = holds(When(country=("AU", "NZ")), healthy(country=country), NOTHING)
    assert found.truth is truth


def test_intake_that_was_not_asked_is_not_called_steady(healthy: Healthy) -> None:
    assert holds(When(steady=("k2",)), healthy(takes=None), NOTHING).truth is False
