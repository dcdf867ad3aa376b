"""Which things a text names, whatever it calls them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

import tomli


def fold(text: str) -> list[str]:
    """Return the words of a text without case, accents and signs: ``25(OH)D`` is 25, oh, d."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.findall(r"[^\W_]+", bare)


def meant(words: Sequence[str]) -> list[str]:
    """Return marks of the things that folded words name, and of what these are kinds of.

    The longest name wins: ``vitamin k2`` does not name vitamin K. A final s is no difference.
    """
    bare = [_singular(word) for word in words]
    found: list[str] = []
    at = 0
    while at < len(bare):
        for name, marks in _names().get(bare[at], ()):
            if bare[at : at + len(name)] == name:
                found += marks
                at += len(name)
                break
        else:
            at += 1
    return list(dict.fromkeys(found))


@cache
def stop_words() -> frozenset[str]:
    """Return the words that tell nothing apart."""
    return frozenset(word for listed in _data()["stop"] for word in fold(listed))


@cache
def _data() -> dict[str, Any]:
    file = resources.files("d3k2.language.ranking").joinpath("synonyms.toml")
    return tomli.loads(file.read_text("utf-8"))


@cache
def _names() -> dict[str, list[tuple[list[str], tuple[str, ...]]]]:
    """Names and the marks of what they name, by the first word of the name, longest first."""
    by_first: dict[str, list[tuple[list[str], tuple[str, ...]]]] = {}
    for thing, entry in _data()["things"].items():
        marks = tuple(_mark(one) for one in (thing, *entry.get("kind_of", ())))
        for name in entry["names"]:
            bare = [_singular(word) for word in fold(name)]
            by_first.setdefault(bare[0], []).append((bare, marks))
    for names in by_first.values():
        names.sort(key=lambda one: -len(one[0]))
    return by_first


def _mark(thing: str) -> str:
    """Return one word that no text contains."""
    return "thing" + "".join(fold(thing))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
