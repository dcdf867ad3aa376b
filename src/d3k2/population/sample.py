"""People drawn before anything was measured."""

from __future__ import annotations

import numpy as np

from d3k2.person import Person
from d3k2.population.people import TRAITS, People, realise

SEED = 20_261_120
"""Every sample starts from this number unless another is given: the same input, the same answer."""

_MOST_ROUNDS = 1000


def sample(person: Person, n: int = 1000, seed: int = SEED) -> People:
    """Return `n` virtual people who share what is known of this person.

    Draws of people who cannot exist are replaced by new ones, never moved to a border.

    Parameters
    ----------
    person : Person
        What is known.
    n : int
        How many people.
    seed : int
        Start of the random numbers.
    """
    random = np.random.default_rng(seed)
    kept = np.empty((0, len(TRAITS)))
    for _ in range(_MOST_ROUNDS):
        if len(kept) >= n:
            break
        drawn = random.standard_normal((n, len(TRAITS)))
        kept = np.concatenate([kept, drawn[realise(person, drawn)[1]]])
    else:
        raise RuntimeError("hardly any virtual person matches what is known")
    people, _ = realise(person, kept[:n])
    return people
