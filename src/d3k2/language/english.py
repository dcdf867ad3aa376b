"""Whether a text is English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import tomli

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
LONGEST = 20_000
"""Characters looked at: what a text is written in shows early."""


def is_english(text: str) -> bool:
    """Say whether a text is English, by its small words and its script.

    A question of names and numbers alone ("K2 apixaban?") counts as English.
    """
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(text[:LONGEST])]
    letters = "".join(words)
    if not letters:
        return True
    rules = languages()
    foreign = sum(1 for letter in letters if not _latin(letter))
    if foreign > rules["most_of_other_scripts"] * len(letters):
        return False
    counts = {
        name: sum(1 for word in words if word in known) for name, known in _small_words().items()
    }
    english = counts.pop("english")
    others = max(counts.values())
    return others == 0 or english >= others


@cache
def languages() -> Mapping[str, Any]:
    """Return ``languages.toml``."""
    text = resources.files("d3k2.language").joinpath("languages.toml").read_text("utf-8")
    return tomli.loads(text)


@cache
def _small_words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in languages()["small_words"].items()}


@cache
def _latin(letter: str) -> bool:
    return unicodedata.name(letter, "LATIN").startswith(("LATIN", "MICRO SIGN"))
