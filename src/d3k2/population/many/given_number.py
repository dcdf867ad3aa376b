"""A number of a population: written with its unit, or the name of a fact that holds it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from d3k2.evidence import QuantityFact, load
from d3k2.units import InputRefused, convert, parse_quantity


@dataclass(frozen=True, slots=True)
class Kind:
    """What a number is: its bounds, its unit, and the term whose other units are accepted."""

    low: float
    high: float
    unit: str
    term: str | None

    @property
    def accepted(self) -> str:
        """What may be written."""
        unit = "" if self.unit == "1" else f" {self.unit}"
        bounds = f"{self.low:g} to {self.high:g}{unit}"
        written = f', as text with its unit ("{(self.low + self.high) / 2:g} {self.unit}")'
        return f"{bounds}{written if self.term else ''}, or the id of a fact"


def number(given: object, kind: Kind) -> float:
    """Return a number in its canonical unit.

    Raises
    ------
    PydanticCustomError
        With a sentence, and what is accepted in its context.
    """
    value = _value(given, kind)
    if not (math.isfinite(value) and kind.low <= value <= kind.high):
        raise _refused("This is not possible here.", kind)
    return value


def _value(given: object, kind: Kind) -> float:
    if isinstance(given, str):
        return _from_fact(given, kind) if given in load().facts else _from_text(given, kind)
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise _refused("This is not a number.", kind)
    if kind.term:
        raise _refused("A number needs its unit.", kind)
    return float(given)


def _from_fact(name: str, kind: Kind) -> float:
    fact = load().facts[name]
    if not isinstance(fact, QuantityFact) or fact.unit != kind.unit:
        raise _refused(f"The fact {name} holds no number in this unit.", kind)
    return fact.value


def _from_text(text: str, kind: Kind) -> float:
    if kind.term is None:
        raise _refused("There is no fact of this id.", kind)
    try:
        written = parse_quantity(text)
        return written.value / convert(1.0, kind.term, written.unit)
    except InputRefused as refused:
        raise _refused(refused.message, kind) from None


def _refused(message: str, kind: Kind) -> PydanticCustomError:
    return PydanticCustomError(
        "refused", "{message}", {"message": message, "accepted": kind.accepted}
    )
