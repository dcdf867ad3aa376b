"""What a check finds: of each article, and of articles beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from d3k2.claims.article import Article
from d3k2.claims.citation import Citation
from d3k2.claims.claim import Claim
from d3k2.claims.findings import NumberFinding, WholeFinding


@dataclass(frozen=True, slots=True)
class ArticleReport:
    """One article, checked.

    Attributes
    ----------
    about_subject : bool
        Whether it is about vitamin D, vitamin K or calcium at all; where not, nothing was checked.
    summary : str
        A few honest sentences; no score.
    """

    article: Article
    about_subject: bool
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    numbers: tuple[NumberFinding, ...]
    whole: tuple[WholeFinding, ...]
    summary: str

    @property
    def fails(self) -> bool:
        """Whether a claim was contradicted or a citation does not hold."""
        return any(c.verdict == "contradicted" for c in self.claims) or any(
            c.fails for c in self.citations
        )


@dataclass(frozen=True, slots=True)
class Position:
    """What one article says on a topic, and where."""

    file: str
    says: str
    where: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One topic on which articles were compared; ``differ`` when they do not say the same."""

    topic: str
    positions: tuple[Position, ...]
    differ: bool


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Everything that ``check`` found."""

    articles: tuple[ArticleReport, ...]
    comparisons: tuple[Comparison, ...]
    date: date
    online: bool
    why_not_by_meaning: str | None = None
    """Why sentences were read by words alone, in one sentence; None where they were not."""
