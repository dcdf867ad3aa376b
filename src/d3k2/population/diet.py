"""How much calcium and vitamin K a person eats."""

from __future__ import annotations

from typing import Literal

from d3k2.evidence import food
from d3k2.person import Person
from d3k2.physiology import quantity

_PER = 100.0
"""g: what contents are given for."""
_DAYS_A_WEEK = 7


def calcium_from_food(person: Person) -> float | None:
    """Return calcium eaten, mg/day: as stated, from the foods listed, or by the word for the diet.

    None when nothing was said, or too few foods to stand for a diet: a guess would decide the
    supplement.
    """
    diet = person.diet
    if diet.calcium is not None:
        return diet.calcium
    if len(diet.foods) >= quantity("choice-diet-foods-listed"):
        listed = sum(
            (food(eaten.food).calcium_per_portion or 0.0) * eaten.portions_per_week / 7
            for eaten in diet.foods
        )
        return round(listed + quantity("choice-diet-calcium-unlisted"))
    if diet.level is not None:
        return quantity(f"choice-diet-calcium-{diet.level}")
    return None


VitaminK = Literal["k1", "mk4", "mk7"]


def vitamin_k_from_food(person: Person, form: VitaminK) -> float:
    """Return how much of a form of vitamin K the listed foods hold, µg/day.

    A food of which the amount is unknown counts as none.
    """
    held = 0.0
    for eaten in person.diet.foods:
        known = food(eaten.food)
        content, portion = getattr(known, form), known.portion
        if content is not None and portion is not None:
            held += content * portion / _PER * eaten.portions_per_week / _DAYS_A_WEEK
    return held
