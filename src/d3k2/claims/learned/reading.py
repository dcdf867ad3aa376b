"""A sentence as it is read by words and by meaning, and both together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from d3k2.claims.judgement import ACCUSING, ORDER
from d3k2.claims.learned.by_meaning import ByMeaning, meaning_reader
from d3k2.claims.learned.by_words import ByWords, words_reader
from d3k2.claims.learned.told import context, marks
from d3k2.claims.tables import table
from d3k2.claims.weighed import Weighed
from d3k2.language import MeaningRefused, one_thread

SIDE_BY_SIDE, TOGETHER = 2, 8
"""Groups of sentences that are read by meaning at a time, and sentences of a group."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a passage is read.

    Attributes
    ----------
    by_words : ByWords
    by_meaning : ByMeaning or None
        None where the sentence model is not there.
    """

    by_words: ByWords
    by_meaning: ByMeaning | None

    @property
    def together(self) -> NDArray[np.float64]:
        """Probability of each verdict: the geometric mean of both, so that either may object."""
        if self.by_meaning is None:
            return self.by_words.verdicts
        both: NDArray[np.float64] = np.sqrt(self.by_words.verdicts * self.by_meaning.verdicts)
        both /= both.sum()
        return both

    @property
    def accused(self) -> float:
        """Probability that it is contradicted or overstated, whichever of both."""
        return float(sum(self.together[ORDER.index(verdict)] for verdict in ACCUSING))

    @property
    def danger(self) -> float:
        """Probability that believing it could hurt somebody: the geometric mean of both."""
        if self.by_meaning is None:
            return self.by_words.danger
        return math.sqrt(self.by_words.danger * self.by_meaning.danger)


def read_each(weighed: Iterable[Weighed | None]) -> tuple[tuple[Weighed, Reading], ...]:
    """Read passages as they come, and leave out those that are no claim.

    Where the sentence model is there, passages are read by meaning while the tables are asked
    about the next. Where words are sure and a table says the same, meaning is not asked.
    """
    by_words = ((one, words_reader().read(marks(one))) for one in weighed if one is not None)
    if why_not_by_meaning() is not None:
        return tuple((one, Reading(said, None)) for one, said in by_words)
    reader = meaning_reader()
    groups: list[tuple[_Group, Future[list[ByMeaning]]]] = []
    with one_thread(), ThreadPoolExecutor(SIDE_BY_SIDE) as beside:
        for group in _groups(by_words):
            texts = [(one.passage.text, context(one)) for one, _, asked in group if asked]
            groups.append((group, beside.submit(reader.read, texts)))
        return tuple(_readings(groups))


_Group = list[tuple[Weighed, ByWords, bool]]
"""Passages as they are read by words, and whether each is read by meaning too."""


def _groups(by_words: Iterable[tuple[Weighed, ByWords]]) -> Iterator[_Group]:
    """Groups of as many passages as are read by meaning together, and those that are not asked."""
    group: _Group = []
    for one, said in by_words:
        group.append((one, said, not _sure(one, said)))
        if sum(asked for *_, asked in group) == TOGETHER:
            yield group
            group = []
    if group:
        yield group


def _readings(
    groups: Iterable[tuple[_Group, Future[list[ByMeaning]]]],
) -> Iterator[tuple[Weighed, Reading]]:
    for group, future in groups:
        by_meaning = iter(future.result())
        for one, said, asked in group:
            yield one, Reading(said, next(by_meaning) if asked else None)


def _sure(weighed: Weighed, said: ByWords) -> bool:
    """Whether words alone settle it: they accuse of nothing, and a table says the same.

    Nor may they call it more dangerous than what words alone may say. What stands on a warning
    first is always read by meaning too: a table sees its words, not that they are turned round.
    """
    stands = weighed.stands
    likely, limits = table("learned")["sure"]["likely"], table("learned")["limits"]["words"]
    place = int(said.verdicts.argmax())
    return (
        stands is not None
        and stands.verdict == ORDER[place]
        and ORDER[place] not in ACCUSING
        and not stands.warns
        and bool(said.verdicts[place] >= likely)
        and bool(said.danger <= limits["danger"] * said.verdicts[place])
    )


def why_not_by_meaning() -> str | None:
    """Why nothing is read by meaning, in one sentence; None where it is."""
    try:
        meaning_reader()
    except MeaningRefused as refused:
        return refused.message
    return None
