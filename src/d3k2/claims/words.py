"""A stretch of text as phrases are looked for in it: folded words, concepts in the place of names.

"Vitamin K2 doesn't cut fractures" reads ``«vitamin-k2/vitamin-k:vitamin_k2» not cut
«fracture:fracture»``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from d3k2.claims.tables import table
from d3k2.language import Mention, WrittenAmount, fold_word, tokens

OPEN, CLOSE, SLASH, COLON = "«", "»", "/", ":"
NUMBER = "#"
REMEMBERED = 5_000
"""Names whose words are kept."""
LINES_KEPT = 2_000
"""Lines of which it is kept what was read in them: one table after the other asks again."""
NOT = "not"


@dataclass(frozen=True, slots=True)
class Words:
    """Words in order.

    Attributes
    ----------
    line : str
        The words as phrases see them, one blank before, between and after.
    places : tuple of (int, int, int)
        Of each word, where it begins in ``line`` and where it stands in the text.
    """

    line: str
    places: tuple[tuple[int, int, int], ...]


def words(text: str, mentions: Sequence[Mention], amounts: Sequence[WrittenAmount]) -> Words:
    """Read a text for phrases."""
    named = [(m.start, m.end, _concept(m)) for m in mentions if not _in_amount(m, amounts)]
    counted = [
        (a.start, a.end, f"{NUMBER}{a.unit or ''}")
        for a in amounts
        if not any(start < a.end and a.start < end for start, end, _ in named)
    ]
    taken = sorted(named + counted)
    pieces: list[tuple[str, int, int]] = [(word, start, end) for start, end, word in taken]
    pieces += [(word, m.start, m.start) for m in mentions for word in _said_inside(m)]
    pieces += [
        (NOT if token.word in contractions() else token.word, token.start, token.end)
        for token in tokens(text)
        if not any(start < token.end and token.start < end for start, end, _ in taken)
    ]
    pieces.sort(key=lambda piece: piece[1:])
    line, places = " ", []
    for word, start, end in pieces:
        places.append((len(line), start, end))
        line += f"{word} "
    return Words(line, tuple(places))


def _in_amount(mention: Mention, amounts: Sequence[WrittenAmount]) -> bool:
    """Whether a topic is only the unit of a number: "IU a day" names doses too."""
    return mention.concept.kind == "topic" and any(
        mention.start < a.end and a.start < mention.end for a in amounts
    )


@cache
def contractions() -> frozenset[str]:
    """Words such as "don't", folded: each is a "not"."""
    return frozenset(fold_word(word) for word in table("manner")["contractions"]["words"])


def _concept(mention: Mention) -> str:
    ids = (mention.concept.id, *mention.concept.wider)
    return f"{OPEN}{SLASH.join(ids)}{COLON}{'_'.join(_name_words(mention.text))}{CLOSE}"


@lru_cache(maxsize=REMEMBERED)
def _name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name; the same names come again and again."""
    return tuple(token.word for token in tokens(name))


def _said_inside(mention: Mention) -> list[str]:
    """Words of a name that say which way it goes: "prevent falls" is a name of falls."""
    words = _name_words(mention.text)
    verbs = tuple(table("manner")["inside"]["beginnings"])
    return [word for word in words if word.startswith(verbs)] if len(words) > 1 else []


def words_back(line: str, at: int, count: int) -> int:
    """The place this many words before a place in a line, or its beginning."""
    for _ in range(count):
        cut = line.rfind(" ", 0, max(0, at - 1))
        if cut < 0:
            return 0
        at = cut + 1
    return at


def words_on(line: str, at: int, count: int) -> int:
    """The place this many words behind a place in a line, or its end."""
    for _ in range(count):
        cut = line.find(" ", at + 1)
        if cut < 0:
            return len(line)
        at = cut
    return at + 1
