"""What holds for every plan, however odd the person; the screening's own are tested with it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from d3k2 import assess
from d3k2.evidence import positions
from d3k2.person import Person
from d3k2.safety import NUTRIENTS, screen

from .people import K2, OLD, PEOPLE, TODAY, assessed, person, records, someone, thorough, without

STRICTNESS = ("yes", "clinician", "no")
CLOSED = ("stop", "do_not_start", "do_not_stop_alone")


def not_looser(after: dict[Any, str], before: dict[Any, str], *nutrients: str) -> bool:
    return all(
        STRICTNESS.index(after[n]) >= STRICTNESS.index(before[n]) for n in nutrients or NUTRIENTS
    )


def limit(topic: str, who: Person, authority: str) -> float:
    """The upper limit an authority sets for this person, in its own unit."""
    found = [
        a.position.value
        for a in positions(topic, who)
        if a.position.authority == authority
        and a.applies == "yes"
        and a.position.status == "in force"
        and a.position.value is not None
    ]
    return min(found, default=float("inf"))


# --- a plan and the stops


@thorough
@given(record=records())
def test_no_plan_contradicts_a_stop(record: dict[str, Any]) -> None:
    found = assessed(record)
    doses = {
        "d3": found.plan.d3.dose,
        "k2": found.plan.k2.dose,
        "calcium": found.plan.calcium.supplement,
    }
    for stop in found.stops:
        plan = getattr(found.plan, stop.about)
        assert plan.allowed == "no"
        assert plan.action in CLOSED
        if plan.action != "do_not_stop_alone":
            assert not doses[stop.about]
            assert stop.about not in {entry.kind for entry in found.plan.day}
    for nutrient, dose in doses.items():
        plan = getattr(found.plan, nutrient)
        if plan.action in ("none", "stop", "do_not_start"):
            assert not dose
            assert nutrient not in {entry.kind for entry in found.plan.day}
        elif plan.action in ("start", "continue"):
            assert dose and dose > 0


@thorough
@given(record=records())
def test_a_stop_on_what_is_asked_for_concerns_the_person(record: dict[str, Any]) -> None:
    who = person(record)
    stops = screen(who).stops
    if {stop.about for stop in stops} & set(who.wants):
        assert assess(who, people=PEOPLE).stop_concerns


# --- limits

WHOSE_LIMIT = {"GB": "cot", "DE": "efsa", "JP": "mhlw", "AU": "nhmrc"}


@thorough
@given(record=records())
@example(someone(takes=["calcium carbonate 1300 mg three times daily"]))
@example(someone(age=8, weight="60 kg", conditions=["bariatric surgery"]))
def test_nothing_exceeds_an_upper_limit_without_a_clinician(record: dict[str, Any]) -> None:
    found = assessed(record)
    d3, calcium, who = found.plan.d3, found.plan.calcium, found.person
    own = limit("d-upper-limit", who, WHOSE_LIMIT.get(who.country or "", "iom"))
    most = own * 40 if own < 400 else own
    if d3.action in ("start", "change") or d3.allowed == "yes":
        assert (d3.dose or 0.0) <= most
    total = (calcium.from_food or 0.0) + (calcium.supplement or 0.0)
    if calcium.supplement and (calcium.action in ("start", "change") or calcium.allowed == "yes"):
        assert total <= limit("calcium-upper-limit", who, "iom")
    said = " ".join(s.sentence.clinician for s in calcium.statements)
    for dose in calcium.doses:
        assert 0 < dose.elemental <= 500 or "room" in said


# --- the day

HOURS = {
    "waking": 6.5,
    "breakfast": 7.5,
    "mid_morning": 10.5,
    "lunch": 12.5,
    "mid_afternoon": 15.5,
    "dinner": 18.5,
    "bedtime": 22.5,
}


@thorough
@given(record=records())
def test_the_day_keeps_every_medicine_apart_from_what_binds_it(record: dict[str, Any]) -> None:
    found = assessed(record)
    timed = [entry for entry in found.plan.day if entry.slot in HOURS]
    for kept in screen(found.person, found.person.takes).separations:
        taken = [HOURS[e.slot] for e in timed if e.kind == "medicine" and e.what == kept.medicine]
        bound = [HOURS[e.slot] for e in timed if e.kind == kept.nutrient]
        for medicine in taken:
            for hour in bound:
                gap = kept.hours_after if hour >= medicine else kept.hours_before
                assert abs(hour - medicine) >= gap


@thorough
@given(record=records())
def test_the_doses_of_calcium_make_up_what_is_planned_or_say_that_there_is_no_room(
    record: dict[str, Any],
) -> None:
    found = assessed(record)
    calcium = found.plan.calcium
    assert all(d.with_food for d in calcium.doses if d.salt == "carbonate")
    missing = (calcium.supplement or 0.0) - sum(d.elemental for d in calcium.doses)
    if abs(missing) > len(calcium.doses):
        said = " ".join(s.sentence.clinician for s in calcium.statements)
        unplaced = [e for e in found.plan.day if e.kind == "calcium" and e.slot == "as_prescribed"]
        assert unplaced or "room" in said


# --- adding K2


@settings(parent=thorough, max_examples=15)
@given(record=records(), more=st.sampled_from(K2), asked=st.booleans())
def test_adding_k2_loosens_nothing_for_d3_and_calcium(
    record: dict[str, Any], more: str, asked: bool
) -> None:
    if asked:
        added = {**record, "wants": sorted({*record.get("wants", ()), "K2"})}
    else:
        added = {**record, "takes": [*record.get("takes", ()), more]}
        record = {**record, "takes": record.get("takes", [])}
    before, after = assessed(record), assessed(added)
    for nutrient in ("d3", "calcium"):
        old, new = getattr(before.plan, nutrient), getattr(after.plan, nutrient)
        assert not_looser({nutrient: new.allowed}, {nutrient: old.allowed}, nutrient)
        assert new.action == old.action
    assert after.plan.d3.dose == before.plan.d3.dose
    assert after.plan.calcium.supplement == before.plan.calcium.supplement
    assert {s.id for s in before.stops if s.about != "k2"} <= {s.id for s in after.stops}
    watched = {m.what.clinician for m in before.monitoring}
    assert watched <= {m.what.clinician for m in after.monitoring}
    kept = {(x.nutrient, x.of): x.at_most for x in screen(after.person).limits}
    assert all(
        kept[x.nutrient, x.of] <= x.at_most
        for x in screen(before.person).limits
        if x.nutrient != "k2"
    )


# --- knowing less, and knowing worse

REASSURING = {"pregnant": False, "lactating": False, "symptoms": [], "allergies": []}


@thorough
@given(record=records())
def test_leaving_out_what_reassures_loosens_nothing(record: dict[str, Any]) -> None:
    before = screen(person(record)).allowed
    for field, nothing in REASSURING.items():
        if record.get(field) == nothing:
            assert not_looser(screen(person(without(record, field))).allowed, before)


@thorough
@given(record=records())
def test_a_value_that_is_left_out_or_old_clears_nothing(record: dict[str, Any]) -> None:
    found = screen(person(record))
    adverse = any(g.id.startswith("labs") for s in found.statements for g in s.stands_on)
    labs = record.get("labs", [])
    for i in range(len(labs)):
        fewer = [*labs[:i], *labs[i + 1 :]]
        old = [*fewer, {**labs[i], "date": TODAY - dt.timedelta(OLD)}]
        assert not_looser(screen(person({**record, "labs": old})).allowed, found.allowed)
        if not adverse:
            assert not_looser(screen(person({**record, "labs": fewer})).allowed, found.allowed)


@settings(parent=thorough, max_examples=15)
@given(record=records())
def test_an_old_level_is_not_a_level(record: dict[str, Any]) -> None:
    assume(record["age"] > OLD / 365)
    level = {"what": "25(OH)D", "value": "90 nmol/L", "date": TODAY - dt.timedelta(OLD)}
    other = [one for one in record.get("labs", ()) if one["what"] != "25(OH)D"]
    found = assessed({**record, "labs": [*other, level]})
    assert not any("level_sufficient" in s.id for s in found.plan.d3.statements)
    assert "labs.calcidiol" in {m.field for m in found.missing}


def test_of_two_values_of_one_day_the_worse_one_counts() -> None:
    for order in (("2.30", "2.90"), ("2.90", "2.30")):
        labs = [{"what": "calcium", "value": f"{n} mmol/L", "date": TODAY} for n in order]
        assert screen(person(someone(labs=labs))).allowed["calcium"] == "no"


@thorough
@given(record=records())
def test_a_medicine_nobody_knows_opens_nothing_and_closes_k2(record: dict[str, Any]) -> None:
    known = {**record, "medicines": record.get("medicines", [])}
    more = {**known, "medicines": [*known["medicines"], "qwortzelimab 3 mg"]}
    before, after = screen(person(known)), screen(person(more))
    assert not_looser(after.allowed, before.allowed)
    assert after.allowed["k2"] != "yes"
    assert "qwortzelimab" in " ".join(s.clinician for s in after.not_screened)
