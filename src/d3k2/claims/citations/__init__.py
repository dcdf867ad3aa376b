"""What does an article cite, and do its citations hold?"""

from d3k2.claims.citations.cited import Cited, CitedWork, Identifiers, Mark, Stated
from d3k2.claims.citations.find import find_citations
from d3k2.claims.citations.judged import judge_citations
from d3k2.claims.citations.list_findings import reference_findings
from d3k2.claims.citations.paper import (
    Absent,
    Found,
    Notice,
    NoticeKind,
    PaperRecord,
    Registry,
    RegistryReply,
    Unreachable,
)
from d3k2.claims.citations.turned_round import turns_its_facts_round

__all__ = [
    "Absent",
    "Cited",
    "CitedWork",
    "Found",
    "Identifiers",
    "Mark",
    "Notice",
    "NoticeKind",
    "PaperRecord",
    "Registry",
    "RegistryReply",
    "Stated",
    "Unreachable",
    "find_citations",
    "judge_citations",
    "reference_findings",
    "turns_its_facts_round",
]
