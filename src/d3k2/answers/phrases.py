"""Whether words that experts list stand in a text: whole words, phrases, and phrases with gaps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

_SPACE = r"[\s,]+"
_GAP = r"(?:[^\s.?!;]+\s+){0,3}"
"""What ``*`` between two words stands for: up to three others of the same sentence."""


def says_any(text: str, words: Sequence[str]) -> bool:
    """Whether one of the words or phrases stands in the text as a whole, without case.

    In a phrase ``*`` stands for up to three words, and at the end of a word for any ending.
    """
    return bool(words) and bool(pattern(tuple(words)).search(text))


def says_in_order(text: str, lists: Sequence[Sequence[str]], within: int) -> bool:
    """Whether a word of each list stands in the text in their order, few words apart."""
    return bool(_in_order(tuple(tuple(words) for words in lists), within).search(text))


def without(text: str, words: Sequence[str]) -> str:
    """The text with the words blanked, everything else in its place."""
    if not words:
        return text
    return pattern(tuple(words)).sub(lambda found: " " * len(found[0]), text)


@cache
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that finds any of the words or phrases."""
    return re.compile(_any_of(words), re.IGNORECASE)


@cache
def _in_order(lists: tuple[tuple[str, ...], ...], within: int) -> re.Pattern[str]:
    between = rf"[\s,]+(?:[^\s.?!;]+\s+){{0,{within}}}"
    return re.compile(between.join(map(_any_of, lists)), re.IGNORECASE)


def _any_of(words: Sequence[str]) -> str:
    either = "|".join(_one(word) for word in words)
    return rf"(?<!\w)(?:{either})(?!\w)"


def _one(phrase: str) -> str:
    """A phrase as a pattern."""
    found = ""
    for word in phrase.split():
        if word == "*":
            found += _GAP
        else:
            ending = r"\w*" if word.endswith("*") else ""
            found += re.escape(word.removesuffix("*")) + ending + _SPACE
    return found.removesuffix(_SPACE)
