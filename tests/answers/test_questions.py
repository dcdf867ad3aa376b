"""How often the right answer comes first, on questions by people who saw only the topics.

The sets and what they measure: ``docs/ask.md``. The blind set was frozen before it was first asked;
nothing is ever changed for one of its questions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest
from benchmarks.asking import Asked, in_scope, out_of_scope

from d3k2.answers import library
from d3k2.answers.computed import nearest
from d3k2.language import Known, sentence_model
from d3k2.language.ranking import read_index

BLIND = Path(__file__).parents[1] / "questions" / "blind"
RIGHT_FIRST, REFUSED_RIGHTLY, REFUSED_WRONGLY = 0.90, 0.95, 0.05


def share(asked: list[Asked]) -> float:
    return sum(one.right for one in asked) / len(asked)


def test_the_blind_set_is_as_it_was_frozen() -> None:
    for line in (BLIND / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split()
        assert hashlib.sha256((BLIND / name).read_bytes()).hexdigest() == digest


def test_the_right_answer_comes_first_for_nine_in_ten() -> None:
    asked = in_scope(BLIND)
    assert len(asked) >= 300
    assert share(asked) >= RIGHT_FIRST
    assert sum(not one.reply.in_scope for one in asked) / len(asked) <= REFUSED_WRONGLY


def test_what_is_not_about_the_subject_is_refused() -> None:
    asked = out_of_scope(BLIND)
    assert len(asked) >= 100
    assert share(asked) >= REFUSED_RIGHTLY


@pytest.mark.parametrize(
    ("name", "known"),
    [(library.INDEX, library.known_questions), (nearest.INDEX, nearest.known_facts)],
    ids=["questions", "facts"],
)
def test_the_meanings_that_are_shipped_are_those_of_today(
    name: str, known: Callable[[], tuple[Known, ...]]
) -> None:
    """A text that changed needs ``python -m d3k2.answers.index``."""
    index = read_index(resources.files("d3k2.answers").joinpath(name))
    index.check(known(), sentence_model().id)
