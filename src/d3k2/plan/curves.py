"""The predicted courses of 25(OH)D: as taken today, under the plan, and without supplements."""

from __future__ import annotations

from d3k2.physiology import Trajectory
from d3k2.plan.assessment import Curve, Plan, PosteriorSummary
from d3k2.plan.case import Case
from d3k2.population import Posterior, forecast
from d3k2.regimen import VITAMIN_D, Regimen, read_regimen
from d3k2.wording import phrase

DAYS = 728
EVERY = 7
DRAWN = 25
"""Sampled people under the band: enough to see that people differ, few enough to see each."""


def curves(case: Case, plan: Plan) -> tuple[Curve, ...]:
    """Follow the matched people for two years under each regimen that the plan compares."""
    if case.posterior is None:
        return ()
    compared = regimens(case, plan)
    found = forecast(case.posterior, compared, case.person.date, DAYS, EVERY)
    return tuple(
        _curve(case.posterior, name, compared[name], course)
        for name, courses in found.items()
        for course in courses.values()
    )


def regimens(case: Case, plan: Plan) -> dict[str, Regimen]:
    """What is compared: the plan, today's supplements where they differ, and none."""
    now = Regimen(tuple(i for i in case.regimen.items if i.contains(*VITAMIN_D)))
    compared = {"now": now} if now.items else {"nothing": Regimen()}
    planned = _planned(case, plan, now)
    if planned is not None:
        compared["plan"] = planned
    if now.items:
        compared["nothing"] = Regimen()
    return compared


def _planned(case: Case, plan: Plan, now: Regimen) -> Regimen | None:
    if plan.d3.action not in ("start", "change") or not plan.d3.dose:
        return None
    return read_regimen(f"{plan.d3.form or 'D3'} {plan.d3.dose:.0f} IU daily")


def summary(case: Case) -> PosteriorSummary | None:
    """How well the virtual people match, and what to measure next."""
    posterior = case.matched
    if posterior is None:
        return None
    return PosteriorSummary(
        people=posterior.n,
        effective_sample_size=posterior.effective_sample_size,
        fits=posterior.fits,
        most_useful_next=phrase("next.calcidiol") if case.calcidiol is None else None,
    )


def _curve(posterior: Posterior, name: str, regimen: Regimen, course: Trajectory) -> Curve:
    today = posterior.person.date
    predicted = [p for p in posterior.predicted if p.variable == course.variable]
    return Curve(
        id=name,
        variable=course.variable,
        unit=course.unit,
        regimen=str(regimen),
        label=phrase(f"curve.{name}"),
        time=course.times,
        median=course.median,
        p5=course.p5,
        p95=course.p95,
        samples=course.samples(DRAWN),
        measured=tuple(((p.day - today).days, p.measured) for p in predicted),
        predicted_at_measured=tuple(
            ((p.day - today).days, p.median, p.p5, p.p95) for p in predicted
        ),
    )
