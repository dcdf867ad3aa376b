"""The elements around the blocks of a page: which of them holds the article, and what they say.

The library that finds the main content judges each block on its own, by its length and its links;
a list of short items between two paragraphs is lost so. The elements tell more: what stands in the
one that holds the article belongs to it, unless an element further in says that it is a menu, an
advert, a form. Elements outside of it say nothing: a page may be one form, and an article may be
filed under "newsletter".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

MOST = 0.85
"""Share of the main content that the element around the article holds."""
BODY = 0
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NOT_OF_ITSELF = "".join(f"(?<! {word} )" for word in ("has", "no", "with", "tag", "category"))


@dataclass(frozen=True, slots=True)
class Element:
    """An element with text somewhere in it.

    Attributes
    ----------
    parent : int
        The number of the element around it; -1 for the body. It is always the smaller number.
    names : str
        Its role, classes, id and the like, as written.
    """

    parent: int
    tag: str
    names: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an element stands: in that of the article, in one beside it, in one not shown, ..."""

    main: bool
    inside: bool
    beside: bool
    hidden: bool
    panel: bool
    heading: bool


def around(elements: Sequence[Element], weights: Mapping[int, int]) -> int:
    """Return the element around the article: the innermost with nearly all of the main content.

    Parameters
    ----------
    elements : sequence of Element
        In the order of the page.
    weights : mapping
        Characters of main content that stand in an element itself.
    """
    held = [weights.get(at, 0) for at in range(len(elements))]
    for at in range(len(elements) - 1, BODY, -1):
        held[elements[at].parent] += held[at]
    innermost = BODY
    for at, element in enumerate(elements):
        if element.parent == innermost and held[at] > 0 and held[at] >= MOST * held[BODY]:
            innermost = at
    named = [at for at in outward(elements, innermost) if _is_article(elements[at])]
    return named[0] if named else innermost


def outward(elements: Sequence[Element], at: int) -> list[int]:
    """Return an element and those around it, the innermost first."""
    found = []
    while at >= 0:
        found.append(at)
        at = elements[at].parent
    return found


def standings(
    elements: Sequence[Element], article: int, words: Mapping[str, Any]
) -> list[Standing]:
    """Say of each element where it stands to the one around the article."""
    outer = frozenset(outward(elements, article)) if elements else frozenset()
    found: list[Standing] = []
    none = Standing(
        main=False, inside=False, beside=False, hidden=False, panel=False, heading=False
    )
    for at, element in enumerate(elements):
        above = found[element.parent] if element.parent >= 0 else none
        main = above.main or element.tag == "main" or element.names.lower().split()[:1] == ["main"]
        if at in outer:
            found.append(replace(none, main=main, inside=at == article, hidden=element.hidden))
            continue
        spoken = " ".join(_WORDS.findall(element.names)).lower()
        panel = above.panel or _says(spoken, words["panels"])
        heading = above.heading or element.tag in words["tags"]["headings"]
        found.append(
            Standing(
                main=main,
                inside=above.inside,
                beside=above.beside or _beside(element, spoken, words["beside"], heading),
                hidden=above.hidden or (element.hidden and not panel),
                panel=panel,
                heading=heading,
            )
        )
    return found


def names_around(elements: Sequence[Element], at: int, most: int = 3) -> frozenset[str]:
    """Return the classes and ids of the nearest elements that have any, in small letters."""
    named: list[str] = []
    while at >= 0 and len(named) < most:
        if elements[at].names:
            named.append(elements[at].names.lower())
        at = elements[at].parent
    return frozenset(name for names in named for name in names.split())


def _is_article(element: Element) -> bool:
    """Whether it is an article by its tag or role, and not a comment in the shape of one."""
    names = element.names.lower().split()
    named = element.tag == "article" or "articlebody" in names or "article" in names[:1]
    return named and not any("comment" in name for name in names)


def _beside(element: Element, spoken: str, words: Mapping[str, Any], heading: bool) -> bool:
    """Whether an element of its own says that it is no part of the article."""
    if element.tag in words["controls"] and not heading:
        return True
    if _says(spoken, tuple(words["of_article"])):
        return False
    return (
        element.tag in words["elements"]
        or not set(element.names.lower().split()).isdisjoint(words["roles"])
        or _says(spoken, tuple(words["names"]))
    )


def _says(spoken: str, phrases: Sequence[str]) -> bool:
    return bool(spoken) and _pattern(tuple(phrases)).search(f" {spoken} ") is not None


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"{_NOT_OF_ITSELF}(?<= )(?:{'|'.join(map(re.escape, phrases))})(?= )")
