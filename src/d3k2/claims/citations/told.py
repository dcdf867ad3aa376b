"""What a citing sentence tells: a change, for better or worse, of people or of animals."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from d3k2.claims.citations.citing import Citing
from d3k2.claims.citations.profile import NOTHING, Profile, nutrients_of, support_words
from d3k2.claims.direction import valence

Way = Literal["benefit", "harm"]


def tells_change(text: str) -> bool:
    """Whether something is said to change an outcome, without denial or doubt."""
    return _says("changes", text) and not _says("denials", text)


def way_of(sentence: Citing, outcomes: frozenset[str]) -> Way | None:
    """Whether a sentence tells a good or a bad effect on outcomes.

    Two readings must agree: its words of direction, all of one kind, and what its claims say. None
    where they do not, where it tells none, or where a loss is spoken of, which turns the words.
    """
    text = sentence.text
    if not tells_change(text) or _says("loss", text):
        return None
    worth = {valence(outcome) for outcome in outcomes} - {"level"}
    if len(worth) != 1:
        return None
    bad = worth == {"bad"}
    ways: set[Way] = set()
    for words, means in (
        ("better", "benefit"),
        ("worse", "harm"),
        ("up", "harm" if bad else "benefit"),
        ("down", "benefit" if bad else "harm"),
    ):
        if _says(words, text):
            ways.add("benefit" if means == "benefit" else "harm")
    read = {c.frame.direction for c in sentence.claims if c.frame.direction is not None}
    return next(iter(ways)) if len(ways) == 1 and read == ways else None


def tells_of_people(text: str) -> bool:
    """Whether people are named: "in humans", "women", "you"."""
    return _says("people", text)


def tells_of_animals(text: str) -> bool:
    """Whether animals, cells or a laboratory are named."""
    return _says("animals", text)


def also_named(text: str) -> Profile:
    """Matters that are named in other words: "denser bones" for bone density."""
    matters = frozenset(
        row["matter"]
        for row in support_words()["also"]["named"]
        if any_of(tuple(row["words"])).search(text)
    )
    return Profile(NOTHING.nutrients, matters, matters)


def nutrients_meant(sentence: Citing) -> frozenset[str]:
    """The nutrients that a sentence names by their unit alone, or by "it" and "the pair"."""
    if any_of(("IU",)).search(sentence.text):
        return frozenset({"vitamin-d"})
    if not _says("meant", sentence.text):
        return frozenset()
    return nutrients_of(i for claim in sentence.claims for i in claim.frame.inherited)


def _says(key: str, text: str) -> bool:
    return bool(any_of(tuple(support_words()["direction"][key])).search(text))


@cache
def any_of(listed: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for any of some words, whole, in any case."""
    either = "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))
    return re.compile(rf"(?<![\w'’])(?:{either})(?![\w'’])", re.IGNORECASE)
