"""Every rule can fire, stays silent for the healthy, and has its words complete."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from d3k2.person import Condition, Food, Lab, Medicine, Person, vocabulary
from d3k2.regimen import Ingredient, Item, Regimen, Schedule
from d3k2.safety import NUTRIENTS, Effect, Rule, When, holds, rule_faults, rules, screen, table
from d3k2.safety.intake import GROUPS
from d3k2.safety.outcome import allowed_by

Healthy = Callable[..., Person]
Draft = dict[str, Any]

EFFECTS = [
    pytest.param(rule, effect, id=f"{rule.id}-{number}-{effect.on}")
    for rule in rules()
    for number, effect in enumerate(rule.effects, 1)
]


def satisfying(when: When, draft: Draft) -> Iterator[Draft]:
    """Every way, simplest first, in which a draft can be filled so that a condition may hold."""
    ways: list[list[Draft]] = [
        [part]
        for part in (
            {"age": when.age_from} if when.age_from is not None else None,
            {"age": when.age_below - 0.5} if when.age_below is not None else None,
            {"sex": when.sex} if when.sex else None,
            {"pregnant": when.pregnant} if when.pregnant is not None else None,
            {"lactating": when.lactating} if when.lactating is not None else None,
            {"bmi": when.bmi_from} if when.bmi_from is not None else None,
            {"bmi": when.bmi_below - 1} if when.bmi_below is not None else None,
            {"falls_last_year": when.falls_from} if when.falls_from is not None else None,
            _lab(when),
            _amount(when),
            {"symptoms": list(when.symptom[: when.symptoms_from])} if when.symptom else None,
        )
        if part
    ]
    for key in ("absorption", "care"):
        ways += [[{key: one} for one in getattr(when, key)]] if getattr(when, key) else []
    for key, field in (
        ("allergy", "allergies"),
        ("diet", "pattern"),
        ("food", "foods"),
        ("wants", "wants"),
        ("takes", "takes"),
        ("steady", "takes"),
        ("recent", "begun"),
        ("country", "countries"),
    ):
        names = getattr(when, key)
        ways += [[{field: [name]} for name in names]] if names else []
    ways += [[{"products": [when.product]}]] if when.product else []
    for key, name in (("medicine", "medicines"), ("condition", "conditions")):
        names = getattr(when, key)
        ways += [[{name: [one]} for one in _members(name, names)]] if names else []
    for choice in itertools.product(*ways):
        filled = draft
        for part in choice:
            filled = _merged(filled, part)
        yield from _inside(when, filled)


def _inside(when: When, draft: Draft) -> Iterator[Draft]:
    drafts: Iterator[Draft] = iter([draft])
    for child in when.all:
        drafts = _each(child, drafts)
    if when.any:
        drafts = (one for draft in drafts for child in when.any for one in satisfying(child, draft))
    return drafts


def _each(child: When, drafts: Iterator[Draft]) -> Iterator[Draft]:
    return (one for draft in drafts for one in satisfying(child, draft))


def _members(name: Any, wanted: tuple[str, ...]) -> list[str]:
    entries = vocabulary(name).entries
    return [one for one in entries if one in wanted or set(entries[one].groups) & set(wanted)]


def _merged(draft: Draft, part: Draft) -> Draft:
    merged = dict(draft)
    for key, value in part.items():
        merged[key] = [*draft.get(key, []), *value] if isinstance(value, list) else value
    return merged


def _lab(when: When) -> Draft | None:
    bound = when.lab
    if bound is None:
        return None
    low, high = bound.at_least, bound.below
    if bound.above is not None:
        low = bound.above + 0.01
    value = low if low is not None else high - 0.01 if high is not None else 0.0
    return {"labs": [(bound.what, value)]}


def _amount(when: When) -> Draft | None:
    bound = when.amount
    if bound is None:
        return None
    most = bound.at_least if bound.at_least is not None else (bound.above or 0) + 1
    substance = {"d": "d3", "calcium-total": "calcium"}.get(bound.of, bound.of)
    return {"over" if bound.per == "recent dose" else "amounts": [(substance, most)]}


def built(draft: Draft, healthy: Healthy) -> Person:
    person: Draft = {
        key: draft[key]
        for key in ("sex", "pregnant", "lactating", "falls_last_year", "absorption", "care", "age")
        if key in draft
    }
    if "bmi" in draft:
        person["weight"] = draft["bmi"] * 1.68**2 + 0.1
    for key in ("symptoms", "allergies", "wants"):
        if key in draft:
            person[key] = tuple(dict.fromkeys(draft[key]))
    if "countries" in draft:
        person["country"] = draft["countries"][0]
    day = healthy().date
    person["labs"] = tuple(Lab(what=w, value=v, date=day) for w, v in draft.get("labs", []))
    for name, record in (("medicines", Medicine), ("conditions", Condition)):
        entries = vocabulary(name).entries
        person[name] = tuple(
            record(text=i, concept=i, groups=entries[i].groups, match="exact")
            for i in draft.get(name, [])
        )
    diet: Draft = {
        "foods": tuple(Food(food=f, portions_per_week=3) for f in draft.get("foods", []))
    }
    diet |= {"pattern": tuple(draft["pattern"])} if "pattern" in draft else {}
    person["takes"] = Regimen(tuple(_items(draft, day)))
    empty = healthy()
    return healthy(**person, diet=empty.diet.model_copy(update=diet))


def _items(draft: Draft, day: dt.date) -> Iterator[Item]:
    products = [*((name,) for name in draft.get("takes", [])), *draft.get("products", [])]
    for names in products:
        yield Item(tuple(_ingredient(name, 1.0) for name in names), Schedule())
    for substance, amount in draft.get("amounts", []):
        yield Item((_ingredient(substance, amount),), Schedule())
    for name in draft.get("begun", []):
        yield Item((_ingredient(name, 1.0),), Schedule(start=day))
    for substance, amount in draft.get("over", []):
        yesterday = day - dt.timedelta(days=1)
        yield Item((_ingredient(substance, amount),), Schedule(end=yesterday, once=True))


def _ingredient(name: str, amount: float) -> Ingredient:
    if name.startswith("calcium "):
        salt: Any = name.removeprefix("calcium ")
        return Ingredient("calcium", amount, salt)
    return Ingredient(GROUPS[name][-1] if name != "d" else "d3", amount)


def _fits(rule: Rule, effect: Effect, person: Person) -> bool:
    regimen = person.takes or Regimen()
    conditions = (rule.when, *((effect.when,) if effect.when else ()))
    return any(
        all(holds(when, person, regimen, stopped).truth for when in conditions)
        for stopped in ((), NUTRIENTS)
    )


@pytest.mark.parametrize(("rule", "effect"), EFFECTS)
def test_every_effect_fires_for_a_person_made_from_its_own_conditions(
    rule: Rule, effect: Effect, healthy: Healthy
) -> None:
    drafts = satisfying(rule.when, {})
    if effect.when:
        drafts = _each(effect.when, drafts)
    people = (built(draft, healthy) for draft in itertools.islice(drafts, 400))
    assert any(_fits(rule, effect, person) for person in people)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_no_rule_fires_for_a_healthy_adult_of_whom_everything_was_asked(
    rule: Rule, healthy: Healthy
) -> None:
    assert not holds(rule.when, healthy(), Regimen()).truth


def test_a_healthy_adult_may_take_everything(healthy: Healthy) -> None:
    screening = screen(healthy())
    assert screening.allowed == {"d3": "yes", "k2": "yes", "calcium": "yes"}
    assert screening.statements == ()
    assert screening.not_screened == ()


def test_the_shipped_rules_have_no_fault() -> None:
    assert rule_faults() == []


def test_every_row_of_the_register_has_a_rule() -> None:
    covered = {row for rule in rules() for row in rule.rows}
    assert covered == set(range(1, 122))


def test_the_published_register_is_the_rules() -> None:
    page = Path(__file__).parents[2] / "docs" / "safety-rules.md"
    assert page.read_text("utf-8") == table()


@pytest.mark.parametrize(("rule", "effect"), EFFECTS)
def test_the_patient_is_told_no_number_that_the_clinician_is_not(
    rule: Rule, effect: Effect
) -> None:
    assert _numbers(effect.patient) <= _numbers(effect.clinician)


def _numbers(text: str) -> set[str]:
    named = re.sub(r"MK-\d+|\b[DKB]\d+|25\(OH\)|1,25\(OH\)2D|CYP\w+", " ", text)
    return set(re.findall(r"\d+(?:[.,]\d+)*", named))


@pytest.mark.parametrize(("rule", "effect"), EFFECTS)
def test_the_patients_words_are_short_and_say_what_to_do(rule: Rule, effect: Effect) -> None:
    sentences = re.split(r"(?<=[.?!;:])\s", effect.patient)
    assert max(len(sentence.split()) for sentence in sentences) <= 32
    jargon = ("25(OH)", "INR-", "hypercalc", "eGFR <", "prophyla", "contraindicat", "chelat")
    assert not [word for word in jargon if word.lower() in effect.patient.lower()]


@pytest.mark.parametrize(("rule", "effect"), EFFECTS)
def test_no_rule_recommends_k2(rule: Rule, effect: Effect) -> None:
    if effect.on == "k2":
        assert effect.action != "recommend"


@pytest.mark.parametrize(("rule", "effect"), EFFECTS)
def test_harm_by_omission_never_says_no(rule: Rule, effect: Effect) -> None:
    if effect.harm == "omission":
        assert allowed_by(effect) != "no"
    elif effect.action == "stop" or effect.severity == 4:
        assert allowed_by(effect) == "no"
