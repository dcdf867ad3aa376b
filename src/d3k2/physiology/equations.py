"""The text of a block as a list of equations, one for each line that holds one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

Kind = Literal["value", "rule", "rate"]

_KINDS: dict[str, Kind] = {"=": "value", ":=": "rule", "'=": "rate"}
_SIGNS: dict[Kind, str] = {"value": " =", "rule": " :=", "rate": "' ="}
_EQUATION = re.compile(r"\s*(\w+)\s*(:=|'\s*=|=)\s*(.*?)\s*(?://\s*(.*))?")
_NAME = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True)
class Equation:
    """``name = 1`` (a value), ``name := a*b`` (a rule) or ``name' = a - b`` (a rate of change)."""

    name: str
    kind: Kind
    expression: str
    meaning: str = ""
    """What a value is; rules and rates carry no comment."""
    unit: str = ""

    @property
    def uses(self) -> frozenset[str]:
        """Every name and function in the expression."""
        return frozenset(_NAME.findall(self.expression))

    @property
    def antimony(self) -> str:
        """The equation as a line of Antimony."""
        said = f"  // {self.meaning}, {self.unit}" if self.meaning else ""
        return f"  {self.name}{_SIGNS[self.kind]} {self.expression}{said}"


def block_text(block: str) -> str:
    """Return a block of the model as it is written."""
    file = resources.files("d3k2.physiology").joinpath(f"models/{block}.ant")
    return file.read_text("utf-8")


@cache
def equations(block: str) -> tuple[Equation, ...]:
    """Return the equations of a block in the order in which they are written."""
    found = []
    for line in block_text(block).splitlines():
        match = _EQUATION.fullmatch(line)
        if match:
            meaning, _, unit = (match[4] or "").rpartition(", ")
            kind = _KINDS[match[2].replace(" ", "")]
            found.append(Equation(match[1], kind, match[3], meaning, unit))
    return tuple(found)
