"""How much vitamin D an arm took a day, on average: what simple rules go by."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from d3k2.physiology import course
from d3k2.trials.arm import Arm
from d3k2.units import molar_masses

_NMOL_A_MICROGRAM = 1000.0


def daily_micrograms(arm: Arm) -> float | None:
    """Return µg of vitamin D3 and D2 a day over the whole time, boluses spread evenly.

    None where calcifediol was given too: a rule about vitamin D says nothing of it.
    """
    days = round(arm.days)
    taken = course(arm.takes, arm.begins, arm.begins + timedelta(days=days))
    whole = [taken.rate_on(float(day)) for day in range(days)]
    whole += [dose for _, dose in taken.boluses]
    if any(dose.calcifediol for dose in whole):
        return None
    mass = molar_masses()
    total = np.sum([d.d3 * mass["cholecalciferol"] + d.d2 * mass["ergocalciferol"] for d in whole])
    return float(total) / _NMOL_A_MICROGRAM / days * arm.adherence
