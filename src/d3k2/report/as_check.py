"""A check as the document of the machine interface, for one audience."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import fields
from typing import Any, get_args

from d3k2._version import __version__
from d3k2.claims import (
    ArticleReport,
    CheckReport,
    Citation,
    Claim,
    Comparison,
    Frame,
    NumberFinding,
    Verdict,
    WholeFinding,
)
from d3k2.evidence import READINGS, Ground, load
from d3k2.language import WrittenAmount, sentences
from d3k2.report.ask_documents import ReferenceDocument
from d3k2.report.check_documents import (
    AmountDocument,
    BlockDocument,
    CheckDocument,
    CheckedArticleDocument,
    CheckedCitationDocument,
    CheckedClaimDocument,
    CheckedNumberDocument,
    CountsDocument,
    FrameDocument,
    HeldDocument,
    LeftOpenDocument,
    SaysDocument,
    TopicDocument,
    WholeDocument,
)
from d3k2.report.labels import label
from d3k2.report.reference_document import reference_document
from d3k2.report.references import source_ids
from d3k2.report.statements import grounds
from d3k2.safety import rule
from d3k2.wording import Audience, phrase

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


def check_document(report: CheckReport, audience: Audience = "clinician") -> CheckDocument:
    """Word a check for a reader.

    The verdicts, reasons and numbers are the same for both audiences; the words around them
    differ. What no text can hold (half of a pair of surrogates) is shown as ``?``, one for one, so
    that every place still counts.
    """
    articles = [_article(one, audience) for one in report.articles]
    return CheckDocument(
        schema_="d3k2/check/1",
        software_version=__version__,
        data_version=load().data_version,
        model_version=None,
        date=report.date.isoformat(),
        audience=audience,
        notice=_notice(report, audience),
        online=report.online,
        why_not_by_meaning=report.why_not_by_meaning,
        articles=articles,
        comparisons=[_comparison(one) for one in report.comparisons],
        references=_references(articles, audience),
    )


def _notice(report: CheckReport, audience: Audience) -> str:
    asked = "online" if report.online else "offline"
    parts = [phrase(f"report.check.notice.{asked}").to(audience)]
    if report.why_not_by_meaning is not None:
        by_words = phrase("report.check.notice.by_words", why=report.why_not_by_meaning)
        parts.append(by_words.to(audience))
    return " ".join(parts)


def _article(found: ArticleReport, audience: Audience) -> CheckedArticleDocument:
    article = found.article
    counted = Counter(claim.verdict for claim in found.claims)
    return CheckedArticleDocument(
        file=_sayable(article.file),
        format=article.format,
        title=None if article.title is None else _sayable(article.title),
        address=None if article.address is None else _sayable(article.address),
        about_subject=found.about_subject,
        fails=found.fails,
        summary=_sayable(found.summary),
        counts=CountsDocument(**{v: counted[v] for v in VERDICTS}),
        claims=[
            _claim(claim, claim.verdict, audience)
            for claim in found.claims
            if claim.verdict is not None
        ],
        left_open=[_left_open(claim, audience) for claim in found.claims if claim.verdict is None],
        citations=[_citation(citation) for citation in found.citations],
        numbers=[_number(finding) for finding in found.numbers],
        whole=[_whole(finding) for finding in found.whole],
        text=_sayable(article.text),
        blocks=[
            BlockDocument(kind=b.kind, start=b.start, end=b.end, level=b.level)
            for b in article.blocks
        ],
    )


def _claim(claim: Claim, verdict: Verdict, audience: Audience) -> CheckedClaimDocument:
    return CheckedClaimDocument(
        start=claim.start,
        end=claim.end,
        text=_sayable(claim.text),
        frame=_frame(claim.frame),
        verdict=verdict,
        slot=claim.slot,
        what_fails=None if claim.slot is None else label(f"check.slot.{claim.slot}", audience),
        reason=_sayable(claim.reason),
        suggestion=None if claim.suggestion is None else _sayable(claim.suggestion),
        stands_on=grounds(claim.stands_on),
        held=_all_held(claim.stands_on),
        sources=_sources(claim.stands_on, audience),
        tenet=claim.tenet,
    )


def _left_open(claim: Claim, audience: Audience) -> LeftOpenDocument:
    return LeftOpenDocument(
        start=claim.start,
        end=claim.end,
        text=_sayable(claim.text),
        frame=_frame(claim.frame),
        reason=_sayable(claim.reason),
        doubted=claim.doubted,
        stands_on=grounds(claim.stands_on),
        held=_all_held(claim.stands_on),
        sources=_sources(claim.stands_on, audience),
    )


def _frame(frame: Frame) -> FrameDocument:
    told = {slot.name: _slot(getattr(frame, slot.name)) for slot in fields(frame)}
    return FrameDocument(**told)


def _slot(said: object) -> Any:
    if isinstance(said, WrittenAmount):
        return AmountDocument(
            low=_finite(said.low),
            high=_finite(said.high),
            unit=said.unit,
            text=_sayable(said.text),
        )
    if isinstance(said, tuple):
        return [_slot(part) for part in said]
    if isinstance(said, float):
        return _finite(said)
    return _sayable(said) if isinstance(said, str) else said


def _finite(number: float) -> float | None:
    """A number, or null for an end that is open: JSON has no infinity."""
    return number if math.isfinite(number) else None


def _all_held(stands_on: Iterable[Ground]) -> list[HeldDocument]:
    return [held for held in map(_held, stands_on) if held is not None]


def _held(ground: Ground) -> HeldDocument | None:
    """A fact or a rule in its own words.

    Nothing for what was computed, and nothing for what is only remembered: nobody is told that.
    """
    if ground.kind == "rule":
        found = rule(ground.id)
        best = min((s.read for s in found.sources), key=READINGS.index)
        return HeldDocument(
            id=found.id,
            kind="rule",
            text=f"{found.title}: {sentences(found.mechanism)[0].text}",
            grade="none",
            read=best,
            sources=[s.id for s in found.sources],
        )
    fact = load().fact(ground.id) if ground.kind == "fact" else None
    if fact is None or not fact.citable:
        return None
    return HeldDocument(
        id=fact.id,
        kind="fact",
        text=fact.text,
        grade=fact.grade,
        read=fact.read,
        sources=[s.id for s in fact.sources],
    )


def _sources(stands_on: Iterable[Ground], audience: Audience) -> list[ReferenceDocument]:
    known = load().sources
    return [reference_document(known[i], audience) for i in dict.fromkeys(source_ids(stands_on))]


def _references(
    articles: Iterable[CheckedArticleDocument], audience: Audience
) -> list[ReferenceDocument]:
    """Every source once, in the order in which it is met: claims, citations, numbers, the whole."""
    ids: dict[str, None] = {}
    for one in articles:
        ids |= dict.fromkeys(s.id for claim in one.claims for s in claim.sources)
        ids |= dict.fromkeys(s.id for claim in one.left_open for s in claim.sources)
        ids |= dict.fromkeys(c.source for c in one.citations if c.source is not None)
        ids |= dict.fromkeys(i for number in one.numbers for i in number.sources)
        ids |= dict.fromkeys(i for finding in one.whole for i in finding.sources)
    known = load().sources
    return [reference_document(known[i], audience) for i in ids if i in known]


def _citation(citation: Citation) -> CheckedCitationDocument:
    return CheckedCitationDocument(
        label=None if citation.label is None else _sayable(citation.label),
        text=_sayable(citation.text),
        start=citation.start,
        end=citation.end,
        cited_at=list(citation.cited_at),
        resolves=citation.resolves,
        matches=citation.matches,
        supports=citation.supports,
        status=citation.status,
        fails=citation.fails,
        source=citation.source,
        reason=_sayable(citation.reason),
    )


def _number(finding: NumberFinding) -> CheckedNumberDocument:
    return CheckedNumberDocument(
        start=finding.start,
        end=finding.end,
        text=_sayable(finding.text),
        finding=f"{finding.verdict}/{finding.kind}",
        verdict=finding.verdict,
        kind=finding.kind,
        reason=_sayable(finding.reason),
        stands_on=grounds(finding.stands_on),
        sources=list(dict.fromkeys(source_ids(finding.stands_on))),
    )


def _whole(finding: WholeFinding) -> WholeDocument:
    return WholeDocument(
        kind=finding.kind,
        text=_sayable(finding.text),
        where=list(finding.where),
        good=finding.good,
        stands_on=grounds(finding.stands_on),
        sources=list(dict.fromkeys(source_ids(finding.stands_on))),
    )


def _comparison(found: Comparison) -> TopicDocument:
    return TopicDocument(
        topic=found.topic,
        differ=found.differ,
        positions=[
            SaysDocument(file=_sayable(p.file), says=_sayable(p.says), where=p.where)
            for p in found.positions
        ],
    )


def _sayable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
