"""What holds for every person, however odd: people drawn at random from the real vocabularies.

Fields are left out at random, for what was not asked is the hard part. The examples are the same
in every run.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable
from typing import Any, Literal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from d3k2 import assess, read_person
from d3k2.evidence import Ground, load, positions
from d3k2.person import Person, vocabulary
from d3k2.plan import Assessment
from d3k2.report import AssessDocument, assess_document
from d3k2.safety import NUTRIENTS, rules, screen

PEOPLE = 60
"""Few virtual people: nothing here depends on how fine the band is."""
TODAY = dt.date(2026, 11, 20)
STRICTNESS = ("yes", "clinician", "no")
OLD = 1100
"""Days after which no laboratory value speaks for today."""
CLOSED = ("stop", "do_not_start", "do_not_stop_alone")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")

thorough = settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

# --- people


def names(of: Literal["medicine", "condition"]) -> st.SearchStrategy[str]:
    """Names in the vocabulary that some rule asks about: the others decide nothing."""
    asked = {name for rule in rules() for part in rule.uses() for name in getattr(part, of)}
    entries = vocabulary(f"{of}s").entries
    return st.sampled_from(
        sorted(entry.name for i, entry in entries.items() if {i, *entry.groups} & asked)
    )


VITAMIN_D = (
    "D3 400 IU daily",
    "D3 1000 IU daily since 2025-01-01",
    "D3 4000 IU daily with dinner since 2024-06-01",
    "D3 50000 IU daily since 2026-08-01",
    "D3 20000 IU weekly since 2026-01-01",
    "D3 100000 IU every 90 days from 2026-01-10",
    "D3 300000 IU once on 2026-10-01",
    "D3 2000 IU daily from 2025-01-01 until 2026-06-01",
    "D2 50000 IU weekly since 2026-06-01",
    "calcifediol 20 µg daily since 2026-01-01",
)
OTHERS = (
    "calcium carbonate 500 mg daily with breakfast",
    "calcium citrate 600 mg twice daily",
    "calcium carbonate 1300 mg three times daily",
    "D3 2000 IU + MK-7 100 µg, 1 capsule daily",
    "K1 100 µg daily",
)
K2 = (
    "MK-7 100 µg daily since 2024-01-01",
    "MK-7 720 µg daily",
    "MK-4 45 mg daily since 2026-11-10",
)
LABS = {
    "25(OH)D": ("{:.0f} nmol/L", (8, 370)),
    "calcium": ("{:.2f} mmol/L", (1.7, 3.2)),
    "eGFR": ("{:.0f} mL/min/1.73m2", (6, 120)),
    "PTH": ("{:.0f} pg/mL", (5, 300)),
    "creatinine": ("{:.0f} µmol/L", (40, 500)),
}


@st.composite
def laboratory_values(draw: st.DrawFn) -> dict[str, Any]:
    what = draw(st.sampled_from(sorted(LABS)))
    form, (low, high) = LABS[what]
    value = low + (high - low) * draw(st.integers(0, 40)) / 40
    day = TODAY - dt.timedelta(draw(st.sampled_from([5, 20, 45, OLD])))
    return {"what": what, "value": form.format(value), "date": day}


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    """A record as people write it: age, sex and weight, and whatever else was asked."""
    age = draw(st.sampled_from([0.2, 0.8, 4, 9, 13, 17, 24, 38, 52, 66, 74, 88, 101]))
    sex = draw(st.sampled_from(["female", "male"]))
    fertile = sex == "female" and 13 <= age <= 52
    grown = age >= 17
    weight = st.sampled_from([42, 68, 140, 260] if grown else [5] if age < 1 else [18, 50])
    asked: dict[str, st.SearchStrategy[Any]] = {
        "country": st.sampled_from(["US", "GB", "DE", "JP", "AU", "IN", "BR"]),
        "conditions": st.lists(names("condition"), max_size=2, unique=True),
        "medicines": st.lists(
            st.one_of(names("medicine"), st.just("zyxqolamine 20 mg")), max_size=3, unique=True
        ),
        "takes": st.lists(st.sampled_from((*VITAMIN_D, *OTHERS, *K2)), max_size=3, unique=True),
        "wants": st.lists(st.sampled_from(["K2", "D3", "calcium"]), unique=True),
        "labs": st.lists(laboratory_values(), max_size=3, unique_by=lambda one: one["what"]),
        "falls_last_year": st.sampled_from([0, 3]),
        "symptoms": st.lists(st.sampled_from(["thirst", "constipation", "bleeding"]), max_size=2),
        "allergies": st.lists(st.sampled_from(["soy", "milk", "fish"]), max_size=1),
        "care": st.sampled_from(["home", "care home", "hospital"]),
        "diet": st.one_of(
            st.builds(
                lambda mg: {"calcium": f"{mg} mg/day"}, st.sampled_from([150, 700, 1100, 2600])
            ),
            st.sampled_from([{"level": "low"}, {"level": "high", "pattern": ["vegan"]}]),
            st.just({"foods": [{"food": "natto", "portions_per_week": 3}]}),
        ),
        "absorption": st.sampled_from(["normal", "gastric bypass", "cholestasis"]),
    }
    if fertile:
        asked["pregnant"] = st.booleans()
        asked["lactating"] = st.booleans()
    if grown:
        asked["height"] = st.sampled_from(["150 cm", "168 cm", "192 cm"])
        asked["t_scores"] = st.sampled_from(
            [{"lumbar": -1.4}, {"lumbar": -2.9, "date": TODAY}, {"total_hip": 0.5}]
        )
        asked["fractures"] = st.sampled_from([[], ["hip"]])
    given = {"date": TODAY, "age": age, "sex": sex, "weight": f"{draw(weight)} kg"}
    if age < OLD / 365 + 1:
        del asked["labs"]
    given |= {field: draw(value) for field, value in asked.items() if draw(st.integers(0, 3))}
    told = {c.casefold() for c in given.get("conditions", ())}
    if told & {"pregnancy", "breastfeeding", "breast-feeding"}:
        given.pop("pregnant", None), given.pop("lactating", None)
    return given


def person(record: dict[str, Any]) -> Person:
    return read_person(record)


def assessed(record: dict[str, Any]) -> Assessment:
    return assess(person(record), people=PEOPLE)


def without(record: dict[str, Any], field: str) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key != field}


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
        else:
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
    for dose in calcium.doses:
        assert 0 < dose.elemental <= 500


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
def test_the_doses_of_calcium_make_up_what_is_planned_or_it_is_said(record: dict[str, Any]) -> None:
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
def test_what_was_not_asked_leaves_nothing_open(record: dict[str, Any]) -> None:
    for field in ("conditions", "medicines"):
        assert "yes" not in screen(person(without(record, field))).allowed.values()


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
    level = {"what": "25(OH)D", "value": "90 nmol/L", "date": TODAY - dt.timedelta(OLD)}
    other = [one for one in record.get("labs", ()) if one["what"] != "25(OH)D"]
    found = assessed({**record, "labs": [*other, level]})
    assert not any("level_sufficient" in s.id for s in found.plan.d3.statements)
    assert "labs.calcidiol" in {m.field for m in found.missing}


@thorough
@given(record=records())
def test_a_medicine_nobody_knows_opens_nothing_and_closes_k2(record: dict[str, Any]) -> None:
    known = {**record, "medicines": record.get("medicines", [])}
    more = {**known, "medicines": [*known["medicines"], "qwortzelimab 3 mg"]}
    before, after = screen(person(known)), screen(person(more))
    assert not_looser(after.allowed, before.allowed)
    assert after.allowed["k2"] != "yes"
    assert "qwortzelimab" in " ".join(s.clinician for s in after.not_screened)


@thorough
@given(record=records(), more=names("medicine"), illness=names("condition"))
def test_more_medicines_or_illnesses_loosen_nothing(
    record: dict[str, Any], more: str, illness: str
) -> None:
    record = without(without(record, "pregnant"), "lactating")
    before = screen(person(record)).allowed
    for field, name in (("medicines", more), ("conditions", illness)):
        if field in record and name not in record[field]:
            after = screen(person({**record, field: [*record[field], name]})).allowed
            assert not_looser(after, before), name


@thorough
@given(record=records())
def test_harm_by_omission_alone_never_forbids(record: dict[str, Any]) -> None:
    found = screen(person(record))
    book = {rule.id: rule for rule in rules()}
    for nutrient in NUTRIENTS:
        forbidding = [
            effect
            for identifier in found.fired
            for effect in book[identifier].effects
            if effect.on == nutrient
            and effect.harm != "omission"
            and (effect.action == "stop" or effect.severity == 4)
        ]
        if not forbidding:
            assert found.allowed[nutrient] != "no"


# --- what is said


def _exists(ground: Ground) -> bool:
    if ground.kind == "fact":
        return load().fact(ground.id) is not None
    if ground.kind == "rule":
        return ground.id in {rule.id for rule in rules()}
    if ground.kind == "input":
        field = re.split(r"[.\[]", ground.id)[0]
        return field == "person" or field in Person.model_fields
    return bool(ground.id)


def _numbers(text: str) -> set[str]:
    return {number.replace(",", "") for number in NUMBER.findall(text)}


@thorough
@given(record=records())
def test_what_is_said_stands_on_something_and_tells_patients_no_other_number(
    record: dict[str, Any],
) -> None:
    found = assessed(record)
    grounds: Iterable[Ground] = (
        g for said in (*found.statements, *found.monitoring) for g in said.stands_on
    )
    assert all(_exists(ground) for ground in grounds)
    assert all(said.stands_on for said in (*found.statements, *found.monitoring))
    plan = found.plan
    for said in (*plan.d3.statements, *plan.k2.statements, *plan.calcium.statements):
        if not said.id.startswith("rule."):
            clinician, patient = said.sentence.clinician, said.sentence.patient
            assert _numbers(patient) <= _numbers(clinician), said.id


@thorough
@given(record=records())
def test_a_withheld_dose_stays_withheld(record: dict[str, Any]) -> None:
    found = assessed(record)
    patient = assess_document(found, "patient")
    hidden = {w.what for w in patient.withheld}
    assert assess_document(found, "clinician").withheld == []
    if "d3.dose" in hidden:
        assert patient.plan.d3.dose_iu_per_day is None
        assert all(t.id != "plan" for t in patient.trajectories)
        assert not [e for e in patient.plan.day if "vitamin D" in e.what and "IU" in e.what]
        for said in found.plan.d3.statements:
            if said.id.startswith(("d3.indication", "d3.low")):
                assert f"{found.plan.d3.dose:.0f}" not in _numbers(said.sentence.patient)
    if "k2.dose" in hidden:
        assert patient.plan.k2.dose_ug_per_day is None
    if "calcium.doses" in hidden:
        calcium = found.plan.calcium
        assert patient.plan.calcium.supplement_elemental_mg_per_day is None
        assert patient.plan.calcium.doses == []
        if calcium.action in ("start", "change") and calcium.supplement:
            reason = calcium.statements[-1].sentence.patient
            assert f"{calcium.supplement:.0f}" not in _numbers(reason)


def _values(document: AssessDocument) -> dict[str, float]:
    """Every number of the document by where it stands."""
    found: dict[str, float] = {}

    def walk(node: Any, at: str) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                walk(value, f"{at}.{key}")
        elif isinstance(node, list):
            for i, value in enumerate(node):
                name = value.get("id", i) if isinstance(value, dict) else i
                walk(value, f"{at}[{name}]")
        elif isinstance(node, int | float) and not isinstance(node, bool):
            found[at] = node

    walk(json.loads(document.model_dump_json(by_alias=True)), "")
    return found


@settings(parent=thorough, max_examples=20)
@given(record=records())
def test_the_same_person_gives_the_same_answer_and_both_readers_the_same_numbers(
    record: dict[str, Any],
) -> None:
    first, second = assessed(record), assessed(dict(reversed(record.items())))
    clinician, patient = (assess_document(first, a) for a in ("clinician", "patient"))
    assert clinician.model_dump_json() == assess_document(second, "clinician").model_dump_json()
    shown = _values(clinician)
    assert {at: n for at, n in _values(patient).items() if shown.get(at) != n} == {}
