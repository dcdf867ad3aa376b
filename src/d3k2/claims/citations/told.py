"""What a citing sentence tells: a change, for better or worse, of people or of animals."""

from __future__ import annotations

import re
from typing import Literal

from d3k2.claims.citations.citing import Citing
from d3k2.claims.citations.profile import Profile, nutrients_of, taken_in
from d3k2.claims.citations.support_words import any_of, says, support_words
from d3k2.claims.direction import valence
from d3k2.language import concept

Way = Literal["benefit", "harm"]
_PURPOSE = re.compile(
    r"\bso (?:that (?:\w+ )?(?:do|does|will|would|did) not|as not)\b|\bin order not to\b"
    r"|\b(?:have|has|had|with) neither [^,;.]{3,60}? nor\b",
    re.IGNORECASE,
)
"""What is to be avoided, and who somebody is: a "not" there denies nothing."""


def tells_change(text: str) -> bool:
    """Whether something is said to change an outcome, without denial or doubt."""
    return _says("changes", text) and not _says("denials", _without_idioms(text))


def tells_effect(sentence: Citing) -> bool:
    """Whether a sentence tells a change: by its words, or by how its claims were read."""
    if tells_change(sentence.text):
        return True
    weak = set(support_words()["direction"]["weak_denials"])
    firm = tuple(w for w in support_words()["direction"]["denials"] if w not in weak)
    if any_of(firm).search(_without_idioms(sentence.text)):
        return False
    return any(
        claim.frame.direction not in (None, "no change")
        and not claim.frame.denied
        and claim.frame.certainty != "hedged"
        for claim in sentence.claims
    )


def tells_cause(text: str) -> bool:
    """Whether something is said to bring about a change, not only to go together with it."""
    return _says("causes", text) and tells_change(text) and not _says("together", text)


def names_change(text: str) -> bool:
    """Whether a word of change stands in it, whatever stands beside it."""
    return any(_says(key, text) for key in ("changes", "firmly", "better", "worse", "up", "down"))


def denies(text: str) -> bool:
    """Whether a word of denial or doubt stands in it."""
    return _says("denials", _without_idioms(text))


def tells_no_difference(text: str) -> bool:
    """Whether any word stands in it by which one tells that nothing was changed, or doubts it."""
    bare = _without_idioms(text)
    return _says("denials", bare) or _says("nulls", bare)


def tells_none(sentence: Citing) -> bool:
    """Whether a sentence of one part plainly tells that nothing was changed."""
    parted = any(sign in sentence.text for sign in ",;:")
    if not sentence.claims or parted or _says("chance", sentence.text):
        return False
    return all(
        claim.frame.direction == "no change" and claim.frame.certainty != "hedged"
        for claim in sentence.claims
    )


def told_outcomes(sentence: Citing, said: Profile) -> frozenset[str]:
    """What is said to be changed or measured: not of whom it is told, nor by what medicine."""
    framed = frozenset(i for claim in sentence.claims for i in claim.frame.outcomes)
    outcomes = framed & said.matters
    if outcomes:
        return outcomes | (said.matters & taken_in(outcomes))
    kinds = support_words()["kinds"]["outcomes"]
    named = {i: concept(i) for i in said.matters}
    return frozenset(i for i, c in named.items() if c is None or c.kind in kinds)


def tells_firmly(text: str) -> bool:
    """Whether an effect is told as settled: "prevents", "proved", "cures"."""
    return _says("firmly", text)


def tells_advice(text: str) -> bool:
    """Whether something is said to be advised, set or confirmed by somebody."""
    denied = _says("denials", _without_idioms(text)) or advises_less(text)
    return _says("advice", text) and not denied


def advises_less(text: str) -> bool:
    """Whether advice is narrowed or turned: "solely for a deficiency", "advised against"."""
    return _says("no_advice", text)


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
    return _says("animals", _without_idioms(text))


def tells_animals_as_people(text: str) -> bool:
    """Whether a sentence names people and no animals."""
    return tells_of_people(text) and not tells_of_animals(text)


def nutrients_meant(sentence: Citing) -> frozenset[str]:
    """The nutrients that a sentence names by their unit alone, or by "it" and "the pair"."""
    if any_of(("IU",)).search(sentence.text):
        return frozenset({"vitamin-d"})
    if not _says("meant", sentence.text):
        return frozenset()
    return nutrients_of(i for claim in sentence.claims for i in claim.frame.inherited)


def _without_idioms(text: str) -> str:
    """The text without phrases in which a word means something else: "whether or not"."""
    bare = _PURPOSE.sub(" ", without_untaken(text))
    return any_of(tuple(support_words()["direction"]["no_denials"])).sub(" ", bare)


def without_untaken(text: str) -> str:
    """Return a text without what it says not to take: "no calcium needed"."""
    return any_of(tuple(support_words()["joining"]["not_taken"])).sub(" ", text)


def _says(key: str, text: str) -> bool:
    return says("direction", key, text)
