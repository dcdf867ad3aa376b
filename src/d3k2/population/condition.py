"""From what is known and measured of a person to the virtual people who could be them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from d3k2.person import Person
from d3k2.physiology import Trajectory, blocks_for, model_facts
from d3k2.population.distributions import number
from d3k2.population.expected import expected
from d3k2.population.fitting import fit
from d3k2.population.history import history
from d3k2.population.lives import Lives, Positions
from d3k2.population.measured import Measured, measurements
from d3k2.population.misfit import Fits, fits
from d3k2.population.posterior import Posterior, Predicted
from d3k2.population.sample import SEED, sample


def condition(
    person: Person,
    n: int = 1000,
    seed: int = SEED,
    variables: Sequence[str] = ("calcidiol",),
) -> Posterior:
    """Return the person as virtual people, weighed by what was measured.

    Without a measurement they are people like this one, as wide as such people are.

    Parameters
    ----------
    person : Person
        What is known: covariates, what is and was taken, measured values with dates.
    n : int
        How many virtual people.
    seed : int
        Start of the random numbers; the same input gives the same people.
    variables : sequence of str
        What the people will be asked about. Only measurements that these variables stand for
        are looked at.
    """
    asked = tuple(variables)
    # What is solved along with the asked variables may be measured too.
    blocks = blocks_for("calcidiol", *asked)
    measured = measurements(person, asked)
    lives = Lives(person, measured, history(person, measured), asked, blocks)
    before = sample(person, n, seed, blocks)
    lives.live(before)
    prior = _past(lives, np.arange(n))
    chosen, size, rounds = np.arange(n), float(n), 1
    predicted: tuple[Predicted, ...] = ()
    if measured:
        random = np.random.default_rng([seed, 1])
        enough = min(number("fit", "effective_sample"), n)
        found = fit(lives.likelihood, before.traits, enough, random)
        chosen, rounds = found.resample(n, random), found.rounds
        # Those drawn anew are more than the people chosen of them, who are worth no more than n.
        size = min(found.effective_size, float(n))
        before_any = np.where(lives.impossible(), -np.inf, found.log_prior_over_drawn)
        predicted = expected(measured, lives.at_measured(), before_any)
    people = lives.people(chosen)
    fitting = fits(measured, people.traits, lives.at_measured()[chosen])
    return Posterior(
        person=person,
        people=people,
        states=lives.ends(chosen),
        past=_past(lives, chosen),
        predicted=predicted,
        prior=prior,
        effective_sample_size=size,
        rebuilt=rounds - 1,
        fits=fitting,
        most_useful_next=_most_useful_next(person, measured, fitting),
    )


def _past(lives: Lives, chosen: Positions) -> dict[str, Trajectory]:
    """Return the past of some of the people, in days before the record."""
    ended = lives.times - lives.history.course.days
    facts = model_facts(*lives.blocks)
    return {
        variable: Trajectory(
            variable, lives.person.date, ended, lives.levels(variable)[chosen], facts
        )
        for variable in lives.variables
    }


def _most_useful_next(person: Person, measured: tuple[Measured, ...], fitting: Fits) -> str | None:
    """25(OH)D when there is none, when it is old, or when it does not fit what is said."""
    stale = number("measurement", "stale")
    recent = any(
        m.variable == "calcidiol" and (person.date - m.day).days <= stale for m in measured
    )
    return None if recent and fitting == "yes" else "calcidiol"
