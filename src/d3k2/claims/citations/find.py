"""Everything an article cites, each mark joined with its entry and the sentence that cites it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from d3k2.claims.article import Article
from d3k2.claims.citations.cited import Cited, CitedWork, Identifiers, Mark, Place, Stated
from d3k2.claims.citations.counting import counts, habits_of
from d3k2.claims.citations.identifiers import named
from d3k2.claims.citations.labels import labelled, marks_by_name, named_by_list
from d3k2.claims.citations.lists import Entry, listed
from d3k2.claims.citations.marks import NumberMark, number_marks
from d3k2.claims.citations.named_works import NamedMark, named_marks
from d3k2.claims.citations.names import same_family
from d3k2.claims.citations.places import Sentences
from d3k2.claims.citations.stated import stated

_ADDRESS = re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)|https?://\S+")


def find_citations(article: Article) -> Cited:
    """Find the entries of the list of references and the references inside the text.

    Numbers that cite nothing (intervals, formulas, powers, years) are left out. A number without
    an entry counts only where others have one, or where the article shows no list at all.
    """
    lists = listed(article)
    body = _without(article.text, lists.parts)
    works = named_by_list([_work(article.text, entry) for entry in lists.entries], body)
    numbers, people = number_marks(body), named_marks(_without_addresses(body))
    works = labelled(works, numbers)
    known = {w.label for w in works if w.label}
    habits = habits_of(numbers, known, body)
    numbers = tuple(m for m in numbers if counts(m, known, body[m.start] in habits))
    inside = tuple(_identified(article, body))
    places = Sentences(body, article.blocks, ((n.start, n.end) for n in numbers))
    joined = _Joined(works, article.text, places)
    for number in numbers:
        joined.add_number(number, known)
    names = tuple(marks_by_name(body, known))
    for name in names:
        joined.add_number(name, known)
    for person in people:
        if not any(n.start <= person.start < n.end for n in names):
            joined.add_person(person)
    for one in inside:
        joined.add_identifier(one)
    return Cited(joined.works(), tuple(joined.without), numbered=any(m.sure for m in numbers))


@dataclass(frozen=True, slots=True)
class _Inside:
    """An identifier inside the text, or behind a link."""

    start: int
    end: int
    names: Identifiers


class _Joined:
    """The works of an article while their marks are gathered."""

    def __init__(self, entries: list[CitedWork], text: str, places: Sentences) -> None:
        self._entries, self._text, self._places = entries, text, places
        self._marks: dict[int, list[Mark]] = {}
        self._loose: dict[object, CitedWork] = {}
        self.without: list[Mark] = []

    def works(self) -> tuple[CitedWork, ...]:
        """Every work with its marks, in the order in which they stand."""
        entries = [
            replace(work, marks=tuple(self._marks.get(i, ())))
            for i, work in enumerate(self._entries)
        ]
        return tuple(sorted([*entries, *self._loose.values()], key=lambda w: (w.start, w.end)))

    def add_number(self, found: NumberMark, known: set[str]) -> None:
        """Join a mark with the entries that it numbers; keep what has none."""
        mark = self._mark(found, found.labels)
        for i, work in enumerate(self._entries):
            if work.label in found.labels:
                self._marks.setdefault(i, []).append(mark)
        missing = tuple(label for label in found.labels if label not in known)
        if missing:
            self.without.append(replace(mark, labels=missing))

    def add_person(self, found: NamedMark) -> None:
        """Join a name and year with the entries by this author of this year."""
        label = f"{found.family} {found.year}"
        entries = [
            i
            for i, work in enumerate(self._entries)
            if work.stated.authors
            and found.year in work.stated.years
            and same_family(found.family, work.stated.authors[0])
        ]
        if entries or found.sure:
            said = Stated(authors=(found.family,), years=(found.year,))
            self._add(entries, self._mark(found, (label,)), label, said)

    def add_identifier(self, found: _Inside) -> None:
        """Join an identifier with the entries that have it too."""
        entries = [
            i for i, work in enumerate(self._entries) if _same(work.stated.identifiers, found.names)
        ]
        self._add(entries, self._mark(found, ()), None, Stated(identifiers=found.names))

    def _mark(self, found: NumberMark | NamedMark | _Inside, labels: tuple[str, ...]) -> Mark:
        start, end = found.start, found.end
        return Mark(start, end, self._text[start:end], labels, self._places.of(start, end))

    def _add(self, entries: list[int], mark: Mark, label: str | None, said: Stated) -> None:
        """Give a mark to its entries; without one the work stands inside the text alone."""
        for i in entries:
            self._marks.setdefault(i, []).append(mark)
        if not entries:
            alone = CitedWork(label, mark.text, mark.start, mark.end, said, listed=False)
            work = self._loose.get(label or said, alone)
            self._loose[label or said] = replace(work, marks=(*work.marks, mark))


def _without(text: str, parts: Iterable[Place]) -> str:
    """The text with its lists blanked, so that every place stays the same."""
    for start, end in parts:
        blank = re.sub(r"[^\n]", " ", text[start:end])
        text = text[:start] + blank + text[end:]
    return text


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub(lambda m: " " * len(m[0]), text)


def _work(text: str, entry: Entry) -> CitedWork:
    said = text[entry.start : entry.end]
    return CitedWork(entry.label, said, entry.start, entry.end, stated(said), listed=True)


def _identified(article: Article, body: str) -> Iterator[_Inside]:
    """DOIs, PubMed numbers and PMC numbers in the text and behind its links, each place once."""
    seen: set[tuple[Identifiers, int]] = set()
    found = [_Inside(n.start, n.end, Identifiers(**{n.kind: n.value})) for n in named(body)]
    for link in article.links:
        if body[link.start : link.end].strip():
            found += [
                _Inside(link.start, link.end, Identifiers(**{n.kind: n.value}))
                for n in named(link.url)
            ]
    for one in sorted(found, key=lambda each: (each.start, each.end)):
        line = body.rfind("\n", 0, one.start)
        if (one.names, line) not in seen:
            seen.add((one.names, line))
            yield one


def _same(one: Identifiers, other: Identifiers) -> bool:
    return any(
        mine is not None and mine == theirs
        for mine, theirs in ((one.doi, other.doi), (one.pmid, other.pmid), (one.pmcid, other.pmcid))
    )
