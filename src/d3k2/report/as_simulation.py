"""A simulation as the document of the machine interface, for one audience."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from d3k2._version import __version__
from d3k2.evidence import Ground, fact, load
from d3k2.physiology import MODEL_VERSION, Trajectory, passed
from d3k2.plan import Curve
from d3k2.population import SEED, Lesson, NextMeasurement, Posterior, Predicted, Simulation
from d3k2.regimen import Regimen
from d3k2.report.documents import PosteriorDocument, SourceDocument, StatementDocument
from d3k2.report.labels import label
from d3k2.report.person_document import person_document
from d3k2.report.references import source_document, source_ids
from d3k2.report.screened_regimens import cautions_over, slips_in, stops_over
from d3k2.report.simulate_documents import RegimenDocument, SimulatedDocument, SimulateDocument
from d3k2.report.statements import statements
from d3k2.report.trajectories import trajectory
from d3k2.units import term
from d3k2.wording import AUDIENCES, Audience, Sentence, phrase

DRAWN = 25
"""Sampled people whose courses are given beside the band."""

NAMED = ("now", "nothing")
"""Regimens with a label of their own; any other is called by its text."""

CHANGES = ("%", "relative")
"""Units of what is counted from a start: measured values are, too, but from another one."""


def simulate_document(
    simulation: Simulation, audience: Audience, seed: int = SEED
) -> SimulateDocument:
    """Word a simulation for an audience. It proposes nothing, so nothing is withheld."""
    person, compared = simulation.person, simulation.regimens
    posterior = simulation.posterior
    labels = {name: _label(name) for name in compared}
    over = stops_over(person, compared.values())
    stopped = {stop.id for stop in over}
    cautions = [
        *(s for s in cautions_over(person, compared.values()) if s.id not in stopped),
        *slips_in(compared.values(), simulation.start, simulation.days),
    ]
    stops = statements(over, audience)
    limits = statements([*cautions, *simulation.limits], audience)
    return SimulateDocument(
        **_envelope(person.date, audience, modelled=posterior is not None),
        education=False,
        person=person_document(person),
        days=simulation.days,
        seed=seed,
        regimens=_regimens(compared, labels, audience),
        stops=stops,
        trajectories=[
            _simulated(_curve(name, regimen, labels[name], course, predicted), audience)
            for name, regimen in compared.items()
            for course in simulation.courses.get(name, {}).values()
            for predicted in [_predicted(posterior, course)]
        ],
        posterior=None if posterior is None else _posterior(simulation, posterior, audience),
        limits=limits,
        facts=_facts(c for courses in simulation.courses.values() for c in courses.values()),
        sources=_sources([*stops, *limits], simulation.courses.values()),
    )


def lesson_document(lesson: Lesson, audience: Audience) -> SimulateDocument:
    """Word a lesson about a generic adult for an audience: one course for each disputed end."""
    limits = statements(lesson.limits, audience)
    labels = {
        name: phrase("education.end", times=f"{potency:g}")
        for name, potency in lesson.potencies.items()
    }
    regimens = dict.fromkeys(lesson.courses, lesson.regimen)
    return SimulateDocument(
        **_envelope(lesson.start, audience, modelled=True),
        education=True,
        person=None,
        days=lesson.days,
        seed=None,
        regimens=_regimens(regimens, labels, audience),
        stops=[],
        trajectories=[
            _simulated(_curve(name, lesson.regimen, labels[name], course, ()), audience)
            for name, course in lesson.courses.items()
        ],
        posterior=None,
        limits=limits,
        facts=_facts(lesson.courses.values()),
        sources=_sources(limits, [lesson.courses]),
    )


def _envelope(day: date, audience: Audience, *, modelled: bool) -> dict[str, str | None]:
    return {
        "schema_": "d3k2/simulate/1",
        "software_version": __version__,
        "data_version": load().data_version,
        "model_version": MODEL_VERSION if modelled else None,
        "date": day.isoformat(),
        "audience": audience,
        "notice": phrase("notice.what").to(audience),
    }


def _label(name: str) -> Sentence:
    return phrase(f"curve.{name}") if name in NAMED else Sentence(name, name)


def _regimens(
    compared: Mapping[str, Regimen], labels: Mapping[str, Sentence], audience: Audience
) -> list[RegimenDocument]:
    return [
        RegimenDocument(id=name, label=labels[name].to(audience), regimen=str(regimen))
        for name, regimen in compared.items()
    ]


def _predicted(posterior: Posterior | None, course: Trajectory) -> tuple[Predicted, ...]:
    if posterior is None:
        return ()
    return tuple(p for p in posterior.predicted if p.variable == course.variable)


def _curve(
    name: str,
    regimen: Regimen,
    label: Sentence,
    course: Trajectory,
    predicted: Sequence[Predicted],
) -> Curve:
    days = [(p.day - course.start).days for p in predicted]
    return Curve(
        id=name,
        variable=course.variable,
        unit=course.unit,
        regimen=str(regimen),
        label=label,
        time=course.times,
        median=course.median,
        p5=course.p5,
        p95=course.p95,
        samples=course.samples(DRAWN) if len(course.values) > 1 else course.values[:0],
        measured=tuple((d, p.measured) for d, p in zip(days, predicted, strict=True)),
        predicted_at_measured=tuple(
            (d, p.median, p.p5, p.p95) for d, p in zip(days, predicted, strict=True)
        ),
    )


def _simulated(curve: Curve, audience: Audience) -> SimulatedDocument:
    changes = term(curve.variable).unit in CHANGES
    return SimulatedDocument(
        **trajectory(curve, audience).model_dump(),
        status="passed" if curve.variable != "inr" and passed(curve.variable) else "research",
        measured_is="change since the first measurement" if changes else "level",
    )


def _posterior(
    simulation: Simulation, posterior: Posterior, audience: Audience
) -> PosteriorDocument:
    wanted = simulation.most_useful_next
    return PosteriorDocument(
        people=posterior.n,
        effective_sample_size=round(posterior.effective_sample_size, 1),
        fits=posterior.fits,
        most_useful_next=None if wanted is None else _useful(wanted).to(audience),
    )


def _useful(wanted: NextMeasurement) -> Sentence:
    share = f"{100 * wanted.narrower_by:.0f}"
    key = "next.measure" if passed(wanted.target) else "next.measure_research"
    what = next(iter(term(wanted.what).aliases), wanted.what)
    worded = {
        audience: phrase(
            key, what=what, target=label(f"variable.{wanted.target}", audience), share=share
        ).to(audience)
        for audience in AUDIENCES
    }
    return Sentence(**worded)


def _facts(courses: Iterable[Trajectory]) -> list[str]:
    return list(dict.fromkeys(fact for course in courses for fact in course.facts))


def _sources(
    said: Iterable[StatementDocument], courses: Iterable[Mapping[str, Trajectory]]
) -> list[SourceDocument]:
    """Every source behind a statement, then every one behind the constants of the model."""
    model: list[Ground] = [fact(i) for i in _facts(c for found in courses for c in found.values())]
    ids = [i for s in said for i in source_ids(s.stands_on)] + source_ids(model)
    return [source_document(load().sources[i]) for i in dict.fromkeys(ids)]
