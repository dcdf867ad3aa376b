"""Foods that close a calcium gap and suit what the person eats, is allergic to, and takes."""

from __future__ import annotations

from d3k2.evidence import Food, food
from d3k2.plan.assessment import FoodSwap
from d3k2.plan.case import Case, table

SHOWN = 4


def swaps(case: Case, gap: float) -> tuple[FoodSwap, ...]:
    """Foods that together close the gap, each at one usual portion a day."""
    chosen: list[FoodSwap] = []
    closed = 0.0
    for name in table("swaps.toml")["foods"]:
        candidate = food(name)
        adds = candidate.calcium_per_portion
        if adds is None or not _fits(case, candidate):
            continue
        chosen.append(FoodSwap(candidate.name, candidate.portion_name, round(adds)))
        closed += adds
        if closed >= gap or len(chosen) == SHOWN:
            break
    return tuple(chosen)


def _fits(case: Case, candidate: Food) -> bool:
    offered = table("swaps.toml")
    person = case.person
    avoided = [*person.diet.pattern, *(person.allergies or ())]
    if case.implies_vka:
        avoided.append("vitamin-k-antagonist")
    groups = {group for one in avoided for group in offered["without"].get(one, ())}
    if "soy" in groups and candidate.id in offered["soy_drinks"]["foods"]:
        return False
    return candidate.group not in groups
