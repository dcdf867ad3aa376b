"""How much of an answer goes to paper: one page of A4, in the larger of two sizes that fits."""

from __future__ import annotations

from d3k2.report.cards import cards, elsewhere
from d3k2.report.documents import AssessDocument
from d3k2.report.known import known
from d3k2.report.prediction import predictions

ON_PAPER = ("stop", "caution", "advice")
"""Levels of what is printed beside the plan's own reasons; notes stay on the screen."""

LARGE = 2300
"""Characters that fit on one page in the larger size, measured by printing the cases in tests."""

MOST = 3000
"""Characters that fit on one page in the smaller size, measured in the same way."""


def printed(document: AssessDocument) -> int:
    """Count the characters of what is printed, without headings."""
    texts = [s.text for s in document.stops] + document.not_screened + document.questions
    for card in cards(document):
        texts += [card.amount, card.how, "" if card.reason is None else card.reason.text]
        texts += [s.text for s in card.more if s.level in ON_PAPER]
    texts += [s.text for s in elsewhere(document) if s.level in ON_PAPER]
    texts += [f"{entry.time} {entry.what} {entry.with_}" for entry in document.plan.day]
    texts += [f"{m.what} {m.when}" for m in document.monitoring]
    texts += [f"{name} {said}" for name, said in known(document)]
    return sum(len(text) for text in [*texts, *predictions(document)])


def size(document: AssessDocument) -> str:
    """The size of print: ``large`` where there is room."""
    return "large" if printed(document) <= LARGE else "small"
