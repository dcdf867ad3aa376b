"""Works that a text names by an identifier, and what it states of them right beside it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from d3k2.claims.article import Article
from d3k2.claims.citations.cited import Identifiers, Stated
from d3k2.claims.citations.identifiers import named
from d3k2.claims.citations.named_works import NamedMark, named_marks
from d3k2.claims.citations.names import plain
from d3k2.claims.citations.reference_words import reference_words
from d3k2.claims.citations.stated import stated
from d3k2.language import link

_ADDRESS = re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)|https?://\S+")
_BRACKETS = re.compile(r"\((?P<inside>[^()\n]*)\)")
_JOINS = re.compile(r"[\s,.:()\[\]/*_-]*")
_LEADS_IN = re.compile(r"[\s,:(\[*_]*")
_FIRST = re.compile(r"(?P<family>[^\W\d_a-z][^\W\d_]+(?:[-'’][^\W\d_]+)*),\s")
_OTHERS = re.compile(r"\bet\s+al\b\.?,?")
_AWAY = re.compile(r"https?://", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d[a-z]?\b")
FARTHEST = 80
"""Characters before an identifier in which a name that it follows begins."""
MOST_WORDS = 9
"""Words of the name of a journal."""


@dataclass(frozen=True, slots=True)
class InsideWork:
    """A work from ``start`` to ``end``, with what is stated of it there."""

    start: int
    end: int
    stated: Stated


@dataclass(frozen=True, slots=True)
class _Identified:
    """An identifier, or words behind which one stands."""

    start: int
    end: int
    names: Identifiers


def works_inside(article: Article, body: str) -> tuple[InsideWork, ...]:
    """Find what the text of an article names by DOI, PubMed or PMC number, in order.

    Identifiers side by side name one work, where they can: ``[Knapen 2015](https://doi.org/...),
    PMID 25694037``. An author and a year count as its own only in the same brackets or right
    before; nothing else that stands around an identifier is taken for a description of the work.
    """
    places = tuple(_identified(article, body))
    bare = without_addresses(body)
    around = _Around(_without_identifiers(bare), named_marks(bare))
    found: list[InsideWork] = []
    for group in _groups(places, around.flat):
        found.append(_work(group, around, least=found[-1].end if found else 0))
    return tuple(found)


class _Around:
    """What stands around identifiers: brackets, and works named by author and year."""

    def __init__(self, flat: str, people: Sequence[NamedMark]) -> None:
        self.flat = flat
        self._people, self._starts = people, [person.start for person in people]
        self._brackets = [(m.start("inside"), m.end("inside")) for m in _BRACKETS.finditer(flat)]

    def begin(self, at: int) -> int:
        """Where the brackets or the part of them begin in which a place is; else itself."""
        before = bisect_right(self._brackets, (at, len(self.flat))) - 1
        if before < 0 or self._brackets[before][1] < at:
            return at
        inside = self._brackets[before][0]
        parts = self.flat[inside:at].rstrip(" ;,:[").split(";")
        return inside + len(";".join([*parts[:-1], ""]))

    def people(self, start: int, end: int) -> Sequence[NamedMark]:
        """The works named by author and year that begin from here to there."""
        return self._people[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def without_addresses(text: str) -> str:
    """Return a text with its addresses blanked, so that every place stays the same."""
    return _ADDRESS.sub(lambda m: " " * len(m[0]), text)


def _identified(article: Article, body: str) -> Iterator[_Identified]:
    """Identifiers in the text and behind its links, each once a line.

    An address without one counts where the words before it are an author and a year.
    """
    seen: set[tuple[Identifiers, int]] = set()
    found = [_Identified(n.start, n.end, Identifiers(**{n.kind: n.value})) for n in named(body)]
    for each in article.links:
        words = body[each.start : each.end]
        if words.strip():
            behind = [Identifiers(**{n.kind: n.value}) for n in named(each.url)]
            if not behind and named_marks(words) and _AWAY.match(each.url):
                behind = [Identifiers(url=each.url)]
            found += [_Identified(each.start, each.end, names) for names in behind]
    for one in sorted(found, key=lambda each: (each.start, each.end)):
        line = body.rfind("\n", 0, one.start)
        if (one.names, line) not in seen:
            seen.add((one.names, line))
            yield one


def _without_identifiers(text: str) -> str:
    """The text with identifiers blanked; words behind which one stands stay."""
    signs = list(text)
    for one in named(text):
        signs[one.start : one.end] = " " * (one.end - one.start)
    return "".join(signs)


def _groups(places: Sequence[_Identified], flat: str) -> Iterator[list[_Identified]]:
    """Identifiers between which nothing stands, as long as they can be those of one work."""
    group: list[_Identified] = []
    for one in places:
        if group and not (_agree(group, one) and _JOINS.fullmatch(flat, group[-1].end, one.start)):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _agree(group: Iterable[_Identified], one: _Identified) -> bool:
    """Whether no other identifier of the same kind is among them."""
    known, more = _joined(group), one.names
    pairs = ((known.doi, more.doi), (known.pmid, more.pmid), (known.pmcid, more.pmcid))
    return all(None in pair or pair[0] == pair[1] for pair in pairs)


def _work(group: Sequence[_Identified], around: _Around, *, least: int) -> InsideWork:
    """One work, described by what stands in the same brackets before it, or right before these."""
    start, end = group[0].start, max(one.end for one in group)
    alone = InsideWork(start, end, Stated(_joined(group)))
    flat, begin = around.flat, max(least, around.begin(start))
    near = [p for p in around.people(begin, end) if p.end <= end]
    before = around.people(max(least, start - FARTHEST), start)
    near = near or [p for p in before if _LEADS_IN.fullmatch(flat, p.end, start)]
    if len(near) > 1:
        return alone
    if near:
        said = Stated(authors=(near[0].family,), years=(near[0].year,))
        begin, behind = near[0].start, near[0].end
    else:
        begin += len(flat[begin:end]) - len(flat[begin:end].lstrip(" ([*_,"))
        said, behind = _described(flat[begin:end])
        behind += begin
    if not said.authors or _is_matter(said.authors[0]):
        return alone
    opened = flat.count("(", begin, end) > flat.count(")", begin, end)
    return InsideWork(
        min(begin, start),
        end + (opened and flat[end : end + 1] == ")"),
        Stated(
            alone.stated.identifiers,
            authors=said.authors,
            years=said.years,
            journal=_journal(flat[behind:end]),
        ),
    )


def _joined(group: Iterable[_Identified]) -> Identifiers:
    known = {
        kind: value
        for one in group
        for kind in ("doi", "pmid", "pmcid", "url")
        if (value := getattr(one.names, kind))
    }
    return Identifiers(**known)


def _described(text: str) -> tuple[Stated, int]:
    """What stands before an identifier states, and how far the name of its author reaches."""
    said, others = stated(" ".join(text.split())), _OTHERS.search(text)
    if said.authors:
        return said, others.end() if others else 0
    first = _FIRST.match(text)
    if first and _journal(text[first.end() :]):
        years = tuple(int(year) for year in re.findall(r"(?:19|20)\d\d", text))
        return Stated(authors=(first["family"],), years=years), first.end()
    return Stated(), 0


def _is_matter(name: str) -> bool:
    """Whether it is no family name, but a trial, a body or a matter: "VITAL 2019"."""
    return name.isupper() or bool(link(name))


def _journal(text: str) -> str | None:
    """The journal that is all that a text names beside a year."""
    said = " ".join(plain(_YEAR.sub(" ", text)).split())
    known, words = reference_words()["bare"], said.split()
    begun = said.startswith(tuple(known["kinds"])) and len(words) <= MOST_WORDS
    short = len(words) > 1 and all(word in known["short"] for word in words)
    return said if begun or short or said in known["journals"] else None
