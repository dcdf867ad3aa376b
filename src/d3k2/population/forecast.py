"""Where the virtual people go from here, under each of several regimens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from d3k2.physiology import FloatArray, Trajectory, calcium_uptake, course, model_facts
from d3k2.population.following import follow
from d3k2.population.posterior import Posterior
from d3k2.regimen import Regimen
from d3k2.units import HOURS_A_DAY


def forecast(
    posterior: Posterior,
    regimens: Mapping[str, Regimen],
    start: date,
    days: int,
    every: int = 7,
    variables: Sequence[str] = ("calcidiol",),
    hourly_days: int = 0,
) -> dict[str, dict[str, Trajectory]]:
    """Return variables of everyone under each regimen, from where they stand.

    Parameters
    ----------
    posterior : Posterior
        The virtual people.
    regimens : mapping
        What is taken from the first day on, by a name for each; it replaces everything before.
    start : datetime.date
        The first day: that of the record, or later. Until then they go on as they do.
    days, every : int
        For how long, and how many days lie between two points; the last day is always one.
    variables : sequence of str
        What is wanted, within the blocks that the people were made for.
    hourly_days : int
        How many days at the end are followed by the hour, every dose and meal by itself.

    Returns
    -------
    dict
        By regimen, by variable.
    """
    person, people = posterior.person, posterior.people
    states = _states_on(posterior, start)
    # Written as the course writes the hours of its doses, so that both round alike.
    last_days, hours = np.arange(days - hourly_days, days), np.arange(HOURS_A_DAY)
    by_the_hour = np.add.outer(last_days, hours / HOURS_A_DAY).ravel()
    times = np.unique([*np.arange(0.0, days - hourly_days, every), *by_the_hour, float(days)])
    end = start + timedelta(days=days)
    uptake = calcium_uptake(person)
    facts = model_facts(*people.blocks)
    found = {}
    for name, regimen in regimens.items():
        planned = course(regimen, start, end, uptake)
        if hourly_days:
            planned = planned.resolved(float(days - hourly_days))
        followed = follow(people, planned, times, states, variables, day=person.date)
        found[name] = {
            variable: Trajectory(variable, start, times, levels, facts)
            for variable, levels in followed.levels.items()
        }
    return found


def _states_on(posterior: Posterior, day: date) -> FloatArray:
    person = posterior.person
    if day < person.date:
        raise ValueError(f"a forecast cannot start on {day}, before the record of {person.date}")
    if day == person.date:
        return posterior.states
    going_on = course(person.takes or Regimen(), person.date, day, calcium_uptake(person))
    return follow(
        posterior.people, going_on, [], posterior.states, ("calcidiol",), day=person.date
    ).end
