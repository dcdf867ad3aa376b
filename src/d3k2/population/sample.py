"""People drawn before anything was measured."""

from __future__ import annotations

import numpy as np

from d3k2.person import Person
from d3k2.population.people import People, realise, traits_of

SEED = 20_261_120
"""Every sample starts from this number unless another is given: the same input, the same answer."""

MOST_ROUNDS = 1000
_OTHER_TRAITS = 2
"""Stream of random numbers for what lies beyond vitamin D, so that it changes nothing there."""


class NobodyMatches(RuntimeError):  # noqa: N818 - it names what happened
    """Hardly any virtual person matches what is known."""

    def __init__(self) -> None:
        super().__init__("hardly any virtual person matches what is known")


def sample(
    person: Person, n: int = 1000, seed: int = SEED, blocks: tuple[str, ...] = ("vitamin_d",)
) -> People:
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
    blocks : tuple of str
        The blocks of the model that they will be followed in. Their vitamin D is the same
        whatever other blocks there are.
    """
    random = np.random.default_rng(seed)
    first = len(traits_of(("vitamin_d",)))
    kept = np.empty((0, first))
    for _ in range(MOST_ROUNDS):
        if len(kept) >= n:
            break
        drawn = random.standard_normal((n, first))
        kept = np.concatenate([kept, drawn[realise(person, drawn)[1]]])
    else:
        raise NobodyMatches
    others = np.random.default_rng([seed, _OTHER_TRAITS])
    more = others.standard_normal((n, len(traits_of(blocks)) - first))
    people, _ = realise(person, np.concatenate([kept[:n], more], axis=1), blocks)
    return people
