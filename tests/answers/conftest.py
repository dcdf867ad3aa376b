"""Questions asked by meaning and by words, and small answers that a test can break in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from d3k2.answers import Reply, ask, asking
from d3k2.answers.library import known_questions, question_ranker
from d3k2.language import Ranker, Words, ranker
from d3k2.language.ranking.ranker import ByWords
from d3k2.person import Person, read_person
from d3k2.wording import Audience

HERE = Path(__file__).parent
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


@dataclass
class Asker:
    """Asks by one way of ranking; what was asked before is not computed again."""

    ranker: Ranker
    known: dict[tuple[str, Audience], Reply]

    def __call__(self, question: str, audience: Audience = "clinician") -> Reply:
        if (question, audience) not in self.known:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(asking, "question_ranker", lambda: self.ranker)
                self.known[question, audience] = ask(question, audience=audience)
        return self.known[question, audience]


@pytest.fixture(scope="session")
def by_meaning() -> Asker:
    """Ask by meaning; where the shipped index is out of date, an index is made for the tests."""
    shipped = question_ranker()
    chosen = shipped if shipped.by == "meaning" else ranker(known_questions())
    if chosen.by != "meaning":
        pytest.skip(f"questions cannot be ranked by meaning: {chosen.why_not}")
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


@pytest.fixture(scope="session")
def told() -> Callable[..., str]:
    """Everything that a reply says to its reader, as one text."""

    def text(reply: Reply) -> str:
        parts = [s.sentence.to(reply.audience) for s in reply.urgent]
        if reply.reason is not None:
            parts.append(reply.reason.to(reply.audience))
        if reply.answer is not None:
            parts.append(reply.answer.title)
            parts += [s.sentence.to(reply.audience) for s in reply.answer.statements()]
            parts += [f"{f.outcome} {f.comparison} {f.result}" for f in reply.answer.findings]
        return "\n".join(parts)

    return text
