"""Whether a condition holds for a person and a regimen: yes, no, or not known.

What was not asked is unknown, never absent. What was only probably recognised may make a
condition hold; it may not, under ``none``, make one go away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from d3k2.person import Condition, Medicine, Person, genetic_conditions, newest_day
from d3k2.regimen import Regimen
from d3k2.safety.intake import (
    amount_taken,
    is_recent,
    is_steady,
    one_product_holds,
    substances,
)
from d3k2.safety.names import concept_name
from d3k2.safety.rule import LabBound, Nutrient, When

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Guess:
    """A name that was probably, not certainly, recognised."""

    given: str
    name: str


@dataclass(frozen=True, slots=True)
class Holding:
    """The answer for one condition.

    Attributes
    ----------
    truth : bool or None
        None when a field it needs was not asked.
    fields : tuple of str
        The input it stands on; for an unknown, the input that is missing.
    guesses : tuple of Guess
        Probable names without which it would not hold.
    """

    truth: bool | None
    fields: tuple[str, ...] = ()
    guesses: tuple[Guess, ...] = ()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Everything a condition may ask about."""

    person: Person
    regimen: Regimen
    stopped: frozenset[Nutrient] = frozenset()


def holds(
    when: When, person: Person, regimen: Regimen, stopped: Iterable[Nutrient] = ()
) -> Holding:
    """Judge a condition on a person and what they take.

    Parameters
    ----------
    when : When
        The condition; one without any key always holds.
    person : Person
    regimen : Regimen
        What is taken, or would be.
    stopped : iterable of str
        Nutrients already stopped by other rules.

    Returns
    -------
    Holding
    """
    return _judge(when, Circumstances(person, regimen, frozenset(stopped)))


def _judge(when: When, now: Circumstances) -> Holding:
    parts = [judge(when, now) for key, judge in _JUDGES.items() if _given(when, key)]
    parts += [_judge(child, now) for child in when.all]
    if when.any:
        parts.append(_either(_judge(child, now) for child in when.any))
    if when.none:
        parts.append(_neither(_judge(child, now) for child in when.none))
    return _both(parts)


def _given(when: When, key: str) -> bool:
    value = getattr(when, key)
    return value is not None and value != ()


def _both(parts: list[Holding]) -> Holding:
    if any(p.truth is False for p in parts):
        return Holding(False)
    unknown = [p for p in parts if p.truth is None]
    chosen = unknown or parts
    return Holding(
        None if unknown else True,
        _unique(f for p in chosen for f in p.fields),
        _unique(g for p in chosen for g in p.guesses),
    )


def _either(parts: Iterable[Holding]) -> Holding:
    judged = list(parts)
    true = [p for p in judged if p.truth]
    if true:
        certain = any(not p.guesses for p in true)
        return Holding(
            True,
            _unique(f for p in true for f in p.fields),
            () if certain else _unique(g for p in true for g in p.guesses),
        )
    unknown = [p for p in judged if p.truth is None]
    if unknown:
        return Holding(None, _unique(f for p in unknown for f in p.fields))
    return Holding(False)


def _neither(parts: Iterable[Holding]) -> Holding:
    inner = _either(parts)
    if inner.truth and not inner.guesses:
        return Holding(False)
    return Holding(None, inner.fields) if inner.truth is None else Holding(True)


def _unique(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))


def _named(
    wanted: tuple[str, ...], given: Sequence[Medicine | Condition] | None, field: str
) -> Holding:
    if given is None:
        return Holding(None, (field,))
    found = [
        (i, one)
        for i, one in enumerate(given)
        if one.concept in wanted or set(one.groups) & set(wanted)
    ]
    if found:
        certain = any(one.match == "exact" for _, one in found)
        return Holding(
            True,
            tuple(f"{field}[{i}]" for i, _ in found),
            ()
            if certain
            else tuple(Guess(one.text, concept_name(one.concept, one.groups)) for _, one in found),
        )
    unread = [f"{field}[{i}]" for i, one in enumerate(given) if one.match == "none"]
    return Holding(None, tuple(unread)) if unread else Holding(False)


def _conditions(wanted: tuple[str, ...], person: Person) -> Holding:
    """Where conditions were not asked, a gene that was tested speaks all the same."""
    found = _named(wanted, person.conditions, "conditions")
    if person.conditions is None:
        of_genes = _named(wanted, genetic_conditions(person), "genotype")
        return of_genes if of_genes.truth else found
    return found


