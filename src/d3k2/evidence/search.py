"""Facts and sources by words, for a person at a terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from d3k2.evidence.collect import Evidence
from d3k2.evidence.load import load
from d3k2.evidence.records import Fact, PositionFact, Source

IN_ID, IN_TEXT, IN_REST = 4, 2, 1
"""How much a word counts by where it stands; only the order of hits depends on it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that holds every word asked for."""

    record: Fact | Source
    score: int

    @property
    def id(self) -> str:
        """The record's id."""
        return self.record.id


def search(
    words: str, evidence: Evidence | None = None, *, results: bool = False
) -> tuple[Hit, ...]:
    """Return the facts and sources that hold all words, best first.

    A word matches the beginning of a word: ``fract`` finds fractures. No words find everything.

    Parameters
    ----------
    results : bool, optional
        Whether to look through the rows of the trial tables too.
    """
    known = evidence or load()
    wanted = _words(words)
    records: list[Fact | Source] = [*known.facts.values(), *known.sources.values()]
    if results:
        records += known.results.values()
    hits = (Hit(record, score) for record, score in _scored(records, wanted))
    return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.id)))


def _scored(
    records: Iterable[Fact | Source], wanted: list[str]
) -> Iterator[tuple[Fact | Source, int]]:
    for record in records:
        fields = [(weight, _words(text)) for weight, text in _texts(record)]
        scores = [_best(word, fields) for word in wanted]
        if all(scores):
            yield record, sum(scores)


def _best(word: str, fields: list[tuple[int, list[str]]]) -> int:
    return max((w for w, words in fields if any(x.startswith(word) for x in words)), default=0)


def _texts(record: Fact | Source) -> list[tuple[int, str]]:
    rest: tuple[str | None, ...]
    if isinstance(record, Source):
        rest = (record.type, record.authors, record.venue, record.pmid, record.doi, record.note)
        main = record.title
    else:
        cited = " ".join(reference.id for reference in record.sources)
        rest = (record.kind, record.note, cited)
        main = record.text
        if isinstance(record, PositionFact):
            rest = (*rest, record.authority, record.topic, record.population.text)
    return [(IN_ID, record.id), (IN_TEXT, main), (IN_REST, " ".join(r for r in rest if r))]


def _words(text: str) -> list[str]:
    """Words without case and accents: ``25(OH)D`` is ``25``, ``oh``, ``d``."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", bare)
