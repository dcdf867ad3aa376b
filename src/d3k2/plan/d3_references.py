"""What a dose of vitamin D is measured against in one person, each with the fact behind it."""

from __future__ import annotations

from d3k2.evidence import Ground, PositionFact, fact, load
from d3k2.plan.case import Case, international_units
from d3k2.units import both_units


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
    position = reference_for(case, topic)
    value = position.value or 0.0
    return international_units(value) if position.unit == "µg/day" else value


def reference_for(case: Case, topic: str) -> PositionFact:
    """The position that the plan of this person is measured against."""
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
    return (fact(reference_for(case, "d-intake").id),)


def target_ground(case: Case) -> tuple[Ground, ...]:
    """The fact behind `sufficiency`."""
    position = case.position("d-target")
    return () if position is None else (fact(position.id),)


def authority_of(case: Case, topic: str) -> str:
    """Who says so, in short."""
    position = case.position(topic)
    return "" if position is None else load().authorities[position.authority].short
