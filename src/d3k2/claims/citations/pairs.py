"""Shares and doses that belong together: 3 % on 4,000 IU, 9 % on 10,000 IU."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from d3k2.claims.citations.profile import HeldFact, Profile
from d3k2.claims.citations.support_words import support_words
from d3k2.language import WrittenAmount, amounts, same_amount

Pair = tuple[WrittenAmount, WrittenAmount]
"""A share of people, and the dose on which it was seen."""


def share_of_another_dose(text: str, said: Profile, facts: Sequence[HeldFact]) -> bool:
    """Whether a sentence tells, of one dose, the share that a fact tells of another.

    Only sentences with one share and one dose are judged, on facts about the same matter.
    """
    told = list(_pairs(text))
    if len(told) != 1:
        return False
    return any(
        _crossed(told[0], list(_pairs(held.fact.text)), said)
        for held in facts
        if said.matters & held.profile.all
    )


def _crossed(told: Pair, held: Sequence[Pair], said: Profile) -> bool:
    """Whether both numbers are held, and not with each other."""
    shares = [_same(told[0], share, said) for share, _ in held]
    doses = [_same(told[1], dose, said) for _, dose in held]
    together = any(a and b for a, b in zip(shares, doses, strict=True))
    return any(shares) and any(doses) and not together


def _same(one: WrittenAmount, other: WrittenAmount, said: Profile) -> bool:
    return any(
        same_amount(one, other.low, other.unit, about=matter)
        for matter in (None, *sorted(said.nutrients))
    )


def _pairs(text: str) -> Iterator[Pair]:
    """Each share with its dose: the only one up to the next share, or from the one before.

    A text that ends with a dose names it behind its share ("3 % on 4,000 IU, 9 % on 10,000 IU"),
    one that ends with a share before it ("on 4,000 IU 3 %, on 10,000 IU 9 %").
    """
    read = [one for one in amounts(text) if one.low == one.high and one.unit is not None]
    told = [one for one in read if _is_share(one) or _is_dose(one)]
    if told and _is_share(told[-1]):
        told.reverse()
    shares = [n for n, one in enumerate(told) if _is_share(one)]
    for share, end in pairwise([*shares, len(told)]):
        if end - share == 2:
            yield told[share], told[share + 1]


def _is_share(one: WrittenAmount) -> bool:
    return bool(one.unit == support_words()["pairs"]["share"])


def _is_dose(one: WrittenAmount) -> bool:
    return one.unit is not None and one.unit.split("/")[0] in support_words()["pairs"]["units"]
