"""How does somebody who has read thousands of judged sentences read this one?"""

from d3k2.claims.learned.deciding import decided, doubt, is_claim
from d3k2.claims.learned.near import near_facts
from d3k2.claims.learned.reading import Reading, read_each, why_not_by_meaning

__all__ = [
    "Reading",
    "decided",
    "doubt",
    "is_claim",
    "near_facts",
    "read_each",
    "why_not_by_meaning",
]
