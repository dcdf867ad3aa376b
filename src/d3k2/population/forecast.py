"""Where the virtual people go from here, under each of several regimens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np

from d3k2.physiology import FloatArray, Trajectory, course, model_facts, run
from d3k2.population.posterior import Posterior
from d3k2.regimen import Regimen


def forecast(
    posterior: Posterior,
    regimens: Mapping[str, Regimen],
    start: date,
    days: int,
    every: int = 7,
) -> dict[str, Trajectory]:
    """Return 25(OH)D of everyone under each regimen, from where they stand.

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
    """
    states = _states_on(posterior, start)
    times = np.unique(np.append(np.arange(0.0, days, every), float(days)))
    people = posterior.people.draws
    end = start + timedelta(days=days)
    return {
        name: Trajectory(
            "calcidiol",
            start,
            times,
            run(people, course(regimen, start, end), times, states).calcidiol,
            model_facts(),
        )
        for name, regimen in regimens.items()
    }


def _states_on(posterior: Posterior, day: date) -> FloatArray:
    today = posterior.person.date
    if day < today:
        raise ValueError(f"a forecast cannot start on {day}, before the record of {today}")
    if day == today:
        return posterior.states
    going_on = course(posterior.person.takes or Regimen(), today, day)
    return run(posterior.people.draws, going_on, [], posterior.states).end
