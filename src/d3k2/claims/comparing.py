"""Several articles beside each other, topic by topic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from d3k2.claims.check_report import ArticleReport, Comparison, Position
from d3k2.claims.said import Said, sayings
from d3k2.claims.tables import table


def compare(reports: Sequence[ArticleReport]) -> tuple[Comparison, ...]:
    """Return each topic on which two of the articles or more take a position."""
    return tuple(_comparisons(reports)) if len(reports) > 1 else ()


def _comparisons(reports: Sequence[ArticleReport]) -> Iterator[Comparison]:
    said = [(report.article.file, sayings(report.claims)) for report in reports]
    for topic, row in table("topics").items():
        held = [(file, _once(s for s in each if s.topic == topic)) for file, each in said]
        taking = [(file, each) for file, each in held if each]
        if len(taking) < 2:
            continue
        yield Comparison(
            topic=row["name"],
            positions=tuple(
                Position(file, one.position, (one.claim.start, one.claim.end))
                for file, each in taking
                for one in each
            ),
            differ=any(
                a.against(b)
                for (_, one), (_, other) in combinations(taking, 2)
                for a in one
                for b in other
            ),
        )


def _once(said: Iterator[Said]) -> tuple[Said, ...]:
    """Each position once, where it is first taken."""
    return tuple({one.position: one for one in reversed(list(said))}.values())[::-1]
