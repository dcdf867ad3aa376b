"""A D or K that stands alone: a vitamin when its neighbours are vitamins, else a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from d3k2.language.folding import Token
from d3k2.language.register import register
from d3k2.language.written import contexts

_JOINT = re.compile(r"\s*(?:,|/|\+|&|-|–)\s*|\s+")


def letters_alone(
    text: str, words: Sequence[Token], named: Mapping[int, str]
) -> Iterator[tuple[int, str]]:
    """Find the letters that mean a vitamin, with its concept.

    Parameters
    ----------
    named : mapping
        Place of a word to the concept it is part of the name of.
    """
    rules = contexts()["letters"]
    vitamins: Mapping[str, str] = rules["vitamins"]
    for place, word in enumerate(words):
        vitamin = vitamins.get(word.word)
        if vitamin is None or place in named:
            continue
        sides = (_beside(text, words, place, step) for step in (-1, 1))
        if any(_explains(words, side, named, vitamins, rules) for side in sides):
            yield place, vitamin


def _beside(text: str, words: Sequence[Token], place: int, step: int) -> int | None:
    """The next word on one side in a list, over one "and" or "with"."""
    joints = contexts()["letters"]["joints"]
    here, there = place, place + step
    over = 0
    while 0 <= there < len(words) and over < 2:
        one, other = sorted((here, there))
        gap = text[words[one].end : words[other].start]
        if not _JOINT.fullmatch(gap):
            return None
        if words[there].word not in joints:
            return there if over or gap.strip() else None
        over += 1
        here, there = there, there + step
    return None


def _explains(
    words: Sequence[Token],
    side: int | None,
    named: Mapping[int, str],
    vitamins: Mapping[str, str],
    rules: Mapping[str, object],
) -> bool:
    if side is None:
        return False
    if side in named:
        concept = register().concepts[named[side]]
        family = {concept.id, *concept.wider}
        return bool(family & set(rules["families"]))  # type: ignore[call-overload]
    return words[side].word in vitamins
