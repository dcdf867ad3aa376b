"""Who asks in these tests, and everything that is said to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pytest

from d3k2.answers import Reply, ask, asking
from d3k2.language import Ranker
from d3k2.wording import Audience


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


def told(reply: Reply) -> str:
    """Everything that a reply says to its reader, as one text."""
    parts = [s.sentence.to(reply.audience) for s in reply.urgent]
    if reply.reason is not None:
        parts.append(reply.reason.to(reply.audience))
    return "\n".join((*parts, *answered(reply)))


def answered(reply: Reply) -> tuple[str, ...]:
    """What the answer alone says, its title first."""
    if reply.answer is None:
        return ()
    said = (s.sentence.to(reply.audience) for s in reply.answer.statements())
    rows = (f"{f.outcome}, {f.comparison}: {f.result}" for f in reply.answer.findings)
    return (reply.answer.title, *said, *rows)


def says(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words stands in a text as a whole, without case."""
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.search(rf"(?<![\w-])(?:{either})(?![\w-])", text, re.IGNORECASE) is not None
