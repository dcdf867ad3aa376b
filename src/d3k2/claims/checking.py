"""Articles checked: the verb ``check``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from d3k2.claims.article import Article
from d3k2.claims.by_numbers import findings_of
from d3k2.claims.check_report import ArticleReport, CheckReport
from d3k2.claims.citations import (
    Registry,
    find_citations,
    judge_citations,
    reference_findings,
)
from d3k2.claims.claim import Claim
from d3k2.claims.comparing import compare
from d3k2.claims.findings import NumberFinding
from d3k2.claims.judging import judge
from d3k2.claims.learned import is_claim, read_each, why_not_by_meaning
from d3k2.claims.passage import Passage, passages
from d3k2.claims.second_look import second_look
from d3k2.claims.summary import summary
from d3k2.claims.weighed import weigh
from d3k2.claims.whole import whole_findings


def check(
    articles: Sequence[Article], *, today: date, registry: Registry | None = None
) -> CheckReport:
    """Hold articles against the evidence: claims, citations, numbers, and each as a whole.

    Parameters
    ----------
    today : date
        The day from which dates of review are counted.
    registry : Registry, optional
        Who is asked about references that are not held here. Without it nobody is, and what is
        not held is not checked.
    """
    reports = tuple(_checked(article, today, registry) for article in articles)
    return CheckReport(
        reports,
        compare(reports),
        today,
        online=registry is not None,
        why_not_by_meaning=why_not_by_meaning(),
    )


def claims_in(
    read: Sequence[Passage], numbers: Sequence[Sequence[NumberFinding]]
) -> tuple[Claim, ...]:
    """Judge the claims among passages; ``numbers`` are what was found in those of each."""
    weighed = (weigh(one, found) for one, found in zip(read, numbers, strict=True))
    return tuple(
        second_look(judge(one, reading))
        for one, reading in read_each(weighed)
        if is_claim(one, reading)
    )


def _checked(article: Article, today: date, registry: Registry | None) -> ArticleReport:
    read = passages(article)
    numbers = findings_of(read)
    claims = claims_in(read, numbers)
    if not claims:
        return ArticleReport(article, False, (), (), (), (), summary((), (), (), ()))
    cited = find_citations(article)
    citations = judge_citations(article, cited, claims=claims, registry=registry)
    told = tuple(finding for found in numbers for finding in found)
    whole = (
        *whole_findings(article, read, claims, citations, today),
        *reference_findings(article, cited, citations),
    )
    said = summary(claims, citations, told, whole)
    return ArticleReport(article, True, claims, citations, told, whole, said)
