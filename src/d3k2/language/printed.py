"""Whether a sentence says no more than what it cites: its numbers, and what it names."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from d3k2.language.amounts import WrittenAmount, amounts
from d3k2.language.concept import Concept
from d3k2.language.linking import concept, link
from d3k2.language.same_amount import ends, same_amount

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


def entity_faults(text: str, said: str, kinds: Collection[str]) -> Iterator[str]:
    """Yield each thing of these kinds that a sentence names and its grounds do not.

    A ground that names a kind of it carries it (apixaban a direct oral anticoagulant), and so does
    one that names the nutrient as a whole and no other form of it (vitamin D carries D3).
    """
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
