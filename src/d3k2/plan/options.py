"""Every authority's position on vitamin D beside the others, worked out for this person."""

from __future__ import annotations

from d3k2.evidence import Applied, load, positions
from d3k2.plan.assessment import Option
from d3k2.plan.case import Case, concerns, international_units
from d3k2.population import probability_above, reach


def options(case: Case) -> tuple[Option, ...]:
    """What each position on intake and target would mean in this person.

    An intake is a dose; a target is answered by the smallest daily supplement that reaches it in
    most of the virtual people; a body that endorses no target is listed as that.
    Positions written for other people are left out, superseded and draft ones stay and say so.
    """
    intakes = [a for a in positions("d-intake", case.person) if a.position.value is not None]
    rows = [_intake(case, a) for a in intakes if _shown(a)]
    rows += [_target(case, a) for a in positions("d-target", case.person) if _shown(a)]
    return tuple(rows)


def _shown(applied: Applied) -> bool:
    return concerns(applied) and applied.position.citable


def _intake(case: Case, applied: Applied) -> Option:
    position = applied.position
    value = position.value or 0.0
    dose = international_units(value) if position.unit == "µg/day" else value
    return _option(case, applied, "intake", None, dose)


def _target(case: Case, applied: Applied) -> Option:
    target = applied.position.value
    if target is None:
        return _option(case, applied, "none", None, None)
    dose = None if case.posterior is None else reach(case.posterior, target)
    return _option(case, applied, "target", target, dose)


def _option(
    case: Case, applied: Applied, kind: str, target: float | None, dose: float | None
) -> Option:
    position = applied.position

    def above(level: float | None) -> float | None:
        if case.posterior is None or dose is None or level is None:
            return None
        return round(probability_above(case.posterior, dose, level), 3)

    return Option(
        authority=load().authorities[position.authority].short,
        year=position.year,
        status=position.status,
        kind=kind,  # type: ignore[arg-type]
        target=target,
        dose=dose,
        probability_reached=above(target),
        probability_above_125=above(125.0),
        probability_above_250=above(250.0),
        applies=applied.applies,
        fact=position.id,
    )
