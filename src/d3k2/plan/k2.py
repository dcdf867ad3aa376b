"""Vitamin K2: whether it may be taken, what it would change, and what the trials did not find."""

from __future__ import annotations

from d3k2.evidence import Statement, facts, given, positions, state
from d3k2.plan.assessment import Action, K2Plan
from d3k2.plan.case import Case, number
from d3k2.safety import When, holds


def plan_k2(case: Case) -> K2Plan:
    """Decide on vitamin K2. A dose appears only when K2 was asked for or is taken."""
    action = decide(case)
    dose = _dose(case, action)
    return K2Plan(
        allowed=case.screening.allowed["k2"],
        action=action,
        form=_form(case) if dose else None,
        dose=dose,
        worth_it=_worth_it(case),
        statements=(*case.said("k2"), _reason(case, action)),
    )


def decide(case: Case) -> Action:
    """Choose the action for vitamin K2. Nobody is told to start what was not asked for."""
    if case.takes_k2:
        return _taken(case)
    allowed = case.screening.allowed["k2"]
    if allowed == "no":
        return "do_not_start"
    if "k2" in case.person.wants:
        return "start" if allowed == "yes" else "do_not_start"
    return "none"


def _taken(case: Case) -> Action:
    """What to do with K2 that is taken.

    With a vitamin K antagonist, or a medicine that may be one, it is neither stopped nor changed
    alone. Otherwise it pauses where a rule asks for a clinician: nothing is lost by that.
    """
    screening = case.screening
    if case.may_take_vka or "k2" in screening.do_not_stop:
        return "do_not_stop_alone"
    if screening.by_rules["k2"] != "yes":
        return "stop"
    return "continue" if case.takes_k2 <= _most(case) else "change"


def _dose(case: Case, action: Action) -> float | None:
    if action == "do_not_stop_alone" and _is_new(case):
        return None
    if action in ("continue", "do_not_stop_alone"):
        return case.takes_k2
    if action == "change":
        return _most(case)
    if action == "stop":
        return 0.0
    if action == "start":
        limits = [number("choice-k2-when-asked"), *_product_limits(case)]
        return min(limits)
    return None


def _most(case: Case) -> float:
    """The most that the rules leave, µg/day."""
    limits = [one.at_most for one in case.screening.limits if one.nutrient == "k2"]
    return min(limits, default=float("inf"))


def _product_limits(case: Case) -> list[float]:
    """What the person's own country allows in one product."""
    return [
        a.position.value
        for a in positions("k-product-limit", case.person)
        if a.binding and a.position.status == "in force" and a.position.value is not None
    ]


def _form(case: Case) -> str:
    wanted = [p.prefer for p in case.screening.preferences if p.nutrient == "k2"]
    if not case.takes_k2 and wanted:
        return f"MK-7, {wanted[0]}"
    if case.regimen.contains("mk4") and not case.regimen.contains("mk7"):
        return "MK-4"
    if case.takes_k2 and not case.regimen.contains("mk7"):
        return "K2, form not stated"
    return "MK-7"


def _reason(case: Case, action: Action) -> Statement:
    allowed = case.screening.allowed["k2"]
    key = f"k2.{_key(case, action)}"
    asked = "k2" in case.person.wants or bool(case.takes_k2)
    grounds = facts("k2-bone-dvo-2023", "k2-arteries-efsa-2012")
    if case.grounds("k2") and allowed != "yes":
        grounds = (*case.grounds("k2"), *grounds)
    if asked:
        grounds = (given("takes") if case.takes_k2 else given("wants"), *grounds)
    dose = _dose(case, action)
    return state(
        key,
        *grounds,
        level="advice",
        about="k2",
        certainty="low",
        dose="" if dose is None else f"{dose:,.0f}",
        takes=f"{case.takes_k2:,.0f}",
    )


def _is_new(case: Case) -> bool:
    """Whether K2 has not been taken long enough for an INR to have settled on it."""
    return not holds(When(steady=("k2",)), case.person, case.regimen).truth


def _key(case: Case, action: Action) -> str:
    """Which sentence says what was decided."""
    allowed = case.screening.allowed["k2"]
    if action == "do_not_start":
        return f"do_not_start_{allowed}"
    if action == "do_not_stop_alone" and not case.implies_vka:
        return "do_not_stop_alone_unknown"
    if action == "do_not_stop_alone" and _is_new(case):
        return "do_not_stop_alone_new"
    if action == "stop" and allowed == "clinician":
        return "pause"
    return "continue_clinician" if action == "continue" and allowed == "clinician" else action


def _worth_it(case: Case) -> tuple[Statement, ...]:
    """What K2 would change and what blinded trials did not find, in absolute terms."""
    if not case.takes_k2 and "k2" not in case.person.wants:
        return ()
    return (
        _nobody_recommends(),
        state(
            "k2.worth.marker",
            *facts("k2-ucoc-dalmeijer-2012-180", "k2-dp-ucmgp-dalmeijer-2012-180"),
            level="note",
            about="outcome",
            certainty="moderate",
        ),
        state(
            "k2.worth.bone",
            *facts(
                "k2-bmd-ronn-2016",
                "k2-bmd-knapen-2013",
                "k-fracture-mott-2019",
                "k-fracture-mott-2019-low-bias",
            ),
            level="note",
            about="outcome",
            certainty="low",
        ),
        state(
            "k2.worth.artery",
            *facts("k2-d-aortic-valve-diederichsen-2022", "k2-d-cac-hasific-2023"),
            level="note",
            about="outcome",
            certainty="low",
        ),
    )


def _nobody_recommends() -> Statement:
    return state(
        "k2.worth.authorities",
        *facts("k2-bone-dvo-2023", "k2-arteries-efsa-2012", "k2-with-d3-bfr-2023"),
        level="note",
        about="k2",
        certainty="moderate",
    )
