"""The papers that we hold ourselves, found by identifier, or by title with author and year."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from d3k2.claims.citations.cited import CitedWork, Identifiers
from d3k2.claims.citations.guideline_names import guideline_named
from d3k2.claims.citations.identifiers import identifiers, same_url
from d3k2.claims.citations.likeness import Likeness, likeness, limits_of
from d3k2.claims.citations.names import families, plain, same_family
from d3k2.claims.citations.paper import PaperRecord
from d3k2.evidence import Evidence, Source, load

_PLACE = re.compile(r"\b(?P<volume>\d+)(?:\([^)]*\))?:(?P<page>\d+)")
By = Literal["doi", "pmid", "pmcid", "url", "title", "place", "body", "name"]


@dataclass(frozen=True, slots=True)
class Held:
    """A source of ours that is the cited work, and by what it was found.

    ``name`` means author and year alone: enough to say which paper is probably meant, not to
    accuse anybody. ``body`` means a guideline by who issued it and when.
    """

    source: Source
    by: By
    likeness: Likeness

    @property
    def title_sure(self) -> bool:
        """Whether our title is the printed one."""
        return title_is_printed(self.source)

    @property
    def sure(self) -> bool:
        """Whether it can be no other paper."""
        return self.by not in ("body", "name")


class LocalRegistry:
    """The sources of the evidence, indexed once."""

    def __init__(self, evidence: Evidence) -> None:
        self._sources = tuple(evidence.sources.values())
        self._of_id = evidence.sources
        self._by: dict[tuple[str, str], Source] = {}
        self._named: dict[str, list[Source]] = defaultdict(list)
        self._words: dict[str, set[int]] = defaultdict(set)
        self._titles: list[frozenset[str]] = []
        for place, source in enumerate(self._sources):
            self._index(place, source)

    def _index(self, place: int, source: Source) -> None:
        for key in _keys(_identifiers(source)):
            self._by.setdefault(key, source)
        people = families(source.authors)
        if people:
            self._named[plain(people[0]).split()[-1]].append(source)
        words = frozenset(plain(source.title).split())
        self._titles.append(words)
        if len(words) >= limits_of("title")["least_words"] and title_is_printed(source):
            for word in words:
                self._words[word].add(place)

    def find(self, work: CitedWork) -> Held | None:
        """Return the source that is this work; None where there is none, or no sure one."""
        for by, value in _keys(work.stated.identifiers):
            source = self._by.get((by, value))
            if source is not None:
                return Held(source, by, self._compared(work, source))
        return (
            self._by_title(work)
            or self._by_place(work)
            or self._by_body(work)
            or self._by_name(work)
        )

    def conflicting(self, work: CitedWork, held: Held) -> Source | None:
        """Return another source that another identifier of the same entry leads to."""
        for key in _keys(work.stated.identifiers):
            other = self._by.get(key)
            if other is not None and other.id != held.source.id and key[0] != "url":
                return other
        return None

    def _compared(self, work: CitedWork, source: Source) -> Likeness:
        return likeness(
            work.stated, work.text, as_record(source), title_sure=title_is_printed(source)
        )

    def _by_title(self, work: CitedWork) -> Held | None:
        found = [
            Held(source, "title", alike)
            for source in self._candidates(work.text)
            for alike in [self._compared(work, source)]
            if self._sure(source, alike)
        ]
        return max(found, key=lambda held: len(held.source.title), default=None)

    @staticmethod
    def _sure(source: Source, alike: Likeness) -> bool:
        long = len(plain(source.title).split()) >= limits_of("title")["sure_words"]
        unsaid = {alike.authors, alike.year} == {"unknown"}
        return alike.title == "same" and (
            (alike.sure and alike.year != "other") or (long and unsaid)
        )

    def _candidates(self, text: str) -> Iterator[Source]:
        """The sources most of whose words stand in this entry."""
        words = set(plain(text).split())
        shared: dict[int, int] = defaultdict(int)
        for word in words:
            for place in self._words.get(word, ()):
                shared[place] += 1
        least = limits_of("search")["shared"]
        for place in sorted(shared):
            if shared[place] >= least * len(self._titles[place]):
                yield self._sources[place]

    def _by_place(self, work: CitedWork) -> Held | None:
        """The paper of this author and year that stands in this volume on this page."""
        numbers = set(re.findall(r"\d+", work.text))
        for source in self._of_author(work):
            place = _PLACE.search(source.venue or "")
            journal = plain((source.venue or "").partition(" ")[0])
            if (
                place
                and {place["volume"], place["page"]} <= numbers
                and journal in plain(work.text)
            ):
                return Held(source, "place", self._compared(work, source))
        return None

    def _of_author(self, work: CitedWork) -> list[Source]:
        """The sources of this first author and year."""
        said = work.stated
        if not said.authors or len(said.years) != 1:
            return []
        key = plain(said.authors[0]).split()
        return [
            source
            for source in self._named.get(key[-1] if key else "", ())
            if source.year == said.years[0]
            and same_family(families(source.authors)[0], said.authors[0])
        ]

    def _by_body(self, work: CitedWork) -> Held | None:
        """The guideline that the body named issued in the year named."""
        if work.stated.identifiers:
            return None
        found = guideline_named(work)
        source = self._of_id.get(found) if found is not None else None
        return None if source is None else Held(source, "body", self._compared(work, source))

    def _by_name(self, work: CitedWork) -> Held | None:
        """The only paper of this first author and year, where nothing else is stated."""
        if work.listed or work.stated.identifiers:
            return None
        found = self._of_author(work)
        if len(found) != 1:
            return None
        return Held(found[0], "name", self._compared(work, found[0]))


@cache
def local_registry() -> LocalRegistry:
    """Return the registry of what we hold."""
    return LocalRegistry(load())


def as_record(source: Source) -> PaperRecord:
    """Return a source as any registry would describe it."""
    return PaperRecord(
        doi=source.doi,
        pmid=source.pmid,
        title=source.title,
        authors=families(source.authors),
        years=(source.year,),
        venue=source.venue,
        kind=source.type,
    )


@cache
def title_is_printed(source: Source) -> bool:
    """Say whether our title of a source is the printed one, not a description or a memory."""
    note = (source.note or "").casefold()
    if source.read == "memory" or source.title.startswith("[") or source.type == "label":
        return False
    return not any(words in note for words in limits_of("unsure")["title_notes"])


def _identifiers(source: Source) -> Identifiers:
    behind = identifiers(source.url or "")
    return Identifiers(
        doi=(source.doi or behind.doi or "").casefold() or None,
        pmid=source.pmid or behind.pmid,
        pmcid=behind.pmcid,
        url=source.url,
    )


def _keys(names: Identifiers) -> Iterable[tuple[By, str]]:
    if names.doi:
        yield "doi", names.doi
    if names.pmid:
        yield "pmid", names.pmid
    if names.pmcid:
        yield "pmcid", names.pmcid
    if names.url and not (names.doi or names.pmid or names.pmcid):
        yield "url", same_url(names.url)
