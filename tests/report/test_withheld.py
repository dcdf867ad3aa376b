"""A dose that a clinician must decide stands nowhere in what the patient reads."""

from __future__ import annotations

import re
from functools import cache
from types import ModuleType

from d3k2.evidence import PositionFact, load
from d3k2.report import AssessDocument, assess_html, chart_note
from d3k2.wording import phrases

DOSE = re.compile(r"(?<![\d.,])(\d[\d,]*)(?:\s?-\s?(\d[\d,]*))?\s?(?:IU|international units)")
PUBLIC_RULES = {1000.0, 4000.0, 10000.0, 20000.0, 500000.0}
"""Amounts that the rules themselves name as limits or as harmful."""


def withheld(kept: ModuleType, what: str) -> list[tuple[str, AssessDocument]]:
    """Every patient's answer that leaves this out, with the name of the case."""
    found = [(name, kept.document(name, "patient")) for name in kept.names()]
    shown = [(name, d) for name, d in found if what in {w.what for w in d.withheld}]
    assert shown
    return shown


def words(found: AssessDocument) -> str:
    return re.sub(r"<[^>]+>", " ", assess_html(found)) + chart_note(found)


def amounts(pattern: re.Pattern[str], text: str) -> set[float]:
    return {
        float(number.replace(",", ""))
        for match in pattern.findall(text)
        for number in match
        if number
    }


@cache
def published() -> set[float]:
    """Every amount of vitamin D that an authority or a trial has printed, IU."""
    found = set(PUBLIC_RULES)
    for record in load().facts.values():
        found |= amounts(DOSE, record.text)
        if isinstance(record, PositionFact) and record.topic in ("d-intake", "d-upper-limit"):
            for value in (record.value, record.low, record.high):
                if value is not None:
                    found.add(value * 40 if record.unit == "µg/day" else value)
    return found


@cache
def fixed() -> set[float]:
    """Amounts that stand in a phrase for everyone, whoever reads it, IU."""
    return amounts(DOSE, "\n".join(phrases("patient").values()))


def own(kept: ModuleType, name: str) -> set[float]:
    """What the person takes already, a day and at a time, IU."""
    takes = kept.assessed(name).person.takes
    items = () if takes is None else takes.items
    substances = ("d3", "d2", "d")
    daily = [sum(item.daily(s) for s in substances) for item in items]
    single = [item.single(s) for item in items for s in substances]
    return {round(40 * dose) for dose in (*daily, *single, sum(daily))}


def test_no_dose_of_d3_is_shown_but_what_is_public_or_taken(kept: ModuleType) -> None:
    for name, found in withheld(kept, "d3.dose"):
        assert found.plan.d3.dose_iu_per_day is None
        shown = amounts(DOSE, words(found))
        assert shown <= published() | own(kept, name)


def test_the_plans_own_dose_of_d3_is_not_shown(kept: ModuleType) -> None:
    for name, found in withheld(kept, "d3.dose"):
        dose = kept.document(name).plan.d3.dose_iu_per_day
        intakes = {o.dose_iu_per_day for o in found.plan.d3.options if o.kind == "intake"}
        if not dose or dose in intakes | own(kept, name) | fixed():
            continue
        assert dose not in amounts(DOSE, words(found))


def test_the_course_under_the_plan_is_not_shown(kept: ModuleType) -> None:
    for _name, found in withheld(kept, "d3.dose"):
        assert "plan" not in {course.id for course in found.trajectories}


def test_the_dose_for_a_target_is_not_shown(kept: ModuleType) -> None:
    for _name, found in withheld(kept, "d3.options"):
        for option in found.plan.d3.options:
            if option.kind == "target":
                assert option.dose_iu_per_day is None


def test_no_vitamin_d_of_the_day_carries_an_amount(kept: ModuleType) -> None:
    for _name, found in withheld(kept, "d3.dose"):
        lines = [e.what for e in found.plan.day if e.what.startswith("vitamin D")]
        assert all("IU" not in line and "µg" not in line for line in lines)


def test_no_calcium_of_the_day_carries_an_amount(kept: ModuleType) -> None:
    for _name, found in withheld(kept, "calcium.doses"):
        assert found.plan.calcium.supplement_elemental_mg_per_day is None
        assert found.plan.calcium.doses == []
        lines = [e.what for e in found.plan.day if e.what.startswith("calcium")]
        assert all("mg" not in line for line in lines)


def test_no_dose_of_k2_is_shown(kept: ModuleType) -> None:
    for _name, found in withheld(kept, "k2.dose"):
        assert found.plan.k2.dose_ug_per_day is None
        lines = [e.what for e in found.plan.day if e.what.startswith("MK")]
        assert all("µg" not in line for line in lines)


def test_the_page_says_who_decides(kept: ModuleType) -> None:
    for _name, found in withheld(kept, "d3.dose"):
        if found.plan.d3.action in ("start", "continue", "change", "do_not_stop_alone"):
            assert "your doctor decides the dose" in assess_html(found)
        assert not re.search(r"\b(d3|k2|calcium)\.(dose|doses|options)\b", words(found))


def test_a_clinician_sees_every_dose(kept: ModuleType, name: str) -> None:
    assert kept.document(name).withheld == []
