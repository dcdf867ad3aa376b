"""Vitamin D3: what to take, and why not more."""

from __future__ import annotations

from d3k2.evidence import Statement, fact, facts, given, simulated, state
from d3k2.plan.assessment import D3Plan
from d3k2.plan.case import Case
from d3k2.plan.d3_decision import Decision, decide
from d3k2.plan.d3_references import (
    authority_of,
    ceiling,
    intake_ground,
    reference_intake,
    sufficiency,
    sufficiency_words,
    target_ground,
)
from d3k2.plan.indications import indication
from d3k2.plan.options import options
from d3k2.population import Posterior, probability_above
from d3k2.regimen import VITAMIN_D
from d3k2.units import both_units
from d3k2.wording import phrase


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


def _reason(case: Case, decision: Decision) -> Statement:
    level = case.person.latest("calcidiol")
    return state(
        f"d3.{decision.reason}",
        *(decision.grounds or intake_ground(case)),
        level="advice",
        about="d3",
        certainty="moderate",
        dose=f"{decision.dose or 0:,.0f}",
        takes=_taken(case),
        intake=f"{reference_intake(case):,.0f}",
        limit=f"{ceiling(case):,.0f}",
        authority=authority_of(case, "d-target"),
        intake_by=authority_of(case, "d-intake"),
        target=sufficiency_words(case),
        measured="" if level is None else f"{both_units(level.value)} on {level.date}",
    )


def _taken(case: Case) -> str:
    """What is taken a day, and that it is an average where it is not taken daily."""
    rare = any(i.contains(*VITAMIN_D) and i.schedule.every_days > 1 for i in case.regimen.items)
    return f"an average of {case.takes_d:,.0f}" if rare else f"{case.takes_d:,.0f}"


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
