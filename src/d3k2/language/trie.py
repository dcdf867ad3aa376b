"""Every name as a tree of words, so that a text is read once from left to right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from d3k2.language.register import Name, register

Node = dict[str, Any]
"""Word to the node below it; under the empty word, the name that ends here."""


@cache
def name_tree() -> Node:
    """Return the tree of every name."""
    return grow(register().names)


def grow(names: Mapping[str, Name]) -> Node:
    """Make the tree of names given by their folded words."""
    root: Node = {}
    for key, name in names.items():
        node = root
        for word in key.split():
            node = node.setdefault(word, {})
        node[""] = name
    return root


def names_from(root: Node, words: Sequence[str], at: int) -> Iterator[tuple[int, Name]]:
    """Every name that begins at this word, with the place after its last word."""
    node = root
    for place in range(at, len(words)):
        found = node.get(words[place])
        if found is None:
            return
        node = found
        if "" in node:
            yield place + 1, node[""]
