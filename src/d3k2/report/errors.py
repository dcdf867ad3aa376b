"""What a program reads when nothing can be answered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from d3k2.evidence import Statement
from d3k2.report.documents import ErrorDocument, GroundDocument, StatementDocument
from d3k2.report.statements import statements
from d3k2.units import InputRefused
from d3k2.wording import Audience, phrase

URGENT_STANDS_ON = {"intoxication": ("rule", "vitamin-d-intoxication")}


def error_document(
    kind: Literal["usage", "input", "limit", "internal"],
    refusal: InputRefused,
    audience: Audience = "clinician",
    stops: Iterable[Statement] = (),
) -> ErrorDocument:
    """Word a refusal for a program, with any advice, and any stop sign, that cannot wait."""
    return ErrorDocument(
        schema_="d3k2/error/1",
        kind=kind,
        file=refusal.source,
        field=refusal.field,
        given=refusal.given,
        message=refusal.message,
        accepted=refusal.accepted,
        urgent=[*(_urgent(key, audience) for key in refusal.urgent), *statements(stops, audience)],
    )


def _urgent(key: str, audience: Audience) -> StatementDocument:
    kind, identifier = URGENT_STANDS_ON[key]
    return StatementDocument(
        id=f"urgent.{key}",
        text=phrase(f"urgent.{key}").to(audience),
        level="stop",
        about="d3",
        certainty="moderate",
        stands_on=[GroundDocument.model_validate({"kind": kind, "id": identifier})],
        review="submitted",
    )
