"""A run over a population as the document of the machine interface."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from d3k2._version import __version__
from d3k2.evidence import Ground, Statement, fact, load, simulated, state
from d3k2.physiology import MODEL_VERSION, model_facts, passed
from d3k2.population import SHARES, Bands, Plan, Ran, Reached, course_limits, manifest
from d3k2.report.documents import Audience, SourceDocument, StatementDocument
from d3k2.report.labels import label
from d3k2.report.population_documents import (
    ExceededDocument,
    OutputDocument,
    PeopleDocument,
    PopulationDocument,
    PopulationSummaryDocument,
    ShareDocument,
    SpreadDocument,
    SpreadOfPeopleDocument,
    TargetDocument,
)
from d3k2.report.references import source_document, source_ids
from d3k2.report.screened_regimens import cautions_over, slips_in, stops_over
from d3k2.report.simulate_documents import RegimenDocument
from d3k2.report.statements import statements
from d3k2.report.trajectories import rounded
from d3k2.units import term
from d3k2.wording import phrase

AUDIENCE: Audience = "clinician"
"""Whoever runs a population is no patient of it."""

RESULTS = "results.zarr"

_UNITS = {
    "age": "years",
    "weight": "kg",
    "height": "cm",
    "egfr": "mL/min/1.73m2",
    "food_calcium": "mg/day",
    "untreated_calcidiol": "nmol/L",
}
_DECIMALS = 4
"""Of shares: a ten-thousandth is one person of a usual run."""


def population_document(ran: Ran, command: str) -> PopulationDocument:
    """Word a run over a population."""
    plan = ran.plan
    people = ran.computed
    return PopulationDocument(
        schema_="d3k2/population/1",
        software_version=__version__,
        data_version=load().data_version,
        model_version=MODEL_VERSION,
        date=plan.start.isoformat(),
        audience=AUDIENCE,
        notice=phrase("notice.what").to(AUDIENCE),
        n=plan.n,
        seconds=round(ran.seconds, 2),
        people_per_second=round(people / ran.seconds, 1) if people and ran.seconds else None,
        results=RESULTS,
        outputs=[
            OutputDocument(variable=v, unit=term(v).unit, status=_status(v)) for v in plan.variables
        ],
        manifest=manifest(plan, command, plan.cells),
        summary=_summary(ran),
    )


def _summary(ran: Ran) -> PopulationSummaryDocument:
    plan, found = ran.plan, ran.summary
    regimens = dict(plan.regimens)
    over = stops_over(plan.person, regimens.values())
    stopped = {stop.id for stop in over}
    said: list[Statement] = [
        *(s for s in cautions_over(plan.person, regimens.values()) if s.id not in stopped),
        *slips_in(regimens.values(), plan.start, plan.days),
        *_own_limits(),
        *course_limits(plan.person, regimens, plan.days, plan.variables),
    ]
    stops, limits = statements(over, AUDIENCE), statements(said, AUDIENCE)
    targets = [_target(one) for one in found.reached]
    exceeded = [
        ExceededDocument(
            what=one.what,
            name=label(f"population.{one.what}", AUDIENCE),
            above=_shares(one.shares),
            facts=list(one.facts),
        )
        for one in found.exceeded
    ]
    facts = _facts(plan)
    grounds = [t.fact for t in targets] + [f for e in exceeded for f in e.facts] + facts
    return PopulationSummaryDocument(
        days=plan.days,
        seed=plan.seed,
        people=_people(ran),
        regimens=[
            RegimenDocument(id=name, label=_label(name), regimen=str(regimen))
            for name, regimen in plan.regimens
        ],
        stops=stops,
        trajectories=[
            _spread(name, str(regimen), bands)
            for name, regimen in plan.regimens
            for bands in found.bands[name].values()
        ],
        targets=targets,
        exceeded=exceeded,
        limits=limits,
        facts=facts,
        sources=_sources([*stops, *limits], grounds),
    )


def _own_limits() -> Iterable[Statement]:
    model = simulated(MODEL_VERSION)
    for key in ("who", "perfect", "shares"):
        yield state(
            f"population.{key}", model, level="limit", about="outcome", certainty="moderate"
        )


def _facts(plan: Plan) -> list[str]:
    return list(dict.fromkeys([*model_facts(*plan.blocks), *plan.described.facts]))


def _sources(said: Iterable[StatementDocument], grounds: Iterable[str]) -> list[SourceDocument]:
    behind: list[Ground] = [fact(i) for i in grounds]
    ids = [i for s in said for i in source_ids(s.stands_on)] + source_ids(behind)
    return [source_document(load().sources[i]) for i in dict.fromkeys(ids)]


def _label(name: str) -> str:
    return phrase("curve.nothing").to(AUDIENCE) if name == "nothing" else name


def _status(variable: str) -> str:
    return "passed" if passed(variable) else "research"


def _spread(name: str, regimen: str, bands: Bands) -> SpreadDocument:
    by_share = dict(zip(SHARES, bands.quantiles, strict=True))
    return SpreadDocument(
        id=name,
        variable=bands.variable,
        unit=term(bands.variable).unit,
        regimen=regimen,
        label=_label(name),
        time_days=[float(t) for t in bands.times],
        median=rounded(by_share[0.5]),
        p5=rounded(by_share[0.05]),
        p95=rounded(by_share[0.95]),
        p25=rounded(by_share[0.25]),
        p75=rounded(by_share[0.75]),
        samples=[],
        measured=[],
        predicted_at_measured=[],
        status=_status(bands.variable),
        measured_is="level",
    )


def _target(one: Reached) -> TargetDocument:
    position = one.applied.position
    return TargetDocument(
        authority=load().authorities[position.authority].short,
        year=position.year,
        status=position.status,
        population=position.population.text,
        level_nmol_l=one.level,
        at_or_above=_shares(one.shares),
        below=_shares({name: 1 - share for name, share in one.shares.items()}),
        fact=position.id,
    )


def _shares(found: Mapping[str, float]) -> list[ShareDocument]:
    return [
        ShareDocument(regimen=name, share=round(share, _DECIMALS)) for name, share in found.items()
    ]


def _people(ran: Ran) -> PeopleDocument:
    found = ran.summary
    return PeopleDocument(
        population=ran.plan.described.population.name,
        women_share=round(found.women, _DECIMALS),
        skin_shares={name: round(share, _DECIMALS) for name, share in found.skins.items()},
        spread=[
            SpreadOfPeopleDocument(
                what=name,
                unit=_UNITS[name],
                **dict(zip(("p5", "median", "p95"), rounded(three), strict=True)),
            )
            for name, three in found.people.items()
        ],
        drawn_again_outside_model=round(found.outside, _DECIMALS),
        drawn_again_impossible=round(found.impossible, _DECIMALS),
    )
