"""Facts that a passage is held against where no table names one: those nearest to it.

Near are facts that share its words, and facts that labelled sentences of like meaning were tied
to: the mean of their vectors stands in ``facts.npz`` (``training/facts.py``).
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from d3k2.claims.by_facts import fact_index, shared_words
from d3k2.claims.learned.reading import Reading
from d3k2.claims.tables import table
from d3k2.claims.weighed import Weighed

FILE = "facts.npz"


def near_facts(weighed: Weighed, reading: Reading) -> tuple[str, ...]:
    """Return ids of the facts nearest to a passage, the nearest first; none that is far."""
    limits = table("learned")["near"]
    told = fact_index().told
    nearness: dict[str, float] = defaultdict(float)
    for number, share in shared_words(weighed.whole).items():
        nearness[told[number].fact.id] += limits["words"] * share
    if reading.by_meaning is not None:
        ids, vectors = _tied()
        for fact, cosine in zip(ids, vectors @ reading.by_meaning.vector, strict=True):
            nearness[fact] += float(cosine)
    least = limits["meaning_least"] if reading.by_meaning is not None else limits["words_least"]
    near = sorted(nearness.items(), key=lambda one: (-one[1], one[0]))[: limits["shown"]]
    return tuple(fact for fact, score in near if score >= least)


@cache
def _tied() -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """Facts that sentences were tied to, and where these lie, as unit vectors."""
    with resources.files("d3k2.claims.learned").joinpath(FILE).open("rb") as file:
        kept = np.load(file, allow_pickle=False)
        held = {one.fact.id for one in fact_index().told}
        ids = str(kept["ids"]).split("\n")
        known = [n for n, fact in enumerate(ids) if fact in held]
        return tuple(ids[n] for n in known), kept["vectors"][known].astype(np.float32)
