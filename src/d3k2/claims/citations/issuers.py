"""Bodies that issue guidelines, as far as they are known."""

from __future__ import annotations

import re
from functools import cache

from d3k2.claims.citations.names import families, plain
from d3k2.claims.citations.reference_words import reference_words
from d3k2.evidence import load, reference_kind
from d3k2.language import link


def names_issuer(text: str) -> bool:
    """Whether a text names a body whose guidelines are held, or one known to issue some."""
    if _known().search(text) or any(m.concept.kind == "authority" for m in link(text)):
        return True
    said = f" {plain(text)} "
    return any(f" {body} " in said for body in _held())


@cache
def _known() -> re.Pattern[str]:
    bodies: list[str] = reference_words()["guideline"]["bodies"]
    return re.compile(r"\b(?:" + "|".join(map(re.escape, bodies)) + r")\b", re.IGNORECASE)


@cache
def _held() -> frozenset[str]:
    """The bodies that signed a guideline of ours, by their names."""
    held = (s for s in load().sources.values() if reference_kind(s) in ("guideline", "statement"))
    names = (plain(name) for s in held for name in families(s.authors))
    return frozenset(name for name in names if len(name.split()) > 2)
