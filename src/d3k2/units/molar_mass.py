"""Molar masses: from moles to grams, and the calcium in a salt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import tomli


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    text = resources.files("d3k2.units").joinpath("molar_masses.toml").read_text("utf-8")
    return tomli.loads(text)


@cache
def molar_masses() -> Mapping[str, float]:
    """Molar masses in g/mol by substance."""
    return MappingProxyType(
        {name: float(row["mass"]) for name, row in _table().items() if "mass" in row}
    )


@cache
def calcium_fraction(salt: str) -> float:
    """Return the share of a calcium salt's weight that is calcium.

    Parameters
    ----------
    salt : str
        Its key in ``molar_masses.toml``, such as ``calcium_carbonate``.
    """
    atoms = re.search(r"Ca(\d*)", _table()[salt]["formula"])
    if atoms is None:
        raise ValueError(f"{salt} holds no calcium")
    return int(atoms[1] or 1) * molar_masses()["calcium"] / molar_masses()[salt]
