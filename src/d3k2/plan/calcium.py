"""Calcium: food first, then the gap only, elemental, in doses that are absorbed."""

from __future__ import annotations

import math

from d3k2.evidence import Food, Ground, Statement, fact, food, given, positions
from d3k2.plan.assessment import Action, CalciumDose, CalciumPlan, FoodSwap
from d3k2.plan.case import Case, facts, number, state, table, usable
from d3k2.plan.screened import fired
from d3k2.plan.timing import calcium_slots

SWAPS_SHOWN = 4


def plan_calcium(case: Case) -> CalciumPlan:
    """Work out the gap between what is eaten and the reference intake, and how to close it."""
    target = reference_intake(case)
    eaten = from_food(case)
    gap = None if eaten is None or target is None else max(0.0, target - eaten)
    action, supplement = decide(case, gap)
    salt = preferred_salt(case)
    return CalciumPlan(
        allowed=case.screening.allowed["calcium"],
        action=action,
        target=target,
        from_food=eaten,
        supplement=supplement,
        doses=split(case, supplement, salt),
        food_swaps=swaps(case, gap) if gap and gap >= number("choice-gap-worth-closing") else (),
        worth_it=_worth_it(case, supplement),
        statements=(*case.said("calcium"), _reason(case, action, gap, supplement)),
    )


def reference_intake(case: Case) -> float | None:
    """The reference intake of calcium for this person, mg/day."""
    position = case.position("calcium-intake")
    return None if position is None else position.value


def upper_limit(case: Case) -> float:
    """The lowest upper limit in force for total calcium that applies, mg/day."""
    applied = positions("calcium-upper-limit", case.person)
    values = [
        a.position.value
        for a in applied
        if usable(a)
        and a.applies == "yes"
        and a.position.value
        and not a.position.population.countries
    ]
    own = case.position("calcium-upper-limit")
    if own is not None and own.value is not None:
        values.append(own.value)
    return min(values)


def from_food(case: Case) -> float | None:
    """Calcium eaten, mg/day: as stated, from the foods listed, or by the word for the diet.

    None when nothing was said: a guess would decide the supplement.
    """
    diet = case.person.diet
    if diet.calcium is not None:
        return diet.calcium
    if diet.foods:
        listed = sum(
            (food(eaten.food).calcium_per_portion or 0.0) * eaten.portions_per_week / 7
            for eaten in diet.foods
        )
        return round(listed + number("choice-diet-calcium-unlisted"))
    if diet.level is not None:
        return number(f"choice-diet-calcium-{diet.level}")
    return None


def decide(case: Case, gap: float | None) -> tuple[Action, float | None]:
    """The action and the supplement, mg of the element a day."""
    allowed = case.screening.allowed["calcium"]
    takes = case.takes_calcium
    if allowed == "no":
        return ("stop", 0.0) if takes else ("do_not_start", None)
    if "calcium" in case.screening.do_not_stop and takes:
        return "do_not_stop_alone", takes
    if gap is None:
        return ("continue", takes) if takes else ("none", None)
    if gap < number("choice-gap-worth-closing"):
        return ("change", 0.0) if takes else ("none", None)
    supplement = _supplement(case, gap)
    if not takes:
        wanted = "calcium" in case.person.wants or recommended(case)
        return ("start", supplement) if wanted else ("none", None)
    return ("continue", takes) if takes <= supplement else ("change", supplement)


def _supplement(case: Case, gap: float) -> float:
    step = number("choice-calcium-step")
    rounded = math.ceil(gap / step) * step
    limits = [
        one.at_most
        for one in case.screening.limits
        if one.nutrient == "calcium" and one.of == "supplement"
    ]
    return min([rounded, *limits])


def preferred_salt(case: Case) -> str:
    """Citrate where acid is missing or stones were formed, else the cheaper carbonate."""
    wanted = {p.prefer for p in case.screening.preferences if p.nutrient == "calcium"}
    return "citrate" if "citrate" in wanted else "carbonate"


def recommended(case: Case) -> bool:
    """Whether a rule says that enough calcium matters in this person."""
    return any(
        one.effect.on == "calcium" and one.effect.action == "recommend"
        for one in fired(case.screening)
    )


def split(case: Case, supplement: float | None, salt: str) -> tuple[CalciumDose, ...]:
    """Doses no larger than the single dose that is absorbed well, at moments that fit the day."""
    if not supplement or case.screening.allowed["calcium"] == "no":
        return ()
    count = math.ceil(supplement / number("choice-calcium-single-dose"))
    slots = calcium_slots(case, count, with_food=salt == "carbonate")
    each = supplement / count
    return tuple(
        CalciumDose(slot=s.name, elemental=round(each), salt=salt, with_food=s.is_meal)
        for s in slots
    )


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
        if closed >= gap or len(chosen) == SWAPS_SHOWN:
            break
    return tuple(chosen)


def _fits(case: Case, candidate: Food) -> bool:
    """Whether a food suits what the person eats, is allergic to, and takes."""
    offered = table("swaps.toml")
    person = case.person
    avoided = [*person.diet.pattern, *(person.allergies or ())]
    if case.implies_vka:
        avoided.append("vitamin-k-antagonist")
    groups = {group for one in avoided for group in offered["without"].get(one, ())}
    if "soy" in groups and candidate.id in offered["soy_drinks"]["foods"]:
        return False
    return candidate.group not in groups


def _reason(case: Case, action: Action, gap: float | None, supplement: float | None) -> Statement:
    grounds: tuple[Ground, ...] = (given("diet"),)
    position = case.position("calcium-intake")
    if position is not None:
        grounds = (*grounds, fact(position.id))
    key = f"calcium.{action}" if gap is not None else "calcium.diet_unknown"
    if action == "none" and gap is not None and gap >= number("choice-gap-worth-closing"):
        key = "calcium.food_first"
    return state(
        key,
        *grounds,
        level="advice",
        about="calcium",
        certainty="moderate",
        gap="" if gap is None else f"{gap:,.0f}",
        supplement=f"{supplement or 0:,.0f}",
        takes=f"{case.takes_calcium:,.0f}",
        target=f"{reference_intake(case) or 0:,.0f}",
        eaten=f"{from_food(case) or 0:,.0f}",
    )


def _worth_it(case: Case, supplement: float | None) -> tuple[Statement, ...]:
    if not supplement and not case.takes_calcium and "calcium" not in case.person.wants:
        return ()
    return (
        state(
            "calcium.worth.bone",
            *facts("calcium-bmd-tai-2015"),
            level="note",
            about="outcome",
            certainty="moderate",
        ),
        state(
            "calcium.worth.stones",
            *facts("calcium-d-stones-wallace-2011"),
            level="note",
            about="outcome",
            certainty="high",
        ),
    )
