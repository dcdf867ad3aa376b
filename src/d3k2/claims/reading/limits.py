"""How much of an article is read, and for how long: the numbers of ``limits.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import tomli


@cache
def limits() -> Mapping[str, Mapping[str, Any]]:
    """Return ``limits.toml``."""
    return tomli.loads(resources.files(__package__).joinpath("limits.toml").read_text("utf-8"))


def most_bytes() -> int:
    """Return the size of the largest file that is read, in bytes; no door needs to read more."""
    sizes = limits()["input"]
    return int(max(sizes["pdf_bytes"], sizes["text_bytes"]))
