"""Whether the numbers of a sentence stand in what is held of a paper."""

from __future__ import annotations

from dataclasses import replace

from d3k2.claims.citations.profile import HeldPaper, profile
from d3k2.claims.citations.support_words import support_words
from d3k2.language import WrittenAmount, amounts, ends, same_amount


def numbers_told(text: str) -> list[WrittenAmount]:
    """Return the numbers of a sentence, without the "one" of "one woman"."""
    idle = support_words()["numbers"]["idle"]
    return [amount for amount in amounts(text) if amount.text.casefold() not in idle]


def numbers_stand(text: str, paper: HeldPaper) -> bool:
    """Say whether every number of a sentence is printed in the facts held of a paper.

    Units are converted where the matter allows it: 50 nmol/L of 25(OH)D is 20 ng/mL.
    """
    printed = [end for amount in amounts(paper.said) for end in ends(amount)]
    matters = [None, *sorted(profile(text).all & paper.whole.all | paper.whole.nutrients)]
    for amount in numbers_told(text):
        for end in ends(amount):
            size = replace(end, low=abs(end.low), high=abs(end.high))
            if not any(
                same_amount(size, abs(other.low), other.unit, about=matter)
                for other in printed
                for matter in matters
            ):
                return False
    return True
