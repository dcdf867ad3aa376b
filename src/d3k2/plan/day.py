"""The day's table over all medicines and supplements."""

from __future__ import annotations

from typing import Literal

from d3k2.plan.assessment import CalciumPlan, D3Plan, DayEntry, K2Plan
from d3k2.plan.case import Case, international_units, table
from d3k2.plan.timing import medicine_slots, slots, vitamin_slot
from d3k2.regimen import VITAMIN_D, VITAMIN_K2, Regimen, describe, vitamin_d_per_day
from d3k2.wording import Sentence, phrase

AS_PRESCRIBED = "as_prescribed"


def day_table(case: Case, d3: D3Plan, k2: K2Plan, calcium: CalciumPlan) -> tuple[DayEntry, ...]:
    """When to take what. Medicines whose moment is not known come last, as prescribed."""
    entries = _medicines(case)
    entries += _vitamin_d(case, d3, k2)
    if k2.dose and not (shared(case) and d3.action == "do_not_stop_alone"):
        entries.append(_vitamin(case, "k2", k2.form or "vitamin K2", f"{k2.dose:,.0f} µg"))
    for dose in calcium.doses:
        food = phrase("day.with_meal" if dose.with_food else "day.any_food")
        amount = f"{dose.elemental:,.0f} mg elemental"
        entries.append(_entry(dose.slot, f"calcium {dose.salt}", amount, food, "calcium"))
    order = [*(s.name for s in slots()), AS_PRESCRIBED]
    return tuple(sorted(entries, key=lambda entry: order.index(entry.slot)))


def _medicines(case: Case) -> list[DayEntry]:
    entries = []
    for medicine in case.person.medicines or ():
        taken = [s.name for s in medicine_slots(medicine)] or [AS_PRESCRIBED]
        apart = _apart(case, medicine.text)
        if {medicine.concept, *medicine.groups} & set(table("day.toml")["first"]["concepts"]):
            apart = phrase("day.first_alone")
        entries += [
            _entry(name, medicine.text, medicine.dose or "", apart, "medicine") for name in taken
        ]
    return entries


def _apart(case: Case, medicine: str) -> Sentence:
    kept = [
        s.hours
        for s in case.screening.separations
        if s.medicine == medicine and s.nutrient == "calcium"
    ]
    return phrase("day.apart_from_calcium", hours=f"{max(kept):g}") if kept else phrase("day.plain")


def _vitamin_d(case: Case, d3: D3Plan, k2: K2Plan) -> list[DayEntry]:
    """Vitamin D as planned, as it goes on, or as it waits for a decision."""
    waits_for_k2 = shared(case) and k2.action == "do_not_stop_alone"
    if d3.action == "do_not_stop_alone" and (d3.dose is None or waits_for_k2):
        call_first = waits_for_k2 and k2.dose is None
        how = phrase("day.call_first" if call_first else "day.until_decided")
        return [
            _entry(AS_PRESCRIBED, describe(item), "", how, "d3")
            for item in case.regimen.items
            if item.contains(*VITAMIN_D)
        ]
    if d3.dose and d3.action in ("continue", "do_not_stop_alone"):
        return _as_now(case, d3)
    if d3.dose:
        return [_vitamin(case, "d3", d3.form or "vitamin D3", f"{d3.dose:,.0f} IU")]
    return []


def shared(case: Case) -> bool:
    """Whether one product holds both vitamin D and vitamin K2."""
    items = case.regimen.items
    return any(i.contains(*VITAMIN_D) and i.contains(*VITAMIN_K2) for i in items)


def _as_now(case: Case, d3: D3Plan) -> list[DayEntry]:
    """Vitamin D that goes on: daily doses at their moment, rare ones named as rare."""
    what = d3.form or "vitamin D3"
    items = [item for item in case.regimen.items if item.contains(*VITAMIN_D)]
    rare = [item for item in items if item.schedule.every_days > 1]
    daily = international_units(
        sum(vitamin_d_per_day(Regimen((item,))) for item in items if item not in rare)
    )
    entries = [
        _entry(AS_PRESCRIBED, describe(item), "", phrase("day.not_daily"), "d3") for item in rare
    ]
    if daily:
        entries.append(_vitamin(case, "d3", what, f"{daily:,.0f} IU"))
    return entries


def _vitamin(case: Case, kind: Literal["d3", "k2"], what: str, amount: str) -> DayEntry:
    found = vitamin_slot(case, kind)
    if found is None:
        return _entry(AS_PRESCRIBED, what, amount, phrase("day.no_room"), kind)
    infant = case.person.age < 1
    food = phrase("day.with_meal" if found.is_meal else "day.apart_from_medicines")
    return _entry(found.name, what, amount, phrase("day.plain") if infant else food, kind)


def _entry(
    slot: str,
    what: str,
    amount: str,
    with_what: Sentence,
    kind: Literal["medicine", "d3", "k2", "calcium"],
) -> DayEntry:
    return DayEntry(
        slot=slot,
        time=phrase(f"day.{slot}"),
        what=what,
        amount=amount,
        with_what=with_what,
        kind=kind,
    )
