"""How far virtual people must differ to spread as the people of the BEST-D trial did.

The facts ``virtual-people-spread-absorption``, ``-conversion`` and ``-other-loss`` are one row of
this table. The trial (Hin 2017) gives means and standard deviations at 0, 2,000 and 4,000 IU/day;
it cannot tell the three spreads apart, so they keep the proportions 0.40 : 0.32 : 0.50 and one
scale is chosen, 0.70: by the standard deviations, because no spread moves the means far. The
clearance of 25(OH)D varies by 0.20 (Jones 2014). Everyone settles, rises by the 3 nmol/L of the
placebo arm, and is measured with an error of 14 %.

Run ``python benchmarks/between_person_spread.py``.
"""

from __future__ import annotations

import numpy as np

from d3k2.physiology import Daily, invert, nmol, nominal, people, quantity, steady_calcidiol

PUBLISHED = ((53, 16), (102, 25), (137, 39))
BASELINE, DRIFT, ERROR, WEIGHT_SPREAD = (50, 18), 3.0, 0.1 * np.sqrt(2), 0.18
PROPORTIONS = {"bioavailability_d3": 0.40, "conversion_max": 0.32, "other_clearance": 0.50}
N = 40_000


def virtual_trial(scale: float) -> list[tuple[float, float]]:
    random = np.random.default_rng(1)
    spread = {name: scale * ratio for name, ratio in PROPORTIONS.items()}
    spread["calcidiol_clearance"] = quantity("virtual-people-spread-clearance")
    varied = {
        name: nominal()[name] * np.exp(sd * random.standard_normal(N))
        for name, sd in spread.items()
    }
    # One trait of a person: whoever converts well converts well by both ways.
    own = varied["conversion_max"] / nominal()["conversion_max"]
    varied["conversion_clearance"] = nominal()["conversion_clearance"] * own
    varied["size"] = np.exp(WEIGHT_SPREAD * random.standard_normal(N))
    mean, sd = BASELINE
    untreated = mean + np.sqrt(sd**2 - (ERROR * mean) ** 2) * random.standard_normal(N)
    who = invert(people(N, **varied), untreated).take(np.flatnonzero(untreated > 8))
    arms = []
    for dose in (0, 2000, 4000):
        settled = steady_calcidiol(who, Daily(d3=nmol("d3", dose / 40))) + DRIFT
        measured = settled * (1 + ERROR * random.standard_normal(who.n))
        arms.append((float(measured.mean()), float(measured.std())))
    return arms


def main() -> None:
    def row(name: str, arms: object) -> None:
        print(f"{name:>10}" + "".join(f"{m:10.1f} ({s:4.1f})" for m, s in arms))  # type: ignore[attr-defined]

    print(f"{'scale':>10}" + "".join(f"{dose:>12,} IU  " for dose in (0, 2000, 4000)))
    row("published", PUBLISHED)
    for scale in (0.0, 0.4, 0.5, 0.57, 0.65, 0.7, 0.8, 1.0):
        row(f"{scale:.2f}", virtual_trial(scale))


if __name__ == "__main__":
    main()
