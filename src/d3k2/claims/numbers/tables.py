"""The words, thresholds and tolerances of this room's checks, as people review them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

import tomli


@cache
def table(name: str) -> Mapping[str, Any]:
    """Return ``<name>.toml`` of this folder."""
    text = resources.files("d3k2.claims.numbers").joinpath(f"{name}.toml").read_text("utf-8")
    return tomli.loads(text)


@cache
def words(name: str) -> re.Pattern[str]:
    """Match any word of one list of ``words.toml``; ``*`` at the end of a word is any ending."""
    return re.compile(spelled(table("words")[name]), re.IGNORECASE)


def spelled(listed: Iterable[str]) -> str:
    """Return the pattern of any of these words, the longest first."""
    each = (_one(word) for word in sorted(listed, key=len, reverse=True))
    return rf"(?<![^\W_])(?:{'|'.join(each)})(?![^\W_])"


def _one(word: str) -> str:
    stem = r"[\s\u00a0-]+".join(re.escape(part) for part in word.rstrip("*").split())
    return stem + (r"[^\W\d_]*" if word.endswith("*") else "")
