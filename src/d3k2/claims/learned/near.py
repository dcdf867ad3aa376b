"""Facts that a passage is held against where no table names one: those nearest to it.

Near are facts that lie near it in the sentence model, each at the mean of its own words and of
labelled sentences that were tied to it (``training/facts.py``); without the model, those that
share its words.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from d3k2.claims.by_facts import fact_index, shared_words
from d3k2.claims.learned.reading import Reading
from d3k2.claims.tables import table
from d3k2.claims.weighed import Weighed
from d3k2.language import sentence_model

FILE = "facts.npz"


def near_facts(weighed: Weighed, reading: Reading, *, accusing: bool) -> tuple[str, ...]:
    """Return ids of the facts nearest to a passage, the nearest first; none that is far.

    Parameters
    ----------
    accusing : bool
        Whether they are to speak against it: then they must be nearer.
    """
    limits = table("learned")["near"]
    by_meaning = reading.by_meaning is not None
    nearness = _in_meaning(weighed) if by_meaning else _in_words(weighed)
    least = limits[("to_accuse" if accusing else "by_meaning") if by_meaning else "by_words"]
    near = sorted(((-score, fact) for fact, score in nearness if score >= least))
    return tuple(fact for _, fact in near[: limits["shown"]])


def _in_meaning(weighed: Weighed) -> Iterator[tuple[str, float]]:
    ids, places = _places()
    (place,) = sentence_model().embed([weighed.passage.text])
    yield from zip(ids, map(float, places @ place), strict=True)


def _in_words(weighed: Weighed) -> Iterator[tuple[str, float]]:
    told = fact_index().told
    for number, share in shared_words(weighed.whole).items():
        yield told[number].fact.id, share


@cache
def _places() -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """Facts, and where they lie, as unit vectors."""
    with resources.files("d3k2.claims.learned").joinpath(FILE).open("rb") as file:
        kept = np.load(file, allow_pickle=False)
        held = {one.fact.id for one in fact_index().told}
        ids = str(kept["ids"]).split("\n")
        known = [n for n, fact in enumerate(ids) if fact in held]
        return tuple(ids[n] for n in known), kept["vectors"][known].astype(np.float32)
