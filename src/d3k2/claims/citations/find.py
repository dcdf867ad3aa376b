"""Everything an article cites, each mark joined with its entry and the sentence that cites it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from d3k2.claims.article import Article
from d3k2.claims.citations.cited import Cited, CitedWork, Identifiers, Mark, Place, Stated
from d3k2.claims.citations.identifiers import named
from d3k2.claims.citations.lists import Entry, listed
from d3k2.claims.citations.marks import NumberMark, number_marks
from d3k2.claims.citations.named_works import NamedMark, named_marks
from d3k2.claims.citations.names import same_family
from d3k2.claims.citations.stated import stated
from d3k2.language import sentences

_ADDRESS = re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)|https?://\S+")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
FAR = 3
"""A number so many times greater than the list is long is no citation of it."""


def find_citations(article: Article) -> Cited:
    """Find the entries of the list of references and the references inside the text.

    Numbers that cite nothing (intervals, formulas, powers, years) are left out. A number without
    an entry counts only where others have one, or where the article shows no list at all.
    """
    text = article.text
    lists = listed(article)
    body = _without(text, lists.parts)
    numbers, people = number_marks(body), named_marks(_without_addresses(body))
    works = [_work(text, entry) for entry in lists.entries]
    works = _labelled(works, by_number=_cites_by_number(numbers, works))
    known = {w.label for w in works if w.label}
    numbers = tuple(m for m in numbers if _counts(m, known))
    inside = tuple(_identified(article, body))
    places = _Sentences(body, [*numbers, *people, *inside])
    marks: dict[int, list[Mark]] = {}
    without: list[Mark] = []
    for number in numbers:
        mark = _mark(text, places, number, number.labels)
        joined = [i for i, w in enumerate(works) if w.label in number.labels]
        for i in joined:
            marks.setdefault(i, []).append(mark)
        missing = tuple(label for label in number.labels if label not in known)
        if missing:
            without.append(replace(mark, labels=missing))
    loose: dict[object, CitedWork] = {}
    for named_mark in people:
        found = _entries_by(named_mark, works)
        label = f"{named_mark.family} {named_mark.year}"
        if not found and not named_mark.sure:
            continue
        mark = _mark(text, places, named_mark, (label,))
        for i in found:
            marks.setdefault(i, []).append(mark)
        if not found:
            said = Stated(authors=(named_mark.family,), years=(named_mark.year,))
            _add(loose, label, mark, label, said)
    for one in inside:
        found = [i for i, w in enumerate(works) if _same(w.stated.identifiers, one.names)]
        mark = _mark(text, places, one, ())
        for i in found:
            marks.setdefault(i, []).append(mark)
        if not found:
            _add(loose, one.names, mark, None, Stated(identifiers=one.names))
    entries = [replace(w, marks=tuple(marks.get(i, ()))) for i, w in enumerate(works)]
    every = sorted([*entries, *loose.values()], key=lambda w: (w.start, w.end))
    return Cited(tuple(every), tuple(without), numbered=any(m.sure for m in numbers))


@dataclass(frozen=True, slots=True)
class _Inside:
    """An identifier inside the text, or behind a link."""

    start: int
    end: int
    names: Identifiers


class _Sentences:
    """The sentences of a text whose marks do not count as words."""

    def __init__(self, text: str, marks: Iterable[NumberMark | NamedMark | _Inside]) -> None:
        blanked = list(text)
        for mark in marks:
            if isinstance(mark, NumberMark):
                blanked[mark.start : mark.end] = " " * (mark.end - mark.start)
        self._text = text
        self._spans = sentences("".join(blanked))
        self._starts = [span.start for span in self._spans]

    def of(self, start: int, end: int) -> Place:
        """The sentence around a mark; where it stands behind the stop, the one before it."""
        at = bisect_right(self._starts, start) - 1
        if at >= 0:
            span = self._spans[at]
            if start < span.end or not _BLANK_LINE.search(self._text, span.end, start):
                return span.start, max(span.end, min(end, span.end))
        if at + 1 < len(self._spans):
            span = self._spans[at + 1]
            return span.start, span.end
        return start, end


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


def _cites_by_number(numbers: Iterable[NumberMark], works: list[CitedWork]) -> bool:
    most = len(works)
    return any(mark.sure and all(int(n) <= most for n in mark.labels if n.isdigit())
               for mark in numbers)  # fmt: skip


def _labelled(works: list[CitedWork], *, by_number: bool) -> list[CitedWork]:
    """Labels for a list that shows none: its order where the text cites by number, else names."""
    if any(w.label for w in works):
        return works
    if by_number:
        return [replace(w, label=str(i)) for i, w in enumerate(works, 1)]
    return [replace(w, label=_name(w.stated)) for w in works]


def _name(said: Stated) -> str | None:
    if said.authors and len(said.years) == 1:
        return f"{said.authors[0]} {said.years[0]}"
    return None


def _counts(mark: NumberMark, known: set[str]) -> bool:
    """Whether numbers cite this list: they have an entry, or may well have lost it."""
    if all(label in known for label in mark.labels):
        return True
    if not mark.sure:
        return False
    most = max((int(n) for n in known if n.isdigit()), default=None)
    return most is None or all(int(n) <= FAR * most for n in mark.labels if n.isdigit())


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


def _mark(
    text: str, places: _Sentences, found: NumberMark | NamedMark | _Inside, labels: tuple[str, ...]
) -> Mark:
    start, end = found.start, found.end
    return Mark(start, end, text[start:end], labels, places.of(start, end))


def _entries_by(named_mark: NamedMark, works: list[CitedWork]) -> list[int]:
    """The entries by this author of this year."""
    return [
        i
        for i, w in enumerate(works)
        if w.stated.authors
        and named_mark.year in w.stated.years
        and same_family(named_mark.family, w.stated.authors[0])
    ]


def _same(one: Identifiers, other: Identifiers) -> bool:
    return any(
        mine is not None and mine == theirs
        for mine, theirs in ((one.doi, other.doi), (one.pmid, other.pmid), (one.pmcid, other.pmcid))
    )


def _add(
    loose: dict[object, CitedWork], key: object, mark: Mark, label: str | None, said: Stated
) -> None:
    """Put a reference of the text beside the others of the same work."""
    before: Mapping[object, CitedWork] = loose
    work = before.get(key) or CitedWork(label, mark.text, mark.start, mark.end, said, listed=False)
    loose[key] = replace(work, marks=(*work.marks, mark))
