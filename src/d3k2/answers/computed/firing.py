"""Whether a rule would fire for somebody of whom only a question is known."""

from __future__ import annotations

from collections.abc import Set

from d3k2.answers.question import Question
from d3k2.safety import When

PREGNANT = frozenset({"pregnancy", "pregnant-women"})
LACTATING = frozenset({"breast-feeding-women", "lactation"})
AGES = (("infant", 0, 1), ("child", 1, 11), ("adolescent", 11, 18), ("older-people", 75, 120))
"""People of a question, and the years they may have: from, and below."""


def named(question: Question) -> frozenset[str]:
    """The ids of what a question names, with what each is a kind of."""
    return frozenset(i for c in question.concepts for i in (c.id, *c.wider))


def fires(when: When, known: Set[str], *, only_named: bool) -> bool:
    """Whether a condition holds for somebody who has what a question names, and nothing else.

    What is taken or wanted is what the question is about, and counts as given. A laboratory value
    or an amount is not known: it holds for an effect, which names it in its sentence, and not for
    a rule.

    Parameters
    ----------
    only_named : bool
        Whether what is not known keeps it from holding.
    """
    if any(fires(part, known, only_named=True) for part in when.none if _says_who(part)):
        return False
    listed = (when.medicine, when.condition, when.symptom, when.allergy, when.food)
    if any(wanted and not known & set(wanted) for wanted in listed):
        return False
    if when.pregnant is not None and when.pregnant != bool(known & PREGNANT):
        return False
    if when.lactating is not None and when.lactating != bool(known & LACTATING):
        return False
    if only_named and not _knowable(when, known):
        return False
    if not all(fires(part, known, only_named=only_named) for part in when.all):
        return False
    return not when.any or any(fires(part, known, only_named=only_named) for part in when.any)


def _says_who(when: When) -> bool:
    """Whether a condition is about the person rather than about what is taken."""
    parts = when.parts()
    return any(p.medicine or p.condition or p.symptom or p.allergy for p in parts)


def _knowable(when: When, known: Set[str]) -> bool:
    """Whether nothing is asked that a question does not tell."""
    unknown = (when.lab, when.amount, when.bmi_from, when.bmi_below, when.falls_from, when.sex)
    if any(one is not None for one in unknown) or when.stopped or when.country or when.care:
        return False
    if when.absorption or when.diet:
        return bool(known & {*when.absorption, *when.diet})
    if when.age_from is None and when.age_below is None:
        return True
    low, high = when.age_from or 0, when.age_below or AGES[-1][2]
    return any(name in known and low <= start and end <= high for name, start, end in AGES)
