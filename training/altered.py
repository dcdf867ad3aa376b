"""Sentences made of labelled ones by changing a word, a number or how they begin.

A small reader learns more from a teacher when it hears what the teacher says of sentences that
nobody labelled, too (Jiao et al. 2020, "TinyBERT", on data augmentation). What is changed stands in
``altered.toml``. These have no label: the teacher alone says what they are.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from training.examples import ALTERED, Example

CHANGES = 2
"""Changes of a sentence at most."""
_NUMBER = re.compile(r"(?<![\w.-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w-])")


def altered(examples: Sequence[Example], *, seed: int = 0) -> list[Example]:
    """Make one sentence of each that can be changed; none that stands among them already."""
    chance = random.Random(seed)
    known = {one.weighed.passage.text for one in examples}
    made: list[Example] = []
    for one in examples:
        text = _changed(one.weighed.passage.text, chance)
        if text not in known:
            known.add(text)
            passage = replace(one.weighed.passage, text=text)
            weighed = replace(one.weighed, passage=passage)
            made.append(replace(one, file=f"{ALTERED}{one.file}", danger=None, weighed=weighed))
    return made


def _changed(text: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, CHANGES)):
        ways = [*_words(text), *_numbers(text, chance)]
        if not ways or chance.random() < 1 / len(_table()["openings"]):
            text = f"{chance.choice(_table()['openings'])} {text}"
        else:
            start, end, instead = chance.choice(ways)
            text = f"{text[:start]}{_as_written(text[start:end], instead)}{text[end:]}"
    return text


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    """Where words stand that others may take the place of."""
    pattern, instead = _alike()
    for found in pattern.finditer(text):
        yield from ((*found.span(), other) for other in instead.get(found[0].lower(), ()))


def _numbers(text: str, chance: random.Random) -> Iterator[tuple[int, int, str]]:
    for found in _NUMBER.finditer(text):
        number = float(found[0].replace(",", "")) * chance.choice(_table()["factors"])
        written = f"{number:,.0f}" if number >= 10 else f"{number:.2g}"
        yield (*found.span(), written)


def _as_written(old: str, new: str) -> str:
    begins = old[0].isupper() and old[1:].islower()
    return f"{new[0].upper()}{new[1:]}" if begins else new


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@cache
def _alike() -> tuple[re.Pattern[str], dict[str, list[str]]]:
    instead: dict[str, list[str]] = {}
    for row in _table()["alike"]:
        for word in row:
            instead.setdefault(word.lower(), []).extend(o for o in row if o != word)
    longest_first = sorted(instead, key=len, reverse=True)
    words = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE), instead
