"""People drawn at random from the real vocabularies, as they are written down.

Fields are left out at random, for what was not asked is the hard part. The examples are the same
in every run.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from d3k2 import assess, read_person
from d3k2.person import Person, vocabulary
from d3k2.plan import Assessment
from d3k2.safety import rules

TODAY = dt.date(2026, 11, 20)
OLD = 1100
"""Days after which no laboratory value speaks for today."""
PEOPLE = 60
"""Few virtual people: nothing here depends on how fine the band is."""

thorough = settings(
    max_examples=30,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


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
        return without(without(given, "pregnant"), "lactating")
    return given


def someone(**more: Any) -> dict[str, Any]:
    """A man of 40 of whom everything was asked, and who has nothing."""
    nothing = {key: [] for key in ("conditions", "medicines", "takes", "symptoms")}
    return {"date": TODAY, "age": 40, "sex": "male", "weight": "80 kg", **nothing, **more}


def person(record: dict[str, Any]) -> Person:
    return read_person(record)


def assessed(record: dict[str, Any]) -> Assessment:
    return assess(person(record), people=PEOPLE)


def without(record: dict[str, Any], field: str) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key != field}
