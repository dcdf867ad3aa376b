"""From one person to everything d3k2 has to say about them."""

from __future__ import annotations

from collections.abc import Iterable

from d3k2._version import __version__
from d3k2.evidence import Source, Statement, facts, given, load, simulated, sources_of, state
from d3k2.person import (
    Person,
    conflicting_labs,
    missing,
    osteopenia,
    untreated_osteoporosis,
)
from d3k2.physiology import MODEL_VERSION, declines
from d3k2.plan.assessment import Assessment, Missing, Monitor, Plan
from d3k2.plan.calcium import plan_calcium
from d3k2.plan.case import Case
from d3k2.plan.curves import curves, summary
from d3k2.plan.d3 import plan_d3
from d3k2.plan.day import day_table
from d3k2.plan.disagreements import disagreements
from d3k2.plan.k2 import plan_k2
from d3k2.plan.monitoring import monitoring, not_needed
from d3k2.plan.questions import questions, withheld
from d3k2.plan.screened import stop_concerns
from d3k2.plan.variables import variables
from d3k2.population import condition, declined
from d3k2.regimen import Regimen
from d3k2.safety import rule, screen
from d3k2.units import term
from d3k2.wording import phrase

PEOPLE = 1000
ORDER = ("stop", "caution", "advice", "disagreement", "note", "limit")


def assess(person: Person, *, people: int = PEOPLE) -> Assessment:
    """Work out what vitamin D3, vitamin K2 and calcium mean for one person.

    Parameters
    ----------
    person : Person
        As read by `d3k2.person.read_person`.
    people : int
        How many virtual people stand for the person.

    Returns
    -------
    Assessment
        The same for the same person and the same data: no clock, no network, no chance.
    """
    case = open_case(person, people)
    d3, k2, calcium = plan_d3(case), plan_k2(case), plan_calcium(case)
    plan = Plan(d3=d3, k2=k2, calcium=calcium, day=day_table(case, d3, k2, calcium))
    hidden = withheld(case, plan)
    watched = monitoring(case, plan)
    not_to_do = not_needed(case, plan)
    differing = disagreements(case)
    said = _ordered(
        [
            *case.screening.statements,
            *_about_person(case),
            *(s for n in (d3, k2, calcium) for s in (*n.statements, *n.worth_it)),
            *not_to_do,
            *differing,
        ]
    )
    return Assessment(
        person=person,
        date=person.date,
        software_version=__version__,
        data_version=load().data_version,
        model_version=None if case.matched is None else MODEL_VERSION,
        missing=tuple(Missing(field, phrase(effect)) for field, effect in missing(person)),
        not_screened=case.screening.not_screened,
        stops=case.screening.stops,
        stop_concerns=stop_concerns(case.screening, case.person, case.regimen),
        plan=plan,
        withheld=hidden,
        questions=questions(case, plan, hidden),
        monitoring=watched,
        not_needed=not_to_do,
        variables=variables(case),
        curves=curves(case, plan),
        posterior=summary(case),
        disagreements=differing,
        statements=said,
        sources=_sources(said, watched),
    )


def open_case(person: Person, people: int = PEOPLE) -> Case:
    """Screen a person and match virtual people to them, unless the model declines."""
    regimen = (person.takes or Regimen()).on(person.date)
    return Case(
        person=person,
        regimen=regimen,
        screening=screen(person, regimen),
        matched=None if declines(person) else condition(person, people),
    )


def _about_person(case: Case) -> list[Statement]:
    return [*_about_labs(case), *_about_model(case), *_about_bone(case)]


def _about_labs(case: Case) -> list[Statement]:
    """Whether laboratory values of one day contradict each other."""
    terms = conflicting_labs(case.person)
    if not terms:
        return []
    names = ", ".join(term(name).aliases[0] if term(name).aliases else name for name in terms)
    return [
        state(
            "labs.conflict",
            given("labs"),
            level="caution",
            about="person",
            certainty="high",
            terms=names,
        )
    ]


def _about_model(case: Case) -> list[Statement]:
    """Whether the model covers the person, whether anyone in it fits, and how far it is right."""
    reasons = declines(case.person)
    if reasons:
        return [declined(reasons)]
    fits = None if case.matched is None else case.matched.fits
    simulation = simulated(MODEL_VERSION)
    found = []
    if fits in ("no", "poorly"):
        key = "model.no_fit" if fits == "no" else "model.poor_fit"
        grounds = (given("labs"), given("takes"), simulation)
        found.append(state(key, *grounds, level="caution", about="person", certainty="low"))
    if fits != "no":
        met = facts("output-calcidiol-band", "output-calcidiol-means")
        found.append(
            state(
                "model.range",
                simulation,
                *met,
                level="limit",
                about="outcome",
                certainty="moderate",
            )
        )
    return found


def _about_bone(case: Case) -> list[Statement]:
    """Where the bone needs something else than a supplement."""
    person = case.person
    found = []
    if untreated_osteoporosis(person):
        asked = ("t_scores", "fractures", "conditions")
        grounds = tuple(given(field) for field in asked if getattr(person, field))
        found.append(
            state("bone.untreated", *grounds, level="caution", about="person", certainty="high")
        )
    if osteopenia(person) and person.has("athlete", "low-energy-availability", "eating-disorder"):
        found.append(
            state(
                "bone.athlete",
                given("conditions"),
                level="advice",
                about="person",
                certainty="low",
            )
        )
    return found


def _ordered(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Each statement once, the gravest first."""
    once = {s.id: s for s in statements}
    return tuple(sorted(once.values(), key=lambda s: ORDER.index(s.level)))


def _sources(said: Iterable[Statement], watched: Iterable[Monitor]) -> tuple[Source, ...]:
    return sources_of(said, rules=lambda identifier: rule(identifier).sources)
