"""Many phrases looked up in a line at once: most are passed over without being tried."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from d3k2.claims.phrase import Phrase, Place, phrase
from d3k2.claims.words import COLON, LINES_KEPT, OPEN, SLASH

BEGINNING = 4
"""Signs of what a phrase needs by which it is looked up first."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of the tables in their order.

    Attributes
    ----------
    needed : mapping of str to sequence of (str, sequence of int)
        Under how each begins, what phrases need of a line, and which of them.
    """

    each: tuple[Phrase, ...]
    needed: Mapping[str, Sequence[tuple[str, Sequence[int]]]]

    def possible(self, line: str) -> list[int]:
        """Which of them a line may hold: at least a word of each stands there."""
        found = {
            n
            for beginning in self.needed.keys() & _beginnings(line)
            for need, of in self.needed[beginning]
            if need in line
            for n in of
        }
        return sorted(found)

    def found(self, line: str) -> Iterator[tuple[str, Place]]:
        """Yield those that a line holds as they are written, each with its first place."""
        for n in self.possible(line):
            one = self.each[n]
            place = one.search(line)
            if place is not None:
                yield one.written, place

    def places(self, line: str, start: int = 0, end: int = sys.maxsize) -> Iterator[Place]:
        """Yield every place of each that a line holds, from here to there."""
        for n in self.possible(line):
            yield from self.each[n].finditer(line, start, end)

    def stand_in(self, line: str) -> bool:
        """Whether a line holds one of them."""
        return next(self.found(line), None) is not None


def phrases(written: Sequence[str]) -> Phrases:
    """Read a list of the tables; what is written in it: :func:`d3k2.claims.phrase.phrase`."""
    return _read(tuple(written))


@cache
def _read(written: tuple[str, ...]) -> Phrases:
    each = tuple(map(phrase, written))
    needed: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for n, one in enumerate(each):
        for need in one.one_of:
            needed[need[:BEGINNING]][need].append(n)
    return Phrases(each, {beginning: tuple(of.items()) for beginning, of in needed.items()})


_BEGINS = re.compile(f"(?<=[ {OPEN}{SLASH}{COLON}_])")
"""Where a word, an id or a word of a name begins."""


@lru_cache(LINES_KEPT)
def _beginnings(line: str) -> frozenset[str]:
    places = [match.start() for match in _BEGINS.finditer(line)]
    return frozenset(line[at : at + n] for at in places for n in range(1, BEGINNING + 1))
