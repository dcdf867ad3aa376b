"""A sentence as it is read by words and by meaning, and both together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, compress

import numpy as np
from numpy.typing import NDArray

from d3k2.claims.judgement import ACCUSING, ORDER
from d3k2.claims.learned.by_meaning import ByMeaning, meaning_reader
from d3k2.claims.learned.by_words import ByWords, words_reader
from d3k2.claims.learned.told import context, marks
from d3k2.claims.tables import table
from d3k2.claims.weighed import Weighed
from d3k2.language import MeaningRefused, one_thread

SIDE_BY_SIDE, TOGETHER = 2, 16
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
    """Read passages, and leave out those that are no claim.

    Where words are sure and a table says the same, meaning is not asked.
    """
    by_words = [(one, words_reader().read(marks(one))) for one in weighed if one is not None]
    if why_not_by_meaning() is not None:
        return tuple((one, Reading(said, None)) for one, said in by_words)
    asked = [not _sure(one, said) for one, said in by_words]
    by_meaning = _read_by_meaning([one for one, _ in compress(by_words, asked)])
    return tuple(
        (one, Reading(said, next(by_meaning) if ask else None))
        for (one, said), ask in zip(by_words, asked, strict=True)
    )


def _read_by_meaning(weighed: Sequence[Weighed]) -> Iterator[ByMeaning]:
    """Read groups of passages side by side.

    When the tables are done: two threads that count, and a third that holds the interpreter, wait
    for each other longer than it takes.
    """
    texts = [(one.passage.text, context(one)) for one in weighed]
    groups = [texts[at : at + TOGETHER] for at in range(0, len(texts), TOGETHER)]
    with one_thread(), ThreadPoolExecutor(SIDE_BY_SIDE) as beside:
        return chain.from_iterable(list(beside.map(meaning_reader().read, groups)))


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
