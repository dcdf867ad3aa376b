"""Which way a sentence points, against what it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from d3k2.answers.reviewed_answer import CitedSentence
from d3k2.answers.rulings import rulings
from d3k2.evidence import EffectFact, Evidence
from d3k2.safety import fact_of


def direction_fault(sentence: CitedSentence, evidence: Evidence) -> Iterator[str]:
    """Yield a fault when a sentence says that something changed and its trials found no change.

    It goes by words: a word of change with no word of denial or doubt in the sentence.
    """
    effects = [
        fact
        for fact in (fact_of(ground, evidence) for ground in sentence.stands_on)
        if isinstance(fact, EffectFact)
    ]
    if not effects or len(effects) < len(sentence.stands_on):
        return
    says_change = bool(whole_words(rulings().changes).search(sentence.text)) and not denied(
        sentence.text
    )
    found = {effect.direction for effect in effects}
    if says_change and not found & {"benefit", "harm"}:
        yield "the sentence says that something changed, and what it cites found no difference"


def denied(text: str) -> bool:
    """Whether a sentence denies or doubts, by its words."""
    return bool(whole_words(rulings().denials).search(text))


@cache
def whole_words(listed: tuple[str, ...]) -> re.Pattern[str]:
    """Find any of these words or phrases, as wholes and in either case."""
    either = "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))
    return re.compile(rf"\b(?:{either})\b", re.IGNORECASE)
