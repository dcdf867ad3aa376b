"""What a page shows: the lines of the article and of what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from d3k2.claims.article import Article

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """Words found on a page; ``place`` where they stand in the text, None beside it."""

    text: str
    place: Place | None


def shown(article: Article, pattern: str) -> Iterator[Shown]:
    """Yield each place of a page that matches, first beside the article, then in it."""
    compiled = _compiled(pattern)
    for match in compiled.finditer(article.page):
        yield Shown(" ".join(match[0].split()), None)
    for match in compiled.finditer(article.text):
        yield Shown(" ".join(match[0].split()), match.span())


def places(found: list[Shown]) -> tuple[Place, ...]:
    """Where these stand in the text; none of them may."""
    return tuple(one.place for one in found if one.place is not None)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    capitals = "[A-Z]" in pattern or r"\b(?:MD" in pattern
    return re.compile(pattern, re.MULTILINE if capitals else re.MULTILINE | re.IGNORECASE)
