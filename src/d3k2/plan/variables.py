"""What each thing that decides the answer means in this person, and how that is known."""

from __future__ import annotations

from typing import Literal

from d3k2.plan.assessment import Variable
from d3k2.plan.case import Case
from d3k2.regimen import VITAMIN_D
from d3k2.units import both_units
from d3k2.wording import Sentence, phrase

How = Literal["model", "rule", "evidence", "unknown"]


def variables(case: Case) -> tuple[Variable, ...]:
    """Walk through what people say decides the answer: levels, body, food, sun, genes ..."""
    return tuple(_variable(name, known, how) for name, known, how in _known(case))


def _variable(name: str, known: str | None, how: How) -> Variable:
    said = known is not None
    return Variable(
        name=phrase(f"variable.{name}.name"),
        known=Sentence(known, known) if known is not None else phrase("variable.not_known"),
        effect=phrase(f"variable.{name}.effect" if said else f"variable.{name}.unknown"),
        how=how if said else "unknown",
    )


def _known(case: Case) -> list[tuple[str, str | None, How]]:
    person = case.person
    level = person.latest("calcidiol")
    bmi = person.bmi
    return [
        (
            "calcidiol",
            None if level is None else f"{both_units(level.value)} on {level.date}",
            "model",
        ),
        ("k_status", _k_status(case), "evidence"),
        ("age", f"{person.age:g}", "model"),
        ("sex", _sex(case), "model"),
        ("weight", f"{person.weight:g} kg" + ("" if bmi is None else f", BMI {bmi:.0f}"), "model"),
        ("diet", _diet(case), "evidence"),
        ("d_form", _d_form(case), "model"),
        ("k_form", _k_form(case), "evidence"),
        ("sun", _sun(case), "model"),
        ("medicines", _listed(person.medicines), "rule"),
        ("absorption", person.absorption, "model"),
        ("flora", None, "unknown"),
        ("kidney", _kidney(case), "rule"),
        ("liver", _liver(case), "rule"),
        ("genes", ", ".join(f"{g} {v}" for g, v in person.genotype.items()) or None, "evidence"),
        ("bone", _bone(case), "rule"),
    ]


def _sex(case: Case) -> str:
    since = case.person.postmenopausal_since
    return case.person.sex if since is None else f"{case.person.sex}, menopause {since}"


def _k_status(case: Case) -> str | None:
    marker = case.person.latest("dp_ucmgp")
    return None if marker is None else f"dp-ucMGP {marker.value:g} pmol/L on {marker.date}"


def _diet(case: Case) -> str | None:
    diet = case.person.diet
    parts: list[str] = [*diet.pattern]
    if diet.calcium is not None:
        parts.append(f"{diet.calcium:,.0f} mg calcium a day")
    if diet.level is not None:
        parts.append(f"calcium {diet.level}")
    if diet.foods:
        parts.append(f"{len(diet.foods)} foods listed")
    return ", ".join(parts) or None


def _d_form(case: Case) -> str | None:
    if case.person.takes is None:
        return None
    names = {"d3": "D3", "d2": "D2", "calcifediol": "calcifediol"}
    forms = [names[form] for form in VITAMIN_D if case.regimen.contains(form)]
    return " and ".join(forms) + f", {case.takes_d:,.0f} IU/day" if forms else "none taken"


def _k_form(case: Case) -> str | None:
    if case.person.takes is None:
        return None
    if not case.takes_k2:
        return "no K2 taken"
    return f"{case.takes_k2:,.0f} µg/day"


def _sun(case: Case) -> str | None:
    sun = case.person.sun
    parts = []
    if sun.latitude is not None:
        parts.append(f"latitude {sun.latitude:g}°")
    if sun.skin is not None:
        parts.append(f"skin type {sun.skin}")
    if sun.habit is not None:
        parts.append(f"sun: {sun.habit}")
    return ", ".join(parts) or None


def _listed(items: tuple[object, ...] | None) -> str | None:
    if items is None:
        return None
    return "none" if not items else f"{len(items)} listed"


def _kidney(case: Case) -> str | None:
    egfr = case.person.latest("egfr")
    return None if egfr is None else f"eGFR {egfr.value:g} on {egfr.date}"


def _liver(case: Case) -> str | None:
    if case.person.conditions is None:
        return None
    ill = case.person.has("cirrhosis", "liver-failure", "cholestasis")
    return "liver disease named" if ill else "no liver disease named"


def _bone(case: Case) -> str | None:
    scores = case.person.t_scores
    if scores is None:
        return None
    known = [
        f"{site.replace('_', ' ')} {value:g}"
        for site in ("lumbar", "femoral_neck", "total_hip")
        if (value := getattr(scores, site)) is not None
    ]
    return "T-scores: " + ", ".join(known)
