"""An assessment as the document of the machine interface, for one audience."""

from __future__ import annotations

from d3k2.plan import Assessment, CalciumPlan, Curve, D3Plan, DayEntry, K2Plan
from d3k2.report.documents import (
    AssessDocument,
    CalciumDocument,
    CalciumDoseDocument,
    D3Document,
    DayDocument,
    FoodSwapDocument,
    K2Document,
    MissingDocument,
    MonitorDocument,
    OptionDocument,
    PlanDocument,
    PosteriorDocument,
    VariableDocument,
    WithheldDocument,
)
from d3k2.report.person_document import person_document
from d3k2.report.references import sources
from d3k2.report.statements import grounds, statements
from d3k2.report.trajectories import trajectory
from d3k2.wording import Audience, phrase


def assess_document(assessment: Assessment, audience: Audience) -> AssessDocument:
    """Word an assessment for an audience, leaving out what it withholds from patients."""
    hidden = hidden_from(assessment, audience)
    plan = assessment.plan
    posterior = assessment.posterior
    return AssessDocument(
        schema_="d3k2/assess/1",
        software_version=assessment.software_version,
        data_version=assessment.data_version,
        model_version=assessment.model_version,
        date=assessment.date.isoformat(),
        audience=audience,
        notice=phrase("notice.what").to(audience),
        person=person_document(assessment.person),
        missing=[
            MissingDocument(field=m.field, effect=m.effect.to(audience)) for m in assessment.missing
        ],
        not_screened=[s.to(audience) for s in assessment.not_screened],
        stops=statements(assessment.stops, audience),
        plan=PlanDocument(
            d3=_d3(plan.d3, audience, hidden),
            k2=_k2(plan.k2, audience, hidden),
            calcium=_calcium(plan.calcium, audience, hidden),
            day=[_day(entry, audience, hidden) for entry in plan.day],
        ),
        withheld=[
            WithheldDocument(what=w.what, why=w.why.to(audience))
            for w in assessment.withheld
            if w.what in hidden
        ],
        questions=[q.to(audience) for q in assessment.questions],
        monitoring=[
            MonitorDocument(
                what=m.what.to(audience),
                when=m.when.to(audience),
                why=m.why.to(audience),
                stands_on=grounds(m.stands_on),
            )
            for m in assessment.monitoring
        ],
        not_needed=statements(assessment.not_needed, audience),
        variables=[
            VariableDocument(
                name=v.name.to(audience),
                known=v.known.to(audience),
                effect=v.effect.to(audience),
                how=v.how,
            )
            for v in assessment.variables
        ],
        trajectories=[trajectory(c, audience) for c in assessment.curves if _shown(c, hidden)],
        posterior=None
        if posterior is None
        else PosteriorDocument(
            people=posterior.people,
            effective_sample_size=round(posterior.effective_sample_size, 1),
            fits=posterior.fits,
            most_useful_next=None
            if posterior.most_useful_next is None
            else posterior.most_useful_next.to(audience),
        ),
        disagreements=statements(assessment.disagreements, audience),
        statements=statements(assessment.statements, audience),
        sources=sources(assessment),
    )


def hidden_from(assessment: Assessment, audience: Audience) -> frozenset[str]:
    """What this audience does not see. A clinician sees everything."""
    if audience == "clinician":
        return frozenset()
    return frozenset(w.what for w in assessment.withheld)


def _d3(plan: D3Plan, audience: Audience, hidden: frozenset[str]) -> D3Document:
    return D3Document(
        allowed=plan.allowed,
        action=plan.action,
        dose_iu_per_day=None if "d3.dose" in hidden else plan.dose,
        form=plan.form,
        timing=None if plan.timing is None else plan.timing.to(audience),
        worth_it=statements(plan.worth_it, audience),
        statements=statements(plan.statements, audience),
        options=[
            OptionDocument(
                authority=o.authority,
                year=o.year,
                status=o.status,
                kind=o.kind,
                target_nmol_l=o.target,
                dose_iu_per_day=_option_dose(o.kind, o.dose, hidden),
                probability_reached=o.probability_reached,
                probability_above_125=o.probability_above_125,
                probability_above_250=o.probability_above_250,
                applies=o.applies,
                fact=o.fact,
            )
            for o in plan.options
        ],
    )


def _option_dose(kind: str, dose: float | None, hidden: frozenset[str]) -> float | None:
    """A published intake is public; a dose worked out for a target is not, where withheld."""
    return None if kind == "target" and "d3.options" in hidden else dose


def _k2(plan: K2Plan, audience: Audience, hidden: frozenset[str]) -> K2Document:
    return K2Document(
        allowed=plan.allowed,
        action=plan.action,
        form=plan.form,
        dose_ug_per_day=None if "k2.dose" in hidden else plan.dose,
        worth_it=statements(plan.worth_it, audience),
        statements=statements(plan.statements, audience),
    )


def _calcium(plan: CalciumPlan, audience: Audience, hidden: frozenset[str]) -> CalciumDocument:
    withheld = "calcium.doses" in hidden
    return CalciumDocument(
        allowed=plan.allowed,
        action=plan.action,
        target_mg_per_day=plan.target,
        from_food_mg_per_day=plan.from_food,
        supplement_elemental_mg_per_day=None if withheld else plan.supplement,
        doses=[]
        if withheld
        else [
            CalciumDoseDocument(
                time=phrase(f"day.{d.slot}").to(audience),
                elemental_mg=d.elemental,
                salt=d.salt,
                with_food=d.with_food,
            )
            for d in plan.doses
        ],
        food_swaps=[
            FoodSwapDocument(food=f.food, portion=f.portion, adds_mg=f.adds)
            for f in plan.food_swaps
        ],
        worth_it=statements(plan.worth_it, audience),
        statements=statements(plan.statements, audience),
    )


def _day(entry: DayEntry, audience: Audience, hidden: frozenset[str]) -> DayDocument:
    said = _withheld(entry.kind, hidden) or entry.amount in entry.what
    amount = "" if said else entry.amount
    return DayDocument(
        time=entry.time.to(audience),
        what=f"{entry.what} {amount}".strip(),
        with_=entry.with_what.to(audience),
    )


def _withheld(kind: str, hidden: frozenset[str]) -> bool:
    return f"{kind}.dose" in hidden or f"{kind}.doses" in hidden


def _shown(curve: Curve, hidden: frozenset[str]) -> bool:
    """The curve of a withheld dose would give the dose away."""
    return not (curve.id == "plan" and "d3.dose" in hidden)
