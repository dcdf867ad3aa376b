"""Questions asked by meaning and by words, and small answers that a test can break in one place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from d3k2.answers.library import known_questions, question_ranker
from d3k2.language import Words, ranker
from d3k2.language.ranking.ranker import ByWords
from d3k2.person import Person, read_person

from .asker import Asker

HEALTHY: dict[str, Any] = {
    "date": "2026-11-20",
    "age": 52,
    "sex": "female",
    "weight": "58 kg",
    "conditions": [],
    "medicines": [],
    "takes": [],
    "symptoms": [],
    "labs": [],
}


@pytest.fixture(scope="session")
def by_meaning() -> Asker:
    """Ask by meaning; where the shipped index is out of date, an index is made for the tests."""
    shipped = question_ranker()
    chosen = shipped if shipped.by == "meaning" else ranker(known_questions())
    assert chosen.by == "meaning", chosen.why_not
    return Asker(chosen, {})


@pytest.fixture(scope="session")
def by_words() -> Asker:
    return Asker(ByWords(Words(known_questions()), "the test asks by words"), {})


@pytest.fixture(params=["by_meaning", "by_words"])
def asked(request: pytest.FixtureRequest) -> Asker:
    """Ask in either way."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def person() -> Callable[..., Person]:
    """A healthy woman of 52, with changes."""
    return lambda **changes: read_person(HEALTHY | changes)
