"""What to ask the clinician, and what a patient's answer leaves to the clinician."""

from __future__ import annotations

from d3k2.plan.assessment import Plan, Withheld
from d3k2.plan.case import Case
from d3k2.plan.indications import indication, kept
from d3k2.wording import Sentence, phrase


def withheld(case: Case, plan: Plan) -> tuple[Withheld, ...]:
    """The doses that a patient's answer does not show, and why.

    A dose is withheld where a clinician must decide: permission is not plain, or the dose would
    treat a disease.
    """
    needed = indication(case)
    treats = (
        (needed is not None and needed.disease)
        or "d3" in case.screening.do_not_stop
        or (kept(case) is not None and bool(case.takes_d))
    )
    found: list[Withheld] = []
    if plan.d3.allowed != "yes" or treats:
        why = phrase("withheld.disease" if treats else "withheld.clinician")
        found += [Withheld("d3.dose", why), Withheld("d3.options", why)]
    if plan.k2.allowed != "yes" and plan.k2.dose:
        found.append(Withheld("k2.dose", phrase("withheld.clinician")))
    by_team = kept(case) is not None
    if plan.calcium.supplement and (by_team or plan.calcium.allowed != "yes"):
        found.append(Withheld("calcium.doses", phrase("withheld.clinician")))
    return tuple(found)


def questions(case: Case, plan: Plan, hidden: tuple[Withheld, ...]) -> tuple[Sentence, ...]:
    """Questions worth taking along, the most pressing first. Never empty."""
    person = case.person
    asked = {
        "stop": bool(case.screening.stops),
        "medicines": person.medicines is None or bool(case.screening.not_screened),
        "d3_dose": plan.d3.action == "change" or any(w.what == "d3.dose" for w in hidden),
        "retest": bool(plan.d3.dose) and person.latest("calcidiol") is not None,
        "k2_vka": case.k2_with_vka,
        "k2": "k2" in person.wants and plan.k2.allowed == "yes",
        "calcium": plan.calcium.action in ("start", "change"),
        "bone": person.has("osteopenia") or person.t_scores is not None,
        "test": person.latest("calcidiol") is None,
    }
    names = [name for name, true in asked.items() if true] or ["anything_else"]
    return tuple(phrase(f"question.{name}") for name in names)
