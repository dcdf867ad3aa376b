"""How much hangs on an item: which of the traits in ``risk.toml`` it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import tomli
from pydantic import Field

from d3k2.evidence import Record

Features = Mapping[str, frozenset[str]]
"""What is true of an item, by the keys that ``risk.toml`` asks for."""


class Trait(Record):
    """A reason to look at an item before others."""

    weight: int = Field(gt=0)
    reason: str
    any: dict[str, tuple[str, ...]]
    """An item has the trait when it shares an entry with any of these lists."""

    def of(self, features: Features) -> bool:
        """Whether an item with these features has the trait."""
        return any(features.get(key, frozenset()) & set(named) for key, named in self.any.items())


@dataclass(frozen=True, slots=True)
class Risk:
    """The sum of the weights of an item's traits, and their reasons, gravest first."""

    weight: int
    reasons: tuple[str, ...]


def risk_of(features: Features) -> Risk:
    """Return the risk of an item with these features."""
    had = [trait for trait in traits() if trait.of(features)]
    return Risk(sum(trait.weight for trait in had), tuple(trait.reason for trait in had))


@cache
def traits() -> tuple[Trait, ...]:
    """Every trait, heaviest first."""
    text = resources.files("d3k2.desk").joinpath("risk.toml").read_text("utf-8")
    tables = tomli.loads(text)
    found = [
        Trait(**{**table, "any": {k: tuple(v) for k, v in table["any"].items()}})
        for table in tables.values()
    ]
    return tuple(sorted(found, key=lambda trait: -trait.weight))
