"""A simulation as one self-contained page that loads nothing and runs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from d3k2.evidence import cite, load
from d3k2.regimen import Regimen
from d3k2.report.documents import PosteriorDocument
from d3k2.report.known import known, who
from d3k2.report.labels import label
from d3k2.report.moments import Moment, moments
from d3k2.report.pages import render, template
from d3k2.report.person_document import PersonDocument
from d3k2.report.references import cited, numbers
from d3k2.report.simulate_documents import Comparison, RegimenDocument, SimulateDocument
from d3k2.report.simulated_numbers import (
    UNITLESS,
    Cell,
    Compared,
    Met,
    cell,
    compared,
    headed,
    letters,
    met,
    met_name,
    reservations,
    warnings,
)
from d3k2.report.simulation_chart import chart, mark, sample
from d3k2.wording import Audience

FEW = 40
"""Independent people below whom the one in twenty at either end is one or two."""


NOTHING = str(Regimen())


@dataclass(frozen=True, slots=True)
class Subject:
    """The person whom the page is about."""

    person: PersonDocument
    audience: Audience


@dataclass(frozen=True, slots=True)
class Row:
    """A regimen's levels: for each unit, a cell for each moment."""

    letter: str
    label: str
    cells: list[tuple[str, list[Cell]]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A variable with its chart and its table."""

    variable: str
    status: str
    name: str
    caption: str
    svg: str
    rows: list[Row]


def simulate_html(document: SimulateDocument) -> str:
    """Render a simulation as a page: warnings first, sources last."""
    say = partial(label, audience=document.audience)
    number = numbers(document.sources)
    subject = None if document.person is None else Subject(document.person, document.audience)
    told = moments(document.trajectories, document.audience)
    variables = [shown(document, one, told) for one in compared(document)]
    heading = say("simulate.education_title" if document.education else "simulate.title")
    return render(
        "simulation.html",
        d=document,
        style=template("report.css") + template("simulation.css"),
        say=say,
        size="simulation",
        heading=heading,
        title=heading if document.education else f"{heading}, {document.date}",
        who=None if subject is None else who(subject),
        known=[] if subject is None else known(subject),
        grave=warnings(document),
        limits=reservations(document),
        regimens=regimen_keys(document),
        moments=told,
        mark=mark(document),
        variables=variables,
        passed=[v for v in variables if v.status == "passed"],
        research=[v for v in variables if v.status == "research"],
        met=[_met(one, document.audience) for one in met(document)],
        basis=basis(document),
        citations=[(s, cite(load().sources[s.id])) for s in document.sources],
        pedigree=say(
            "pedigree",
            software=document.software_version,
            data=document.data_version,
            model=document.model_version or say("model_declined"),
            sources=len(document.sources),
        ),
        references=partial(cited, number=number),
    )


def basis(document: SimulateDocument) -> list[str]:
    """Say in sentences what the curves stand on: people, how well they fit, facts, the seed."""
    say = partial(label, audience=document.audience)
    if document.model_version is None:
        return []
    lines = []
    people = document.posterior
    if people is not None:
        lines.append(_people(document, people))
        if few(people):
            lines.append(say("simulate.few"))
        if people.most_useful_next:
            lines.append(f"{people.most_useful_next}.")
    lines.append(say("simulate.basis", model=document.model_version, facts=len(document.facts)))
    return lines


def _people(document: SimulateDocument, people: PosteriorDocument) -> str:
    say = partial(label, audience=document.audience)
    count = f"{people.people:,}"
    if not any(course.measured for course in document.trajectories):
        return say("simulate.people_unmeasured", people=count)
    effective = f"{people.effective_sample_size:.0f}"
    fit = say(f"simulate.fit.{people.fits}")
    return say("simulate.people", people=count, effective=effective, fit=fit)


def few(people: PosteriorDocument) -> bool:
    """Whether the sample is worth so few people that its ranges are not to be trusted."""
    return people.effective_sample_size < FEW


def more(regimen: RegimenDocument) -> str:
    """Return what a regimen's label leaves open."""
    said = (regimen.label, NOTHING)
    return "" if regimen.regimen in said else regimen.regimen


def regimen_keys(document: Comparison) -> list[dict[str, str]]:
    """Return what stands for each regimen in charts and tables."""
    ids = letters(document)
    return [
        {"letter": ids[r.id], "label": r.label, "regimen": more(r), "key": sample(place)}
        for place, r in enumerate(document.regimens)
    ]


def shown(document: Comparison, one: Compared, told: list[Moment]) -> Shown:
    """Return one variable with its chart and its numbers."""
    audience = document.audience
    ids = letters(document)
    units = [unit for unit in one.units if unit not in UNITLESS]
    caption = (
        label("simulate.caption_end", audience)
        if document.education
        else label("simulate.caption", audience, units=" / ".join(units)).removesuffix(", ")
    )
    return Shown(
        variable=one.variable,
        status=one.status,
        name=headed(one, one.units[0], audience),
        caption=caption,
        svg=chart(document, one),
        rows=[
            Row(
                letter=ids[course.id],
                label=course.label,
                cells=[
                    (unit, [cell(course, m.of(course), unit) for m in told]) for unit in one.units
                ],
            )
            for course in one.courses
        ],
    )


def _met(one: Met, audience: Audience) -> dict[str, object]:
    return {
        "day": one.day.isoformat(),
        "name": met_name(one, audience),
        "measured": one.measured,
        "expected": one.expected,
        "inside": one.inside,
    }
