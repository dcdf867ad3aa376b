"""Which daily doses of vitamin D a question speaks of, as they are written or added up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from d3k2.answers.phrases import pattern, says_any
from d3k2.answers.question import ROOTS, Question, is_kind_of
from d3k2.answers.tables import Row, table
from d3k2.language import WrittenAmount
from d3k2.units import InputRefused, Quantity, read_quantity

SUBSTANCES = ("nutrient", "form", "salt")
DAILY = ("IU/day", "µg/day", "mg/day", "g/day")
PIECES = ("capsules", "tablets", None)
MOST_PIECES = 60
_LASTING = re.compile(
    r"\b(?:for|over|since|in)\s+(?:(?:the|last|past|a|an|\w+)\s+){0,3}(?:days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
"""For how long something has been done: no word of how often."""
_OF = re.compile(r"\s*(?:of|x|×|times)?\s*(?:my|the|those)?\s*", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;.?!]|\band\b|\bbut\b|\bthen\b", re.IGNORECASE)
AS_LONG_AS = 12
"""Characters that the end of a clause counts for, where the nearest word is looked for."""


def daily_doses(question: Question) -> Iterator[float]:
    """Yield the daily doses of vitamin D in µg, then their sum where they are taken together."""
    (words,) = table("dose_words")
    doses = []
    for amount in question.amounts:
        if not is_of_vitamin_d(amount, question):
            continue
        unit = str(amount.unit)
        if f"{unit}/day" in DAILY and _is_daily(amount, question, words):
            unit = f"{unit}/day"
        if unit in DAILY:
            doses.append(_in_micrograms(amount, unit) * _pieces(amount, question))
    yield from doses
    if says_any(question.text, words["together"]) and not says_any(question.text, words["apart"]):
        yield sum(doses)


def single_doses(question: Question) -> Iterator[float]:
    """Yield every amount of vitamin D in µg, however often it is taken."""
    for amount in question.amounts:
        unit = str(amount.unit).split("/")[0]
        if f"{unit}/day" in DAILY and is_of_vitamin_d(amount, question):
            yield _in_micrograms(amount, f"{unit}/day")


def is_of_vitamin_d(amount: WrittenAmount, question: Question) -> bool:
    """Whether an amount is one of vitamin D, by the substance that stands nearest to it.

    Of what d3k2 knows, only vitamin D is counted in IU.
    """
    named = [m for m in question.mentions if m.concept.kind in SUBSTANCES]
    gaps = [(max(m.start - amount.end, amount.start - m.end), m.concept) for m in named]
    least = min((gap for gap, _ in gaps), default=0)
    handed = [one for one in question.inherited if one.kind in SUBSTANCES]
    near = [one for gap, one in gaps if gap == least] or handed
    if any(is_kind_of(one, ROOTS["d3"]) for one in near):
        return True
    ours = all(any(is_kind_of(one, root) for root in ROOTS.values()) for one in near)
    return str(amount.unit).startswith("IU") and ours


def _in_micrograms(amount: WrittenAmount, unit: str) -> float:
    try:
        return read_quantity(Quantity(amount.high, unit), "vitamin_d_dose")
    except InputRefused:
        # A dose so large that nobody takes it is still far too large.
        return float("inf")


def _pieces(amount: WrittenAmount, question: Question) -> float:
    """How many of it are taken: "4 capsules of 5000 IU"."""
    for other in question.amounts:
        counted = other.unit in PIECES and 1 < other.high <= MOST_PIECES
        before = question.text[other.end : amount.start] if other.end <= amount.start else None
        if counted and before is not None and _OF.fullmatch(before):
            return other.high
    return 1.0


def _is_daily(amount: WrittenAmount, question: Question, words: Row) -> bool:
    """Whether the nearest word of how often, of those that belong to the amount, says each day.

    Where none belongs to it, any word of the question counts, and one of other times outweighs.
    """
    text = question.text
    rare = _spans(_blanked(text), words["other_times"])
    often = [s for s in _spans(text, words["daily"]) if not any(_inside(s, one) for one in rare)]
    mine = [
        (_gap(text, span, (amount.start, amount.end)), daily)
        for spans, daily in ((often, True), (rare, False))
        for span in spans
        if _belongs(span, amount, question)
    ]
    if not mine:
        return bool(often) and not rare
    return min(mine, key=lambda one: (one[0], one[1]))[1]


def _belongs(span: tuple[int, int], amount: WrittenAmount, question: Question) -> bool:
    """Whether no other substance or amount stands nearer to a word of how often."""
    own = _gap(question.text, span, (amount.start, amount.end))
    others = [(a.start, a.end) for a in question.amounts if a is not amount and a.unit]
    others += [
        (m.start, m.end)
        for m in question.mentions
        if m.concept.kind in SUBSTANCES and not is_kind_of(m.concept, ROOTS["d3"])
    ]
    apart = (other for other in others if not _overlap(other, span))
    return all(own <= _gap(question.text, span, other) for other in apart)


def _spans(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    return [found.span() for found in pattern(tuple(words)).finditer(text)]


def _blanked(text: str) -> str:
    return _LASTING.sub(lambda found: " " * len(found[0]), text)


def _gap(text: str, one: tuple[int, int], other: tuple[int, int]) -> int:
    """How far apart two places are; the end of a clause between them counts as a long word."""
    start, end = min(one[1], other[1]), max(one[0], other[0])
    if end <= start:
        return 0
    return end - start + AS_LONG_AS * len(_CLAUSE.findall(text, start, end))


def _inside(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
