"""How far each constant and each personal input is varied, and what stays fixed, and why."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from d3k2.evidence import QuantityFact, load
from d3k2.physiology import model, parameter_facts, quantity

MIDDLE_90 = 1.645
"""Standard deviations to either side that hold the middle 90 % of people."""


@dataclass(frozen=True)
class Range:
    """Between which ends something is drawn."""

    name: str
    value: float
    low: float
    high: float
    why: str
    log: bool = False

    def at(self, share: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the values at shares, from 0 to 1, of the way between the ends."""
        if self.log:
            return self.low * (self.high / self.low) ** share
        return self.low + (self.high - self.low) * share


@cache
def table() -> Mapping[str, Any]:
    """Return ``ranges.toml``."""
    return tomllib.loads(Path(__file__).with_name("ranges.toml").read_text("utf-8"))


def fixed() -> dict[str, str]:
    """Return the reason for every constant that stays where it is."""
    return {name: group["why"] for group in table()["fixed"] for name in group["names"]}


def constants(blocks: Iterable[str]) -> list[Range]:
    """Return the constants of some blocks of the model that are varied."""
    facts = parameter_facts(*blocks)
    stay = fixed().keys() | {name for entry in table()["inputs"] for name in entry["sets"]}
    return [_constant(n, facts[n]) for n in model(*blocks).constants if n in facts.keys() - stay]


def inputs(subject: str, blocks: Iterable[str]) -> list[Range]:
    """Return the personal inputs of a subject that can reach some blocks of the model."""
    given = set(_NEEDS) & set(blocks)
    reached = {name for block in given for name in _NEEDS[block]}
    return [_input(e, subject) for e in table()["inputs"] if e["name"] in reached & _of(subject)]


def usual(subject: str) -> dict[str, float]:
    """Return every personal input of a subject at its own value."""
    return {e["name"]: _usual(e, subject) for e in table()["inputs"] if e["name"] in _of(subject)}


_D = (
    "calcidiol_before", "weight", "own_body_fat", "age", "season_swing", "own_vitamin_d_absorption",
    "own_conversion", "own_other_loss", "own_clearance", "own_fat_volume",
)  # fmt: skip

_NEEDS = {
    "vitamin_d": _D,
    "mineral_bone": ("menopause_age", "egfr", "food_calcium", "own_calcium_absorption"),
    "vitamin_k": ("egfr", "own_food_k1", "own_food_mk7", "own_dp_ucmgp"),
}


def _constant(name: str, fact: str) -> Range:
    rules = table()["constants"]
    found = load().facts[fact]
    assert isinstance(found, QuantityFact)
    value = found.value
    low, high, why = found.low, found.high, "low and high of the fact"
    if low is None or high is None:
        published = found.sources[0].id in rules["published_models"]
        share = rules["in_published_models" if published else "elsewhere"]
        of = value - 1 if name in rules["from_one"] else value
        low, high = sorted((value - share * of, value + share * of))
        why = f"± {100 * share:.0f} %" + (" of the distance from 1" if of != value else "")
    ends = rules["ends"].get(name)
    if ends:
        whole = "low" in ends and "high" in ends
        low, high = ends.get("low", low), ends.get("high", high)
        why = ends["why"] if whole else f"{why}; {ends['why']}"
    return Range(name, value, low, high, why, name in rules["log"])


def _input(entry: Mapping[str, Any], subject: str) -> Range:
    name, value = entry["name"], _usual(entry, subject)
    if "spread" in entry:
        wide = float(np.exp(MIDDLE_90 * quantity(entry["spread"])))
        return Range(name, value, 1 / wide, wide, "the middle 90 % of people", log=True)
    if "sd" in entry:
        wide = MIDDLE_90 * quantity(entry["sd"])
        return Range(name, value, -wide, wide, "the middle 90 % of people")
    ends = entry["of"][subject] if "of" in entry else entry
    return Range(name, value, ends["low"], ends["high"], "a choice: persons who are seen")


def _usual(entry: Mapping[str, Any], subject: str) -> float:
    given = table()["subjects"][subject]["inputs"]
    if entry["name"] in given:
        return float(given[entry["name"]])
    if entry["name"] == "season_swing":
        return quantity("vitamin-d-model-season-share")
    return 0.0 if "sd" in entry else 1.0


def _of(subject: str) -> set[str]:
    return {e["name"] for e in table()["inputs"] if subject in e.get("of", {subject})}
