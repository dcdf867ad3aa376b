"""Names in a question that nobody here knows: one of them may be a medicine."""

from __future__ import annotations

import re
from functools import cache

from d3k2.answers.library import reviewed_answers
from d3k2.answers.question import Question
from d3k2.answers.tables import table
from d3k2.evidence import Statement, given, state
from d3k2.wording import AUDIENCES

_WORD = re.compile(r"[^\W\d_][\w'’-]+")


def unknown_medicine(question: Question) -> tuple[Statement, ...]:
    """Say that a name is not known, where it stands as a medicine would.

    That is in a question on vitamin K2, vitamin D or calcium, beside "with", "on" or "and", and
    the name is in none of the texts that d3k2 holds. It may be an ordinary word all the same, so
    it is said as a possibility, and removes nothing.
    """
    names = [name for name in _beside(question) if _is_unknown(name, question)]
    if not names or not question.nutrients or question.of("medicine"):
        return ()
    return (
        state(
            "ask.unknown_medicine",
            given("question"),
            level="caution",
            about="person",
            certainty="none",
            name=names[0],
        ),
    )


def _beside(question: Question) -> list[str]:
    """The words that stand where a medicine would."""
    (row,) = table("unknown_words")
    either = "|".join(re.escape(word) for word in row["beside"])
    name = rf"([^\W\d_][\w'’-]{{{row['least_letters'] - 1},}})"
    after = re.findall(rf"\b(?:{either})\s+(?:my\s+|the\s+)?{name}", question.text, re.IGNORECASE)
    before = re.findall(rf"^{name}\s+(?:and|with|plus|\+|&)\s", question.text, re.IGNORECASE)
    return [*after, *before]


def _is_unknown(name: str, question: Question) -> bool:
    linked = (m.text.casefold() for m in question.mentions)
    return name.casefold() not in known_words() and not any(
        name.casefold() in text for text in linked
    )


@cache
def known_words() -> frozenset[str]:
    """Every word of the reviewed answers and of the ways they are asked, without case."""
    texts = (
        text
        for answer in reviewed_answers().values()
        for text in (
            answer.question,
            *answer.asked,
            *(s.text for audience in AUDIENCES for s in answer.text(audience).sentences()),
        )
    )
    (row,) = table("unknown_words")
    words = {word for text in texts for word in _WORD.findall(text.casefold())}
    return frozenset(words | {*row["ordinary"]})
