"""How many syllables an English word has, by its letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import tomli

_VOWELS = re.compile(r"[aeiouy]+")
_INITIALS = re.compile(r"[A-Z]{2,6}s?")


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """Count the syllables of a word; at least one.

    Letters read one by one (PTH, IOM) count as one short word.
    """
    if _INITIALS.fullmatch(word):
        return 1
    plain = _plain(word)
    rules = _rules()
    if plain in rules["exceptions"]:
        return int(rules["exceptions"][plain])
    count = len(_VOWELS.findall(plain))
    for pattern in _patterns("fewer"):
        count -= len(pattern.findall(plain))
    for pattern in _patterns("more"):
        count += len(pattern.findall(plain))
    return max(count, 1)


def _plain(word: str) -> str:
    spread = unicodedata.normalize("NFKD", word).casefold()
    return "".join(c for c in spread if c.isalpha() and not unicodedata.combining(c))


@cache
def _rules() -> Mapping[str, Any]:
    text = resources.files("d3k2.language").joinpath("syllables.toml").read_text("utf-8")
    return tomli.loads(text)


@cache
def _patterns(key: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in _rules()[key])
