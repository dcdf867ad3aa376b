"""References that lead to the publisher's own pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from d3k2.claims.article import Article
from d3k2.claims.citations.cited import Cited, CitedWork
from d3k2.claims.citations.identifiers import DOI, URL
from d3k2.claims.citations.names import plain
from d3k2.claims.citations.reference_words import reference_words
from d3k2.claims.citations.support_words import any_of
from d3k2.language import link

DOMAIN = re.compile(
    r"(?<![\w@./-])(?:https?://)?(?:www\.)?(?P<host>(?:[a-z0-9-]{2,}\.)+[a-z]{2,12})(?=[/\s,;)]|\.?\Z)",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"\b[Bb]y[ \t*_]+(?P<name>(?:(?:Dr|Prof|Professor|Coach|Mr|Mrs|Ms)\.?\s)?"
    r"(?:[^\W\d_a-z][\w.'’-]*[ \t]){1,3}[^\W\d_a-z][\w'’-]+)"
)
_PLACE = re.compile(r"\d+\s?(?:\(\d+\))?\s?[:;]\s?[\de]\d*|\bpp?\.\s?\d|\bISBN\b")
_MARKED = re.compile(
    r"(?P<name>[^\W\d_a-z][\w&'’-]+(?:[ \t][^\W\d_a-z][\w&'’-]+){0,3})\s?(?:™|®|\(R\))"
)
_PUBLIC = re.compile(r"\.(?:gov|edu|int|mil)(?:\.[a-z]{2})?\Z|\.(?:ac|nhs)\.[a-z]{2}\Z|\bnhs\.uk\Z")
_TYPE = re.compile(r"\A\[[^\]\n]{3,32}\]\s*")
_HONORARY = frozenset({"dr", "prof", "professor", "coach", "mr", "mrs", "ms"})
LEAST_NAME = 6
"""Letters of a name that can be told from a common word."""
EDGE = 600
"""Characters at the head and the foot of an article in which it says whose it is."""
LINE = 120
"""Characters of a line that names somebody rather than tells something."""
OPEN = frozenset(
    {
        "com",
        "org",
        "net",
        "co",
        "info",
        "health",
        "www",
        "blog",
        "shop",
        "store",
        "uk",
        "eu",
        "news",
    }
)
"""Parts of an address that name no site."""


def own_pages(article: Article, cited: Cited) -> Iterator[CitedWork]:
    """Yield the entries that are pages of the site, the brand or the author of the article."""
    site, brands = host_of(article.address), _brands(article, cited)
    for work in cited.works:
        names = work.stated.identifiers
        if not work.listed or names.doi or names.pmid or names.pmcid or _printed(work):
            continue
        if (
            _of_site(work, site)
            or _of_brand(work, brands)
            or _of_author(work, article)
            or _by_its_words(work)
            or _of_maker(work, article)
        ):
            yield work


def host_of(url: str | None) -> str:
    """Return the host of an address without its www; empty where it is none."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return host.casefold().removeprefix("www.")


def is_own_host(host: str, article: Article) -> bool:
    """Whether a host is the site of an article, or one that bears its publisher's name."""
    site = host_of(article.address)
    if site:
        return f".{host}".endswith(f".{site}")
    makers = {name.casefold() for name in _makers(article)}
    return any(name in makers for name in _names_in(host, LEAST_NAME))


def _printed(work: CitedWork) -> bool:
    """Whether it has a volume and a page: a paper, whoever wrote it."""
    return bool(_PLACE.search(DOI.sub(" ", URL.sub(" ", work.text))))


def _hosts(work: CitedWork) -> tuple[str, ...]:
    """The hosts that an entry names, with or without http before them."""
    named = [host_of(work.stated.identifiers.url)]
    named += [m["host"].casefold().removeprefix("www.") for m in DOMAIN.finditer(work.text)]
    return tuple(dict.fromkeys(host for host in named if host))


def _of_site(work: CitedWork, site: str) -> bool:
    """Whether it stands on the site of the article, or names that site and no other."""
    if not site:
        return False
    hosts = _hosts(work)
    if hosts:
        return any(f".{h}".endswith(f".{site}") or f".{site}".endswith(f".{h}") for h in hosts)
    text = _squeezed(DOI.sub(" ", URL.sub(" ", work.text)))
    return any(name in text for name in _names_in(site, 5))


