"""The food table as facts: one for each content that a source printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

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


def food_fact_id(food: Food, field: str) -> str:
    """The id of the fact about one content of a food: ``food-natto-mk7``."""
    return f"food-{food.id}-{field}".replace("_", "-")


def food_facts(foods: Iterable[Food], sources: Mapping[str, Source]) -> Iterator[QuantityFact]:
    """Yield each content that was printed; what was imputed, assumed or derived is no fact."""
    for food in foods:
        for field, (name, unit) in CONTENTS.items():
            value = getattr(food, field)
            if value is None or _column(field) in food.exceptions:
                continue
            where = food.source_ca_d if field in ("calcium", "vitamin_d") else food.source_k
            yield QuantityFact(
                id=food_fact_id(food, field),
                text=f"{food.name} ({food.group}) holds {value:g} {unit} of {name} per 100 g.",
                sources=tuple(
                    Reference(id=i, where=where or "food table", read=sources[i].read)
                    for i in food.source_ids
                ),
                grade="moderate",
                value=value,
                unit=f"{unit}/100 g",
                note=food.note or None,
                at=food.at,
            )


def _column(field: str) -> str:
    """How the table names the content among its exceptions: vitamin K1 with its nutrient."""
    return "vitamin_k1" if field == "k1" else field
