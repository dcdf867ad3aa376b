"""The tables by which questions are read and answers computed, as experts edit them."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import tomli

Row = dict[str, Any]


@cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of ``<name>.toml``, each with its key as ``id``, in the order of the file."""
    text = resources.files("d3k2.answers").joinpath(f"{name}.toml").read_text("utf-8")
    return tuple({"id": key, **row} for key, row in tomli.loads(text).items())
