"""Everything an article cites, each mark joined with its entry and the sentence that cites it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from d3k2.claims.article import Article
from d3k2.claims.citations.cited import Cited, CitedWork, Identifiers, Mark, Place, Stated
from d3k2.claims.citations.counting import counts, habits_of
from d3k2.claims.citations.inside import InsideWork, without_addresses, works_inside
from d3k2.claims.citations.labels import (
    cited_by_issuer,
    labelled,
    marks_by_name,
    named_by_list,
)
from d3k2.claims.citations.lists import Entry, listed
from d3k2.claims.citations.marks import NumberMark, number_marks
from d3k2.claims.citations.named_works import NamedMark, named_marks
from d3k2.claims.citations.names import same_family
from d3k2.claims.citations.places import Sentences
from d3k2.claims.citations.stated import stated


def find_citations(article: Article) -> Cited:
    """Find the entries of the list of references and the references inside the text.

    Numbers that cite nothing (intervals, formulas, powers, years) are left out. A number without
    an entry counts only where others have one, or where the article shows no list at all.
    """
    lists = listed(article)
    body = _without(article.text, lists.parts)
    works = named_by_list([_work(article.text, entry) for entry in lists.entries], body)
    numbers, people = number_marks(body), named_marks(without_addresses(body))
    works, issued = cited_by_issuer(labelled(works, numbers), body)
    known = {w.label for w in works if w.label}
    habits = habits_of(numbers, known, body)
    numbers = tuple(m for m in numbers if counts(m, known, body[m.start] in habits))
    inside = works_inside(article, body)
    places = Sentences(body, article.blocks, ((n.start, n.end) for n in numbers))
    joined = _Joined(works, article.text, places)
    for number in numbers:
        joined.add_number(number, known)
    by_issuer = {label for mark in issued for label in mark.labels}
    names = (*issued, *marks_by_name(body, known - by_issuer))
    for name in names:
        joined.add_number(name, known)
    for one in inside:
        joined.add_inside(one)
    taken = [(n.start, n.end) for n in names] + [(one.start, one.end) for one in inside]
    for person in people:
        if not any(start <= person.start < end for start, end in taken):
            joined.add_person(person)
    return Cited(joined.works(), tuple(joined.without), numbered=any(m.sure for m in numbers))


class _Joined:
    """The works of an article while their marks are gathered."""

    def __init__(self, entries: list[CitedWork], text: str, places: Sentences) -> None:
        self._entries, self._text, self._places = entries, text, places
        self._marks: dict[int, list[Mark]] = {}
        self._loose: list[CitedWork] = []
        self._known: dict[str, int] = {}
        self.without: list[Mark] = []

    def works(self) -> tuple[CitedWork, ...]:
        """Every work with its marks, in the order in which they stand."""
        entries = [
            replace(work, marks=tuple(self._marks.get(i, ())))
            for i, work in enumerate(self._entries)
        ]
        return tuple(sorted([*entries, *self._loose], key=lambda w: (w.start, w.end)))

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
        said = Stated(authors=(found.family,), years=(found.year,))
        entries = self._of_author(said)
        if entries or found.sure:
            self._add(entries, self._mark(found, (f"{found.family} {found.year}",)), said)

    def add_inside(self, found: InsideWork) -> None:
        """Join a work named by an identifier with the entries that have it too."""
        label = _label(found.stated)
        mark = self._mark(found, (label,) if label else ())
        same = [
            i
            for i, work in enumerate(self._entries)
            if _same(work.stated.identifiers, found.stated.identifiers)
        ]
        without = [
            i for i in self._of_author(found.stated) if not self._entries[i].stated.identifiers
        ]
        for i in without:
            self._marks.setdefault(i, []).append(mark)
        self._add(same, mark, found.stated)

    def _of_author(self, said: Stated) -> list[int]:
        return [i for i, work in enumerate(self._entries) if _by_author(work.stated, said)]

    def _mark(self, found: NumberMark | NamedMark | InsideWork, labels: tuple[str, ...]) -> Mark:
        start, end = found.start, found.end
        return Mark(start, end, self._text[start:end], labels, self._places.of(start, end))

    def _add(self, entries: list[int], mark: Mark, said: Stated) -> None:
        """Give a mark to its entries; without one the work stands inside the text alone."""
        for i in entries:
            self._marks.setdefault(i, []).append(mark)
        if entries:
            return
        keys = _keys(said)
        known = next((self._known[key] for key in keys if key in self._known), None)
        if known is not None:
            work = self._loose[known]
            self._loose[known] = replace(work, marks=(*work.marks, mark))
            return
        self._known.update(dict.fromkeys(keys, len(self._loose)))
        if (label := _label(said)) is not None:
            self._known.setdefault(label.casefold(), len(self._loose))
        start, end = mark.start, mark.end
        alone = CitedWork(label, mark.text, start, end, said, listed=False, marks=(mark,))
        self._loose.append(alone)


def _label(said: Stated) -> str | None:
    """How a work is called that stands inside the text alone."""
    return f"{said.authors[0]} {said.years[0]}" if said.authors and said.years else None


def _keys(said: Stated) -> tuple[str, ...]:
    """By what a work is known again: its identifiers, else its author and year."""
    names, label = said.identifiers, _label(said)
    if names:
        return tuple(filter(None, (names.doi, names.pmid, names.pmcid, names.url)))
    return (label.casefold(),) if label else ()


def _by_author(one: Stated, said: Stated) -> bool:
    """Whether a work is by this first author and of this year."""
    if not (one.authors and said.authors and said.years):
        return False
    return said.years[0] in one.years and same_family(said.authors[0], one.authors[0])


def _without(text: str, parts: Iterable[Place]) -> str:
    """The text with its lists blanked, so that every place stays the same."""
    for start, end in parts:
        blank = re.sub(r"[^\n]", " ", text[start:end])
        text = text[:start] + blank + text[end:]
    return text


def _work(text: str, entry: Entry) -> CitedWork:
    said = text[entry.start : entry.end]
    return CitedWork(entry.label, said, entry.start, entry.end, stated(said), listed=True)


def _same(one: Identifiers, other: Identifiers) -> bool:
    return any(
        mine is not None and mine == theirs
        for mine, theirs in (
            (one.doi, other.doi),
            (one.pmid, other.pmid),
            (one.pmcid, other.pmcid),
            (one.url, other.url),
        )
    )
