"""Where the model ends, and why."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from d3k2.person import Person, all_labs
from d3k2.physiology.parameters import quantity
from d3k2.wording import Sentence


def declines(person: Person) -> tuple[str, ...]:
    """Return the reasons why this person lies outside the model; empty when there is none.

    A laboratory value counts whatever its age: an old one may bar, never admit.
    """
    return tuple(key for key, reason in _reasons().items() if _holds(person, reason))


def reason(key: str) -> Sentence:
    """Return a reason in words, to stand within a sentence."""
    found = _reasons()[key]
    return Sentence(found["clinician"], found["patient"])


def reasons() -> tuple[str, ...]:
    """Return the keys of all reasons."""
    return tuple(_reasons())


@cache
def _reasons() -> Mapping[str, Mapping[str, Any]]:
    text = resources.files("d3k2.physiology").joinpath("scope.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))


def _holds(person: Person, reason: Mapping[str, Any]) -> bool:
    if reason.get("pregnant") and person.pregnant:
        return True
    if "age_below" in reason and person.age < quantity(reason["age_below"]):
        return True
    if person.has(*reason.get("conditions", ())):
        return True
    low = reason.get("lab")
    if low and _latest(person, low["what"], default=float("inf")) < quantity(low["below"]):
        return True
    high = [_latest(person, what, default=0.0) for what in reason.get("labs_above", ())]
    return any(value > quantity(reason["above"]) for value in high)


def _latest(person: Person, what: str, default: float) -> float:
    values = [lab.value for lab in all_labs(person) if lab.what == what]
    return values[-1] if values else default
