"""The food table as facts: one for each content that a source printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from d3k2.evidence.foods import Food
from d3k2.evidence.records import QuantityFact, Reference, Source

CONTENTS: Mapping[str, tuple[str, str]] = {
    "calcium": ("calcium", "mg"),
    "vitamin_d": ("vitamin D", "µg"),
    "k1": ("vitamin K1", "µg"),
    "mk4": ("MK-4", "µg"),
    "mk5_9": ("MK-5 to MK-9 together", "µg"),
    "k2_total": ("vitamin K2 in all forms", "µg"),
    "mk7": ("MK-7", "µg"),
    "mk8": ("MK-8", "µg"),
    "mk9": ("MK-9", "µg"),
    "mk9_4h": ("tetrahydro-MK-9", "µg"),
}
"""Field of a food -> what it is called, and in what it is given per 100 g."""


@dataclass(frozen=True, slots=True)
class Content:
    """One content of a food, per 100 g, and the fact that says so."""

    field: str
    name: str
    value: float
    unit: str
    fact: str


def food_contents(food: Food) -> Iterator[Content]:
    """Yield each content that a source printed; what was imputed, assumed or derived is left."""
    for field, (name, unit) in CONTENTS.items():
        value = getattr(food, field)
        if value is not None and _column(field) not in food.exceptions:
            fact = f"food-{food.id}-{field}".replace("_", "-")
            yield Content(field, name, value, unit, fact)


def food_facts(foods: Iterable[Food], sources: Mapping[str, Source]) -> Iterator[QuantityFact]:
    """Yield each content of each food as a fact."""
    for food in foods:
        for content in food_contents(food):
            minerals = content.field in ("calcium", "vitamin_d")
            where = food.source_ca_d if minerals else food.source_k
            yield QuantityFact(
                id=content.fact,
                text=(
                    f"{food.name} ({food.group}) holds {content.value:g} {content.unit} "
                    f"of {content.name} per 100 g."
                ),
                sources=tuple(
                    Reference(id=i, where=where or "food table", read=sources[i].read)
                    for i in food.source_ids
                ),
                grade="moderate",
                value=content.value,
                unit=f"{content.unit}/100 g",
                note=food.note or None,
                at=food.at,
            )


def _column(field: str) -> str:
    """How the table names the content among its exceptions: vitamin K1 with its nutrient."""
    return "vitamin_k1" if field == "k1" else field
