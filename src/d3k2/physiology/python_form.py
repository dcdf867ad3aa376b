"""The equations as functions over whole populations, made of the same text as the SBML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np

from d3k2.physiology.arrays import FloatArray
from d3k2.physiology.equations import Equation
from d3k2.physiology.model import Model, model

Values = Mapping[str, Any]
"""Numbers or arrays by name: constants with fixed rules, and inflows."""

Changes = Callable[[Any, Sequence[FloatArray], Values], tuple[FloatArray, ...]]
"""From time (days), states in the order of ``Model.states`` and values to rates of change."""

Levels = Callable[[Any, Sequence[FloatArray], Values], dict[str, FloatArray]]

_FUNCTIONS: Values = MappingProxyType(
    {
        "cos": np.cos,
        "exp": np.exp,
        "ln": np.log,
        "tanh": np.tanh,
        "pi": np.pi,
        "piecewise": lambda value, holds, otherwise: np.where(holds, value, otherwise),
    }
)


def fixed_values(of: Model, constants: Values) -> dict[str, FloatArray]:
    """Return the rules that follow from constants alone, by name."""
    return _fixed(of.blocks)(0.0, (), constants)


def changes(of: Model, still: Iterable[str] = ()) -> Changes:
    """Return the rates of change of all states as one function; of those that stand still, zero."""
    return _changes(of.blocks, frozenset(still))


def levels(of: Model, *names: str) -> Levels:
    """Return states or rules by name as one function."""
    return _levels(of.blocks, names)


@cache
def _changes(blocks: tuple[str, ...], still: frozenset[str]) -> Changes:
    made = model(*blocks)
    rates = {e.name: e for e in made.equations if e.kind == "rate" and e.name not in still}
    results = ", ".join(
        _python(rates[name].expression) if name in rates else "0.0" for name in made.states
    )
    used = frozenset[str]().union(*(e.uses for e in rates.values()))
    compiled: Changes = _function(made, f"({results},)", _needed(made, used))
    return compiled


@cache
def _levels(blocks: tuple[str, ...], names: tuple[str, ...]) -> Levels:
    made = model(*blocks)
    results = ", ".join(f"'{name}': {name}" for name in names)
    compiled: Levels = _function(made, f"{{{results}}}", _needed(made, frozenset(names)))
    return compiled


@cache
def _fixed(blocks: tuple[str, ...]) -> Levels:
    made = model(*blocks)
    results = ", ".join(f"'{e.name}': {e.name}" for e in made.fixed)
    compiled: Levels = _function(made, f"{{{results}}}", made.fixed, fixed_given=False)
    return compiled


def _needed(of: Model, names: frozenset[str]) -> tuple[Equation, ...]:
    """Return the moving rules that these names follow from."""
    fixed = {e.name for e in of.fixed}
    rules = {e.name: e for e in of.rules if e.name not in fixed}
    wanted: set[str] = set()
    looked_at = [*names]
    while looked_at:
        name = looked_at.pop()
        if name in rules and name not in wanted:
            wanted.add(name)
            looked_at += rules[name].uses
    return tuple(e for e in rules.values() if e.name in wanted)


def _function(
    of: Model, result: str, rules: Iterable[Equation], *, fixed_given: bool = True
) -> Any:
    """Compile the rules and a result; exponents of zero and the like are the caller's to judge."""
    rules = tuple(rules)
    used = frozenset(_names(result)).union(*(e.uses for e in rules))
    plain = {*of.constants, *of.inflows} | ({e.name for e in of.fixed} if fixed_given else set())
    lines = ["def compiled(time, states, given):"]
    if fixed_given:
        lines.append(f"    ({', '.join(of.states)},) = states")
    lines += [f"    {name} = given['{name}']" for name in sorted(plain & used)]
    lines += [f"    {e.name} = {_python(e.expression)}" for e in rules]
    lines.append(f"    return {result}")
    namespace: dict[str, Any] = dict(_FUNCTIONS)
    exec("\n".join(lines), namespace)
    return namespace["compiled"]


def _names(text: str) -> frozenset[str]:
    return Equation("", "rule", text).uses


def _python(expression: str) -> str:
    return expression.replace("^", "**")
