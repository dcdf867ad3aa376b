"""Varied people for the tests of the whole model, none of them typical."""

from __future__ import annotations

from datetime import date

import numpy as np

from d3k2.physiology import Draws, FloatArray, invert, nominal, outputs, people, quantity

START = date(2026, 3, 1)
OUTPUTS = outputs()


def varied(n: int, seed: int = 11) -> Draws:
    """People over the range that the model is meant for."""
    random = np.random.default_rng(seed)
    uniform, typical = random.uniform, nominal()

    def own(what: str) -> FloatArray:
        spread = quantity(f"virtual-people-spread-{what}")
        return np.exp(spread * random.standard_normal(n))

    woman = random.random(n) < 0.6
    age = uniform(20, 90, n)
    drawn = people(
        n,
        size=np.exp(0.2 * random.standard_normal(n)),
        fat_ratio=np.exp(0.4 * random.standard_normal(n)),
        bioavailability_d3=typical["bioavailability_d3"] * own("absorption"),
        calcidiol_clearance=typical["calcidiol_clearance"] * own("clearance"),
        age=age,
        years_since_menopause=np.where(woman, age - uniform(45, 57, n), -100.0),
        egfr=uniform(32, 115, n),
        food_calcium=uniform(6, 40, n),
        calcium_absorption_factor=np.exp(0.25 * random.standard_normal(n)),
        urine_calcium_factor=uniform(0.7, 1.2, n),
        ucoc_half=57.7 * np.exp(0.4 * random.standard_normal(n)),
        mgp_half=211.7 * np.exp(0.5 * random.standard_normal(n)),
        food_mk7=uniform(0, 40, n),
        cac_start=uniform(0, 300, n),
    )
    known: FloatArray = uniform(12, 110, n)
    settled = invert(drawn, known)
    return settled.with_values(season_amplitude=0.1 * settled["basal_input"])
