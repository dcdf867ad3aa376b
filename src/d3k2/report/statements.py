"""Statements and what they stand on, as documents in the wording of one audience."""

from __future__ import annotations

from collections.abc import Iterable

from d3k2.evidence import Ground, Statement
from d3k2.report.documents import GroundDocument, StatementDocument
from d3k2.wording import Audience


def statements(found: Iterable[Statement], audience: Audience) -> list[StatementDocument]:
    """Statements in the wording of an audience."""
    return [
        StatementDocument(
            id=s.id,
            text=s.sentence.to(audience),
            level=s.level,
            about=s.about,
            certainty=s.certainty,
            stands_on=grounds(s.stands_on),
            review=s.review,
        )
        for s in found
    ]


def grounds(found: Iterable[Ground]) -> list[GroundDocument]:
    """Grounds as documents."""
    return [GroundDocument(kind=g.kind, id=g.id) for g in found]
