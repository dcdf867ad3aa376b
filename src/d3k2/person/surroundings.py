"""Reads how a person lives: country, food, sun, falls, and what they ask about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from d3k2.person.faults import Faults
from d3k2.person.given import GivenDiet, GivenSun
from d3k2.person.limits import within
from d3k2.person.person import Diet, Food, Sun
from d3k2.person.words import canonical, words
from d3k2.units import read_quantity


def read_country(given: str | None, faults: Faults) -> str | None:
    """Return the ISO 3166 alpha-2 code."""
    if given is None:
        return None
    code = given.strip().upper()
    code = words()["countries"].get(code, code)
    if re.fullmatch("[A-Z]{2}", code):
        return str(code)
    faults.note(
        "country", "This is no country code.", given=given, accepted="two letters, such as US"
    )
    return None


def read_wants(given: Sequence[str] | None, faults: Faults) -> tuple[str, ...]:
    """Return the nutrients asked about, each once."""
    found: list[str] = []
    for index, text in enumerate(given or ()):
        nutrient = canonical("wants", text)
        if nutrient is None:
            faults.note(
                f"wants[{index}]",
                "This is none of the three nutrients.",
                given=text,
                accepted="K2, more D3 or calcium",
            )
        else:
            found.append(nutrient)
    return tuple(dict.fromkeys(found))


def read_falls(given: int | None, faults: Faults) -> int | None:
    """Return the falls in the last year, if the number is possible."""
    if given is not None:
        with faults.at("falls_last_year"):
            within(given, "falls_last_year")
    return given


def read_diet(given: GivenDiet | None, faults: Faults) -> Diet:
    """Return what is eaten, calcium in mg/day."""
    if given is None:
        return Diet()
    calcium = None
    if given.calcium is not None:
        with faults.at("diet.calcium"):
            calcium = read_quantity(given.calcium, "calcium_intake")
    foods: list[Food] = []
    for index, food in enumerate(given.foods or ()):
        with faults.at(f"diet.foods[{index}].portions_per_week"):
            portions = within(food.portions_per_week, "portions_per_week")
            foods.append(Food(food=food.food.strip().lower(), portions_per_week=portions))
    return Diet(
        calcium=calcium,
        level=given.level,
        foods=tuple(foods),
        pattern=tuple(dict.fromkeys(given.pattern or ())),
    )


def read_sun(given: GivenSun | None, faults: Faults) -> Sun:
    """Return where and how the person is in the sun."""
    if given is None:
        return Sun()
    if given.latitude is not None:
        with faults.at("sun.latitude"):
            read_quantity(f"{given.latitude:.15g}", "latitude")
    return Sun(latitude=given.latitude, skin=given.skin, habit=given.habit)
