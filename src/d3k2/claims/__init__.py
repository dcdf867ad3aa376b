"""Is this article right?"""

from d3k2.claims.article import Article, Block, BlockKind, Format, Link
from d3k2.claims.check_report import ArticleReport, CheckReport, Comparison, Position
from d3k2.claims.checking import check
from d3k2.claims.citation import Citation, Holds, Resolves, Standing
from d3k2.claims.citations import (
    Absent,
    Cited,
    Found,
    Notice,
    NoticeKind,
    PaperRecord,
    Registry,
    RegistryReply,
    Unreachable,
    find_citations,
    judge_citations,
    reference_findings,
)
from d3k2.claims.claim import Claim, Frame, Slot, Stance, Verdict
from d3k2.claims.faults import claim_faults
from d3k2.claims.findings import NumberFinding, NumberVerdict, WholeFinding
from d3k2.claims.reading import most_bytes, read_article

__all__ = [
    "Absent",
    "Article",
    "ArticleReport",
    "Block",
    "BlockKind",
    "CheckReport",
    "Citation",
    "Cited",
    "Claim",
    "Comparison",
    "Format",
    "Found",
    "Frame",
    "Holds",
    "Link",
    "Notice",
    "NoticeKind",
    "NumberFinding",
    "NumberVerdict",
    "PaperRecord",
    "Position",
    "Registry",
    "RegistryReply",
    "Resolves",
    "Slot",
    "Stance",
    "Standing",
    "Unreachable",
    "Verdict",
    "WholeFinding",
    "check",
    "claim_faults",
    "find_citations",
    "judge_citations",
    "most_bytes",
    "read_article",
    "reference_findings",
]
