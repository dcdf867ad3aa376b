"""What a percentage on a label says about the amount beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from d3k2.regimen.naming import factor, table
from d3k2.regimen.regimen import VITAMIN_D, Substance
from d3k2.units import show_number

Nutrient = Literal["d", "k", "calcium"]
NUTRIENTS: tuple[Nutrient, ...] = ("d", "k", "calcium")


@dataclass(frozen=True, slots=True)
class DailyValue:
    """One set of reference values: what 100 % means."""

    key: str
    title: str
    marks: tuple[str, ...]
    values: Mapping[Nutrient, float]


@cache
def daily_values() -> tuple[DailyValue, ...]:
    """Every set of reference values, in the order they are tried."""
    return tuple(
        DailyValue(key, row["title"], tuple(row["marks"]), {n: float(row[n]) for n in NUTRIENTS})
        for key, row in table("daily_values").items()
    )


def nutrient(substance: Substance) -> Nutrient:
    """Under which of a label's nutrients a substance is counted."""
    if substance == "calcium":
        return "calcium"
    return "d" if substance in VITAMIN_D else "k"


def fitting(substance: Substance, amount: float, percent: float, mark: str) -> DailyValue | None:
    """Find the reference values by which this amount is this percentage, within rounding."""
    for each in daily_values():
        if mark not in each.marks:
            continue
        expected = 100 * amount / each.values[nutrient(substance)]
        allowed = max(factor("label_points"), factor("label_rounding") * expected)
        if abs(percent - expected) <= allowed:
            return each
    return None


def expected_percentages(substance: Substance, amount: float) -> str:
    """Say which percentages would fit an amount, for a person."""
    said = [
        f"{show_number(100 * amount / each.values[nutrient(substance)])} % ({each.title})"
        for each in daily_values()
    ]
    return " or ".join(said)
