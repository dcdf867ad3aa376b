"""What a fact says was not found: "at spine and neck of femur, not at the total hip"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from d3k2.claims.citations.profile import HeldFact, Profile

_NOT_THERE = re.compile(
    r",? (?:but )?not (?:at|in|on|for) (?:the )?(?P<where>[a-z][a-z -]*[a-z])(?=[,;.]|\Z)"
)
LONGEST = 3
"""Words of a place or of people."""


def not_found_there(text: str, said: Profile, facts: Iterable[HeldFact]) -> bool:
    """Whether a sentence names, without denying it, where a fact says that nothing was found."""
    for held in facts:
        if said.matters & held.profile.all:
            for match in _NOT_THERE.finditer(held.fact.text):
                if len(match["where"].split()) <= LONGEST and _names(text, match["where"]):
                    return True
    return False


def _names(text: str, where: str) -> bool:
    denied = rf"\b(?:not|nor|no|neither|except|without)\b[^.;]*\b{re.escape(where)}\b"
    named = re.search(rf"\b{re.escape(where)}\b", text, re.IGNORECASE)
    return named is not None and re.search(denied, text, re.IGNORECASE) is None
