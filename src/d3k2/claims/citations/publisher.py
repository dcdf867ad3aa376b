"""Who publishes an article: its site, its brands, its makers and its authors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from d3k2.claims.article import Article
from d3k2.claims.citations.cited import Cited
from d3k2.claims.citations.hosts import host_of, is_of_others
from d3k2.claims.citations.names import plain
from d3k2.claims.citations.reference_words import reference_words
from d3k2.language import link

_BYLINE = re.compile(
    r"\b[Bb]y[ \t*_]+(?P<name>(?:(?:Dr|Prof|Professor|Coach|Mr|Mrs|Ms)\.?\s)?"
    r"(?:[^\W\d_a-z][\w.'’-]*[ \t]){1,3}[^\W\d_a-z][\w'’-]+)"
)
_MARKED = re.compile(
    r"(?P<name>[^\W\d_a-z][\w&'’-]+(?:[ \t][^\W\d_a-z][\w&'’-]+){0,3})\s?(?:™|®|\(R\))"
)
_MAIL = re.compile(r"[\w.+-]+@(?P<host>(?:[a-z0-9-]+\.)+[a-z]{2,12})\b", re.IGNORECASE)
_PARTS_OF_TITLE = re.compile(r"\s[|–—-]\s|:\s")
_NAME = re.compile(r"[A-Z][A-Za-z]+(?:\s[A-Z][A-Za-z]+){0,3}")
_HONORARY = frozenset({"dr", "prof", "professor", "coach", "mr", "mrs", "ms"})
_LABELS = re.compile(r"^[ \t>*-]*(?:\[?\^?[\w-]{1,20}[\]]:?|\d{1,3}[.):]*)?[ \t]*$", re.MULTILINE)
LEAST_NAME = 6
"""Letters of a name that can be told from a common word."""
EDGE = 600
"""Characters at the head and the foot of an article in which it says whose it is."""
LINE = 120
"""Characters of a line that names somebody rather than tells something."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """What an article shows of who publishes it.

    Attributes
    ----------
    sites : tuple of str
        The hosts of its own address and of the post that it gives.
    brands : str
        Its title, its page, its head, its foot and its trade marks, squeezed.
    makers : frozenset of str
        Names in lines with a sign of who publishes: "© 2025 Solvane Ltd".
    coined : frozenset of str
        Words by which its title or its head calls a brand, a house or a site, found nowhere as a
        common word.
    authors : tuple of str
        Family names of those by whom it is.
    """

    sites: tuple[str, ...]
    brands: str
    makers: frozenset[str]
    coined: frozenset[str]
    authors: tuple[str, ...]


def publisher(article: Article, cited: Cited) -> Publisher:
    """Read who publishes an article, from everything but its list of references."""
    text = _without_list(article.text, cited)
    address = host_of(article.address)
    return Publisher(
        sites=tuple(dict.fromkeys([*([address] if address else []), *_posts(article, text)])),
        brands=_brands(article, text),
        makers=makers(article),
        coined=frozenset(_coined(article, text)),
        authors=tuple(_authors(article)),
    )


def makers(article: Article) -> frozenset[str]:
    """Return the names in lines with a sign of who publishes."""
    own = reference_words()["own"]
    signed = re.compile("|".join(re.escape(sign) for sign in own["signs"]), re.IGNORECASE)
    lines = [*article.page.splitlines(), *article.text[-EDGE:].splitlines()]
    near = [line for line in lines if len(line) <= LINE and signed.search(line)]
    words = {word for line in near for word in re.findall(r"[A-Z][A-Za-z]{4,}", line)}
    return frozenset(w for w in words if w.casefold() not in own["no_name"] and not link(w))


def squeezed(text: str) -> str:
    """Return a text without blanks, marks and case, in which a name is found however written."""
    return plain(text.replace("&", " and ")).replace(" ", "")


def _without_list(text: str, cited: Cited) -> str:
    """The text without the entries of its list, and without the labels that are left of them."""
    parts, at = [], 0
    for work in cited.works:
        if work.listed and work.start >= at:
            parts.append(text[at : work.start])
            at = work.end
    rest = "\n".join([*parts, text[at:]])
    return re.sub(r"\n{3,}", "\n\n", _LABELS.sub("", rest)).strip()


def _posts(article: Article, text: str) -> Iterator[str]:
    """The hosts of its post, but of those who carry everybody's."""
    for match in _MAIL.finditer(f"{article.page}\n{text}"):
        host = match["host"].casefold()
        if host not in reference_words()["hosts"]["post"] and not is_of_others(host):
            yield host


def _brands(article: Article, text: str) -> str:
    marked = [match["name"] for match in _MARKED.finditer(text)]
    sold = [host_of(each.url) for each in article.links if _sells(each.url)]
    lines = f"{text[:EDGE]}\n{text[max(EDGE, len(text) - EDGE) :]}".splitlines()
    short = [line for line in lines if len(line) <= LINE and not line.rstrip("* _").endswith(".")]
    parts = [article.title or "", *article.page.splitlines(), *short, *marked, *sold]
    return "|".join(squeezed(part) for part in parts)


def _sells(url: str) -> bool:
    return bool(re.search(r"\b(?:shop|store|buy|cart|checkout|order)\b", url, re.IGNORECASE))


def _coined(article: Article, text: str) -> Iterator[str]:
    """Words of the names in its title and of who issues it: "a leaflet of the Norby Society"."""
    titles = [
        article.title or "",
        *(text[b.start : b.end] for b in article.blocks if b.kind == "title"),
    ]
    names = [part for title in titles for part in _PARTS_OF_TITLE.split(title)]
    for place in (article.page, text[:EDGE]):
        names += [match["name"] for match in _issued().finditer(place)]
        names += [match["name"] for match in _masthead().finditer(place)]
    for name in names:
        begun = _NAME.match(name)
        for word in re.findall(r"[A-Z][A-Za-z]+", begun[0]) if begun else ():
            if _is_coined(word, text):
                yield word


@cache
def _masthead() -> re.Pattern[str]:
    kinds = "|".join(reference_words()["own"]["mastheads"])
    return re.compile(rf"^[*_# \t]*(?P<name>[A-Z][A-Za-z]+ (?:{kinds}))\b", re.MULTILINE)


@cache
def _issued() -> re.Pattern[str]:
    kinds = "|".join(reference_words()["own"]["issues"])
    return re.compile(
        rf"\b(?:(?:{kinds})\s(?:of|by|from)\sthe|[Ff]rom\sthe)\s(?P<name>{_NAME.pattern})"
    )


def _is_coined(word: str, text: str) -> bool:
    """Whether a word stands nowhere in small letters, and names nothing that is known."""
    small = word.casefold()
    none = {*reference_words()["own"]["no_name"], *_words_of_houses()}
    common = small in none or re.search(rf"\b{small}\b", text)
    return len(word) >= LEAST_NAME and not common and not link(word)


def _words_of_houses() -> Iterator[str]:
    known = reference_words()["bare"]
    for key in ("houses", "countries", "speak"):
        for name in known[key]:
            yield from name.split()


def _authors(article: Article) -> Iterator[str]:
    for match in _BYLINE.finditer(f"{article.page}\n{article.text[:EDGE]}"):
        words = [word for word in plain(match["name"]).split() if word not in _HONORARY]
        yield from words[-1:]
