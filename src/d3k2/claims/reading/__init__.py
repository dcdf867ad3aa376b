"""What does an article say, and what is each part of it?"""

from d3k2.claims.reading.limits import most_bytes
from d3k2.claims.reading.marks import Bare, bare
from d3k2.claims.reading.reader import read_article

__all__ = ["Bare", "bare", "most_bytes", "read_article"]
