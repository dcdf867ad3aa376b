"""Vitamin D3: what to take, and why not more."""

from __future__ import annotations

from dataclasses import dataclass

from d3k2.evidence import Ground, PositionFact, Statement, fact, given, load, simulated
from d3k2.plan.assessment import Action, D3Plan
from d3k2.plan.case import Case, facts, international_units, number, state
from d3k2.plan.indications import Indication, indication, kept
from d3k2.plan.options import options
from d3k2.plan.screened import asks_first, recommended
from d3k2.population import Posterior, probability_above, reach
from d3k2.regimen import VITAMIN_D
from d3k2.units import both_units
from d3k2.wording import phrase


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, at which dose (IU/day), for which reason, standing on what."""

    action: Action
    dose: float | None
    reason: str
    """Key under ``d3.`` in the wording."""
    grounds: tuple[Ground, ...]


def plan_d3(case: Case) -> D3Plan:
    """Decide on vitamin D3 and set every authority's position beside the decision."""
    decision = decide(case)
    statements = [*case.said("d3"), _reason(case, decision)]
    statements += _form(case) + _timing_note(case)
    taken = decision.dose is not None and decision.dose > 0
    return D3Plan(
        allowed=case.screening.allowed["d3"],
        action=decision.action,
        dose=decision.dose,
        form=_form_name(case) if taken else None,
        timing=phrase("d3.timing") if taken else None,
        worth_it=_worth_it(case, decision),
        statements=tuple(statements),
        options=options(case),
    )


def decide(case: Case) -> Decision:
    """Choose the action and the dose: the reference intake or nothing, unless more is called for.

    The order is the argument: what must not be stopped alone, what forbids, what is already too
    much, what a disease calls for, what a measured level says, and only then what is unknown.
    """
    allowed = case.screening.allowed["d3"]
    takes = case.takes_d
    if takes and "d3" in case.screening.do_not_stop:
        too_much = allowed == "no" or takes > upper_limit(case)
        reason, dose = ("both_harms", None) if too_much else ("do_not_stop_alone", takes)
        return Decision("do_not_stop_alone", dose, reason, case.grounds("d3"))
    if allowed == "no":
        action: Action = "stop" if takes else "do_not_start"
        return Decision(action, 0.0 if takes else None, "forbidden", case.grounds("d3"))
    if not takes and asks_first(case.screening, "d3"):
        return Decision("do_not_start", None, "ask_first", case.grounds("d3"))
    return _by_need(case, takes)


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
        reason = "low_outside_model" if case.matched is None else "low_no_fit"
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


def reference_intake(case: Case) -> float:
    """The reference intake of vitamin D for this person, IU/day."""
    return _international(case, "d-intake")


def upper_limit(case: Case) -> float:
    """The upper limit of vitamin D for this person, IU/day."""
    return _international(case, "d-upper-limit")


def ceiling(case: Case) -> float:
    """The most that is ever proposed: the upper limit, or less where a rule says so, IU/day."""
    limits = [
        international_units(one.at_most)
        for one in case.screening.limits
        if one.nutrient == "d3" and one.of in ("supplement", "total")
    ]
    return min([upper_limit(case), *limits])


def _international(case: Case, topic: str) -> float:
    position = _position(case, topic)
    value = position.value or 0.0
    return international_units(value) if position.unit == "µg/day" else value


def _position(case: Case, topic: str) -> PositionFact:
    position = case.position(topic)
    if position is None:
        raise LookupError(f"no {topic} position in force applies to anyone like this person")
    return position


def sufficiency(case: Case) -> float | None:
    """The 25(OH)D that the reference authority calls sufficient, nmol/L; None for infants."""
    position = case.position("d-target")
    return None if position is None else position.value


def sufficiency_words(case: Case) -> str:
    """The same in both units, for a sentence."""
    target = sufficiency(case)
    return "" if target is None else both_units(target)


def intake_ground(case: Case) -> tuple[Ground, ...]:
    """The fact behind `reference_intake`."""
    return (fact(_position(case, "d-intake").id),)


def target_ground(case: Case) -> tuple[Ground, ...]:
    """The fact behind `sufficiency`."""
    position = case.position("d-target")
    return () if position is None else (fact(position.id),)


def _reason(case: Case, decision: Decision) -> Statement:
    level = case.person.latest("calcidiol")
    by_level = decision.reason.startswith(("low", "level"))
    position = case.position("d-target" if by_level else "d-intake")
    authority = "" if position is None else load().authorities[position.authority].short
    return state(
        f"d3.{decision.reason}",
        *(decision.grounds or intake_ground(case)),
        level="advice",
        about="d3",
        certainty="moderate",
        dose=f"{decision.dose or 0:,.0f}",
        takes=f"{case.takes_d:,.0f}",
        intake=f"{reference_intake(case):,.0f}",
        limit=f"{ceiling(case):,.0f}",
        authority=authority,
        target=sufficiency_words(case),
        measured="" if level is None else f"{both_units(level.value)} on {level.date}",
    )


def _form_name(case: Case) -> str:
    if case.person.takes is not None and case.regimen.contains("d2"):
        return "vitamin D2"
    return "vitamin D3"


def _form(case: Case) -> list[Statement]:
    if "vegan" not in case.person.diet.pattern:
        return []
    return [
        state(
            "d3.vegan",
            given("diet.pattern"),
            fact("d2-d3-calcidiol-balachandar-2021"),
            level="note",
            about="d3",
        )
    ]


def _timing_note(case: Case) -> list[Statement]:
    bolus = [i for i in case.regimen.items if i.contains(*VITAMIN_D) and i.schedule.every_days > 1]
    if not bolus:
        return []
    return [
        state(
            "d3.prefer_daily",
            given("takes"),
            *facts("d-falls-sanders-2010", "d-fracture-sanders-2010", "d-schedule-giustina-2024"),
            level="note",
            about="d3",
        )
    ]


def _worth_it(case: Case, decision: Decision) -> tuple[Statement, ...]:
    """What vitamin D changes in absolute terms; nothing to say where none is taken or asked for."""
    if not (decision.dose or case.takes_d or "d3" in case.person.wants):
        return ()
    found = [
        state("d3.worth.fracture", fact("d-fracture-leboff-2022"), level="note", about="outcome"),
        state(
            "d3.worth.with_calcium",
            *facts("calcium-d-fracture-kahwati-2018", "calcium-d-hip-fracture-kahwati-2018"),
            level="note",
            about="outcome",
        ),
    ]
    needed = indication(case)
    target = needed.until if needed is not None and needed.until else sufficiency(case)
    measured = case.calcidiol is not None
    if case.posterior and target is not None and decision.dose and measured:
        found.append(_staying_above(case, case.posterior, decision.dose, target))
    return tuple(found)


def _staying_above(case: Case, posterior: Posterior, dose: float, target: float) -> Statement:
    above = round(100 * probability_above(posterior, dose, target))
    return state(
        "d3.worth.level",
        simulated("plan"),
        *target_ground(case),
        level="note",
        about="outcome",
        certainty="moderate",
        dose=f"{dose:,.0f}",
        target=both_units(target),
        in_hundred="at least 99" if above >= 99 else f"about {above}",
    )
