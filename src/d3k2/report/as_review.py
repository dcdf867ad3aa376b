"""The desk and the ledger as documents of the machine interface."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from d3k2._version import __version__
from d3k2.desk import Entry, Part, Reviewable, counted
from d3k2.evidence import load
from d3k2.report.review_documents import (
    CitedDocument,
    CorrectionsDocument,
    DecidedDocument,
    DecisionDocument,
    HistoryDocument,
    LedgerDocument,
    PacketDocument,
    PartDocument,
    QueuedDocument,
    QueueDocument,
    ReportAnswerDocument,
    ReportDocument,
    ReviewableDocument,
    ReviewItemDocument,
    RiskDocument,
    VerifiedDocument,
    WhoDocument,
)
from d3k2.review import Decision, Register, Report

NOTICE = (
    "Decisions of named people, each about one exact version. What is submitted, or cannot be "
    "approved, waits for human review. Not a prescription."
)
PACE = 240
"""Words a minute: a choice, near what adults read silently."""


def queue_document(
    entries: Sequence[Entry], register: Register, today: date, most: int | None = None
) -> QueueDocument:
    """Return what awaits a reviewer, at most so many items of it."""
    return QueueDocument(
        schema_="d3k2/review-queue/1",
        counts=counted(entries),
        items=[QueuedDocument(**_queued(one)) for one in entries[:most]],
        reports=[report_document(report) for report in register.open_reports()],
        **_envelope(register, today),
    )


def review_item_document(entry: Entry, register: Register, today: date) -> ReviewItemDocument:
    """Return one item with all that a reviewer must see, and all that was decided about it."""
    item = entry.reviewable.item
    about = [r for r in register.reports if (r.made.kind, r.made.item) == (item.kind, item.id)]
    return ReviewItemDocument(
        schema_="d3k2/review-item/1",
        item=reviewable_document(entry),
        decisions=[decision_document(d) for d in register.history(item.id)],
        reports=[report_document(report) for report in about],
        **_envelope(register, today),
    )


def decided_document(
    decision: Decision, found: Reviewable | None, register: Register, today: date
) -> DecidedDocument:
    """Return what was added, and the state of the item since."""
    return DecidedDocument(
        schema_="d3k2/review-decided/1",
        decision=decision_document(decision),
        state=None if found is None else register.state(found.item),
        **_envelope(register, today),
    )


def history_document(
    decisions: Sequence[Decision], register: Register, today: date
) -> HistoryDocument:
    """Return decisions, oldest first."""
    return HistoryDocument(
        schema_="d3k2/review-history/1",
        decisions=[decision_document(d) for d in decisions],
        **_envelope(register, today),
    )


def corrections_document(register: Register, today: date) -> CorrectionsDocument:
    """Return the log of corrections, oldest first."""
    return CorrectionsDocument(
        schema_="d3k2/review-corrections/1",
        corrections=[report_document(report) for report in register.corrections],
        **_envelope(register, today),
    )


def verified_document(breaks: Sequence[str], register: Register, today: date) -> VerifiedDocument:
    """Return what is wrong with the ledger."""
    return VerifiedDocument(
        schema_="d3k2/review-verified/1", breaks=list(breaks), **_envelope(register, today)
    )


def packet_document(entries: Sequence[Entry], register: Register, today: date) -> PacketDocument:
    """Return items for a clinician to decide about, with the time it takes to read them."""
    items = [reviewable_document(one) for one in entries]
    patients = [part.patient or "" for item in items for part in item.parts]
    return PacketDocument(
        schema_="d3k2/review-packet/1",
        minutes=_minutes(text for item in items for text in _read_by_clinicians(item)),
        minutes_patient=_minutes(patients),
        items=items,
        **_envelope(register, today),
    )


def ledger_lines(register: Register) -> Iterator[str]:
    """Yield the ledger as JSON lines: its head, then each decision, oldest first.

    Plain ASCII, so that nothing anybody wrote can look like the end of a line.
    """
    ledger = _ledger(register).model_dump()
    yield json.dumps({"schema": "d3k2/review-ledger/1", **ledger})
    for decision in register.decisions:
        yield json.dumps(decision_document(decision).model_dump(by_alias=True))


def reviewable_document(entry: Entry) -> ReviewableDocument:
    """Return an item with its texts and sources."""
    found = entry.reviewable
    return ReviewableDocument(
        **_queued(entry),
        applies=found.applies,
        parts=[_part(part) for part in found.parts],
        notes=[_part(part) for part in found.notes],
        sources=[
            CitedDocument(
                id=c.id,
                where=c.where,
                read=c.read,
                status=c.status,
                citation=c.citation,
                short=c.short,
            )
            for c in found.sources
        ],
    )


def decision_document(decision: Decision) -> DecisionDocument:
    """Return a decision as the machine interface shows it."""
    return DecisionDocument(
        number=decision.number,
        item=decision.item,
        kind=decision.kind,
        content=decision.content,
        action=decision.action,
        by=_who(decision),
        made=decision.made,
        why=decision.why,
        report=decision.report,
        outcome=decision.outcome,
        previous=decision.previous,
        hash=decision.hash,
    )


def report_document(report: Report) -> ReportDocument:
    """Return a report with its answer."""
    made, answered = report.made, report.answered
    return ReportDocument(
        number=report.number,
        item=made.item,
        kind=made.kind,
        content=made.content,
        by=made.name,
        made=made.made,
        text=made.why,
        answer=None
        if answered is None
        else ReportAnswerDocument(
            outcome=answered.outcome,
            by=_who(answered),
            made=answered.made,
            why=answered.why,
            content=answered.content,
            changed=report.changed,
        ),
    )


def _queued(entry: Entry) -> dict[str, Any]:
    item, risk = entry.reviewable.item, entry.reviewable.risk
    return {
        "id": item.id,
        "kind": item.kind,
        "title": item.title,
        "hash": item.hash,
        "firm": item.firm,
        "submitted": None if item.submitted is None else item.submitted.isoformat(),
        "state": entry.state,
        "decided": None if entry.decided is None else decision_document(entry.decided),
        "risk": RiskDocument(weight=risk.weight, reasons=list(risk.reasons)),
        "reports": [report.number for report in entry.reports],
    }


def _envelope(register: Register, today: date) -> dict[str, Any]:
    return {
        "software_version": __version__,
        "data_version": load().data_version,
        "model_version": None,
        "date": today.isoformat(),
        "audience": "clinician",
        "notice": NOTICE,
        "ledger": _ledger(register),
    }


def _ledger(register: Register) -> LedgerDocument:
    return LedgerDocument(
        decisions=len(register.decisions), head=register.head, intact=not register.breaks
    )


def _part(part: Part) -> PartDocument:
    return PartDocument(label=part.label, clinician=part.clinician, patient=part.patient)


def _who(decision: Decision) -> WhoDocument:
    return WhoDocument(
        name=decision.name, competence=decision.competence, interests=decision.interests
    )


def _read_by_clinicians(item: ReviewableDocument) -> list[str]:
    """The sentences of an item; its conditions and sources are looked at, not read through."""
    return [item.title, *(part.clinician for part in (*item.parts, *item.notes))]


def _minutes(texts: Iterable[str]) -> int:
    return round(sum(len(text.split()) for text in texts) / PACE)
