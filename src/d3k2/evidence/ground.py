"""Statements and what they stand on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from d3k2.evidence.collect import Evidence
from d3k2.evidence.load import load
from d3k2.evidence.records import GRADES, About, Grade, Ground, Level, Statement
from d3k2.wording import Sentence, phrase


def fact(identifier: str) -> Ground:
    """Stand on a fact of the evidence, a trial result included."""
    return Ground(kind="fact", id=identifier)


def rule(identifier: str) -> Ground:
    """Stand on a safety rule."""
    return Ground(kind="rule", id=identifier)


def given(field: str) -> Ground:
    """Stand on what was put in: a field of the person's record or of the question."""
    return Ground(kind="input", id=field)


def simulated(identifier: str) -> Ground:
    """Stand on a simulation, by the name of what was simulated."""
    return Ground(kind="simulation", id=identifier)


def converted(term: str) -> Ground:
    """Stand on a conversion of units, by the term whose table was used."""
    return Ground(kind="conversion", id=term)


def statement(
    identifier: str,
    sentence: Sentence,
    stands_on: Sequence[Ground],
    *,
    level: Level,
    about: About,
    certainty: Grade | None = None,
    dated: date | None = None,
    evidence: Evidence | None = None,
) -> Statement:
    """Say a sentence on grounds that exist.

    Parameters
    ----------
    certainty : Grade, optional
        Left out, it is that of the weakest fact among the grounds.

    Raises
    ------
    LookupError
        When a fact among the grounds does not exist, or when no certainty can be told: faults of
        ours, never of who asks.
    """
    known = evidence or load()
    grades: list[Grade] = []
    for ground in stands_on:
        if ground.kind == "fact":
            found = known.fact(ground.id)
            if found is None:
                raise LookupError(f"{identifier} stands on {ground.id}, which is no fact")
            if not found.citable:
                raise LookupError(f"{identifier} stands on {ground.id}, which nobody has seen")
            grades.append(found.grade)
    if certainty is None and not grades:
        raise LookupError(f"{identifier} stands on no fact, so its certainty must be given")
    return Statement(
        id=identifier,
        sentence=sentence,
        level=level,
        about=about,
        certainty=certainty or max(grades, key=GRADES.index),
        stands_on=tuple(stands_on),
        dated=dated,
    )


def state(
    key: str,
    *stands_on: Ground,
    level: Level,
    about: About,
    certainty: Grade | None = None,
    **values: object,
) -> Statement:
    """Say the phrase of this key, on these grounds. The key is the statement's id.

    Left out, the certainty is that of the weakest fact it stands on.
    """
    return statement(
        key, phrase(key, **values), stands_on, level=level, about=about, certainty=certainty
    )


def facts(*ids: str) -> tuple[Ground, ...]:
    """Grounds for several facts."""
    return tuple(fact(i) for i in ids)