def _listed(
    wanted: tuple[str, ...], given: tuple[str, ...] | None, field: str, at_least: int = 1
) -> Holding:
    if given is None:
        return Holding(None, (field,))
    found = tuple(f"{field}[{i}]" for i, one in enumerate(given) if one in wanted)
    return Holding(len(found) >= at_least, found)


def _one(wanted: tuple[str, ...], given: str | None, field: str) -> Holding:
    if given is None:
        return Holding(None, (field,))
    return Holding(given in wanted, (field,))


def _lab(bound: LabBound, person: Person) -> Holding:
    newest = newest_day(person.labs, bound.what)
    if not newest:
        return Holding(None, (f"labs.{bound.what}",))
    met = [lab for lab in newest if _meets(bound, lab.value)]
    fields = (f"labs[{person.labs.index(lab)}]" for lab in met or newest)
    return Holding(bool(met), _unique(fields))


def _meets(bound: LabBound, value: float) -> bool:
    return (
        (bound.below is None or value < bound.below)
        and (bound.at_least is None or value >= bound.at_least)
        and (bound.above is None or value > bound.above)
    )


def _amount(when: When, now: Circumstances) -> Holding:
    bound = when.amount
    assert bound is not None
    known, complete = amount_taken(bound, now.person, now.regimen)
    fields = ("takes", "diet.calcium") if bound.of == "calcium-total" else ("takes",)
    over = (bound.above is None or known > bound.above) and (
        bound.at_least is None or known >= bound.at_least
    )
    if over or complete:
        return Holding(over, fields)
    return Holding(None, ("diet.calcium",))


def _limit(value: float | None, field: str, over: Callable[[float], bool]) -> Holding:
    if value is None:
        return Holding(None, (field,))
    return Holding(over(value), (field,))


def _flag(wanted: bool | None, given: bool | None, field: str) -> Holding:
    return Holding(None, (field,)) if given is None else Holding(given == wanted, (field,))


def _from(least: float | None) -> Callable[[float], bool]:
    return lambda value: least is None or value >= least


_JUDGES: dict[str, Callable[[When, Circumstances], Holding]] = {
    "medicine": lambda w, n: _named(w.medicine, n.person.medicines, "medicines"),
    "condition": lambda w, n: _conditions(w.condition, n.person),
    "symptom": lambda w, n: _listed(w.symptom, n.person.symptoms, "symptoms", w.symptoms_from),
    "allergy": lambda w, n: _listed(w.allergy, n.person.allergies, "allergies"),
    "absorption": lambda w, n: _one(w.absorption, n.person.absorption, "absorption"),
    "diet": lambda w, n: _listed(w.diet, n.person.diet.pattern, "diet.pattern"),
    "care": lambda w, n: _one(w.care, n.person.care, "care"),
    "food": lambda w, n: _listed(w.food, tuple(f.food for f in n.person.diet.foods), "diet.foods"),
    "lab": lambda w, n: _lab(w.lab, n.person) if w.lab else Holding(False),
    "takes": lambda w, n: Holding(any(substances(name, n.regimen) for name in w.takes), ("takes",)),
    "steady": lambda w, n: Holding(any(is_steady(name, n.person) for name in w.steady), ("takes",)),
    "recent": lambda w, n: Holding(any(is_recent(name, n.person) for name in w.recent), ("takes",)),
    "product": lambda w, n: Holding(one_product_holds(w.product, n.regimen), ("takes",)),
    "wants": lambda w, n: Holding(bool(set(w.wants) & set(n.person.wants)), ("wants",)),
    "stopped": lambda w, n: Holding(bool(set(w.stopped) & n.stopped)),
    "amount": _amount,
    "age_from": lambda w, n: _limit(n.person.age, "age", _from(w.age_from)),
    "age_below": lambda w, n: _limit(
        n.person.age, "age", lambda age: w.age_below is not None and age < w.age_below
    ),
    "country": lambda w, n: _one(w.country, n.person.country, "country"),
    "sex": lambda w, n: Holding(n.person.sex == w.sex, ("sex",)),
    "pregnant": lambda w, n: _flag(w.pregnant, n.person.pregnant, "pregnant"),
    "lactating": lambda w, n: _flag(w.lactating, n.person.lactating, "lactating"),
    "bmi_from": lambda w, n: _limit(n.person.bmi, "height", _from(w.bmi_from)),
    "bmi_below": lambda w, n: _limit(
        n.person.bmi, "height", lambda bmi: w.bmi_below is not None and bmi < w.bmi_below
    ),
    "falls_from": lambda w, n: _limit(
        n.person.falls_last_year, "falls_last_year", _from(w.falls_from)
    ),
}
