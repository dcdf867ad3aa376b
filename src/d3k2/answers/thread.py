"""A conversation as it is handed from one question to the next: names of concepts and of an answer.

Nothing is kept anywhere: the id itself says what the thread was about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from d3k2.answers.question import Question
from d3k2.language import concept
from d3k2.units import InputRefused

MOST = 12
"""Concepts that a thread carries on."""

LONGEST = 600
_SHAPE = re.compile(r"(?P<concepts>[\w.:+-]*)~(?P<answer>[\w.:+-]*)")


@dataclass(frozen=True, slots=True)
class Thread:
    """What a thread was about, and the answer given last."""

    concepts: tuple[str, ...] = ()
    answer: str = ""

    def __str__(self) -> str:
        return f"{'.'.join(self.concepts)}~{self.answer}"


def thread_of(question: Question, answer: str) -> Thread:
    """The thread that a question and its answer leave behind."""
    return Thread(tuple(c.id for c in question.concepts[:MOST]), answer)


def read_thread(written: str | None) -> Thread:
    """Read the id of a conversation; a thread that does not exist yet is empty.

    Raises
    ------
    InputRefused
        When it is no id that d3k2 gave out.
    """
    if written is None:
        return Thread()
    found = _SHAPE.fullmatch(written.strip()) if len(written) <= LONGEST else None
    names = tuple(n for n in found["concepts"].split(".") if n) if found else ()
    if found is None or len(names) > MOST or any(concept(n) is None for n in names):
        raise InputRefused(
            "This is not the id of a conversation.",
            field="--follow",
            given=written[:80],
            accepted="the id that the last answer printed after 'conversation'",
        )
    return Thread(names, found["answer"])
