"""The decision on vitamin D3: which action, which dose, and why."""

from __future__ import annotations

from dataclasses import dataclass

from d3k2.evidence import Ground, fact, given, simulated
from d3k2.plan.assessment import Action
from d3k2.plan.case import Case, number
from d3k2.plan.d3_references import (
    ceiling,
    intake_ground,
    reference_intake,
    sufficiency,
    target_ground,
    upper_limit,
)
from d3k2.plan.indications import Indication, indication, kept
from d3k2.plan.k2 import decide as decide_k2
from d3k2.plan.screened import asks_first, must_not_be_stopped, recommended
from d3k2.population import probability_above, reach
from d3k2.regimen import VITAMIN_D, VITAMIN_K2


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, at which dose (IU/day), for which reason, standing on what."""

    action: Action
    dose: float | None
    reason: str
    """Key under ``d3.`` in the wording."""
    grounds: tuple[Ground, ...]


def decide(case: Case) -> Decision:
    """Choose the action and the dose: the reference intake or nothing, unless more is called for.

    The order is the argument: what must not be stopped alone, what forbids, what is already too
    much, what a disease calls for, what a measured level says, and only then what is unknown.
    """
    allowed = case.screening.allowed["d3"]
    takes = case.takes_d
    if takes and must_not_be_stopped(case.screening, "d3"):
        return _not_alone(case, takes)
    if allowed == "no":
        active = case.person.uses("active-vitamin-d")
        reason = "forbidden_active" if active else "forbidden"
        action: Action = "stop" if takes else "do_not_start"
        return Decision(action, 0.0 if takes else None, reason, case.grounds("d3"))
    if takes and _shares_product_with_k2(case):
        return _in_one_product(case, takes)
    if not takes and asks_first(case.screening, "d3"):
        if must_not_be_stopped(case.screening, "d3"):
            return Decision("none", None, "specialist", case.grounds("d3"))
        return Decision("do_not_start", None, "ask_first", case.grounds("d3"))
    return _by_need(case, takes)


def _not_alone(case: Case, takes: float) -> Decision:
    grounds = case.grounds("d3")
    if case.screening.allowed["d3"] == "no":
        return Decision("do_not_stop_alone", None, "both_harms", grounds)
    if takes > upper_limit(case):
        return Decision("do_not_stop_alone", None, "kept_above_limit", grounds)
    return Decision("do_not_stop_alone", takes, "do_not_stop_alone", grounds)


def _shares_product_with_k2(case: Case) -> bool:
    """Whether D3 sits in one product with K2 that must not be changed alone."""
    together = any(i.contains(*VITAMIN_D) and i.contains(*VITAMIN_K2) for i in case.regimen.items)
    return together and decide_k2(case) == "do_not_stop_alone"


def _in_one_product(case: Case, takes: float) -> Decision:
    dose = takes if takes <= upper_limit(case) else None
    return Decision("do_not_stop_alone", dose, "with_k2", (given("takes"), *case.grounds("k2")))


def _by_need(case: Case, takes: float) -> Decision:
    latest = case.person.latest("calcidiol")
    if latest is not None and latest.value >= number("25ohd-caution-iom-2011"):
        caution = (given("labs"), fact("25ohd-caution-iom-2011"))
        return _at_most_intake(case, takes, "level_high", caution)
    level, target = case.calcidiol, sufficiency(case)
    low = level is not None and target is not None and level.value < target
    needed = indication(case)
    calls = needed is not None and not _met(case, needed, takes)
    if needed is not None and calls and not (low and _reaching(case, target) > needed.dose):
        return _for_indication(case, takes, needed)
    if level is None or target is None:
        return _unmeasured(case, takes)
    return _to_target(case, takes, target) if low else _sufficient(case, takes, target)


def _met(case: Case, needed: Indication, takes: float) -> bool:
    """Whether a measured level shows that no supplement is needed after all.

    Not where a rule recommends vitamin D: then leaving it out is the harm.
    """
    level = case.calcidiol
    until = sufficiency(case) if needed.until is None else needed.until
    if takes or level is None or until is None or recommended(case.screening, "d3"):
        return False
    return level.value >= until


def _at_most_intake(case: Case, takes: float, reason: str, grounds: tuple[Ground, ...]) -> Decision:
    """No more than the reference intake: the rest of what is taken brings nothing known."""
    intake = min(reference_intake(case), ceiling(case))
    if takes == 0:
        return Decision("none", None, f"{reason}_none", grounds)
    if takes <= intake:
        return Decision("continue", takes, f"{reason}_continue", grounds)
    return Decision("change", intake, f"{reason}_change", grounds)


def _sufficient(case: Case, takes: float, target: float) -> Decision:
    """What to do at a sufficient level: a dose that is needed to stay there goes on."""
    grounds: tuple[Ground, ...] = (given("labs"), *target_ground(case))
    if takes <= reference_intake(case) or kept(case) is None:
        if not _needed_to_stay(case, takes, target):
            return _at_most_intake(case, takes, "level_sufficient", grounds)
        return Decision("continue", takes, "level_needs_dose", (*grounds, simulated("reach")))
    return _kept(case, takes)


def _needed_to_stay(case: Case, takes: float, target: float) -> bool:
    """Whether too many matched people would fall below a target on the reference intake."""
    intake = reference_intake(case)
    if case.posterior is None or not intake < takes <= ceiling(case):
        return False
    return probability_above(case.posterior, intake, target) < number("choice-reach-probability")


def _kept(case: Case, takes: float) -> Decision:
    """A dose set for a disease: the team decides, and above the limit is called today."""
    grounds = (given("takes"), *(kept(case) or ()))
    if takes > ceiling(case):
        return Decision("do_not_stop_alone", None, "kept_above_limit", grounds)
    return Decision("continue", takes, "kept", grounds)


def _for_indication(case: Case, takes: float, needed: Indication) -> Decision:
    most = ceiling(case)
    dose = min(max(needed.dose, reference_intake(case)), most)
    grounds = (fact(needed.position), *needed.grounds)
    if takes == 0:
        return Decision("start", dose, f"indication.{needed.id}", grounds)
    if dose <= takes <= most:
        return Decision("continue", takes, f"indication.{needed.id}", grounds)
    if takes > dose and kept(case) is not None:
        return _kept(case, takes)
    return Decision("change", dose, f"indication.{needed.id}", grounds)


def _reaching(case: Case, target: float | None) -> float:
    """The daily dose that brings most matched people to a target, IU; zero where none is known."""
    if case.posterior is None or target is None:
        return 0.0
    return reach(case.posterior, target) or 0.0


def _to_target(case: Case, takes: float, target: float) -> Decision:
    limit = ceiling(case)
    grounds = (given("labs"), *target_ground(case))
    if case.posterior is None:
        if case.matched is not None:
            return Decision("change" if takes else "none", None, "low_no_fit", grounds)
        reason = "low_outside_model"
        if takes > limit:
            return Decision("change", limit, reason, grounds)
        return Decision("continue" if takes else "none", takes or None, reason, grounds)
    found = reach(case.posterior, target)
    dose = limit if found is None else min(max(found, reference_intake(case)), limit)
    short = found is None or found > limit
    reason = "low_beyond_limit" if short else "low"
    grounds = (*grounds, simulated("reach"))
    if takes == 0:
        return Decision("start", dose, reason, grounds)
    if takes >= dose and takes <= limit:
        return Decision("continue", takes, "low_on_dose", grounds)
    return Decision("change", dose, reason, grounds)


def _unmeasured(case: Case, takes: float) -> Decision:
    grounds = intake_ground(case)
    if takes > reference_intake(case) and kept(case) is not None:
        return _kept(case, takes)
    if takes:
        return _at_most_intake(case, takes, "unmeasured", grounds)
    dose = min(reference_intake(case), ceiling(case))
    return Decision("start", dose, "unmeasured_start", grounds)
