"""Can the numbers of an article be right?"""

from d3k2.claims.numbers.checks import number_findings, sentence_findings
from d3k2.claims.numbers.reading import Context, Reading, read_sentence
from d3k2.claims.numbers.substance import substance_of

__all__ = [
    "Context",
    "Reading",
    "number_findings",
    "read_sentence",
    "sentence_findings",
    "substance_of",
]
