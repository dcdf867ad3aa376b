"""The plan in one glance: one card for each nutrient, and what else is said about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from d3k2.report.documents import AssessDocument, StatementDocument
from d3k2.report.labels import action_label, allowed_label, label
from d3k2.safety import NUTRIENTS
from d3k2.units import show, term

WITHHELD = {"d3": "d3.dose", "k2": "k2.dose", "calcium": "calcium.doses"}

DOSELESS = ("none", "stop", "do_not_start")


@dataclass(frozen=True, slots=True)
class Card:
    """What to do about one nutrient."""

    nutrient: str
    name: str
    allowed: str
    verdict: str
    action: str
    amount: str
    """Empty when nothing is to be taken."""
    how: str
    reason: StatementDocument | None
    more: tuple[StatementDocument, ...]
    """What the rules add, gravest first; stop signs stand above the cards."""


def cards(document: AssessDocument) -> list[Card]:
    """Build the cards in the order of the plan."""
    return [_card(document, nutrient) for nutrient in NUTRIENTS]


def elsewhere(document: AssessDocument) -> list[StatementDocument]:
    """The statements that no card, list or section of the report shows of itself."""
    plan = document.plan
    placed = {s.id for n in NUTRIENTS for s in (*_of(document, n), *getattr(plan, n).worth_it)}
    placed |= {s.id for s in document.stops}
    placed |= {s.id for s in (*document.not_needed, *document.disagreements)}
    return [s for s in document.statements if s.id not in placed]


def micrograms(international_units: float) -> str:
    """Vitamin D in µg, as a number for people."""
    found = international_units * term("vitamin_d_dose").accepts["IU"]
    return f"{found:,.0f}" if found == round(found) else f"{found:,.1f}"


def dose_of_d3(international_units: float, document: AssessDocument) -> str:
    """A dose of vitamin D in both units."""
    return label(
        "amount.d3",
        document.audience,
        iu=f"{international_units:,.0f}",
        ug=micrograms(international_units),
    )


def _card(document: AssessDocument, nutrient: str) -> Card:
    plan = getattr(document.plan, nutrient)
    reason = next((s for s in plan.statements if s.id.startswith(f"{nutrient}.")), None)
    return Card(
        nutrient=nutrient,
        name=label(f"name.{nutrient}", document.audience),
        allowed=plan.allowed,
        verdict=allowed_label(plan.allowed, document.audience),
        action=action_label(plan.action, document.audience),
        amount=_amount(document, nutrient),
        how=_how(document, nutrient),
        reason=reason,
        more=tuple(_more(plan.statements, reason)),
    )


def _more(
    statements: Iterable[StatementDocument], reason: StatementDocument | None
) -> list[StatementDocument]:
    return [s for s in statements if s.level != "stop" and s is not reason]


def _of(document: AssessDocument, nutrient: str) -> list[StatementDocument]:
    found: list[StatementDocument] = getattr(document.plan, nutrient).statements
    return found


def _withheld(document: AssessDocument, nutrient: str) -> str | None:
    """Why the dose is not shown, where there is one to show."""
    if getattr(document.plan, nutrient).action in DOSELESS:
        return None
    why = {w.what: w.why for w in document.withheld}
    return why.get(WITHHELD[nutrient])


def _amount(document: AssessDocument, nutrient: str) -> str:
    audience, plan = document.audience, document.plan
    if _withheld(document, nutrient) is not None:
        return label("amount.withheld", audience)
    if nutrient == "d3" and plan.d3.dose_iu_per_day:
        return dose_of_d3(plan.d3.dose_iu_per_day, document)
    if nutrient == "k2" and plan.k2.dose_ug_per_day:
        ug = show(plan.k2.dose_ug_per_day, "vitamin_k_dose").removesuffix(" µg/day")
        return f"{label('amount.k2', audience, ug=ug)} {plan.k2.form or ''}".strip()
    if nutrient == "calcium" and plan.calcium.supplement_elemental_mg_per_day:
        mg = f"{plan.calcium.supplement_elemental_mg_per_day:,.0f}"
        return label("amount.calcium", audience, mg=mg)
    return ""


def _how(document: AssessDocument, nutrient: str) -> str:
    audience, plan = document.audience, document.plan
    why = _withheld(document, nutrient)
    if why is not None:
        return why
    if nutrient == "d3":
        return plan.d3.timing or ""
    if nutrient == "calcium" and plan.calcium.from_food_mg_per_day is not None:
        eaten, target = plan.calcium.from_food_mg_per_day, plan.calcium.target_mg_per_day
        if target is not None:
            return label("amount.food", audience, eaten=f"{eaten:,.0f}", target=f"{target:,.0f}")
    return ""
