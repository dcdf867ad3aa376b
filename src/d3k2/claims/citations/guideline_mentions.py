"""Guidelines that a text names and nobody issued: "the Global Bone Nutrition Guideline of 2022"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from d3k2.claims.article import Article
from d3k2.claims.citations.cited import CitedWork, Place
from d3k2.claims.citations.issuers import names_issuer
from d3k2.claims.citations.reference_words import reference_words
from d3k2.language import link

_CAPITAL = r"(?:[A-Z]|\d+[A-Z])[\w’'–-]*"
_JOINED = rf"{_CAPITAL}(?:\s(?:(?:of|for|on|and|the|in|&)\s){{0,2}}{_CAPITAL})*"
_NAMED = re.compile(
    rf"{_CAPITAL}(?:\s(?:(?:of|for|on|and|&)\s)?{_CAPITAL}){{0,7}}?\s[Gg]uidelines?\b"
    rf"(?:\s(?:(?:of|from|by|issued\sby|published\sby)\sthe|on(?:\sthe)?)\s{_JOINED}"
    r"|\sof\s(?:19|20)\d\d)?"
)
_BY = re.compile(rf"\bguidelines?\s(?:of|from|by|issued\sby|published\sby)\sthe\s{_JOINED}")
_WORDS = ("guideline", "guidelines")
LEAST_WORDS = 2
"""Words with a capital, "guideline" among them, with which "international" alone claims nothing."""
_PARTS = re.compile(r"[^\W\d_]+")


def guideline_mentions(article: Article, works: Iterable[CitedWork]) -> Iterator[Place]:
    """Yield where the text names a guideline of a body that is not known to issue any."""
    listed = [(work.start, work.end) for work in works if work.listed]
    skipped = [(b.start, b.end) for b in article.blocks if b.kind in ("title", "heading")]
    for match in sorted(_all(article.text), key=re.Match.start):
        inside = any(a <= match.start() < b for a, b in (*listed, *skipped))
        if not inside and _of_nobody(match[0]):
            yield match.span()


def _all(text: str) -> Iterator[re.Match[str]]:
    named = list(_NAMED.finditer(text))
    yield from named
    for match in _BY.finditer(text):
        if not any(n.start() <= match.start() < n.end() for n in named):
            yield match


def _of_nobody(words: str) -> bool:
    """Whether words claim a body or a name of their own, and none that is known."""
    if names_issuer(words):
        return False
    known = reference_words()["guideline"]
    named = link(words)
    said = [match for match in _PARTS.finditer(words) if match[0][0].isupper()]
    own = [
        match[0].casefold()
        for match in said
        if match[0].casefold() not in (*known["describes"], *_WORDS)
        and not any(m.start <= match.start() < m.end for m in named)
    ]
    claims = any(word in known["claims"] for word in own)
    written_small = _WORDS[0] in words and not _BY.search(words)
    return len(own) > 1 or (claims and len(said) > LEAST_WORDS and not written_small)
