"""References that lead to the publisher's own pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from d3k2.claims.article import Article, Link
from d3k2.claims.citations.cited import Cited, CitedWork
from d3k2.claims.citations.hosts import DOMAIN, host_of, is_of_others, names_in, one_site
from d3k2.claims.citations.identifiers import DOI, URL
from d3k2.claims.citations.names import plain
from d3k2.claims.citations.publisher import LEAST_NAME, Publisher, publisher, squeezed
from d3k2.claims.citations.reference_words import reference_words
from d3k2.claims.citations.support_words import any_of
from d3k2.language import link

_PLACE = re.compile(r"\d+\s?(?:\(\d+\))?\s?[:;]\s?[\de]\d*|\bpp?\.\s?\d|\bISBN\b")
_TYPE = re.compile(r"\A\[[^\]\n]{3,32}\]\s*")
_WITHIN_SITE = re.compile(r"\.{0,2}/(?!/)")
_WORD = re.compile(r"[A-Z][A-Za-z]+\b")
LEAST_OF_SITE = 5
"""Letters of the name of the article's own site."""


def own_pages(article: Article, cited: Cited) -> Iterator[CitedWork]:
    """Yield the entries that are pages of the site, the brand or the author of the article."""
    whose = publisher(article, cited)
    for work in cited.works:
        names = work.stated.identifiers
        if not work.listed or names.doi or names.pmid or names.pmcid or _printed(work):
            continue
        if (
            _of_site(work, whose)
            or _of_brand(work, whose)
            or _of_author(work, whose)
            or _by_its_words(work)
            or (not _is_signed(work) and _is_meant_as_own(work, whose, article))
        ):
            yield work


def is_own_host(host: str, whose: Publisher) -> bool:
    """Whether a host is a site of the publisher, or one that bears a name of it."""
    if any(one_site(host, site) for site in whose.sites):
        return True
    if is_of_others(host):
        return False
    named = {name.casefold() for name in whose.makers | whose.coined}
    return any(name in named for name in names_in(host, LEAST_NAME)) or _bears_brand(host, whose)


def is_within_site(url: str) -> bool:
    """Whether a link leads to another page by its path alone: that is on the article's site."""
    return _WITHIN_SITE.match(url) is not None


def speaks_of_own(text: str) -> bool:
    """Whether a sentence tells of something that the publisher has: "our white paper"."""
    told = "|".join(map(re.escape, reference_words()["own"]["told"]))
    return re.search(rf"\b[Oo]ur (?:[\w+-]+ ){{0,2}}(?:{told})\b", text) is not None


def _is_meant_as_own(work: CitedWork, whose: Publisher, article: Article) -> bool:
    sentences = (article.text[slice(*mark.sentence)] for mark in work.marks)
    return (
        _of_maker(work, whose)
        or any(is_within_site(each.url) for each in _links(work, article))
        or any(map(speaks_of_own, sentences))
    )


def _links(work: CitedWork, article: Article) -> Iterator[Link]:
    return (each for each in article.links if work.start <= each.start < work.end)


def _printed(work: CitedWork) -> bool:
    """Whether it has a volume and a page: a paper, whoever wrote it."""
    return bool(_PLACE.search(DOI.sub(" ", URL.sub(" ", work.text))))


def _is_signed(work: CitedWork) -> bool:
    return bool(work.stated.authors or work.stated.journal)


def _hosts(work: CitedWork) -> tuple[str, ...]:
    """The hosts that an entry names, with or without http before them."""
    named = [host_of(work.stated.identifiers.url)]
    named += [m["host"].casefold().removeprefix("www.") for m in DOMAIN.finditer(work.text)]
    return tuple(dict.fromkeys(host for host in named if host))


def _of_site(work: CitedWork, whose: Publisher) -> bool:
    """Whether it stands on a site of the publisher, or names that site and no other."""
    hosts = _hosts(work)
    if hosts:
        return any(one_site(host, site) for host in hosts for site in whose.sites)
    text = squeezed(DOI.sub(" ", URL.sub(" ", work.text)))
    return any(name in text for site in whose.sites for name in names_in(site, LEAST_OF_SITE))


def _of_brand(work: CitedWork, whose: Publisher) -> bool:
    """Whether its site, or who signs it, is a name under which the article is published."""
    hosts = _hosts(work)
    if hosts:
        return any(_bears_brand(h, whose) for h in hosts) and not any(map(is_of_others, hosts))
    first = _issuer(work)
    name = squeezed(first)
    is_name = first.istitle() and not any(m.concept.kind == "authority" for m in link(first))
    return is_name and len(name) >= 2 * LEAST_NAME and name in whose.brands


def _bears_brand(host: str, whose: Publisher) -> bool:
    """Whether a part of a host is a name under which the article is published."""
    names = names_in(host, LEAST_NAME)
    return any(name in whose.brands and not link(name) for name in names)


def _of_author(work: CitedWork, whose: Publisher) -> bool:
    """Whether the author of the article signs it, and nothing shows that it was printed."""
    if not work.stated.authors or work.stated.journal or not _hosts(work):
        return False
    return plain(work.stated.authors[0]).split()[-1] in whose.authors


def _by_its_words(work: CitedWork) -> bool:
    """Whether an entry says itself that it is the publisher's own: "data on file"."""
    return any_of(tuple(reference_words()["own"]["words"])).search(work.text) is not None


def _of_maker(work: CitedWork, whose: Publisher) -> bool:
    """Whether it begins with a name of the maker, or of the brand in the article's title."""
    words = {*_WORD.findall(_issuer(work))}
    hosts = "|".join(names for host in _hosts(work) for names in names_in(host, LEAST_NAME))
    of_host = any(word.casefold() in hosts for word in whose.coined)
    return bool(words & (whose.makers | whose.coined)) or of_host


def _issuer(work: CitedWork) -> str:
    """The words with which an entry begins, up to a stop: who issued it, where nobody signs."""
    return re.split(r"[.:](?:\s|\Z)", _TYPE.sub("", work.text), maxsplit=1)[0].strip()
