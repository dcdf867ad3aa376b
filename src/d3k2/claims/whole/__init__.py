"""What is there to say of the article as a whole?"""

from d3k2.claims.whole.finding import whole_findings

__all__ = ["whole_findings"]
