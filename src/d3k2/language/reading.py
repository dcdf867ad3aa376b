"""How hard a text is to read: the Flesch-Kincaid grade, with our own count of syllables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import tomli

from d3k2.language.amount_words import unit_pattern
from d3k2.language.folding import fold_word
from d3k2.language.sentences import sentences
from d3k2.language.syllables import syllables

_CHUNK = re.compile(r"\S+")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_DIGIT = re.compile(r"\d")
LONG = 3
"""Syllables from which a word is hard."""


@dataclass(frozen=True, slots=True)
class ReadingLevel:
    """How hard a text is.

    Attributes
    ----------
    grade : float
        Years of school in the United States.
    hard : tuple of str
        Words of three syllables or more that the list does not excuse, each once, as written.
    """

    grade: float
    sentences: int
    words: int
    hard: tuple[str, ...]


def reading_level(text: str) -> ReadingLevel:
    """Return the Flesch-Kincaid grade of a text.

    ``0.39 words/sentences + 11.8 syllables/words - 15.59`` [1]_. A number with its unit, and a
    name with digits (D3, 25(OH)D), are one word of one syllable. Words of ``reading_words.toml``
    count two syllables at most. An empty text has grade 0.

    References
    ----------
    .. [1] Kincaid JP, Fishburne, Rogers, Chissom. Derivation of new readability formulas for Navy
       enlisted personnel. Naval Technical Training Command, Memphis, February 1975; read
       second-hand, see ``docs/language.md``.
    """
    counted = [(word, _counted(word)) for word in _words(text)]
    spans = len(sentences(text))
    if not counted or not spans:
        return ReadingLevel(0.0, spans, len(counted), ())
    weights = reading_words()["formula"]
    grade = (
        weights["words_per_sentence"] * len(counted) / spans
        + weights["syllables_per_word"] * sum(n for _, n in counted) / len(counted)
        - weights["constant"]
    )
    hard = dict.fromkeys(word for word, n in counted if n >= LONG)
    return ReadingLevel(grade, spans, len(counted), tuple(hard))


def _words(text: str) -> Iterator[str]:
    """The words of a text; a unit after its number is part of the number."""
    number_end = -1
    for chunk in _CHUNK.finditer(text):
        if chunk.start() < number_end:
            continue
        if _DIGIT.search(chunk[0]):
            yield chunk[0]
            unit = unit_pattern().match(text, chunk.end())
            number_end = unit.end() if unit else chunk.end()
        else:
            parts = _LETTERS.findall(chunk[0])
            if parts:
                yield "-".join(parts)


@lru_cache(maxsize=20_000)
def _counted(word: str) -> int:
    """Syllables of a word as they count for the grade."""
    if _DIGIT.search(word):
        return 1
    return sum(_part(part) for part in word.split("-"))


def _part(part: str) -> int:
    most = reading_words()["most_syllables"] if fold_word(part) in excused() else None
    count = syllables(part)
    return count if most is None else min(count, most)


@cache
def excused() -> frozenset[str]:
    """The words of the subject that cannot be avoided, folded."""
    groups = reading_words()["groups"].values()
    return frozenset(fold_word(word) for group in groups for word in group["words"])


@cache
def reading_words() -> Mapping[str, Any]:
    """Return ``reading_words.toml``."""
    text = resources.files("d3k2.language").joinpath("reading_words.toml").read_text("utf-8")
    return tomli.loads(text)
