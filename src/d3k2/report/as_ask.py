"""A reply as the document of the machine interface, for one audience."""

from __future__ import annotations

from d3k2._version import __version__
from d3k2.answers import Answer, Finding, Linked, Reply
from d3k2.evidence import Source, cite, load, reference_kind
from d3k2.report.ask_documents import (
    AnswerDocument,
    AskDocument,
    FindingDocument,
    LinkedDocument,
    ReferenceDocument,
    RephrasedDocument,
    ReviewDocument,
    SectionDocument,
    State,
)
from d3k2.report.labels import label
from d3k2.report.statements import statements
from d3k2.wording import Audience, phrase

WAY: tuple[State, ...] = ("submitted", "under review", "approved")
"""The states an answer goes through; a rejected one ends otherwise."""


def ask_document(reply: Reply) -> AskDocument:
    """Word a reply for the reader it was made for."""
    audience = reply.audience
    return AskDocument(
        schema_="d3k2/ask/1",
        software_version=__version__,
        data_version=load().data_version,
        model_version=_model_version(reply),
        date=reply.date.isoformat(),
        audience=audience,
        notice=phrase(f"notice.{_notice(reply)}").to(audience),
        question=reply.question,
        conversation=reply.conversation,
        in_scope=reply.in_scope,
        reason=None if reply.reason is None else reply.reason.to(audience),
        urgent=statements(reply.urgent, audience),
        answer=None if reply.answer is None else _answer(reply.answer, audience),
        alternatives=[_linked(one) for one in reply.alternatives],
        related=[_linked(one) for one in reply.related],
        follow_ups=[_linked(one) for one in reply.follow_ups],
        references=[_reference(source, audience) for source in reply.references],
        confidence=reply.confidence,
        ranked_by=reply.ranked_by,
        why_not_by_meaning=reply.why_not_by_meaning,
        parts=[ask_document(part) for part in reply.parts],
    )


def _notice(reply: Reply) -> str:
    """What is said of the whole: that it waits for review, unless this version was approved."""
    answer = reply.answer
    approved = answer is not None and answer.review.state == "approved"
    return "approved" if approved and not reply.urgent else "what"


def _model_version(reply: Reply) -> str | None:
    """Which model a predicted answer came from; None where nothing was predicted."""
    said = reply.answer.statements() if reply.answer is not None else ()
    if not any(g.kind == "simulation" for s in said for g in s.stands_on):
        return None
    from d3k2.physiology import MODEL_VERSION

    return MODEL_VERSION


def _answer(answer: Answer, audience: Audience) -> AnswerDocument:
    (bottom_line,) = statements([answer.bottom_line], audience)
    state = answer.review.state
    return AnswerDocument(
        id=answer.id,
        kind=answer.kind,
        title=answer.title,
        bottom_line=bottom_line,
        sections=[
            SectionDocument(
                title=part.title.to(audience), statements=statements(part.statements, audience)
            )
            for part in answer.sections
        ],
        findings=[_finding(row, audience) for row in answer.findings],
        grade=answer.bottom_line.certainty,
        review=ReviewDocument(
            state=state,
            steps=[*WAY[:-1], "rejected"] if state == "rejected" else list(WAY),
            date=answer.review.date.isoformat(),
            reviewer=answer.review.reviewer,
        ),
        reading_grade=answer.reading_grade,
        rephrased=[RephrasedDocument(id=r.id, original=r.original) for r in answer.rephrased],
    )


def _finding(row: Finding, audience: Audience) -> FindingDocument:
    because = [reason.to(audience) for reason in row.because]
    return FindingDocument(**{**row.model_dump(exclude={"because"}), "because": because})


def _linked(one: Linked) -> LinkedDocument:
    return LinkedDocument(id=one.id, title=one.title)


def _reference(source: Source, audience: Audience) -> ReferenceDocument:
    return ReferenceDocument(
        **source.model_dump(include=set(ReferenceDocument.model_fields)),
        called=label(f"reference.{reference_kind(source)}", audience),
        citation=cite(source),
    )
