"""Everything about the article as a whole, in one list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from d3k2.claims.article import Article
from d3k2.claims.citation import Citation
from d3k2.claims.claim import Claim
from d3k2.claims.findings import WholeFinding
from d3k2.claims.judgement import ACCUSING
from d3k2.claims.passage import Passage
from d3k2.claims.whole.contradictions import contradictions
from d3k2.claims.whole.omissions import omissions
from d3k2.claims.whole.page_findings import badges, credentials, interests, reading, review_state
from d3k2.claims.whole.tone import anecdotes, disagreement


def whole_findings(
    article: Article,
    read: Sequence[Passage],
    claims: Sequence[Claim],
    citations: Sequence[Citation],
    today: date,
) -> tuple[WholeFinding, ...]:
    """Return what is to be said of an article as a whole, what is missing first.

    Parameters
    ----------
    today : date
        The day from which dates of review are counted.
    """
    wrong = sum(c.doubted or c.verdict in ACCUSING for c in claims)
    failing = sum(c.fails for c in citations)
    return (
        *omissions(claims, read),
        *contradictions(claims),
        *disagreement(claims, read),
        *anecdotes(read),
        *badges(article, wrong, failing),
        *credentials(article),
        *review_state(article, today),
        *interests(article),
        *reading(article),
    )
