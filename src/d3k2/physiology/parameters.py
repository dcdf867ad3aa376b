"""The constants of the model, each the value of a fact."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from d3k2.evidence import QuantityFact, load


@cache
def parameter_facts() -> Mapping[str, str]:
    """Return the id of the fact behind every constant of the model that is not a person's."""
    text = resources.files("d3k2.physiology").joinpath("parameters.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text)["vitamin_d"])


@cache
def nominal() -> Mapping[str, float]:
    """Return every constant at its value for the typical person of the reference size.

    Inputs (doses, basal input, season) are absent: they belong to a person and a course.
    """
    return MappingProxyType({name: quantity(fact) for name, fact in parameter_facts().items()})


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
