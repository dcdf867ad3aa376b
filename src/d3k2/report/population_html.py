"""A run over a population as one self-contained page that loads nothing and runs nothing."""

from __future__ import annotations

from functools import partial

from d3k2.evidence import cite, load
from d3k2.report.labels import label
from d3k2.report.moments import moments
from d3k2.report.pages import render, template
from d3k2.report.population_documents import PopulationDocument, ShareDocument
from d3k2.report.references import cited, numbers
from d3k2.report.simulated_numbers import compared, letters, reservations, warnings
from d3k2.report.simulation_chart import mark
from d3k2.report.simulation_html import regimen_keys, shown
from d3k2.units import show_number

_NEAR = 0.1
"""Shares below this are told with a decimal; those above all but a tenth of it, too."""


def population_html(document: PopulationDocument) -> str:
    """Render a run as a page: warnings first, sources last."""
    say = partial(label, audience=document.audience)
    number = numbers(document.sources)
    told = moments(document.trajectories, document.audience)
    variables = [shown(document, one, told) for one in compared(document)]
    ids = letters(document)
    return render(
        "population.html",
        d=document,
        style=template("report.css") + template("simulation.css"),
        say=say,
        size="simulation",
        heading=say("population.title"),
        title=say("population.title"),
        who=None,
        grave=warnings(document),
        limits=reservations(document),
        regimens=regimen_keys(document),
        moments=told,
        mark=mark(document),
        passed=[v for v in variables if v.status == "passed"],
        research=[v for v in variables if v.status == "research"],
        letters=[ids[r.id] for r in document.regimens],
        percent=percent,
        basis=people_lines(document),
        manifest=list(document.manifest.items()),
        citations=[(s, cite(load().sources[s.id])) for s in document.sources],
        pedigree=say(
            "pedigree",
            software=document.software_version,
            data=document.data_version,
            model=document.model_version,
            sources=len(document.sources),
        ),
        references=partial(cited, number=number),
    )


def percent(share: ShareDocument) -> str:
    """Return a share in per cent, with a decimal where it is nearly none or nearly all."""
    near = share.share < _NEAR or 1 - _NEAR / 10 < share.share < 1
    return show_number(100 * share.share, 1 if near else 0) + " %"


def people_lines(document: PopulationDocument) -> list[str]:
    """Say in sentences who the people are, and how they were made and computed."""
    say = partial(label, audience=document.audience)
    people = document.summary.people
    spread = ", ".join(
        say(
            "population.spread",
            what=say(f"population.what.{one.what}"),
            median=_whole(one.median),
            low=_whole(one.p5),
            high=_whole(one.p95),
            unit=one.unit,
        )
        for one in people.spread
    )
    women = f"{100 * people.women_share:.0f}"
    ran = "population.ran_before" if document.people_per_second is None else "population.ran"
    rate = document.people_per_second or 0.0
    return [
        say(
            "population.people",
            n=f"{document.n:,}",
            population=people.population,
            women=women,
            spread=spread,
        ),
        say(
            "population.drawn_again",
            outside=f"{100 * people.drawn_again_outside_model:.2g}",
            impossible=f"{100 * people.drawn_again_impossible:.2g}",
        ),
        say(ran, seconds=f"{document.seconds:,.1f}", rate=f"{rate:,.0f}") + ".",
        say(
            "simulate.basis",
            model=document.model_version,
            facts=len(document.summary.facts),
        ),
    ]


def _whole(value: float) -> str:
    return f"{value:,.0f}"
