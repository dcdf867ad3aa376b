"""The model text, and the two forms it is solved in, both made of it: SBML and Python."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from d3k2.physiology.draws import FloatArray

STATES = (
    "gut_d3", "plasma_d3", "fat_d3", "calcidiol_d3",
    "gut_d2", "plasma_d2", "fat_d2", "calcidiol_d2",
    "gut_calcifediol",
)  # fmt: skip
"""The states of the model, in the order of the columns of a state array."""

DOSES = ("dose_d3", "dose_d2", "dose_calcifediol")

_EQUATION = re.compile(r"\s*(\w+)\s*(:=|'\s*=|=)\s*(.*?)\s*(?://.*)?")
_FUNCTIONS = {"cos": np.cos, "pi": np.pi}

Rates = Callable[[float, tuple[FloatArray, ...], Mapping[str, Any]], tuple[FloatArray, ...]]
"""Rates of change of the states, from time, states and constants."""


def antimony_text() -> str:
    """Return the model as it is written."""
    file = resources.files("d3k2.physiology").joinpath("models/vitamin_d.ant")
    return file.read_text("utf-8")


@cache
def sbml() -> str:
    """Return the model as SBML, which COPASI and other tools read too."""
    import antimony

    antimony.clearPreviousLoads()
    if antimony.loadAntimonyString(antimony_text()) < 0:
        raise RuntimeError(f"the model text is wrong: {antimony.getLastError()}")
    text: str = antimony.getSBMLString("vitamin_d")
    return text


@cache
def constants() -> tuple[str, ...]:
    """Return the names of everything that is set before a run: neither state, dose nor rule."""
    given = [name for name, kind, _ in _equations() if kind == "="]
    return tuple(name for name in given if name not in (*STATES, *DOSES))


@cache
def rates() -> Rates:
    """Return the equations as one function over whole populations."""
    lines = ["def rates(time, states, constant):", f"    ({', '.join(STATES)},) = states"]
    lines += [f"    {name} = constant['{name}']" for name in (*DOSES, *constants())]
    changes = {}
    for name, kind, text in _equations():
        expression = text.replace("^", "**")
        if kind == ":=":
            lines.append(f"    {name} = {expression}")
        elif kind == "'=":
            changes[name] = expression
    lines.append(f"    return ({', '.join(changes[name] for name in STATES)},)")
    namespace: dict[str, Any] = dict(_FUNCTIONS)
    exec("\n".join(lines), namespace)
    made: Rates = namespace["rates"]
    return made


@cache
def _equations() -> tuple[tuple[str, str, str], ...]:
    """Name, kind (``=`` value, ``:=`` rule, ``'=`` rate of change) and expression, in order."""
    found = []
    for line in antimony_text().splitlines():
        match = _EQUATION.fullmatch(line)
        if match:
            found.append((match[1], match[2].replace(" ", ""), match[3]))
    return tuple(found)
