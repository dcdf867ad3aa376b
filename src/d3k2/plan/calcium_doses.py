"""A calcium supplement as doses: which salt, how large, at which moments of the day."""

from __future__ import annotations

import math

from d3k2.evidence import Statement, facts, state
from d3k2.plan.assessment import CalciumDose
from d3k2.plan.case import Case, number
from d3k2.plan.timing import Slot, calcium_slots


def split(case: Case, supplement: float | None) -> tuple[CalciumDose, ...]:
    """Doses no larger than the single dose that is absorbed well, at moments that fit the day.

    Where carbonate, which needs a meal, finds no room for that, citrate is taken instead: it may be
    taken at any time. Where the day has no room for all doses, the rest is left to a pharmacist.
    """
    if not supplement or case.screening.allowed["calcium"] == "no":
        return ()
    single = number("choice-calcium-single-dose")
    count = math.ceil(supplement / single)
    salt, slots = _room(case, count)
    return tuple(
        CalciumDose(
            slot=slot.name,
            elemental=round(min(single, supplement / len(slots))),
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
    """Whether citrate is taken already, or a rule prefers it: where acid is missing, or stones."""
    preferences = case.screening.preferences
    by_rule = any(p.nutrient == "calcium" and p.prefer == "citrate" for p in preferences)
    return by_rule or "citrate" in _salts_taken(case)


def _salts_taken(case: Case) -> set[str]:
    ingredients = (i for item in case.regimen.items for i in item.ingredients)
    return {i.salt for i in ingredients if i.substance == "calcium" and i.salt is not None}


def about_doses(
    case: Case, doses: tuple[CalciumDose, ...], supplement: float | None
) -> tuple[Statement, ...]:
    """What must be said where the doses are not as one would expect."""
    found = []
    single = number("choice-calcium-single-dose")
    placed = sum(dose.elemental for dose in doses)
    if doses and supplement and placed < supplement - len(doses):
        found.append("no_room")
    if any(dose.salt == "citrate" for dose in doses) and not prefers_citrate(case):
        found.append("citrate_for_room")
    grounds = facts("choice-calcium-single-dose", "choice-calcium-dose-interval")
    return tuple(
        state(f"calcium.{name}", *grounds, level="note", about="calcium", single=f"{single:,.0f}")
        for name in found
    )
