"""What a person's bone density and fractures amount to."""

from __future__ import annotations

from d3k2.person.derived import equations
from d3k2.person.person import Fracture, Person

TREATMENT = "osteoporosis-medicine"
"""The group in ``medicines.toml`` of what treats osteoporosis."""


def lowest_t_score(person: Person) -> float | None:
    """Return the lowest T-score of the sites measured."""
    scores = person.t_scores
    if scores is None:
        return None
    given = (scores.lumbar, scores.femoral_neck, scores.total_hip)
    return min((score for score in given if score is not None), default=None)


def osteoporosis(person: Person) -> bool:
    """Whether it is stated, or follows from a T-score to which the WHO classes apply."""
    lowest = _class_score(person)
    by_score = lowest is not None and lowest <= equations()["bone_density"]["osteoporosis"]
    return by_score or person.has("osteoporosis")


def osteopenia(person: Person) -> bool:
    """Whether bone density is low, but not so low as in osteoporosis."""
    limits = equations()["bone_density"]
    lowest = _class_score(person)
    by_score = lowest is not None and limits["osteoporosis"] < lowest < limits["osteopenia"]
    return (by_score or person.has("osteopenia")) and not osteoporosis(person)


def fragility_fracture(person: Person) -> bool:
    """Whether a fracture is stated to be one of fragility, or must be taken for one."""
    stated = person.has("fragility-fracture")
    return stated or any(_fragile(fracture, person) for fracture in person.fractures or ())


def untreated_osteoporosis(person: Person) -> bool:
    """Whether there is osteoporosis or a fragility fracture, and no treatment is known.

    A medicine that was only probably recognised is no known treatment, and medicines that were
    not asked are none either.
    """
    treated = any(
        medicine.match == "exact" and TREATMENT in (medicine.concept, *medicine.groups)
        for medicine in person.medicines or ()
    )
    return (osteoporosis(person) or fragility_fracture(person)) and not treated


def _class_score(person: Person) -> float | None:
    """The lowest T-score, where the WHO classes apply: past the menopause, or from 50."""
    old_enough = person.age >= equations()["bone_density"]["age_from"]
    past_menopause = person.postmenopausal_since is not None
    return lowest_t_score(person) if old_enough or past_menopause else None


def _fragile(fracture: Fracture, person: Person) -> bool:
    if fracture.fragility is not None:
        return fracture.fragility
    rule = equations()["fragility_fracture"]
    years_ago = 0 if fracture.year is None else person.date.year - fracture.year
    return fracture.site in rule["sites"] and person.age - years_ago >= rule["age_from"]
