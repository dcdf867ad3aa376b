"""The day leaves the room that a medicine needs."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from d3k2 import assess, read_person
from d3k2.plan import Assessment

OLDER = {
    "date": "2026-11-20",
    "age": 70,
    "sex": "female",
    "weight": "62 kg",
    "height": "160 cm",
    "conditions": ["osteoporosis"],
    "takes": [],
    "wants": ["calcium"],
    "symptoms": [],
    "diet": {"calcium": "300 mg/day"},
}
HOURS = {
    "waking": 6.5, "breakfast": 7.5, "mid_morning": 10.5, "lunch": 12.5,
    "mid_afternoon": 15.5, "dinner": 18.5, "bedtime": 22.5,
}  # fmt: skip


def answer(*medicines: str, **changed: Any) -> Assessment:
    return assess(read_person({**OLDER, "medicines": list(medicines), **changed}), people=200)


def test_no_dose_of_calcium_is_larger_than_is_absorbed_well() -> None:
    calcium = answer().plan.calcium
    assert calcium.supplement == 900
    assert [dose.elemental for dose in calcium.doses] == [450, 450]


def test_the_doses_add_up_to_the_supplement() -> None:
    calcium = answer("levothyroxine in the morning", "alendronate").plan.calcium
    assert sum(dose.elemental for dose in calcium.doses) == pytest.approx(calcium.supplement, abs=2)


def test_doses_of_calcium_are_at_least_four_hours_apart() -> None:
    hours = [HOURS[dose.slot] for dose in answer().plan.calcium.doses]
    assert all(later - earlier >= 4 for earlier, later in combinations(sorted(hours), 2))


def test_carbonate_comes_with_a_meal() -> None:
    for dose in answer().plan.calcium.doses:
        assert dose.salt != "carbonate" or dose.with_food


@pytest.mark.parametrize(
    ("medicine", "moment", "hours"),
    [
        ("levothyroxine in the morning", "waking", 4),
        ("alendronate 70 mg", "waking", 3),
        ("ciprofloxacin 500 mg in the morning", "breakfast", 6),
        ("doxycycline 100 mg in the morning", "breakfast", 4),
        ("dolutegravir 50 mg at bedtime", "bedtime", 2),
    ],
)
def test_calcium_keeps_its_distance(medicine: str, moment: str, hours: float) -> None:
    found = answer(medicine, conditions=[])
    taken = [HOURS[e.slot] for e in found.plan.day if e.kind == "medicine"]
    assert taken == [HOURS[moment]]
    for dose in found.plan.calcium.doses:
        assert abs(HOURS[dose.slot] - taken[0]) >= hours


def test_a_medicine_whose_moment_is_not_known_stands_as_prescribed() -> None:
    day = answer("ramipril 5 mg").plan.day
    assert [e.slot for e in day if e.kind == "medicine"] == ["as_prescribed"]
    assert day[-1].kind == "medicine"


def test_vitamin_d_goes_with_the_main_meal() -> None:
    day = answer().plan.day
    assert [e.slot for e in day if e.kind == "d3"] == ["dinner"]
