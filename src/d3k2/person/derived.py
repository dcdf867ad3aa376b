"""Laboratory values worked out from others: eGFR from creatinine, calcium corrected for albumin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any, Literal

import tomli

from d3k2.person.person import Lab
from d3k2.units import DAYS_A_YEAR, term


@cache
def equations() -> dict[str, Any]:
    """Return ``equations.toml``."""
    text = resources.files("d3k2.person").joinpath("equations.toml").read_text("utf-8")
    return tomli.loads(text)


def ckd_epi_2021(creatinine: float, age: float, sex: Literal["female", "male"]) -> float | None:
    """Return the eGFR of an adult, mL/min/1.73 m2; None for children, whom it was not made for.

    Parameters
    ----------
    creatinine : float
        In the canonical unit of the term.
    age : float
        Years.
    sex : {"female", "male"}
        The equation has a constant for each.
    """
    constants = equations()["ckd_epi_2021"]
    if age < constants["age_from"]:
        return None
    of_sex = constants[sex]
    ratio = creatinine / term("creatinine").accepts[constants["creatinine_unit"]] / of_sex["kappa"]
    below = min(ratio, 1.0) ** of_sex["alpha"]
    above = max(ratio, 1.0) ** constants["beta"]
    ageing = constants["age_base"] ** age
    return float(constants["scale"] * below * above * ageing * of_sex["factor"])


def corrected_calcium(calcium: float, albumin: float) -> float:
    """Return serum calcium as it would be with a normal albumin, mmol/L; never lower."""
    constants = equations()["corrected_calcium"]
    missing = max(0.0, constants["albumin_reference"] - albumin)
    return float(calcium + constants["per_g_per_l"] * missing)


def derive(
    labs: Iterable[Lab], age: float, sex: Literal["female", "male"], today: dt.date
) -> tuple[Lab, ...]:
    """Return what follows from these values; what was measured that day is never replaced.

    Each of several values of one day counts: which of them is wrong is not known.
    """
    given = tuple(labs)
    measured = {(lab.what, lab.date) for lab in given}
    derived: list[Lab] = []
    for lab in given:
        if lab.what == "creatinine" and ("egfr", lab.date) not in measured and age >= _adult():
            age_then = age - (today - lab.date).days / DAYS_A_YEAR
            value = ckd_epi_2021(lab.value, age_then, sex)
            if value is not None:
                derived.append(Lab(what="egfr", value=value, date=lab.date, computed=True))
        if lab.what == "calcium" and ("calcium_corrected", lab.date) not in measured:
            derived += [
                Lab(
                    what="calcium_corrected",
                    value=corrected_calcium(lab.value, albumin.value),
                    date=lab.date,
                    computed=True,
                )
                for albumin in given
                if (albumin.what, albumin.date) == ("albumin", lab.date)
            ]
    return tuple(dict.fromkeys(derived))


def _adult() -> float:
    return float(equations()["ckd_epi_2021"]["age_from"])
