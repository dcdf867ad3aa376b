"""Pages of the publisher's own that a text gives as evidence without listing them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from d3k2.claims.article import Article
from d3k2.claims.citations.cited import Cited, Place
from d3k2.claims.citations.hosts import DOMAIN, host_of
from d3k2.claims.citations.own_pages import is_own_host, is_within_site, speaks_of_own
from d3k2.claims.citations.publisher import Publisher, publisher
from d3k2.claims.citations.reference_words import reference_words
from d3k2.claims.citations.support_words import any_of

_ADDRESS = re.compile(r"(?:https?://)?[\w.-]+\.[a-z]{2,12}/[^\s)\]]*", re.IGNORECASE)
_PATH = re.compile(r"/[\w-]")


def own_mentions(article: Article, cited: Cited) -> Iterator[Place]:
    """Yield the words or the address, in a sentence that speaks of studies, that lead to such."""
    listed = [(work.start, work.end) for work in cited.works if work.listed]
    whose = publisher(article, cited)
    last = -1
    for start, end in sorted({*_linked(article, whose), *_written(article, whose)}):
        inside = any(a <= start < b for a, b in listed)
        if start >= last and not inside and _as_evidence(article.text, start):
            last = end
            yield start, end


def _linked(article: Article, whose: Publisher) -> Iterator[Place]:
    for link in article.links:
        host = host_of(link.url)
        path = link.url.partition(host)[2] if host else ""
        own = host and _PATH.match(path) and is_own_host(host, whose)
        if own or is_within_site(link.url):
            yield link.start, link.end


def _written(article: Article, whose: Publisher) -> Iterator[Place]:
    for match in DOMAIN.finditer(article.text):
        host = match["host"].casefold().removeprefix("www.")
        behind_words = article.text[: match.start()].endswith("](")
        named = _PATH.match(article.text, match.end()) and is_own_host(host, whose)
        if named and not behind_words:
            address = _ADDRESS.match(article.text, match.start())
            yield match.start(), address.end() if address else match.end()


def _as_evidence(text: str, at: int) -> bool:
    """Whether the sentence before an address speaks of studies or evidence, or of its own."""
    line = text[max(text.rfind(sign, 0, at) for sign in ".!?\n") + 1 : at]
    evidence = any_of(tuple(reference_words()["own"]["evidence"])).search(line)
    return evidence is not None or speaks_of_own(line)
