"""The words by which a list of references is judged, as `reference_words.toml` holds them."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import tomli


@cache
def reference_words() -> dict[str, dict[str, Any]]:
    """Return the words, the limits and the sentences."""
    folder = resources.files("d3k2.claims.citations")
    return tomli.loads(folder.joinpath("reference_words.toml").read_text("utf-8"))


def says(which: str, **given: str) -> str:
    """Return one sentence, with what belongs into it and a capital first."""
    sentence: str = reference_words()["says"][which].format(**given)
    return sentence[0].upper() + sentence[1:]


def called(label: str | None) -> str:
    """Return how an entry is spoken of."""
    if label is None:
        return "a reference"
    return f"reference {label}" if label.isdigit() else label


def joined(labels: list[str]) -> str:
    """Return labels in a row: ``[2], [5] and [7]``."""
    shown = [f"[{label}]" if label.isdigit() else label for label in labels]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
