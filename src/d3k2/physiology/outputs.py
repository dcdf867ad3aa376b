"""What the model shows, and which of it has met trials it was not fitted to."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from d3k2.person import Person


def outputs() -> tuple[str, ...]:
    """Return the variables that are shown, as terms of the register of names."""
    return tuple(_table())


def passed(variable: str) -> bool:
    """Whether a variable may enter a person's answer; everything else is research."""
    return bool(_table()[variable]["passed"])


def outputs_for(person: Person) -> tuple[str, ...]:
    """Return the variables that the model can show of a person.

    Bone density is left out under medicines that act on bone, and coronary calcium where no
    score is known.
    """
    on_bone = person.uses("osteoporosis-medicine", "glucocorticoid")
    no_score = person.latest("cac") is None
    return tuple(
        name
        for name, entry in _table().items()
        if not (on_bone and entry.get("bone")) and not (no_score and name == "cac")
    )


@cache
def _table() -> Mapping[str, Any]:
    text = resources.files("d3k2.physiology").joinpath("outputs.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))
