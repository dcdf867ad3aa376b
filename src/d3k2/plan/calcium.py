"""Calcium: food first, then the gap only, elemental, in doses that are absorbed."""

from __future__ import annotations

import math

from d3k2.evidence import Statement, fact, facts, given, load, state
from d3k2.plan.assessment import Action, CalciumPlan
from d3k2.plan.calcium_doses import about_doses, split
from d3k2.plan.case import Case, number
from d3k2.plan.food_swaps import swaps
from d3k2.plan.indications import kept
from d3k2.plan.screened import must_not_be_stopped, recommended
from d3k2.population import calcium_from_food


def plan_calcium(case: Case) -> CalciumPlan:
    """Work out the gap between what is eaten and the reference intake, and how to close it."""
    target = reference_intake(case)
    eaten = calcium_from_food(case.person)
    gap = None if eaten is None or target is None else max(0.0, target - eaten)
    action, supplement = decide(case, gap)
    doses = split(case, supplement)
    return CalciumPlan(
        allowed=case.screening.allowed["calcium"],
        action=action,
        target=target,
        from_food=eaten,
        supplement=supplement,
        doses=doses,
        food_swaps=swaps(case, gap or 0.0) if worth_closing(gap) else (),
        worth_it=_worth_it(case, supplement),
        statements=(
            *case.said("calcium"),
            *about_doses(case, doses, supplement),
            _reason(case, action, gap, supplement),
        ),
    )


def worth_closing(gap: float | None) -> bool:
    """Whether a gap is large enough for an estimate of a diet to tell."""
    return gap is not None and gap >= number("choice-gap-worth-closing")


def reference_intake(case: Case) -> float | None:
    """The reference intake of calcium for this person, mg/day."""
    position = case.position("calcium-intake")
    if position is None:
        return None
    return position.value if position.value is not None else position.low


def decide(case: Case, gap: float | None) -> tuple[Action, float | None]:
    """The action and the supplement, mg of the element a day.

    What must not be stopped alone comes first, then what is forbidden, then the gap. A supplement
    is proposed only to who asks for one or needs it for a medicine or disease, and not before a
    clinician where a rule says so.
    """
    allowed = case.screening.allowed["calcium"]
    takes = case.takes_calcium
    if takes and must_not_be_stopped(case.screening, "calcium"):
        return "do_not_stop_alone", None if allowed == "no" else takes
    if allowed == "no":
        return ("stop", 0.0) if takes else ("do_not_start", None)
    if takes:
        return _taken(case, gap, takes)
    return _not_taken(case, gap)


def _taken(case: Case, gap: float | None, takes: float) -> tuple[Action, float | None]:
    if kept(case) is not None:
        return "continue", takes
    most = needed_at_most(case) if gap is None else needed(case, gap)
    if most == 0:
        return "stop", 0.0
    return ("continue", takes) if takes <= most else ("change", most)


def _not_taken(case: Case, gap: float | None) -> tuple[Action, float | None]:
    wanted = "calcium" in case.person.wants
    called_for = recommended(case.screening, "calcium") or "calcium" in case.screening.do_not_stop
    if wanted and not called_for and case.screening.allowed["calcium"] == "clinician":
        return "do_not_start", None
    supplement = 0.0 if gap is None else needed(case, gap)
    if supplement and (wanted or called_for):
        return "start", supplement
    return "none", None


def needed(case: Case, gap: float) -> float:
    """The supplement that a known gap calls for, mg/day."""
    return fitting(case, gap) if worth_closing(gap) else 0.0


def needed_at_most(case: Case) -> float:
    """The supplement that a diet low in calcium would call for, when the diet is not known."""
    target = reference_intake(case)
    if target is None:
        return case.takes_calcium
    return fitting(case, max(0.0, target - number("choice-diet-calcium-low")))


def fitting(case: Case, gap: float) -> float:
    """The supplement that closes a gap, within what the rules leave, mg/day."""
    step = number("choice-calcium-step")
    eaten = calcium_from_food(case.person) or 0.0
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
        *(facts("choice-calcium-single-dose") if supplement else ()),
        *case.grounds("calcium"),
        level="advice",
        about="calcium",
        certainty="moderate",
        gap="" if gap is None else f"{gap:,.0f}",
        supplement=f"{supplement or 0:,.0f}",
        fits=f"{needed_at_most(case) if gap is None else fitting(case, gap):,.0f}",
        takes=f"{case.takes_calcium:,.0f}",
        target=f"{reference_intake(case) or 0:,.0f}",
        eaten=f"{calcium_from_food(case.person) or 0:,.0f}",
        authority="" if position is None else load().authorities[position.authority].short,
    )


def _key(case: Case, action: Action, gap: float | None) -> str:
    """Which sentence says what was decided."""
    allowed, takes = case.screening.allowed["calcium"], case.takes_calcium
    if reference_intake(case) is None:
        return "no_reference"
    if action == "do_not_stop_alone":
        above = gap is not None and takes > fitting(case, gap)
        if allowed == "no":
            return "both_harms"
        if not above:
            return action
        no_gap = fitting(case, gap or 0.0) == 0
        return "do_not_stop_alone_no_gap" if no_gap else "do_not_stop_alone_above_gap"
    if action == "do_not_start":
        return f"do_not_start_{allowed}"
    if allowed == "no":
        return action
    if action == "stop":
        return "diet_only" if gap is None or worth_closing(gap) else "not_needed"
    if action == "continue" and kept(case) is not None:
        return "kept"
    if gap is None:
        return {"continue": "diet_unknown_continue", "change": "diet_unknown_change"}.get(
            action, "diet_unknown"
        )
    if action == "none" and worth_closing(gap):
        return "food_first"
    return "continue_clinician" if action == "continue" and allowed == "clinician" else action


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
