"""A text in the words it is compared by: no case, accents, hyphens, plurals; one spelling."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import tomli

_MARKS = "\u0300-\u036f"
_LETTERS = rf"(?:[^\W\d_][{_MARKS}]*)+"
_PIECE = re.compile(rf"{_LETTERS}(?:['’`´]{_LETTERS})*|\d+")
_GLUE = frozenset({"", "-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2212"})
LONGEST_NUMBER = 2
"""Digits that may belong to a letter before them: D3, K2, B12, but not D2000."""
REMEMBERED = 20_000
"""Words whose folding is kept."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word, or one run of digits, with the place where it stands."""

    word: str
    """Folded."""
    start: int
    end: int


def tokens(text: str) -> tuple[Token, ...]:
    """Cut a text into words and numbers, folded, with their places.

    A single letter keeps the digits written to it (``D3``, ``D-3``, ``B12``), but not those after
    a space: in "vitamin D 3 times a week" the 3 stands alone.
    """
    found: list[Token] = []
    for match in _PIECE.finditer(text):
        start, end = match.span()
        word = fold_word(match[0])
        if not word:
            continue
        last = found[-1] if found else None
        if last is not None and _belongs(last, word, text[last.end : start]):
            found[-1] = Token(last.word + word, last.start, end)
        else:
            found.append(Token(word, start, end))
    return tuple(found)


def folded(text: str) -> str:
    """Return a text as `link` compares it.

    Examples
    --------
    >>> folded("Vitamin-D3 and Tumours")
    'vitamin d3 and tumor'
    """
    return " ".join(token.word for token in tokens(text))


@lru_cache(maxsize=REMEMBERED)
def fold_word(word: str) -> str:
    """Fold one word: case, accents, possessive, plural, British spelling."""
    if not word.isascii():
        spread = unicodedata.normalize("NFKD", word).casefold()
        word = "".join(c for c in spread if not unicodedata.combining(c))
        word = re.sub(r"[’`´]", "'", word)
    plain = word.lower()
    if plain.isdigit():
        return plain
    plain = plain.removesuffix("'s").replace("'", "")
    return _one_spelling(_singular(plain))


def _belongs(last: Token, word: str, between: str) -> bool:
    """Whether digits belong to the single letter before them."""
    return (
        word.isdigit()
        and len(word) <= LONGEST_NUMBER
        and between in _GLUE
        and len(last.word) == 1
        and last.word.isalpha()
    )


def _singular(word: str) -> str:
    rules = _rules()["plural"]
    if len(word) < rules["shortest"] or not word.endswith("s"):
        return word
    if word.endswith(tuple(rules["kept"])):
        return word
    if word.endswith("ies") and len(word) >= rules["shortest_ies"]:
        return word[:-3] + "y"
    return word[:-1]


def _one_spelling(word: str) -> str:
    for pattern, written, shortest in _spellings():
        if len(word) >= shortest:
            word = pattern.sub(written, word)
    return word


@cache
def _rules() -> dict[str, Any]:
    text = resources.files("d3k2.language").joinpath("spelling.toml").read_text("utf-8")
    return tomli.loads(text)


@cache
def _spellings() -> tuple[tuple[re.Pattern[str], str, int], ...]:
    return tuple(
        (re.compile(rule["pattern"]), rule["written"], rule["shortest"])
        for rule in _rules()["spelling"]
    )
