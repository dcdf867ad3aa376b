"""A reader that goes by words: a line through the counts of words, names and what tables say.

Multinomial logistic regression on three blocks of marks, each weighed by how rare a mark is and
scaled to length one (Salton and Buckley 1988, https://doi.org/10.1016/0306-4573(88)90021-0). It was
made by ``training/words.py`` from the sentences in ``training/sentences``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from d3k2.claims.learned.told import Marks

FILE = "words.npz"
BLOCKS = 3
KNOWN = BLOCKS - 1
"""The block that is taken as it is counted: what is known of a passage."""
SHARE = 0.5
"""How much what is known counts beside words."""


@dataclass(frozen=True, slots=True)
class ByWords:
    """How a passage is read by words.

    Attributes
    ----------
    verdicts : array (verdicts,)
        Probability of each, in the order of ``ORDER``; sums to one.
    danger : float
        Probability that believing it could hurt somebody.
    """

    verdicts: NDArray[np.float64]
    danger: float


@dataclass(frozen=True, slots=True)
class WordsReader:
    """The weights of a reader that goes by words.

    Attributes
    ----------
    at : tuple of dict
        For each block, which row a mark has in the weights.
    rare : array (marks,)
        How rare each mark is, as the logarithm of its inverse share.
    weights : array (marks, verdicts + 1)
        What each mark counts for each verdict, and for danger.
    offset : array (verdicts + 1,)
    """

    at: tuple[dict[str, int], ...] = field(repr=False)
    rare: NDArray[np.float32] = field(repr=False)
    weights: NDArray[np.float32] = field(repr=False)
    offset: NDArray[np.float32] = field(repr=False)

    def read(self, blocks: Sequence[Marks]) -> ByWords:
        """Read the marks of one passage."""
        score = self.offset.astype(np.float64)
        for number, (block, at) in enumerate(zip(blocks, self.at, strict=True)):
            known = [(at[mark], count) for mark, count in block.items() if mark in at]
            if not known:
                continue
            places = [place for place, _ in known]
            counts = np.array([count for _, count in known])
            score += worth(counts, self.rare[places], number) @ self.weights[places]
        verdicts: NDArray[np.float64] = np.exp(score[:-1] - score[:-1].max())
        verdicts /= verdicts.sum()
        return ByWords(verdicts, float(1 / (1 + np.exp(-score[-1]))))


def worth(
    counts: NDArray[np.float64], rare: NDArray[np.float32], block: int
) -> NDArray[np.float64]:
    """What marks of a block count, from how often they were seen and how rare they are."""
    if block == KNOWN:
        return counts * SHARE
    values: NDArray[np.float64] = (1.0 + np.log(counts)) * rare
    return values / np.sqrt(values @ values)


@cache
def words_reader() -> WordsReader:
    """Return the reader, read once a process."""
    with resources.files("d3k2.claims.learned").joinpath(FILE).open("rb") as file:
        kept = np.load(file, allow_pickle=False)
        vocabularies = [str(kept[f"marks_{n}"]).split("\n") for n in range(BLOCKS)]
        rare, weights, offset = (
            kept[name].astype(np.float32) for name in ("rare", "weights", "offset")
        )
    at, first = [], 0
    for vocabulary in vocabularies:
        at.append({mark: first + n for n, mark in enumerate(vocabulary)})
        first += len(vocabulary)
    return WordsReader(tuple(at), rare, weights, offset)
