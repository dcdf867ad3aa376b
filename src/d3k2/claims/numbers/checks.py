"""Every check of numbers, in the order in which findings are given."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from d3k2.claims.findings import NumberFinding
from d3k2.claims.numbers.conversion import conversions
from d3k2.claims.numbers.daily_value import daily_values
from d3k2.claims.numbers.dose import doses
from d3k2.claims.numbers.interval import intervals
from d3k2.claims.numbers.level import levels_that_do_not_fit
from d3k2.claims.numbers.percentage import percentages
from d3k2.claims.numbers.quantity import quantities
from d3k2.claims.numbers.ratio import ratios
from d3k2.claims.numbers.reading import Context, Reading, read_sentence
from d3k2.claims.numbers.reference_intake import reference_intakes
from d3k2.claims.numbers.relative_effect import relative_effects
from d3k2.claims.numbers.salt import salts
from d3k2.claims.numbers.sample import samples
from d3k2.claims.numbers.substance import families
from d3k2.claims.numbers.tables import words
from d3k2.claims.numbers.unit import units_that_do_not_fit
from d3k2.claims.numbers.upper_limit import upper_limits
from d3k2.language import Span, sentences

LONGEST = 1500
"""Characters of a sentence that is still read: longer ones are tables or no text at all."""
_DIGIT = re.compile(r"\d")
_ABSURD = re.compile(r"[\d,.·]{30,}")
CHECKS: tuple[Callable[[Reading], Iterator[NumberFinding]], ...] = (
    conversions,
    units_that_do_not_fit,
    levels_that_do_not_fit,
    ratios,
    upper_limits,
    reference_intakes,
    doses,
    daily_values,
    percentages,
    intervals,
    samples,
    quantities,
    salts,
    relative_effects,
)


def sentence_findings(reading: Reading) -> tuple[NumberFinding, ...]:
    """Return what is found about the numbers of one sentence, by place.

    Parameters
    ----------
    reading : Reading
        As `read_sentence` makes it, or made by a caller that has the mentions and amounts already.
    """
    text = reading.text
    if len(text) > LONGEST or _ABSURD.search(text):
        return ()
    if not (reading.amounts or _DIGIT.search(text) or words("folds").search(text)):
        return ()
    found = [finding for check in CHECKS for finding in check(reading)]
    return tuple(sorted(set(found), key=lambda f: (f.start, f.end, f.kind, f.verdict)))


def number_findings(text: str, start: int = 0) -> tuple[NumberFinding, ...]:
    """Return what is found about the numbers of a passage, by place.

    Each sentence is read with the substances that were last named before it, and with the one
    after it, where a base rate may stand; each row of a table by itself.

    Parameters
    ----------
    start : int, optional
        Where the passage stands in the article; findings count from there.
    """
    found: list[NumberFinding] = []
    spans = tuple(piece for span in sentences(text) for piece in _pieces(span))
    before: tuple[str, ...] = ()
    for place, span in enumerate(spans):
        following = spans[place + 1].text if place + 1 < len(spans) else ""
        if len(span.text) > LONGEST:
            continue
        reading = read_sentence(span.text, start + span.start, Context(before, following))
        found += sentence_findings(reading)
        if families(reading):
            before = tuple(dict.fromkeys(m.concept.id for m in reading.mentions))
    return tuple(found)


def _pieces(span: Span) -> Iterator[Span]:
    """A sentence; the lines of one that is a table, or too long to be a sentence."""
    if len(span.text) <= LONGEST and "\n|" not in span.text:
        yield span
        return
    start = span.start
    for line in span.text.splitlines(keepends=True):
        yield Span(start, start + len(line), line)
        start += len(line)
