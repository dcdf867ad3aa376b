"""What the model shows, and which of it has met trials it was not fitted to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import tomli

from d3k2.person import Person
from d3k2.physiology.scope import left_out


def outputs() -> tuple[str, ...]:
    """Return the variables that are shown, as terms of the register of names."""
    return tuple(_table())


def passed(variable: str) -> bool:
    """Whether a variable may enter a person's answer; everything else is research."""
    return bool(_table()[variable]["passed"])


def outputs_for(person: Person) -> tuple[str, ...]:
    """Return the variables that the model can show of a person.

    What `left_out` names is not among them, nor coronary calcium where no score is known.
    """
    hidden = {name for names in left_out(person).values() for name in names}
    if person.latest("cac") is None:
        hidden.add("cac")
    return tuple(name for name in outputs() if name not in hidden)


@cache
def _table() -> Mapping[str, Any]:
    text = resources.files("d3k2.physiology").joinpath("outputs.toml").read_text("utf-8")
    return MappingProxyType(tomli.loads(text))
