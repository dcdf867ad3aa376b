"""A calcium supplement as doses: which salt, how large, at which moments of the day."""

from __future__ import annotations

import math

from d3k2.plan.assessment import CalciumDose
from d3k2.plan.case import Case, number
from d3k2.plan.timing import Slot, calcium_slots


def split(case: Case, supplement: float | None) -> tuple[CalciumDose, ...]:
    """Doses no larger than the single dose that is absorbed well, at moments that fit the day.

    Where carbonate, which needs a meal, finds no room for that, citrate is taken instead: it may be
    taken at any time. Where the day has no room at all, the doses are fewer and larger.
    """
    if not supplement or case.screening.allowed["calcium"] == "no":
        return ()
    count = math.ceil(supplement / number("choice-calcium-single-dose"))
    salt, slots = _room(case, count)
    return tuple(
        CalciumDose(
            slot=slot.name,
            elemental=round(supplement / len(slots)),
            salt=salt,
            with_food=slot.is_meal,
        )
        for slot in slots
    )


def _room(case: Case, count: int) -> tuple[str, tuple[Slot, ...]]:
    at_meals = calcium_slots(case, count, with_food=True)
    if len(at_meals) == count and not prefers_citrate(case):
        return "carbonate", at_meals
    return "citrate", calcium_slots(case, count, with_food=False)


def prefers_citrate(case: Case) -> bool:
    """Whether a rule prefers citrate: where acid is missing or stones were formed."""
    return any(
        p.nutrient == "calcium" and p.prefer == "citrate" for p in case.screening.preferences
    )
