"""The words around a name, and how far a spelling may be off. All of them are data."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import tomli

from d3k2.person.vocabulary import plain


@cache
def words() -> dict[str, Any]:
    """Return ``words.toml``."""
    return tomli.loads(resources.files("d3k2.person").joinpath("words.toml").read_text("utf-8"))


@cache
def plain_set(table: str, key: str) -> frozenset[str]:
    """Return one list of words in plain form."""
    return frozenset(plain(word) for word in words()[table][key])


def canonical(table: str, text: str) -> str | None:
    """Return the key whose list of names holds this text (``wants``, ``systems``)."""
    sought = plain(text)
    for key, names in words()[table].items():
        if sought == plain(key) or any(sought == plain(name) for name in names):
            return str(key)
    return None


def errors_allowed(letters: int, *, first_letter_right: bool) -> int:
    """How many letters may be wrong in a name of this length."""
    spelling = words()["spelling"]
    steps = spelling["allowed" if first_letter_right else "allowed_first_letter_wrong"]
    return max((step["errors"] for step in steps if letters >= step["letters"]), default=0)
