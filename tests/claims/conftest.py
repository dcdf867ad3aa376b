"""What the tests of claims share."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.claims.articles import article

from d3k2.claims import Claim
from d3k2.claims.judgement import ORDER
from d3k2.claims.judging import judge
from d3k2.claims.passage import passages
from d3k2.claims.weighed import weigh


@pytest.fixture
def verdict() -> Callable[[str], Claim | None]:
    """The claim of a sentence by the tables: the worst, where there are several."""

    def one(sentence: str) -> Claim | None:
        claims = [judge(w) for w in map(weigh, passages(article(sentence))) if w is not None]
        return min(claims, key=lambda c: ORDER.index(c.verdict), default=None)

    return one
