"""A note for the chart: plain text that a clinician can copy."""

from __future__ import annotations

from itertools import groupby

from d3k2.report.cards import cards
from d3k2.report.documents import AssessDocument
from d3k2.report.known import known, who
from d3k2.report.labels import label
from d3k2.report.prediction import predictions

CAUTIONS = 4
"""Cautions written out; more are counted, and stand in the report."""


def chart_note(document: AssessDocument) -> str:
    """Put the assessment on one page of plain text: stops, plan, doses, follow-up, basis."""

    def say(key: str) -> str:
        return label(key, document.audience)

    lines = [f"{say('title')}. {document.date}. {who(document)}."]
    lines.append(". ".join(f"{name}: {said}" for name, said in known(document)) + ".")
    lines += [f"{say('heading.stop').upper()}: {stop.text}" for stop in document.stops]
    if document.not_screened:
        lines.append(f"{say('heading.not_screened')}: {' '.join(document.not_screened)}")
    lines += _cautions(document)
    lines.append(f"{say('heading.plan')}:")
    lines += [f"- {line}" for line in _plan(document)]
    if document.plan.day:
        lines.append(f"{say('heading.day')}: {_day(document)}.")
    lines += predictions(document)
    if document.monitoring:
        watched = "; ".join(f"{m.what}: {m.when}" for m in document.monitoring)
        lines.append(f"{say('heading.monitor')}: {watched}.")
    lines += [document.notice, f"{pedigree(document)}. {say('review')}"]
    return "\n".join(lines)


def pedigree(document: AssessDocument) -> str:
    """Which software, data and model gave the answer."""
    return label(
        "pedigree",
        document.audience,
        software=document.software_version,
        data=document.data_version,
        model=document.model_version or label("model_declined", document.audience),
        sources=len(document.sources),
    )


def _cautions(document: AssessDocument) -> list[str]:
    found = [s.text for s in document.statements if s.level == "caution"]
    heading = label("heading.care", document.audience)
    lines = [f"{heading}: {text}" for text in found[:CAUTIONS]]
    if len(found) > CAUTIONS:
        lines.append(label("more_cautions", document.audience, count=len(found) - CAUTIONS))
    return lines


def _plan(document: AssessDocument) -> list[str]:
    lines = []
    for card in cards(document):
        verdict = ", ".join(part for part in (card.verdict, card.action, card.amount) if part)
        reason = "" if card.reason is None else f" {card.reason.text}"
        lines.append(f"{card.name}: {verdict}.{reason}")
    return lines


def _day(document: AssessDocument) -> str:
    moments = groupby(document.plan.day, key=lambda entry: entry.time)
    return "; ".join(
        f"{time}: {', '.join(entry.what for entry in entries)}" for time, entries in moments
    )
