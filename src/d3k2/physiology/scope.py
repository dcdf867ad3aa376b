"""Where the model ends, for a whole person or for single variables, and why."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import tomli

from d3k2.person import Person, all_labs
from d3k2.physiology.parameters import quantity
from d3k2.regimen import vitamin_d_per_day
from d3k2.units import term
from d3k2.wording import Sentence


def declines(person: Person) -> tuple[str, ...]:
    """Return the reasons why this person lies outside the model; empty when there is none.

    A laboratory value counts whatever its age: an old one may bar, never admit.
    """
    return tuple(key for key, reason in _table("scope.toml").items() if _holds(person, reason))


def left_out(person: Person) -> dict[str, tuple[str, ...]]:
    """Return variables that are not shown of a person whom the model covers, by the reason."""
    return {
        key: tuple(reason["variables"])
        for key, reason in _table("left_out.toml").items()
        if _holds(person, reason)
    }


def reason(key: str) -> Sentence:
    """Return a reason of either kind in words, to stand within a sentence."""
    found = (_table("scope.toml") | _table("left_out.toml"))[key]
    return Sentence(found["clinician"], found["patient"])


def reasons() -> tuple[str, ...]:
    """Return the keys of all reasons, for the whole person and for single variables."""
    return (*_table("scope.toml"), *_table("left_out.toml"))


@cache
def _table(file: str) -> dict[str, Any]:
    return tomli.loads(resources.files("d3k2.physiology").joinpath(file).read_text("utf-8"))


def _holds(person: Person, reason: Mapping[str, Any]) -> bool:
    if reason.get("pregnant") and person.pregnant:
        return True
    if "age_below" in reason and person.age < quantity(reason["age_below"]):
        return True
    if person.has(*reason.get("conditions", ())) or person.uses(*reason.get("medicines", ())):
        return True
    if "symptoms" in reason and _feels(person, reason):
        return True
    low = reason.get("lab")
    if low and _latest(person, low["what"], default=float("inf")) < quantity(low["below"]):
        return True
    high = [_latest(person, what, default=0.0) for what in reason.get("labs_above", ())]
    return any(value > quantity(reason["above"]) for value in high)


def _feels(person: Person, reason: Mapping[str, Any]) -> bool:
    felt = set(reason["symptoms"]) & set(person.symptoms or ())
    high = quantity(reason["alone_above"]) * term("vitamin_d_dose").accepts["IU"]
    taken = 0.0 if person.takes is None else vitamin_d_per_day(person.takes)
    return len(felt) >= (1 if taken > high else quantity(reason["together"]))


def _latest(person: Person, what: str, default: float) -> float:
    values = [lab.value for lab in all_labs(person) if lab.what == what]
    return values[-1] if values else default
