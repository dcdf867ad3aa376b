"""How the cells of a trial table are read: the words and bounds of ``reading.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import tomli


class CannotSimulate(Exception):  # noqa: N818 - it names what is the case
    """A row that the model has no answer to; the message is the reason."""


@cache
def words() -> Mapping[str, Any]:
    """Return the patterns, by what they tell."""
    text = resources.files("d3k2.trials").joinpath("reading.toml").read_text("utf-8")
    return MappingProxyType(tomli.loads(text))


def choice(name: str) -> float:
    """Return a number that stands where a table leaves it open."""
    return float(words()["choices"][name])


def limits(column: str) -> tuple[float, float]:
    """Return the bounds of what a column may hold."""
    low, high = words()["limits"][column]
    return low, high


def within(value: float, column: str) -> float:
    """Return a number of a cell that can be used.

    Raises
    ------
    CannotSimulate
        It is none, or lies outside of what the column may hold.
    """
    low, high = limits(column)
    if not low <= value <= high:
        raise CannotSimulate(f"{column} must lie between {low:g} and {high:g}, not {value:g}")
    return value


def first(section: str, text: str, key: str, missing: Any = None) -> Any:
    """Return what the first matching pattern of a section says, or None when none matches.

    Where it says nothing under this key, that is `missing`.
    """
    for entry in words()[section]:
        excluded = entry.get("without")
        if re.search(entry["pattern"], text, re.I) and not (
            excluded and re.search(excluded, text, re.I)
        ):
            return entry.get(key, missing)
    return None
