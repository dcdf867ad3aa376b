"""The words by which lists, marks and entries are read, as `list_words.toml` holds them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import tomli


@dataclass(frozen=True, slots=True)
class ListWords:
    """All of them; each is in small letters."""

    headings: frozenset[str]
    goes_on: tuple[str, ...]
    types: frozenset[str]
    no_stop_after: frozenset[str]
    no_mark_before: frozenset[str]
    no_mark_after: frozenset[str]
    raised_is_power_after: frozenset[str]
    no_family: frozenset[str]
    particles: frozenset[str]


@cache
def list_words() -> ListWords:
    """Return the words."""
    text = resources.files("d3k2.claims.citations").joinpath("list_words.toml").read_text("utf-8")
    table = tomli.loads(text)
    part, marks, names = table["list"], table["marks"], table["names"]
    return ListWords(
        headings=frozenset(part["headings"]),
        goes_on=tuple(part["goes_on"]),
        types=frozenset(part["types"]),
        no_stop_after=frozenset(part["no_stop_after"]),
        no_mark_before=frozenset(marks["no_mark_before"]),
        no_mark_after=frozenset(marks["no_mark_after"]),
        raised_is_power_after=frozenset(marks["raised_is_power_after"]),
        no_family=frozenset(names["no_family"]),
        particles=frozenset(names["particles"]),
    )
