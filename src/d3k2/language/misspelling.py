"""The word of a name that a misspelt word was meant to be."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import tomli
from rapidfuzz import process
from rapidfuzz.distance import OSA

from d3k2.language.folding import fold_word
from d3k2.language.register import register
from d3k2.language.trie import name_tree
from d3k2.language.written import contexts

REMEMBERED = 20_000
"""Words whose correction is kept."""


def corrected(words: Sequence[str | None]) -> dict[int, str]:
    """Find the right word for each misspelt one, by its place; None marks a word not to look at."""
    found = {}
    for place, word in enumerate(words):
        if word is not None:
            right = _meant(word)
            if right is not None:
                found[place] = right
    return found


@lru_cache(maxsize=REMEMBERED)
def _meant(word: str) -> str | None:
    """The only word of a name near enough in spelling; None where there are two, or none."""
    rules = contexts()["misspelling"]
    if len(word) < rules["shortest"] or not word.isalpha() or not word.isascii():
        return None
    if word in _known_words() or word in ordinary_words():
        return None
    near = process.extract(
        word,
        _targets().get(word[0], ()),
        scorer=OSA.distance,
        score_cutoff=_allowed(len(word), rules),
        limit=None,
    )
    fit = [
        (errors, name)
        for name, errors, _ in near
        if errors <= _allowed(len(name), rules) and not _opposite(word, name)
    ]
    if not fit:
        return None
    least = min(errors for errors, _ in fit)
    best = [name for errors, name in fit if errors == least]
    return best[0] if len(best) == 1 else None


def _opposite(word: str, name: str) -> bool:
    """Whether one says hypo and the other hyper, which no spelling error does."""
    pairs: list[list[str]] = contexts()["misspelling"]["opposites"]
    return any(
        (word.startswith(a) and name.startswith(b)) or (word.startswith(b) and name.startswith(a))
        for a, b in pairs
    )


def _allowed(letters: int, rules: dict[str, Any]) -> int:
    steps = rules["allowed"]
    return max((int(s["errors"]) for s in steps if letters >= s["letters"]), default=0)


@cache
def _targets() -> dict[str, tuple[str, ...]]:
    """Words of names that a misspelling may be meant for, by their first letter."""
    rules = contexts()["misspelling"]
    kinds, known = frozenset(rules["kinds"]), register()
    found: dict[str, dict[str, None]] = {}
    for key, name in known.names.items():
        if known.concepts[name.concept].kind in kinds:
            for word in key.split():
                if len(word) >= rules["shortest_meant"] and word.isalpha():
                    found.setdefault(word[0], {})[word] = None
    return {letter: tuple(words) for letter, words in found.items()}


@cache
def _known_words() -> frozenset[str]:
    """Every word of every name: none of them is a misspelling."""
    return frozenset(word for key in register().names for word in key.split()) | {*name_tree()}


@cache
def ordinary_words() -> frozenset[str]:
    """English words so near to a name that they would be taken for it."""
    text = resources.files("d3k2.language").joinpath("ordinary_words.toml").read_text("utf-8")
    return frozenset(fold_word(word) for word in tomli.loads(text)["words"])
