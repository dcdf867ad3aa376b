"""How much calcium a person eats."""

from __future__ import annotations

from d3k2.evidence import food
from d3k2.person import Person
from d3k2.physiology import quantity


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
