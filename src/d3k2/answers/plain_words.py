"""Which words of a reviewed sentence may be exchanged for plainer ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

import tomli

_ARTICLE = r"(?:\b(?P<article>an?) )?"


def exchanges(sentence: str) -> dict[str, tuple[str, ...]]:
    """Return the words of a sentence that may be exchanged, each with what may stand there."""
    return {found["hard"]: _plain(found["hard"]) for found in _hard().finditer(sentence)}


def only_exchanged(reviewed: str, offered: str) -> bool:
    """Whether a text is the reviewed sentence with some of the allowed exchanges and no others.

    An article before what was exchanged follows it: an infant, a baby.
    """
    pattern, at = "", 0
    for found in _hard().finditer(reviewed):
        choices = [found[0], *_with_article(found)]
        either = "|".join(re.escape(choice) for choice in choices)
        pattern += f"{re.escape(reviewed[at : found.start()])}(?:{either})"
        at = found.end()
    return re.fullmatch(pattern + re.escape(reviewed[at:]), offered) is not None


@cache
def plain_words() -> Mapping[str, Any]:
    """Return ``plain_words.toml``."""
    text = resources.files("d3k2.answers").joinpath("plain_words.toml").read_text("utf-8")
    return tomli.loads(text)


def _with_article(found: re.Match[str]) -> Iterator[str]:
    for plain in _plain(found["hard"]):
        if found["article"] is None:
            yield plain
        else:
            yield f"{'an' if plain[0] in 'aeiou' else 'a'} {plain}"


def _plain(hard: str) -> tuple[str, ...]:
    """What may stand for words, with a capital where they have one."""
    offered = _exchanged()[hard.lower()]
    return tuple(w[0].upper() + w[1:] for w in offered) if hard[0].isupper() else offered


@cache
def _exchanged() -> Mapping[str, tuple[str, ...]]:
    """The plain words by the hard ones they may stand for."""
    found: dict[str, tuple[str, ...]] = {}
    for plain, hard_ones in plain_words()["plain"].items():
        for hard in hard_ones:
            found[hard] = (*found.get(hard, ()), plain)
    return found


@cache
def _hard() -> re.Pattern[str]:
    """Finds what may be exchanged; of two that begin together, the longer."""
    listed = sorted(_exchanged(), key=lambda hard: (-len(hard), hard))
    either = "|".join(f"[{h[0]}{h[0].upper()}]{re.escape(h[1:])}" for h in listed)
    return re.compile(rf"{_ARTICLE}(?<![\w-])(?P<hard>{either})(?![\w-])")
