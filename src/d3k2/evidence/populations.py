"""Is this person among those a position was written for? Yes, no, or not known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from d3k2.evidence.records import Population
from d3k2.person import Condition, Medicine, Person, missing

Applies = Literal["yes", "no", "unknown"]


def applies_to(population: Population, person: Person | None) -> tuple[Applies, str]:
    """Return whether a population includes a person, and why.

    What was not asked is unknown, and so is a match by a probable or unrecognised name.
    """
    if person is None:
        return "unknown", "no person was given"
    found = list(_restrictions(population, person))
    doubtful: tuple[Applies, ...] = ("no", "unknown")
    for verdict in doubtful:
        reasons = [why for answer, why in found if answer == verdict]
        if reasons:
            return verdict, "; ".join(reasons)
    return "yes", population.text


def _restrictions(who: Population, person: Person) -> Iterator[tuple[Applies, str]]:
    """One answer for each field of the population that restricts."""
    yield from _age(who, person)
    if who.sex is not None:
        yield _same(who.sex, person.sex, "sex")
    states: tuple[tuple[str, bool | None, Callable[[Person], bool | None]], ...] = (
        ("pregnant", who.pregnant, _pregnant),
        ("lactating", who.lactating, _lactating),
        ("postmenopausal", who.postmenopausal, _postmenopausal),
    )
    for name, wanted, state in states:
        if wanted is not None:
            yield _same(wanted, state(person), name)
    if who.conditions:
        yield _any_of("conditions", who.conditions, person.conditions)
    if who.medicines:
        yield _any_of("medicines", who.medicines, person.medicines)
    if who.without:
        yield _none_of(who.without, person)
    if who.care:
        known = None if person.care is None else person.care in who.care
        yield _same(True, known, "care")


def _age(who: Population, person: Person) -> Iterator[tuple[Applies, str]]:
    """Check the age. The last year is included: to 70 means before the 71st birthday."""
    if who.age_from is not None and person.age < who.age_from:
        yield "no", f"written for ages from {who.age_from:g}"
    if who.age_to is not None:
        whole_year = who.age_to == int(who.age_to)
        past = person.age >= who.age_to + 1 if whole_year else person.age > who.age_to
        if past:
            yield "no", f"written for ages to {who.age_to:g}"


def _same(wanted: object, known: object, name: str) -> tuple[Applies, str]:
    if known is None:
        return "unknown", f"{name} is not known"
    return ("yes", name) if known == wanted else ("no", f"{name} differs")


def _pregnant(person: Person) -> bool | None:
    return person.pregnant if _of_childbearing_age(person) or person.pregnant else False


def _lactating(person: Person) -> bool | None:
    return person.lactating if _of_childbearing_age(person) or person.lactating else False


def _of_childbearing_age(person: Person) -> bool:
    """Whether pregnancy was asked, or is missed as an answer: of others it is not a question."""
    return person.pregnant is not None or any(field == "pregnant" for field, _ in missing(person))


def _postmenopausal(person: Person) -> bool | None:
    if person.sex == "male" or person.pregnant:
        return False
    return None if person.postmenopausal_since is None else True


def _any_of(
    name: str,
    wanted: tuple[str, ...],
    held: tuple[Condition, ...] | tuple[Medicine, ...] | None,
) -> tuple[Applies, str]:
    """Whether any of the wanted concepts is held; only an exact name makes it sure."""
    asked = f"{name} {' or '.join(wanted)}"
    if held is None:
        return "unknown", f"{name} were not asked"
    matching = [h for h in held if h.concept in wanted or set(h.groups) & set(wanted)]
    if any(h.match == "exact" for h in matching):
        return "yes", asked
    if matching or any(h.match == "none" for h in held):
        return "unknown", f"{asked}: not sure from the names given"
    return "no", f"written for {asked}"


def _none_of(unwanted: tuple[str, ...], person: Person) -> tuple[Applies, str]:
    """Whether none of the excluding conditions or medicines is held."""
    answers = [
        _any_of("conditions", unwanted, person.conditions)[0],
        _any_of("medicines", unwanted, person.medicines)[0] if person.medicines else "no",
    ]
    excluded = f"not written for {' or '.join(unwanted)}"
    if "yes" in answers:
        return "no", excluded
    return ("unknown", f"{excluded}: not known") if "unknown" in answers else ("yes", excluded)
