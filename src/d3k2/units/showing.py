"""Numbers as they are shown to people: rounded, with their unit."""

from __future__ import annotations

import math

from d3k2.units.reading import convert
from d3k2.units.term import term

FIGURES = 3
"""Significant figures where the register names no number of decimals."""


def show(value: float, name: str, unit: str | None = None) -> str:
    """Write a canonical value of a term for people.

    Parameters
    ----------
    value : float
        In the canonical unit of the term.
    name : str
        The term, or an alias of it.
    unit : str, optional
        Another unit of the term to show it in.

    Examples
    --------
    >>> show(162.24, "calcidiol")
    '162 nmol/L'
    >>> show(50.0, "vitamin_d_dose", "IU/day")
    '2,000 IU/day'
    """
    found = term(name)
    shown_in = unit or found.unit
    number = convert(value, name, shown_in) if unit else value
    text = show_number(number, found.decimals.get(shown_in))
    if shown_in == "1":
        return text
    return f"{text}{'' if shown_in == '%' else ' '}{shown_in}"


def show_number(value: float, decimals: int | None = None) -> str:
    """Write a number with commas for thousands, rounded to so many decimals or 3 figures."""
    if decimals is None:
        size = math.floor(math.log10(abs(value))) if value else 0
        decimals = max(0, FIGURES - 1 - size)
        text = f"{value:,.{decimals}f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    text = f"{value:,.{decimals}f}"
    return text.removeprefix("-") if not text.strip("-0.") else text


def both_units(calcidiol: float) -> str:
    """Write a 25(OH)D level in both units that readers use.

    Examples
    --------
    >>> both_units(162.24)
    '65 ng/mL (162 nmol/L)'
    """
    return f"{show(calcidiol, 'calcidiol', 'ng/mL')} ({show(calcidiol, 'calcidiol')})"
