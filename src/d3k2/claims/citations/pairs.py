"""Shares and doses that belong together: 3 % on 4,000 IU, 9 % on 10,000 IU."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from d3k2.claims.citations.profile import HeldFact, Profile
from d3k2.language import WrittenAmount, amounts, same_amount

SHARE = "%"
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
    """Shares, each with the only dose that stands between it and the next."""
    found = [one for one in amounts(text) if one.low == one.high and one.unit is not None]
    places = [n for n, one in enumerate(found) if one.unit == SHARE]
    for n, place in enumerate(places):
        behind = found[place + 1 : places[n + 1] if n + 1 < len(places) else None]
        doses = [one for one in behind if _is_dose(one)]
        if len(doses) == 1:
            yield found[place], doses[0]


def _is_dose(one: WrittenAmount) -> bool:
    return one.unit is not None and one.unit.split("/")[0] in ("IU", "µg", "mg")
