"""One sentence against what it stands on: its numbers, what it names, and which way it points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from d3k2.answers.grounds import fact_of
from d3k2.answers.reviewed_answer import CitedSentence
from d3k2.answers.rulings import rulings
from d3k2.evidence import EffectFact, Evidence
from d3k2.language import Concept, WrittenAmount, amounts, concept, ends, link, same_amount

PER_TIME = tuple(
    f"{mass}/{time}" for mass in ("IU", "µg", "mg", "g") for time in ("day", "week", "month")
)
"""Doses over a time, which print as a dose where the time is in the name of an arm."""


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
        if _is_a_word_for_one(amount):
            continue
        if not all(_printed(end, printed, matters) for end in ends(amount)):
            yield f"{amount.text!r} stands in nothing the sentence cites"


def _printed(one: WrittenAmount, printed: list[WrittenAmount], matters: list[str | None]) -> bool:
    """Whether a number was printed: its size and unit, and its time where both name one.

    "Lowered by 43 %" is what a paper prints as -43 %, and an arm is called by its dose alone.
    """
    size = _sized(one)
    return any(
        _same(size, other, matter)
        or (other.unit not in PER_TIME and _same(_timeless(size), other, matter))
        or (size.unit is None and other.unit is None and size.low == abs(other.low))
        for other in printed
        for matter in matters
    )


def _same(size: WrittenAmount, printed: WrittenAmount, matter: str | None) -> bool:
    return same_amount(size, abs(printed.low), printed.unit, about=matter)


def _sized(one: WrittenAmount) -> WrittenAmount:
    return replace(one, low=abs(one.low), high=abs(one.high))


def _timeless(one: WrittenAmount) -> WrittenAmount:
    return replace(one, unit=one.unit.partition("/")[0] if one.unit in PER_TIME else one.unit)


def _is_a_word_for_one(amount: WrittenAmount) -> bool:
    """Whether it counts nothing: one tablet, once a month."""
    return amount.low == amount.high == 1 and not any(sign.isdigit() for sign in amount.text)


def _convertible(text: str, said: str) -> list[str]:
    """What the sentence and its grounds both name, whose units may be turned into each other."""
    named = [{i for m in link(t) for i in (m.concept.id, *m.concept.wider)} for t in (text, said)]
    return sorted(named[0] & named[1])


def entity_faults(text: str, said: str) -> Iterator[str]:
    """Yield each form, medicine, trial or body that a sentence names and its grounds do not.

    A ground that names a kind of it carries it (apixaban a direct oral anticoagulant), and so does
    one that names the nutrient as a whole and no other form of it (vitamin D carries D3).
    """
    kinds = rulings().entity_kinds
    told = [m.concept for m in link(said)]
    known = {i for c in told for i in (c.id, *c.wider)}
    forms = {c.id for c in told if c.kind == "form"}
    for mention in link(text):
        one = mention.concept
        if one.kind not in kinds or one.id in known:
            continue
        family = [i for i in one.wider if i in known]
        if one.kind == "form" and family and not _others(forms, one):
            continue
        yield f"{mention.text!r} is named in nothing the sentence cites"


def _others(forms: set[str], one: Concept) -> set[str]:
    """The forms among these that are another form of the same nutrient."""
    return {f for f in forms if f not in one.wider and set(one.wider) & set(_wider(f))}


def _wider(identifier: str) -> tuple[str, ...]:
    found = concept(identifier)
    return () if found is None else found.wider


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
