"""The reviewed answers that d3k2 ships, read once, and the questions by which they are found."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from d3k2.answers.reading import answers_root, read_answers
from d3k2.answers.reviewed_answer import ReviewedAnswer
from d3k2.evidence import EvidenceFaulty
from d3k2.language import Known, Ranker, ranker

INDEX = "questions.npz"
"""The meanings of all known questions; made again by ``python -m d3k2.answers.index``."""


@cache
def reviewed_answers() -> Mapping[str, ReviewedAnswer]:
    """Return every reviewed answer by its id.

    Raises
    ------
    EvidenceFaulty
        When a file cannot be read.
    """
    read = read_answers(answers_root())
    if read.faults:
        raise EvidenceFaulty(read.faults)
    return MappingProxyType(dict(read.answers))


def known_questions() -> tuple[Known, ...]:
    """Return each way in which an answer's question is asked."""
    return tuple(
        Known(answer.id, text)
        for answer in reviewed_answers().values()
        for text in (answer.question, *answer.asked)
    )


@cache
def question_ranker() -> Ranker:
    """Return what ranks the known questions: by meaning where that is installed, else by words."""
    return ranker(known_questions(), resources.files("d3k2.answers").joinpath(INDEX))
