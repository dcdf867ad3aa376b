"""The numbers that say how virtual people differ, each the value of a fact."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import numpy as np
import tomli

from d3k2.evidence import QuantityFact, load
from d3k2.physiology import FloatArray, quantity

_TWO_SIDED_95 = 1.96


@cache
def number(section: str, name: str) -> float:
    """Return a number of ``distributions.toml``."""
    return quantity(table()[section][name])


@cache
def table() -> Mapping[str, Any]:
    """Return the ids of the facts, by section and name."""
    text = resources.files("d3k2.population").joinpath("distributions.toml").read_text("utf-8")
    return MappingProxyType(tomli.loads(text))


def factor(name: str, trait: Mapping[str, FloatArray]) -> FloatArray:
    """Return a log-normal factor with median 1 from a standard normal trait."""
    return np.exp(number("spread", name) * trait[name])


def fitted(fact_id: str, normal: FloatArray) -> FloatArray:
    """Return a constant within its 95 % interval, log-normal, from a standard normal trait."""
    found = load().facts[fact_id]
    if not isinstance(found, QuantityFact) or not found.low or not found.high:
        raise LookupError(f"{fact_id} has no interval")
    spread = math.log(found.high / found.low) / (2 * _TWO_SIDED_95)
    middle = found.value
    drawn: FloatArray = middle * np.exp(spread * normal)
    return drawn
