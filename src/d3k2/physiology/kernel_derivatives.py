"""How an expression of the model changes with each name in it, derived from its text."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection
from functools import cache

_ONE = "1.0"


def partials(expression: str, names: Collection[str]) -> dict[str, str]:
    """Return the partial derivative of an expression by each of the names that it depends on.

    Parameters
    ----------
    expression : str
        The right-hand side of an equation of the model.
    names : collection of str
        What may move; everything else counts as constant.

    Returns
    -------
    dict of str to str
        A Python expression for each name; none for a name that makes no difference.

    Examples
    --------
    >>> partials("rate*level/volume", {"level"})
    {'level': '(rate/volume)'}
    """
    tree = _parsed(expression)
    found = {name: _by(tree, name) for name in sorted(names) if name in expression}
    return {name: text for name, text in found.items() if text is not None}


@cache
def _parsed(expression: str) -> ast.expr:
    return ast.parse(expression.replace("^", "**"), mode="eval").body


def _by(node: ast.expr, name: str) -> str | None:
    """Derive by one name; None where the expression does not depend on it."""
    match node:
        case ast.Constant():
            return None
        case ast.Name():
            return _ONE if node.id == name else None
        case ast.UnaryOp(ast.USub(), operand):
            inner = _by(operand, name)
            return None if inner is None else f"(-{inner})"
        case ast.BinOp(left, ast.Add(), right):
            return _sum(_by(left, name), _by(right, name), "+")
        case ast.BinOp(left, ast.Sub(), right):
            return _sum(_by(left, name), _by(right, name), "-")
        case ast.BinOp(left, ast.Mult(), right):
            return _sum(
                _times(_by(left, name), _text(right)), _times(_by(right, name), _text(left)), "+"
            )
        case ast.BinOp(left, ast.Div(), right):
            numerator, denominator = _by(left, name), _by(right, name)
            falls = _times(denominator, f"{_text(left)}/{_text(right)}")
            change = _sum(numerator, falls, "-")
            return None if change is None else f"({change}/{_text(right)})"
        case ast.BinOp(base, ast.Pow(), power):
            if _by(power, name) is not None:
                raise ValueError(f"the exponent in {ast.unparse(node)} moves")
            of = _text(base)
            slope = f"({_text(power)}*{_text(node)}/{of} if {of} != 0.0 else 0.0)"
            return _times(_by(base, name), slope)
        case ast.Call(ast.Name(id="piecewise"), [value, holds, otherwise]):
            first, second = _by(value, name), _by(otherwise, name)
            if first is None and second is None:
                return None
            return f"({first or 0.0} if {ast.unparse(holds)} else {second or 0.0})"
        case ast.Call(ast.Name(id=function), [argument]):
            return _times(_by(argument, name), _SLOPES[function](_text(argument)))
        case _:
            raise ValueError(f"there is no rule to derive {ast.unparse(node)}")


_SLOPES: dict[str, Callable[[str], str]] = {
    "cos": lambda of: f"(-sin({of}))",
    "exp": lambda of: f"exp({of})",
    "ln": lambda of: f"(1.0/{of})",
    "tanh": lambda of: f"(1.0 - tanh({of})*tanh({of}))",
}


def _text(node: ast.expr) -> str:
    return ast.unparse(node) if isinstance(node, ast.Name) else f"({ast.unparse(node)})"


def _sum(left: str | None, right: str | None, sign: str) -> str | None:
    if right is None:
        return left
    if left is None:
        return right if sign == "+" else f"(-{right})"
    return f"({left} {sign} {right})"


def _times(slope: str | None, factor: str) -> str | None:
    if slope is None:
        return None
    return factor if slope == _ONE else f"{slope}*{factor}"
