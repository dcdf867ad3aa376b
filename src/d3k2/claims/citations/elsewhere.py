"""What a fact says was not found: "at spine and neck of femur, not at the total hip"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from d3k2.claims.citations.profile import HeldFact, Profile, taken_in
from d3k2.claims.citations.support_words import any_of, support_words


def not_found_there(text: str, said: Profile, facts: Iterable[HeldFact]) -> bool:
    """Whether a sentence names, without denying it, where a fact says that nothing was found."""
    longest = support_words()["elsewhere"]["longest"]
    return any(
        len(match["where"].split()) <= longest and _names(text, match["where"])
        for held in facts
        if (said.matters | taken_in(said.matters)) & held.profile.all
        for match in _not_there().finditer(held.fact.text)
    )


@cache
def _not_there() -> re.Pattern[str]:
    opens = "|".join(support_words()["elsewhere"]["opens"])
    none = "|".join(map(re.escape, support_words()["elsewhere"]["none"]))
    return re.compile(
        rf"(?:,? (?:but )?not (?:{opens})|(?:{none})) (?:the )?(?P<where>[a-z][a-z -]*[a-z])"
        r"(?=[,;.]|\Z)"
    )


def _names(text: str, where: str) -> bool:
    """Whether it names the place, and says no "not" before it in that part of the sentence."""
    denials = any_of(tuple(support_words()["elsewhere"]["denied"]))
    places = list(any_of((where,)).finditer(text))
    before = (re.split(r"[.;]", text[: place.start()])[-1] for place in places)
    return bool(places) and not any(map(denials.search, before))
