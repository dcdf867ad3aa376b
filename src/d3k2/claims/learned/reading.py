"""A sentence as it is read by words and by meaning, and both together."""

from __future__ import annotations

import math
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from d3k2.claims.learned.by_meaning import ByMeaning, meaning_reader
from d3k2.claims.learned.by_words import ByWords, words_reader
from d3k2.claims.learned.told import context, marks
from d3k2.claims.weighed import Weighed
from d3k2.language import MeaningRefused, one_thread

SIDE_BY_SIDE = 2
"""Sentences that are read by meaning at a time."""


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
    def danger(self) -> float:
        """Probability that believing it could hurt somebody: the geometric mean of both."""
        if self.by_meaning is None:
            return self.by_words.danger
        return math.sqrt(self.by_words.danger * self.by_meaning.danger)


def read_each(weighed: Iterable[Weighed | None]) -> tuple[tuple[Weighed, Reading], ...]:
    """Read passages as they come, and leave out those that are no claim.

    Where the sentence model is there, a passage is read by meaning while the tables are asked
    about the next.
    """
    if why_not_by_meaning() is not None:
        return tuple((one, Reading(_by_words(one), None)) for one in weighed if one is not None)
    reader = meaning_reader()
    with one_thread(), ThreadPoolExecutor(SIDE_BY_SIDE) as beside:
        told = [
            (one, beside.submit(reader.read, one.passage.text, context(one)))
            for one in weighed
            if one is not None
        ]
        return tuple((one, Reading(_by_words(one), future.result())) for one, future in told)


def _by_words(one: Weighed) -> ByWords:
    return words_reader().read(marks(one))


def why_not_by_meaning() -> str | None:
    """Why nothing is read by meaning, in one sentence; None where it is."""
    try:
        meaning_reader()
    except MeaningRefused as refused:
        return refused.message
    return None
