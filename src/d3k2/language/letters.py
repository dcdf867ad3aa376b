"""A D or K that stands alone: a vitamin when its neighbours are vitamins, else a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from d3k2.language.folding import Token
from d3k2.language.register import register
from d3k2.language.written import contexts

_LIST = re.compile(r"\s*(?:,|/|\+|&|-|–)\s*|\s+")


@dataclass(frozen=True, slots=True)
class LetterRules:
    """Which letters are vitamins, and what may stand between them and their neighbours."""

    vitamins: Mapping[str, str]
    joints: frozenset[str]
    bridges: frozenset[str]
    families: frozenset[str]


@cache
def letter_rules() -> LetterRules:
    """Return the rules under ``letters`` in ``contexts.toml``."""
    rows = contexts()["letters"]
    sets = {key: frozenset(rows[key]) for key in ("joints", "bridges", "families")}
    return LetterRules(rows["vitamins"], **sets)


def letters_alone(
    text: str, words: Sequence[Token], named: Mapping[int, str]
) -> Iterator[tuple[int, str]]:
    """Find the letters that mean a vitamin, with its concept.

    Parameters
    ----------
    named : mapping
        Place of a word to the concept it is part of the name of.
    """
    vitamins = letter_rules().vitamins
    for place, word in enumerate(words):
        vitamin = vitamins.get(word.word)
        if vitamin is not None and place not in named:
            sides = (_neighbour(text, words, place, step) for step in (-1, 1))
            if any(side is not None and _explains(words, side, named) for side in sides):
                yield place, vitamin


def _neighbour(text: str, words: Sequence[Token], place: int, step: int) -> int | None:
    """The next member of a list on one side: over "and" or "with", over the A and E of A, D, E."""
    rules = letter_rules()
    marked = False
    here, there = place, place + step
    while 0 <= there < len(words):
        one, other = sorted((here, there))
        gap = text[words[one].end : words[other].start]
        if not _LIST.fullmatch(gap):
            return None
        word = words[there].word
        joint = word in rules.joints
        marked = marked or joint or bool(gap.strip())
        bridge = word in rules.bridges and text[words[there].start].isupper() and marked
        if not joint and not bridge:
            return there if marked else None
        here, there = there, there + step
    return None


def _explains(words: Sequence[Token], side: int, named: Mapping[int, str]) -> bool:
    """Whether this neighbour is a vitamin, so that the letter is one too."""
    rules = letter_rules()
    if side not in named:
        return words[side].word in rules.vitamins
    concept = register().concepts[named[side]]
    return not rules.families.isdisjoint((concept.id, *concept.wider))
