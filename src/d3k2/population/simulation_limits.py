"""What a simulation does not say, told beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from d3k2.evidence import Statement, facts, given, simulated, state, statement
from d3k2.person import Person
from d3k2.physiology import (
    MANY_BOLUSES,
    MODEL_VERSION,
    course,
    declines,
    left_out,
    passed,
    quantity,
    reason,
)
from d3k2.population.posterior import Posterior
from d3k2.population.studied import beyond
from d3k2.regimen import VITAMIN_K2, Regimen, vitamin_d_per_day
from d3k2.units import term
from d3k2.wording import AUDIENCES, Sentence, phrase

_BONE = ("bmd_lumbar", "bmd_femoral_neck")
_CARBOXYLATION = ("ucoc_ratio", "dp_ucmgp")


def limits(
    person: Person,
    regimens: Mapping[str, Regimen],
    days: int,
    variables: Sequence[str],
    posterior: Posterior | None,
    *,
    hourly: bool = False,
) -> tuple[Statement, ...]:
    """Return what has to stand beside the courses of these variables."""
    if posterior is None:
        return (declined(declines(person)),)
    courses = course_limits(person, regimens, days, variables, hourly=hourly)
    return (*_about_fit(posterior), *courses)


def course_limits(
    person: Person,
    regimens: Mapping[str, Regimen],
    days: int,
    variables: Sequence[str],
    *,
    hourly: bool = False,
) -> tuple[Statement, ...]:
    """Return what has to stand beside courses of these variables, whoever they are of."""
    return (
        *_about_doses(regimens, person, days, hourly=hourly),
        *_about_variables(person, variables),
        *_about_outcomes(person, regimens, variables),
    )


def declined(reasons: tuple[str, ...]) -> Statement:
    """Say that the model does not cover a person, and why."""
    return statement(
        "model.declines",
        _worded("model.declines", reason=[reason(key) for key in reasons]),
        [given("person")],
        level="limit",
        about="outcome",
        certainty="none",
    )


def _not_shown(reasons: Sequence[str], variables: Sequence[str]) -> Statement:
    """Say which variables are left out of a person whom the model covers otherwise, and why."""
    because = [reason(key) for key in reasons]
    return statement(
        "simulate.left_out",
        _worded("simulate.left_out", reason=because, variables=_names(variables)),
        [given("person")],
        level="limit",
        about="outcome",
        certainty="none",
    )


def research_only(variables: Sequence[str]) -> Sentence:
    """Say which variables have not met enough trials to be more than research."""
    return _worded("simulate.research", variables=_names(variables))


def _names(variables: Sequence[str]) -> list[Sentence]:
    return [phrase(f"report.variable.{variable}") for variable in variables]


def _worded(key: str, **listed: Sequence[Sentence]) -> Sentence:
    """Fill a phrase with lists that are themselves worded for each audience."""
    return Sentence(
        *(
            phrase(
                key,
                **{
                    name: "; ".join(one.to(audience) for one in several)
                    for name, several in listed.items()
                },
            ).to(audience)
            for audience in AUDIENCES
        )
    )


def _about_fit(posterior: Posterior) -> Iterator[Statement]:
    if posterior.fits != "yes":
        key = "model.no_fit" if posterior.fits == "no" else "model.poor_fit"
        grounds = (given("labs"), given("takes"), simulated(MODEL_VERSION))
        yield state(key, *grounds, level="caution", about="person", certainty="low")


def _about_doses(
    regimens: Mapping[str, Regimen], person: Person, days: int, *, hourly: bool
) -> Iterator[Statement]:
    passed_limits = {
        fact: None for r in regimens.values() for fact, _ in beyond(r, person.date, days)
    }
    for fact_id in passed_limits:
        yield state("simulate.beyond", *facts(fact_id), level="caution", about="evidence")
    end = person.date + timedelta(days=days)
    high = quantity("simulate-high-d3") * term("vitamin_d_dose").accepts["IU"]
    if any(vitamin_d_per_day(r) > high for r in regimens.values()):
        ground = facts("d-bmd-burt-2019-10000", "simulate-high-d3")
        yield state("simulate.high_d", *ground, level="limit", about="d3")
    if any(i.contains("k2") for r in regimens.values() for i in r.items):
        yield state(
            "simulate.k2_form", given("regimen"), level="limit", about="k2", certainty="none"
        )
    if any(len(course(r, person.date, end).boluses) > MANY_BOLUSES for r in regimens.values()):
        yield state(
            "simulate.boluses",
            simulated(MODEL_VERSION),
            level="limit",
            about="outcome",
            certainty="moderate",
        )
    yield state(
        "simulate.hourly" if hourly else "simulate.averaged",
        simulated(MODEL_VERSION),
        level="limit",
        about="outcome",
        certainty="moderate",
    )


def _about_variables(person: Person, variables: Sequence[str]) -> Iterator[Statement]:
    model = simulated(MODEL_VERSION)
    ground = facts("output-band-without-constants")
    yield state("simulate.constants", *ground, level="limit", about="outcome")
    research = [v for v in variables if not passed(v)]
    if "calcidiol" in variables:
        met = facts("output-calcidiol-band", "output-calcidiol-means")
        yield state(
            "simulate.calcidiol", model, *met, level="limit", about="d3", certainty="moderate"
        )
    if research:
        yield statement(
            "simulate.research",
            research_only(research),
            [model],
            level="limit",
            about="outcome",
            certainty="low",
        )
    if any(v in variables for v in ("pth", "calcium", "urine_calcium", *_BONE)):
        ground = facts("mineral-model-calcidiol-ceiling")
        yield state("simulate.ceiling", *ground, level="limit", about="outcome")
    reasons: dict[tuple[str, ...], list[str]] = {}
    for key, hidden in left_out(person).items():
        reasons.setdefault(hidden, []).append(key)
    for hidden, keys in reasons.items():
        yield _not_shown(keys, hidden)


def _about_outcomes(
    person: Person, regimens: Mapping[str, Regimen], variables: Sequence[str]
) -> Iterator[Statement]:
    takes_k = any(r.contains(*VITAMIN_K2, "k1") for r in regimens.values())
    if takes_k and any(v in variables for v in _BONE):
        ground = facts(
            "k2-bmd-ronn-2016",
            "k2-bmd-emaus-2010",
            "k2-bmd-knapen-2013",
            "k2-radius-bmd-levy-schousboe-2023",
        )
        yield state("simulate.k2_bone", *ground, level="limit", about="k2")
    if takes_k and "dp_ucmgp" in variables:
        ground = facts("k2-d-aortic-valve-diederichsen-2022", "k1-cac-shea-2009")
        yield state("simulate.k2_artery", *ground, level="limit", about="k2")
    if person.uses("vitamin-k-antagonist"):
        ground = facts("k2-inr-theuwissen-2013")
        yield state("simulate.anticoagulant", *ground, level="caution", about="k2")
    if person.uses("antibiotic"):
        yield state(
            "simulate.antibiotic",
            given("medicines"),
            level="limit",
            about="k2",
            certainty="none",
        )
