"""Several rankings of the same things as one."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from d3k2.language.ranking.ranked import Ranked, best_of

DAMPING = 60
"""How little the first places stand out; the value of Cormack, Clarke and Büttcher (2009)."""


def fuse(*rankings: Sequence[Ranked], n: int | None = None) -> tuple[Ranked, ...]:
    """Fuse rankings by the places alone, since their scores do not compare.

    Reciprocal rank fusion: the score is the sum of 1 / (60 + place) over the rankings that hold
    the id, places counted from one. Equal ones stand in the order of their ids.

    Parameters
    ----------
    n : int, optional
        How many to return; all by default.
    """
    shares: dict[str, list[float]] = defaultdict(list)
    for ranking in rankings:
        for place, one in enumerate(ranking, start=1):
            shares[one.id].append(1 / (DAMPING + place))
    # fsum: the order of the rankings must not show in the last digit, or ties would not be ties.
    scored = [(id_, math.fsum(parts)) for id_, parts in shares.items()]
    return best_of(scored, len(scored) if n is None else n)
