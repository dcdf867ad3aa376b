"""Calcium: food first, then the gap only, elemental, in doses that are absorbed."""

from __future__ import annotations

import math

from d3k2.evidence import Statement, fact, food, given
from d3k2.plan.assessment import Action, CalciumPlan
from d3k2.plan.calcium_doses import split
from d3k2.plan.case import Case, facts, number, state
from d3k2.plan.food_swaps import swaps
from d3k2.plan.screened import recommended


def plan_calcium(case: Case) -> CalciumPlan:
    """Work out the gap between what is eaten and the reference intake, and how to close it."""
    target = reference_intake(case)
    eaten = from_food(case)
    gap = None if eaten is None or target is None else max(0.0, target - eaten)
    action, supplement = decide(case, gap)
    return CalciumPlan(
        allowed=case.screening.allowed["calcium"],
        action=action,
        target=target,
        from_food=eaten,
        supplement=supplement,
        doses=split(case, supplement),
        food_swaps=swaps(case, gap or 0.0) if worth_closing(gap) else (),
        worth_it=_worth_it(case, supplement),
        statements=(*case.said("calcium"), _reason(case, action, gap, supplement)),
    )


def worth_closing(gap: float | None) -> bool:
    """Whether a gap is large enough for an estimate of a diet to tell."""
    return gap is not None and gap >= number("choice-gap-worth-closing")


def reference_intake(case: Case) -> float | None:
    """The reference intake of calcium for this person, mg/day."""
    position = case.position("calcium-intake")
    return None if position is None else position.value


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
    """The action and the supplement, mg of the element a day.

    What must not be stopped alone comes first, then what is forbidden, then the gap. A supplement
    is proposed only to who asks for one, takes one, or needs it for a medicine or disease.
    """
    allowed = case.screening.allowed["calcium"]
    takes = case.takes_calcium
    if takes and "calcium" in case.screening.do_not_stop:
        return "do_not_stop_alone", None if allowed == "no" else takes
    if allowed == "no":
        return ("stop", 0.0) if takes else ("do_not_start", None)
    if gap is None:
        return ("continue", takes) if takes else ("none", None)
    supplement = fitting(case, gap) if worth_closing(gap) else 0.0
    if not supplement:
        return ("stop", 0.0) if takes else ("none", None)
    if not takes:
        wanted = "calcium" in case.person.wants or recommended(case.screening, "calcium")
        return ("start", supplement) if wanted else ("none", None)
    return ("continue", takes) if takes <= supplement else ("change", supplement)


def fitting(case: Case, gap: float) -> float:
    """The supplement that closes a gap, within what the rules leave, mg/day."""
    step = number("choice-calcium-step")
    eaten = from_food(case) or 0.0
    limits = [
        one.at_most - (eaten if one.of == "total" else 0.0)
        for one in case.screening.limits
        if one.nutrient == "calcium" and one.of in ("supplement", "total")
    ]
    return max(0.0, min([math.ceil(gap / step) * step, *limits]))


def _reason(case: Case, action: Action, gap: float | None, supplement: float | None) -> Statement:
    position = case.position("calcium-intake")
    of_reference = () if position is None else (fact(position.id),)
    return state(
        f"calcium.{_key(case, action, gap)}",
        given("diet"),
        *of_reference,
        *case.grounds("calcium"),
        level="advice",
        about="calcium",
        certainty="moderate",
        gap="" if gap is None else f"{gap:,.0f}",
        supplement=f"{supplement or 0:,.0f}",
        fits="" if gap is None else f"{fitting(case, gap):,.0f}",
        takes=f"{case.takes_calcium:,.0f}",
        target=f"{reference_intake(case) or 0:,.0f}",
        eaten=f"{from_food(case) or 0:,.0f}",
    )


def _key(case: Case, action: Action, gap: float | None) -> str:
    """Which sentence says what was decided."""
    if action == "do_not_stop_alone" and case.screening.allowed["calcium"] == "no":
        return "both_harms"
    if action == "do_not_stop_alone":
        above = gap is not None and case.takes_calcium > fitting(case, gap)
        return "do_not_stop_alone_above_gap" if above else action
    if case.screening.allowed["calcium"] == "no":
        return action
    if gap is None:
        return "diet_unknown"
    if action == "stop":
        return "diet_only" if worth_closing(gap) else "not_needed"
    return "food_first" if action == "none" and worth_closing(gap) else action


def _worth_it(case: Case, supplement: float | None) -> tuple[Statement, ...]:
    if not supplement and not case.takes_calcium and "calcium" not in case.person.wants:
        return ()
    of = {
        "bone": "calcium-bmd-tai-2015",
        "fracture": "calcium-d-fracture-kahwati-2018",
        "stones": "calcium-d-stones-wallace-2011",
    }
    return tuple(
        state(f"calcium.worth.{name}", *facts(fact_id), level="note", about="outcome")
        for name, fact_id in of.items()
    )
