"""The review desk on a terminal. What people wrote stands below its heading, indented."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.padding import Padding
from rich.text import Text

from d3k2.faces.cli.exit_code import ExitCode
from d3k2.faces.cli.streams import printable
from d3k2.faces.cli.terminal import Terminal
from d3k2.report import (
    CorrectionsDocument,
    DecidedDocument,
    DecisionDocument,
    HistoryDocument,
    PacketDocument,
    QueuedDocument,
    QueueDocument,
    ReportDocument,
    ReviewableDocument,
    ReviewEnvelope,
    ReviewItemDocument,
    VerifiedDocument,
    packet_text,
)
from d3k2.review import MOVES

DIGITS = 12
"""Of a content hash."""
BROKEN = "The ledger fails its check, so no decision in it counts: see d3k2 review verify."
WEAK = "cannot be approved: not everything was read in its source"
DONE = {
    "submit": "Submitted",
    "start": "Under review",
    "approve": "Approved",
    "reject": "Rejected",
    "report": "Reported",
    "answer-report": "Answered report",
}


def printed(document: ReviewEnvelope) -> ExitCode:
    """Print the document itself."""
    sys.stdout.write(document.model_dump_json(by_alias=True, indent=2) + "\n")
    return ExitCode.ANSWERED


def show_queue(document: QueueDocument) -> ExitCode:
    """Print open reports, then items."""
    out = _opened(document)
    if document.reports:
        out.put(Text(f"Reports that wait for an answer ({len(document.reports)})", style="bold"))
        for report in document.reports:
            _report(out, report)
        out.line()
    for item in document.items:
        out.put(_headed(item))
        _under(out, item.title)
        if item.risk.reasons:
            _under(out, "; ".join(item.risk.reasons), style="dim")
    counts = ", ".join(f"{count:,} {state}" for state, count in document.counts.items() if count)
    total = sum(document.counts.values())
    shown = len(document.items)
    more = f"{shown} shown; --riskiest N shows more." if shown < total else ""
    out.put(Text(f"{counts or 'Nothing waits'}. {more}".strip(), style="dim"))
    return ExitCode.ANSWERED


def show_item(document: ReviewItemDocument) -> ExitCode:
    """Print all that a reviewer must see, then what was decided and reported."""
    out, item = _opened(document), document.item
    out.put(_headed(item))
    _under(out, item.title)
    _under(out, f"hash {item.hash}", style="dim")
    if item.decided is not None:
        _under(out, f"{_who(item.decided)}: {item.decided.why}")
    _content(out, item)
    moves = [decision for decision in document.decisions if decision.action in MOVES]
    if moves:
        out.line()
        out.put(Text("Decisions about this and earlier versions", style="bold"))
        _decisions(out, moves)
    if document.reports:
        out.line()
        out.put(Text("Reports", style="bold"))
        for report in document.reports:
            _report(out, report)
    return ExitCode.ANSWERED


def show_decided(document: DecidedDocument) -> ExitCode:
    """Print what was added."""
    out, decision = _opened(document), document.decision
    number = f", as report {decision.number}" if decision.action == "report" else ""
    out.put(Text(f"{_done(decision)}: {decision.item}{number}."))
    _under(out, f"{decision.made[:10]}, {_who(decision)}; version {decision.content[:DIGITS]}")
    _under(out, f"decision {decision.number} of the ledger", style="dim")
    return ExitCode.ANSWERED


def show_history(document: HistoryDocument) -> ExitCode:
    """Print decisions, oldest first."""
    out = _opened(document)
    _decisions(out, document.decisions)
    if not document.decisions:
        out.put(Text("Nothing was decided yet.", style="dim"))
    return ExitCode.ANSWERED


def show_corrections(document: CorrectionsDocument) -> ExitCode:
    """Print the log of corrections."""
    out = _opened(document)
    for report in document.corrections:
        _report(out, report)
    if not document.corrections:
        out.put(Text("No report has led to a correction yet.", style="dim"))
    return ExitCode.ANSWERED


def show_verified(document: VerifiedDocument) -> ExitCode:
    """Print every break, or that there is none."""
    out = Terminal()
    for found in document.breaks:
        out.put(Text(found))
    count = document.ledger.decisions
    decisions = f"{count:,} decision{'' if count == 1 else 's'}"
    if document.breaks:
        out.put(Text(f"The ledger of {decisions} is not as it was written."))
    else:
        out.put(Text(f"The ledger of {decisions} is whole. Its head:"))
        out.put(Text(document.ledger.head))
    return ExitCode.ANSWERED


def show_packet(document: PacketDocument, page: str | None) -> ExitCode:
    """Print the packet, or where its page is."""
    if page is None:
        sys.stdout.write(printable(packet_text(document)))
    else:
        Terminal().put(Text(f"{len(document.items)} items: {page}"))
    return ExitCode.ANSWERED


def _opened(document: ReviewEnvelope) -> Terminal:
    out = Terminal()
    if not document.ledger.intact:
        out.put(Text(BROKEN, style="bold"))
        out.line()
    return out


def _headed(item: QueuedDocument) -> Text:
    marks = [item.kind, item.state, *([] if item.firm else [WEAK])]
    return Text.assemble((item.id, "bold"), (f"  {', '.join(marks)}", "dim"))


def _content(out: Terminal, item: ReviewableDocument) -> None:
    if item.applies:
        out.line()
        _under(out, f"When: {item.applies}")
    for part in item.parts:
        out.line()
        _under(out, part.label, style="bold")
        patient = part.patient is not None
        _under(out, f"{'To a clinician: ' if patient else ''}{part.clinician}", by=4)
        if patient:
            _under(out, f"To a patient: {part.patient}", by=4)
    out.line()
    for note in item.notes:
        _under(out, f"{note.label}: {note.clinician}")
    for source in item.sources:
        _under(out, f"{source.id}: {source.where} (read: {source.read})")
        _under(out, source.citation, by=4)


def _decisions(out: Terminal, decisions: Sequence[DecisionDocument]) -> None:
    for one in decisions:
        head = f"{one.number}  {one.made[:10]}  {_done(one)}: {one.item} {one.content[:DIGITS]}"
        out.put(Text(head))
        _under(out, _who(one), style="dim", by=4)
        _under(out, one.why, by=4)


def _report(out: Terminal, report: ReportDocument) -> None:
    head = f"{report.number}  {report.made[:10]}  {report.item} {report.content[:DIGITS]}"
    _under(out, f"{head}, {report.by}")
    _under(out, report.text, by=4)
    answer = report.answer
    if answer is not None:
        change = f" to {answer.content[:DIGITS]}" if answer.changed else ", elsewhere"
        came = f"{answer.outcome}{change}" if answer.outcome == "corrected" else answer.outcome
        _under(out, f"{answer.made[:10]}  {came}, {answer.by.name}", by=4)
        _under(out, answer.why, by=6)


def _done(decision: DecisionDocument) -> str:
    done = DONE.get(decision.action, decision.action)
    return done if decision.report is None else f"{done} {decision.report}, {decision.outcome}"


def _who(decision: DecisionDocument) -> str:
    by = decision.by
    parts = [by.name, by.competence or ""]
    if by.interests:
        parts.append(f"interests: {by.interests}")
    return f"by {', '.join(part for part in parts if part)}"


def _under(out: Terminal, text: str, *, by: int = 2, style: str = "") -> None:
    out.put(Padding(Text(text, style=style, overflow="fold"), (0, 0, 0, by)))
