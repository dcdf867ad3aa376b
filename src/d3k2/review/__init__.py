"""Who approved which version?"""

from d3k2.review.state import ReviewState, fingerprint

__all__ = ["ReviewState", "fingerprint"]
