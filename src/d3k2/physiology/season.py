"""The yearly swing: how levels follow the sun, as a small wave around the mean of the year."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from d3k2.physiology.arrays import FloatArray
from d3k2.physiology.draws import Draws
from d3k2.physiology.steady import (
    NOTHING,
    STATES,
    Daily,
    other_loss,
    slopes,
    steady_state,
    total_calcidiol,
)

ComplexArray = NDArray[np.complex128]


def day_of_year(day: date) -> int:
    """Return 1 on the first of January."""
    return day.timetuple().tm_yday


def swing(draws: Draws, states: FloatArray) -> ComplexArray:
    """Return the wave of each state around a steady state, shape (n, states).

    The model linearised at the steady state and driven by ``amplitude x cos``: the modulus is
    half of the swing between summer and winter, the phase how far it lags behind the sun.
    """
    turn = 2j * np.pi / draws["year_length"]
    slope = slopes(draws, states)
    plasma_volume = draws["plasma_volume"] * draws["size"]
    fat_volume = draws["fat_volume"] * draws["fat_ratio"]
    exchange = draws["fat_exchange"] * draws["size"]
    lag_fat = exchange / (exchange + turn * fat_volume)
    plasma = draws["season_amplitude"] / (
        turn * plasma_volume + slope["conversion"] + other_loss(draws) + exchange * (1 - lag_fat)
    )
    calcidiol = (
        slope["conversion"] * plasma / (turn * draws["calcidiol_volume"] + slope["elimination"])
    )
    wave = np.zeros(states.shape, dtype=np.complex128)
    wave[:, STATES.index("plasma_d3")] = plasma
    wave[:, STATES.index("fat_d3")] = lag_fat * plasma
    wave[:, STATES.index("calcidiol_d3")] = calcidiol
    return wave


def seasonal_state(draws: Draws, daily: Daily, day: date) -> FloatArray:
    """Return the states on a day of the year of people long used to what they take."""
    states = steady_state(draws, daily)
    turn = 2j * np.pi / draws["year_length"]
    angle = np.exp(turn * (day_of_year(day) - draws["season_peak"]))
    moved: FloatArray = states + (swing(draws, states) * angle[:, None]).real
    return moved


def yearly_low(draws: Draws, daily: Daily = NOTHING) -> FloatArray:
    """Return the lowest 25(OH)D of the year of each person at steady intake, nmol/L."""
    states = steady_state(draws, daily)
    half_swing = np.abs(swing(draws, states)[:, STATES.index("calcidiol_d3")])
    low: FloatArray = total_calcidiol(states) - half_swing
    return low
