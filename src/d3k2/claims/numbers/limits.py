"""The upper limits that authorities set, for the ages a sentence speaks of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from d3k2.claims.numbers.reading import Reading
from d3k2.claims.numbers.tables import table, words
from d3k2.evidence import Applied, Ground, PositionFact, fact, positions
from d3k2.units import Quantity as Amount
from d3k2.units import convert, read_quantity, show_number

_WHO = (
    r"(?:people|children|child|kids?|adults|women|men|girls|boys|adolescents|teenagers|those|"
    r"infants?)"
)
_AGED = rf"(?:aged?|ages|at age|{_WHO}\s(?:of|aged|from|ages)|of age|at|from|from age)"
_SPAN = r"(?P<one>\d{1,2})(?:\s?(?:-|–|to|and)\s?(?P<other>\d{1,2}))?"
_AGES = (
    re.compile(rf"\b(?:aged?|ages)\s{_SPAN}(?!\d|[.,]\d)", re.IGNORECASE),
    re.compile(rf"\b{_AGED}\s{_SPAN}\s?(?:years|year|yrs?|y)\b", re.IGNORECASE),
    re.compile(rf"(?<![\d.,-]){_SPAN}[\s-](?:year-olds?|years? old|years of age)\b", re.IGNORECASE),
)
_MONTHS = re.compile(
    r"\bfirst year of life|"
    r"\bmonths (?:old|of age)|\b(?:up to|at|under|aged)\s\d+[^.;]{0,8}\smonths",
    re.I,
)
_YOUNG = ("infant", "child", "adolescent")
MOTHERS = ("pregnant-women", "breast-feeding-women")
Ages = tuple[float, float]
EVERY_AGE: Ages = (0.0, 120.0)


def ages(reading: Reading) -> Ages | None:
    """Return the ages in years a sentence speaks of; None where it names several groups."""
    spans = {
        (float(match["one"]), float(match["other"] or match["one"]))
        for pattern in _AGES
        for match in pattern.finditer(reading.text)
    }
    if spans:
        return next(iter(spans)) if len(spans) == 1 else None
    groups = _groups(reading)
    if len(groups) > 1:
        return None
    low, high = table("limits")["ages"][groups.pop() if groups else "adult"]
    return float(low), float(high)


def says_ages(reading: Reading) -> bool:
    """Whether a sentence says whom it speaks of; where not, adults are taken."""
    return any(p.search(reading.text) for p in _AGES) or bool(_groups(reading))


def says_adults(reading: Reading) -> bool:
    """Whether a sentence speaks of adults, and of nobody else."""
    return _groups(reading) == {"adult"} and not any(p.search(reading.text) for p in _AGES)


def _groups(reading: Reading) -> set[str]:
    """The groups of ``limits.toml`` a sentence names, or else what stands before it."""
    found = {name for name in _YOUNG if reading.names(name)}
    if _MONTHS.search(reading.text):
        found.add("infant")
    if words("older").search(reading.text):
        found.add("older")
    elif words("adults").search(reading.text) or reading.names(*MOTHERS):
        found.add("adult")
    return found or {name for name in _YOUNG if name in reading.context.concepts}


def limits(row: Mapping[str, Any], of: Ages, topic: str = "topic") -> tuple[Applied, ...]:
    """Return what authorities set for all people of an age, by a row of ``limits.toml``.

    Superseded ones are among them, those for one illness or for pregnancy alone are not.

    Parameters
    ----------
    topic : str, optional
        Under which key the row names the topic: ``topic`` for upper limits, ``intake`` for
        reference intakes.
    """
    first = table("limits")["first"]["authorities"]
    ordered = sorted(positions(row[topic]), key=lambda a: a.authority.id not in first)
    return tuple(
        each
        for each in ordered
        if each.position.direction == "sets"
        and each.position.citable
        and values_given(each.position)
        and not each.position.population.conditions
        and not each.position.population.pregnant
        and _meet(each.position, of)
    )


def values_given(position: PositionFact) -> bool:
    """Whether a position has numbers, for a day and not by body weight."""
    numbers = (position.value, position.low, position.high)
    return any(v is not None for v in numbers) and "kg" not in (position.unit or "")


def _meet(position: PositionFact, of: Ages) -> bool:
    whose = position.population
    return (whose.age_from or 0) <= of[1] and (whose.age_to is None or whose.age_to >= of[0])


def in_force(found: Sequence[Applied]) -> tuple[Applied, ...]:
    """Return those that hold today and were read in their source: only these clear or accuse."""
    return tuple(a for a in found if a.position.status == "in force" and a.position.firm)


def values(position: PositionFact, row: Mapping[str, Any]) -> frozenset[float]:
    """Return the numbers a position sets, in the unit of the row."""
    found = {v for v in (position.value, position.low, position.high) if v is not None}
    unit = position.unit or row["unit"]
    return frozenset(in_unit(v, unit, row) for v in found)


def in_unit(value: float, unit: str, row: Mapping[str, Any]) -> float:
    """Turn a number into the unit of a row of ``limits.toml``."""
    return convert(read_quantity(Amount(value, unit), row["term"]), row["term"], row["unit"])


def said_by(found: Sequence[Applied], most: int = 2) -> str:
    """Name authorities with their years: "IOM (2011) and EFSA (2023)"."""
    named = [f"{a.authority.short} ({a.position.year})" for a in found[:most]]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"


def grounds(found: Sequence[Applied]) -> tuple[Ground, ...]:
    """Return the positions as grounds."""
    return tuple(fact(a.position.id) for a in found)


def told(value: float, row: Mapping[str, Any]) -> str:
    """Write a number of a row with its unit: "4,000 IU"."""
    return f"{show_number(value)} {row['unit'].removesuffix('/day')}"


def sets(one: Applied, row: Mapping[str, Any]) -> str:
    """Say what an authority sets, and for whom."""
    numbers = " to ".join(told(v, row) for v in sorted(values(one.position, row)))
    return f"{said_by([one])} sets {numbers} a day for {one.position.population.text}"


def equals(said: float, one: Applied, row: Mapping[str, Any]) -> bool:
    """Whether a number, in the unit of the row, is one that an authority sets."""
    share = table("thresholds")["upper_limit"]["daily_share"]
    return any(abs(said - v) <= share * v for v in values(one.position, row))
