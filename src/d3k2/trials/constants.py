"""Virtual people under other constants of the model than those of the facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from d3k2.physiology import FloatArray, invert, nominal, quantity
from d3k2.population import People, number

Constants = Mapping[str, float]
"""Constants by name; ``season_share`` is half of the yearly swing of unsupplemented input."""

_SEASON = "season_share"


def usual(name: str) -> float:
    """Return the value that the facts give a constant."""
    return quantity("vitamin-d-model-season-share") if name == _SEASON else nominal()[name]


def with_constants(people: People, constants: Constants) -> People:
    """Return the same people, each as far from the typical one as before, under other constants.

    Everyone keeps their 25(OH)D without supplements: the input behind it follows.
    """
    if not constants:
        return people
    before = people.draws
    changed = {
        name: before[name] * (value / usual(name))
        for name, value in constants.items()
        if name != _SEASON
    }
    share = constants.get(_SEASON, usual(_SEASON)) / usual(_SEASON)
    swing = before["season_amplitude"] * share
    changed["season_amplitude"] = swing
    return with_level(replace(people, draws=before.with_values(**changed)), people.untreated)


def with_level(people: People, untreated: FloatArray) -> People:
    """Return the same people with another 25(OH)D without supplements, mean of the year.

    The season moves everyone by the same share of their input as before.
    """
    level = np.maximum(untreated, number("calcidiol", "lowest"))
    share = people.draws["season_amplitude"] / people.draws["basal_input"]
    draws = invert(people.draws, level)
    draws = draws.with_values(season_amplitude=share * draws["basal_input"])
    return replace(people, draws=draws, untreated=level)
