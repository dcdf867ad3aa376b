"""Vitamin D3: the reference intake or nothing, unless something calls for more."""

from __future__ import annotations

from typing import Any

import pytest

from d3k2 import assess, read_person
from d3k2.plan import D3Plan

WELL = {
    "date": "2026-11-20",
    "age": 45,
    "sex": "female",
    "weight": "66 kg",
    "height": "168 cm",
    "country": "US",
    "pregnant": False,
    "lactating": False,
    "conditions": [],
    "medicines": [],
    "takes": [],
    "symptoms": [],
}


def level(nmol: float) -> list[dict[str, str]]:
    return [{"what": "25(OH)D", "value": f"{nmol} nmol/L", "date": "2026-10-20"}]


def plan(**changed: Any) -> D3Plan:
    return assess(read_person({**WELL, **changed}), people=300).plan.d3


def test_a_sufficient_level_needs_nothing() -> None:
    found = plan(labs=level(80))
    assert (found.action, found.dose) == ("none", None)


@pytest.mark.parametrize(
    ("country", "age", "intake"),
    [
        ("US", 45, 600),  # IOM 2011: 600 IU to 70 years
        ("US", 75, 800),  # IOM 2011: 800 IU over 70 years
        ("FR", 45, 600),  # EFSA 2016: 15 µg
        ("GB", 45, 400),  # SACN 2016: 10 µg
    ],
)
def test_without_a_level_the_reference_intake_of_the_country(
    country: str, age: int, intake: float
) -> None:
    assert plan(country=country, age=age).dose == intake


def test_a_dose_above_the_reference_intake_comes_down_to_it() -> None:
    found = plan(labs=level(90), takes=["D3 2000 IU daily since 2024-01-01"])
    assert (found.action, found.dose) == ("change", 600)


def test_a_dose_within_the_reference_intake_goes_on() -> None:
    found = plan(labs=level(70), takes=["D3 400 IU daily since 2024-01-01"])
    assert (found.action, found.dose) == ("continue", 400)


def test_a_low_level_calls_for_the_smallest_dose_that_reaches_sufficiency() -> None:
    found = plan(labs=level(35))
    assert found.action == "start"
    assert found.dose is not None and 600 <= found.dose <= 4000
    own = next(o for o in found.options if o.authority == "IOM" and o.kind == "target")
    assert own.target == 50
    assert own.probability_reached is not None and own.probability_reached >= 0.9


def test_a_lower_level_never_calls_for_less() -> None:
    doses = [plan(labs=level(nmol)).dose or 0 for nmol in (48, 40, 32)]
    assert doses == sorted(doses)


def test_a_higher_target_never_needs_less() -> None:
    options = [o for o in plan(labs=level(45)).options if o.kind == "target" and o.dose is not None]
    assert len({o.target for o in options}) >= 3
    by_target = sorted(options, key=lambda o: o.target or 0)
    doses = [o.dose for o in by_target]
    assert doses == sorted(doses)  # type: ignore[type-var]


def test_superseded_positions_stand_beside_the_others_and_say_so() -> None:
    statuses = {(o.authority, o.year): o.status for o in plan(labs=level(60)).options}
    assert statuses["Endocrine Society", 2011] == "superseded"
    assert statuses["Endocrine Society", 2024] == "in force"


def test_a_body_that_endorses_no_target_is_listed_as_that() -> None:
    kinds = {(o.authority, o.year, o.kind) for o in plan().options}
    assert ("Endocrine Society", 2024, "none") in kinds


def test_a_value_that_fits_nobody_gives_no_calculated_dose() -> None:
    found = plan(labs=level(20), takes=["D3 4000 IU daily since 2023-01-01"])
    assert found.dose in (None, 4000)
    assert all(o.probability_reached is None for o in found.options)
