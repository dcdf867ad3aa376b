"""Articles checked: the verb ``check``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from d3k2.claims.article import Article
from d3k2.claims.check_report import ArticleReport, CheckReport
from d3k2.claims.judging import judge
from d3k2.claims.passage import passages


def check(articles: Sequence[Article], *, today: date | None = None) -> CheckReport:
    """Hold articles against the evidence, claim by claim."""
    return CheckReport(
        articles=tuple(map(_checked, articles)),
        comparisons=(),
        date=today or date.today(),
        online=False,
    )


def _checked(article: Article) -> ArticleReport:
    claims = tuple(c for c in map(judge, passages(article)) if c is not None)
    return ArticleReport(article, bool(claims), claims, (), (), (), "")
