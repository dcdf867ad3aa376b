"""One sentence against what it stands on: its numbers, what it names, and which way it points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from d3k2.answers.grounds import fact_of
from d3k2.answers.reviewed_answer import CitedSentence
from d3k2.answers.rulings import rulings
from d3k2.evidence import EffectFact, Evidence
from d3k2.language import WrittenAmount, amounts, ends, link, same_amount


def number_faults(text: str, said: str) -> Iterator[str]:
    """Yield each number of a sentence that nothing it cites has printed, after conversion.

    Parameters
    ----------
    text : str
        The sentence.
    said : str
        What its grounds say.
    """
    printed = [end for amount in amounts(said) for end in ends(amount)]
    matters = [None, *_convertible(text, said)]
    for amount in amounts(text):
        if not all(_printed(end, printed, matters) for end in ends(amount)):
            yield f"{amount.text!r} stands in nothing the sentence cites"


def _printed(one: WrittenAmount, printed: list[WrittenAmount], matters: list[str | None]) -> bool:
    return any(
        same_amount(one, other.low, other.unit, about=matter)
        for other in printed
        for matter in matters
    )


def _convertible(text: str, said: str) -> list[str]:
    """What the sentence and its grounds both name, whose units may be turned into each other."""
    named = [{i for m in link(t) for i in (m.concept.id, *m.concept.wider)} for t in (text, said)]
    return sorted(named[0] & named[1])


def entity_faults(text: str, said: str) -> Iterator[str]:
    """Yield each form, medicine, trial or body that a sentence names and its grounds do not.

    A ground that names a kind of it carries it too: apixaban for a direct oral anticoagulant.
    """
    kinds = rulings().entity_kinds
    known = {i for m in link(said) for i in (m.concept.id, *m.concept.wider)}
    for mention in link(text):
        if mention.concept.kind in kinds and mention.concept.id not in known:
            yield f"{mention.text!r} is named in nothing the sentence cites"


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
    says_change = bool(_words(rulings().changes).search(sentence.text)) and not denied(
        sentence.text
    )
    found = {effect.direction for effect in effects}
    if says_change and not found & {"benefit", "harm"}:
        yield "the sentence says that something changed, and what it cites found no difference"


def denied(text: str) -> bool:
    """Whether a sentence denies or doubts, by its words."""
    return bool(_words(rulings().denials).search(text))


@cache
def _words(listed: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))
    return re.compile(rf"\b(?:{either})\b", re.IGNORECASE)
