"""Names and titles in the form in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from d3k2.claims.citations.list_words import list_words

_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,40}>")
_GREEK = str.maketrans({"α": "alpha", "β": "beta", "γ": "gamma", "µ": "u", "μ": "u", "ß": "ss",
                        "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})  # fmt: skip


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return words without case, accents, tags and marks, one blank apart."""
    spread = unicodedata.normalize("NFKD", _TAGS.sub("", text).casefold().translate(_GREEK))
    bare = "".join(c for c in spread if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", bare))


def same_family(one: str, other: str) -> bool:
    """Say whether two family names are one: "van Ballegooijen" is also written without its van."""
    mine, theirs = _family(one), _family(other)
    return bool(mine) and (mine == theirs or (bool(theirs) and _part(mine, theirs)))


def families(written: str | None) -> tuple[str, ...]:
    """Return the family names of a list such as "Knapen MH, Drummen NE, et al."."""
    names = [n.strip() for n in re.split(r"[;,]", (written or "").rstrip(". ")) if n.strip()]
    return tuple(_without_initials(n) for n in names if n.casefold().rstrip(".") != "et al")


def _without_initials(name: str) -> str:
    return re.sub(r"(?:\s(?:[A-Z]{1,4}(?:-[A-Z])?|Jr|Sr|II|III))+\.?\Z", "", name)


def _family(name: str) -> str:
    words = plain(name).split()
    while len(words) > 1 and words[0] in list_words().particles:
        words = words[1:]
    return " ".join(words)


def _part(one: str, other: str) -> bool:
    """Whether one is the double name of which the other is the first or last half."""
    short, long = sorted((one.split(), other.split()), key=len)
    return len(short) == 1 and len(long) == 2 and len(short[0]) > 3 and short[0] in long
