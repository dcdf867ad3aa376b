"""Every number that a model needs of a person before it can run."""

from __future__ import annotations

import numpy as np

from d3k2.physiology.arrays import FloatArray
from d3k2.physiology.draws import Draws
from d3k2.physiology.model import CLOCK, Model
from d3k2.physiology.python_form import fixed_values


def all_values(of: Model, draws: Draws, start_day: float) -> dict[str, FloatArray]:
    """Return every constant and every fixed rule of each person.

    Parameters
    ----------
    of : Model
        The blocks that are to run.
    draws : Draws
        The people.
    start_day : float
        Day of the year on which time is zero.
    """
    clock = {name: np.full(draws.n, start_day) for name in CLOCK}
    values = {name: clock[name] if name in clock else draws[name] for name in of.constants}
    fixed = fixed_values(of, values)
    return values | {name: np.broadcast_to(v, (draws.n,)) for name, v in fixed.items()}
