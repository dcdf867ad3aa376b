"""The numbers that say how virtual people differ, each the value of a fact."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from d3k2.physiology import quantity


@cache
def number(section: str, name: str) -> float:
    """Return a number of ``distributions.toml``."""
    return quantity(table()[section][name])


@cache
def table() -> Mapping[str, Any]:
    """Return the ids of the facts, by section and name."""
    text = resources.files("d3k2.population").joinpath("distributions.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))
