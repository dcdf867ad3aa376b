"""The constants of the model, each the value of a fact.

The fact behind a constant is found by its name: ``fat_volume`` of the vitamin D block takes its
value from ``vitamin-d-model-fat-volume``. What no fact bears belongs to a person or a course.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from d3k2.evidence import QuantityFact, load
from d3k2.physiology.equations import equations
from d3k2.physiology.model import BLOCKS, CLOCK, model

_PREFIXES = {
    "vitamin_d": "vitamin-d-model-",
    "mineral_bone": "mineral-model-",
    "vitamin_k": "vitamin-k-model-",
    "artery": "artery-model-",
    "warfarin": "warfarin-model-",
}


@cache
def parameter_facts(*blocks: str) -> Mapping[str, str]:
    """Return the id of the fact behind every constant of some blocks (all, when none is named)."""
    known = load().facts
    found: dict[str, str] = {}
    for block in blocks or BLOCKS:
        for equation in equations(block):
            fact = _PREFIXES[block] + equation.name.replace("_", "-")
            if equation.kind == "value" and fact in known:
                found.setdefault(equation.name, fact)
    return MappingProxyType(found)


@cache
def nominal() -> Mapping[str, float]:
    """Return every constant at its value for the typical person of the reference size."""
    return MappingProxyType({name: quantity(fact) for name, fact in parameter_facts().items()})


@cache
def inputs() -> Mapping[str, float]:
    """Return what belongs to a person and has no fact of its own, at its neutral value.

    ``food_calcium`` (mmol/day) stands in no equation: with the supplements of a course it makes
    the loads that the gut is offered.
    """
    whole = model(*BLOCKS)
    facts = parameter_facts()
    names = (n for n in whole.constants if n not in facts and n not in CLOCK)
    own = {name: whole.written[name] for name in names}
    return MappingProxyType({**own, "food_calcium": whole.written["calcium_offered"]})


def quantity(fact: str) -> float:
    """Return the value of a quantity fact.

    Raises
    ------
    LookupError
        When no quantity has this id: a fault of our data, caught by the tests.
    """
    found = load().facts.get(fact)
    if not isinstance(found, QuantityFact):
        raise LookupError(f"no quantity fact is called {fact}")
    return found.value
