"""People of whom each is somebody else, drawn before anything was measured."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from d3k2.person import Person
from d3k2.population.covariates import Covariates
from d3k2.population.people import People, realise, traits_of
from d3k2.population.sample import MOST_ROUNDS, NobodyMatches


class Cohort(NamedTuple):
    """Virtual people, one for each row of covariates."""

    people: People
    drawn_again: NDArray[np.bool_]
    """Whose first draw could not exist."""


def cohort(
    person: Person,
    covariates: Covariates,
    random: np.random.Generator,
    blocks: tuple[str, ...] = ("vitamin_d",),
) -> Cohort:
    """Return one virtual person for each row of covariates.

    Who cannot exist is drawn again with the same covariates, never moved to a border.

    Parameters
    ----------
    person : Person
        Who they take after in everything that covariates do not hold.
    covariates : Covariates
        What is known of each.
    random : Generator
        Random numbers.
    blocks : tuple of str
        The blocks of the model that they will be followed in. Their vitamin D is the same
        whatever other blocks there are.
    """
    vitamin_d, others = random.spawn(2)
    n, first = covariates.n, len(traits_of(("vitamin_d",)))
    more = others.standard_normal((n, len(traits_of(blocks)) - first))
    drawn = vitamin_d.standard_normal((n, first))
    possible = realise(person, drawn, covariates=covariates)[1]
    drawn_again = ~possible
    for _ in range(MOST_ROUNDS):
        if possible.all():
            break
        # Numbers for everyone: what one person gets does not depend on who else is drawn again.
        anew = vitamin_d.standard_normal((n, first))
        drawn = np.where(possible[:, None], drawn, anew)
        possible = realise(person, drawn, covariates=covariates)[1]
    else:
        raise NobodyMatches
    traits = np.concatenate([drawn, more], axis=1)
    return Cohort(realise(person, traits, blocks, covariates)[0], drawn_again)
