"""The tables of this room, as text that reviewers read and edit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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


def rows(folder: str) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield every row of the files of a folder: its id, the row, and where it stands."""
    for file in sorted(resources.files("d3k2.claims").joinpath(folder).iterdir(), key=str):
        if not file.name.endswith(".toml"):
            continue
        text = file.read_text("utf-8")
        lines = {line.strip(): n for n, line in enumerate(text.splitlines(), start=1)}
        for key, row in tomli.loads(text).items():
            yield key, row, f"claims/{folder}/{file.name}:{lines.get(f'[{key}]', 1)}"
