"""Virtual people under other constants of the model than those of the facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from d3k2.physiology import invert, nominal, quantity
from d3k2.population import People

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
    draws = invert(before.with_values(**changed), people.untreated)
    share = before["season_amplitude"] / before["basal_input"]
    swing = share * constants.get(_SEASON, usual(_SEASON)) / usual(_SEASON)
    draws = draws.with_values(season_amplitude=swing * draws["basal_input"])
    return replace(people, draws=draws)
