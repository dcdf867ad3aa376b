"""The tables of this room, as text that reviewers read and edit."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import tomli


@cache
def table(name: str) -> Mapping[str, Any]:
    """Return the table ``name.toml`` of this room."""
    text = resources.files("d3k2.claims").joinpath(f"{name}.toml").read_text("utf-8")
    return MappingProxyType(tomli.loads(text))