def _of_brand(work: CitedWork, brands: str) -> bool:
    """Whether its site, or who signs it, is a name under which the article is published."""
    hosts = _hosts(work)
    if hosts:
        names = (name for host in hosts for name in _names_in(host, LEAST_NAME))
        named = any(name in brands and not link(name) for name in names)
        return named and not any(map(_elsewhere, hosts))
    first = re.split(r"[.:](?:\s|\Z)", _TYPE.sub("", work.text), maxsplit=1)[0].strip()
    name = _squeezed(first)
    is_name = first.istitle() and not any(m.concept.kind == "authority" for m in link(first))
    return is_name and len(name) >= 2 * LEAST_NAME and name in brands


def _of_author(work: CitedWork, article: Article) -> bool:
    """Whether the author of the article signs it, and nothing shows that it was printed."""
    if not work.stated.authors or work.stated.journal or not _hosts(work):
        return False
    return plain(work.stated.authors[0]).split()[-1:] in [n[-1:] for n in _bylines(article)]


def _by_its_words(work: CitedWork) -> bool:
    """Whether an entry says itself that it is the publisher's own: "data on file"."""
    return any_of(tuple(reference_words()["own"]["words"])).search(work.text) is not None


def _of_maker(work: CitedWork, article: Article) -> bool:
    """Whether an entry that no person signs begins with the name in a line of the publisher."""
    if work.stated.authors or work.stated.journal:
        return False
    first = re.split(r"[.:](?:\s|\Z)", _TYPE.sub("", work.text), maxsplit=1)[0]
    return any(re.search(rf"\b{re.escape(name)}\b", first) for name in _makers(article))


def _makers(article: Article) -> frozenset[str]:
    """Names in lines with a sign of who publishes: "© 2025 Solvane Ltd"."""
    own = reference_words()["own"]
    signed = re.compile("|".join(re.escape(sign) for sign in own["signs"]), re.IGNORECASE)
    lines = [*article.page.splitlines(), *article.text[-EDGE:].splitlines()]
    near = [line for line in lines if len(line) <= LINE and signed.search(line)]
    words = {word for line in near for word in re.findall(r"[A-Z][A-Za-z]{4,}", line)}
    return frozenset(w for w in words if w.casefold() not in own["no_name"] and not link(w))


def _elsewhere(host: str) -> bool:
    """Whether a host is a known one of others, of a state or of a university."""
    listed: list[str] = reference_words()["hosts"]["news"]
    known = any(host == each or host.endswith(f".{each}") for each in listed)
    return known or bool(_PUBLIC.search(host))


def _names_in(host: str, least: int) -> list[str]:
    parts = [part for part in host.split(".")[:-1] if part not in OPEN]
    return [name for part in parts if len(name := part.replace("-", "")) >= least]


def _bylines(article: Article) -> Iterator[list[str]]:
    for match in _BYLINE.finditer(f"{article.page}\n{article.text[:EDGE]}"):
        yield [word for word in plain(match["name"]).split() if word not in _HONORARY]


def _brands(article: Article, cited: Cited) -> str:
    """Everything that says whose the article is, squeezed: title, page, head, foot, trade marks."""
    text = article.text
    for work in cited.works:
        if work.listed:
            text = text[: work.start] + "\n" * (work.end - work.start) + text[work.end :]
    text = text.rstrip()
    marked = [match["name"] for match in _MARKED.finditer(text)]
    sold = [host_of(each.url) for each in article.links if _sells(each.url)]
    lines = f"{text[:EDGE]}\n{text[max(EDGE, len(text) - EDGE) :]}".splitlines()
    short = [line for line in lines if len(line) <= LINE and not line.rstrip("* _").endswith(".")]
    parts = [article.title or "", *article.page.splitlines(), *short, *marked, *sold]
    return "|".join(_squeezed(part) for part in parts)


def _sells(url: str) -> bool:
    return bool(re.search(r"\b(?:shop|store|buy|cart|checkout|order)\b", url, re.IGNORECASE))


def _squeezed(text: str) -> str:
    return plain(text.replace("&", " and ")).replace(" ", "")
