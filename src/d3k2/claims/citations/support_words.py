"""The words by which a sentence is held against a paper, as `support.toml` holds them."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Any

import tomli


@cache
def support_words() -> dict[str, Any]:
    """Return `support.toml`."""
    text = resources.files("d3k2.claims.citations").joinpath("support.toml").read_text("utf-8")
    return tomli.loads(text)


def says(part: str, key: str, text: str) -> bool:
    """Whether a text holds one of the words of a list."""
    return bool(any_of(tuple(support_words()[part][key])).search(text))


@cache
def any_of(listed: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for any of some words, whole, in any case."""
    either = "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))
    return re.compile(rf"(?<![\w'’])(?:{either})(?![\w'’])", re.IGNORECASE)
