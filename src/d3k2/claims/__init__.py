"""Is this article right?"""

from d3k2.claims.article import Article, Block, BlockKind, Format, Link
from d3k2.claims.check_report import ArticleReport, CheckReport, Comparison, Position
from d3k2.claims.checking import check
from d3k2.claims.citation import Citation, Holds, Resolves, Standing
from d3k2.claims.claim import Claim, Frame, Slot, Stance, Verdict
from d3k2.claims.faults import claim_faults
from d3k2.claims.findings import NumberFinding, NumberVerdict, WholeFinding

__all__ = [
    "Article",
    "ArticleReport",
    "Block",
    "BlockKind",
    "CheckReport",
    "Citation",
    "Claim",
    "Comparison",
    "Format",
    "Frame",
    "Holds",
    "Link",
    "NumberFinding",
    "NumberVerdict",
    "Position",
    "Resolves",
    "Slot",
    "Stance",
    "Standing",
    "Verdict",
    "WholeFinding",
    "check",
    "claim_faults",
]
