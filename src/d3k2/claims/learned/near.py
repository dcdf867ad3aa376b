"""Facts that a passage is held against where no table names one.

By meaning they are those that the passage is most likely about, as it is read; by words alone,
those that share its words.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from d3k2.claims.by_facts import fact_index, shared_words
from d3k2.claims.judgement import RULE
from d3k2.claims.learned.by_meaning import meaning_reader
from d3k2.claims.learned.reading import Reading
from d3k2.claims.tables import table
from d3k2.claims.weighed import Weighed
from d3k2.evidence import load
from d3k2.safety import rule, rules

LOOKED_AT = 10
"""Facts among which those that may be told are sought."""


def near_facts(weighed: Weighed, reading: Reading, *, accusing: bool) -> tuple[str, ...]:
    """Return ids of the facts and rules nearest to a passage, the nearest first; none that is far.

    Parameters
    ----------
    accusing : bool
        Whether they are to speak against it: then they must be nearer.
    """
    limits = table("learned")["near"]
    if reading.by_meaning is not None:
        near, least = ranked(reading), limits["to_accuse" if accusing else "by_meaning"]
    else:
        near, least = _in_words(weighed), limits["by_words"]
    return tuple(fact for score, fact in near[: limits["shown"]] if score >= least)


def ranked(reading: Reading) -> list[tuple[float, str]]:
    """What a passage is likeliest about, as it is read by meaning: shares and ids, nearest first.

    Empty where it was not read by meaning.
    """
    if reading.by_meaning is None:
        return []
    may, facts, shares = tellable(), meaning_reader().facts, reading.by_meaning.facts
    nearest = np.argsort(-shares, kind="stable")[:LOOKED_AT]
    return [(float(shares[n]), facts[n]) for n in nearest if facts[n] in may]


def told(fact: str) -> str:
    """What a fact says, or the advice of a rule that weighs most, in a sentence or two."""
    if not fact.startswith(RULE):
        return load().facts[fact].text
    effects = rule(fact.removeprefix(RULE)).effects
    return max(effects, key=lambda effect: effect.severity).clinician


def _in_words(weighed: Weighed) -> list[tuple[float, str]]:
    index = fact_index().told
    shared = shared_words(weighed.whole)
    return sorted(((share, index[n].fact.id) for n, share in shared.items()), key=_nearest)


def _nearest(scored: tuple[float, str]) -> tuple[float, str]:
    return -scored[0], scored[1]


@cache
def tellable() -> frozenset[str]:
    """What may be told: facts that were read firmly in a source of others, and rules."""
    facts = (one.fact.id for one in fact_index().told)
    return frozenset({*facts, *(f"{RULE}{one.id}" for one in rules())})
