"""The bounds of what a record may hold, beyond the plausible values of the register of units."""

from __future__ import annotations

import sys
from functools import cache
from importlib import resources
from typing import Any

import tomli

from d3k2.units import InputRefused


@cache
def limits() -> dict[str, Any]:
    """Return ``limits.toml``."""
    return tomli.loads(resources.files("d3k2.person").joinpath("limits.toml").read_text("utf-8"))


def within(value: float, limit: str) -> float:
    """Return the value, or refuse what lies outside its limit in ``limits.toml``.

    Raises
    ------
    InputRefused
        The value is below or above what this limit allows.
    """
    bounds = limits()[limit]
    low, high, unit = bounds["low"], bounds["high"], bounds["unit"]
    if low <= value <= high:
        return value
    huge = abs(value) > sys.float_info.max
    shown = "a number this large" if huge else f"{value:g}"
    raise InputRefused(
        f"{shown} cannot be right.", given=shown, accepted=f"{low:g} to {high:g} {unit}"
    )


def inside(value: float, limit: str) -> bool:
    """Whether a value lies inside a limit; a bound that is not given does not restrict."""
    bounds = limits()[limit]
    above = value >= bounds.get("low", value)
    return bool(above and value <= bounds.get("high", value))
