"""The words of trial tables: ``reading.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any


@cache
def words() -> Mapping[str, Any]:
    """Return the patterns, by what they tell."""
    text = resources.files("d3k2.trials").joinpath("reading.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))


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
