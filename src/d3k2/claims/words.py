"""A stretch of text as phrases are looked for in it: folded words, concepts in the place of names.

"Vitamin K2 doesn't cut fractures" reads ``⟨vitamin-k2/vitamin-k:vitamin_k2⟩ not cut
⟨fracture:fracture⟩``. A phrase of the tables, such as ``<vitamin-k> ... cut <fracture>``, is
then found whatever the names are; a word that is a name itself is found by either.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from d3k2.claims.tables import table
from d3k2.language import Mention, WrittenAmount, fold_word, tokens

GAP = 8
"""Words that ``...`` may stand for."""

OPEN, CLOSE, SLASH, COLON = "⟨", "⟩", "/", ":"
NUMBER = "#"
REST = "..."
BRITISH = "s"
REMEMBERED = 5_000
"""Names whose words are kept."""
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


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the tables, to be looked for in lines.

    Attributes
    ----------
    needs : tuple of str
        What must stand in a line that holds it: most lines are told apart by that alone.
    one_of : tuple of str
        Of these at least one stands in a line that holds it.
    begins : tuple of str
        Of these one stands in the word with which it begins.
    """

    written: str
    needs: tuple[str, ...]
    one_of: tuple[str, ...]
    begins: tuple[str, ...]

    def search(self, line: str) -> re.Match[str] | None:
        """The first place where a line holds it."""
        for need in self.needs:
            if need not in line:
                return None
        return next(self._places(line, 0, sys.maxsize), None)

    def finditer(self, line: str, start: int = 0, end: int = sys.maxsize) -> list[re.Match[str]]:
        """Every place where a line holds it, from here to there; none reaches into another."""
        for need in self.needs:
            if need not in line:
                return []
        return list(self._places(line, start, end))

    def _places(self, line: str, start: int, end: int) -> Iterator[re.Match[str]]:
        match = compiled(self.written).match
        for at in _words_with(self.begins, line):
            found = match(line, at, end) if at >= start else None
            if found:
                yield found
                start = found.end()


def _words_with(any_of: Sequence[str], line: str) -> list[int]:
    """Where words begin that hold one of these: to match there is cheaper than to search."""
    found: set[int] = set()
    for sought in any_of:
        at = line.find(sought)
        while at >= 0:
            found.add(line.rfind(" ", 0, at) + 1)
            at = line.find(sought, at + 1)
    return sorted(found)


@cache
def phrase(written: str) -> Phrase:
    """Read a phrase of the tables.

    ``need*`` is any word that begins so, ``...`` up to eight words, ``<vitamin-k>`` any name of
    it or a kind of it, ``#`` a number, ``#IU/day`` one in this unit, ``a|b`` one or the other.
    """
    either = [tuple(map(_needed, part.split("|"))) for part in written.split() if part != REST]
    needs = sorted((each[0] for each in either if len(each) == 1), key=len, reverse=True)
    one_of = max(either, key=lambda each: len(min(each, key=len)))
    return Phrase(written, tuple(filter(None, needs)), one_of, either[0])


@cache
def compiled(written: str) -> re.Pattern[str]:
    """The expression that finds a phrase in a line."""
    parts = written.split()
    told = "".join(_part(each, last=n == len(parts)) for n, each in enumerate(parts, start=1))
    return re.compile(f"(?<= ){told}(?= )")


def _needed(part: str) -> str:
    """What a line holds wherever it holds this part of a phrase."""
    if part.startswith("<"):
        return part.strip("<>")
    if part.startswith(NUMBER):
        return part
    if part.endswith("*"):
        return _stem(part[:-1]).removesuffix(BRITISH)
    return fold_word(part) or part


@cache
def own_words(written: str) -> frozenset[str]:
    """The words that a phrase spells out: a "never" among them is its own, and denies nothing."""
    parts = (each for part in written.split() for each in part.split("|"))
    return frozenset(fold_word(each.rstrip("*")) or each for each in parts if each[0] not in "<#.")


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


def named_in(written: str) -> tuple[str, ...]:
    """The concepts that a phrase names."""
    return tuple(
        each.strip("<>")
        for part in written.split()
        for each in part.split("|")
        if each.startswith("<")
    )


INSIDE = rf"(?:{OPEN}[^{COLON} ]*{COLON}(?:[^ {CLOSE}]*_)?)?"
"""What may stand before a word of a phrase where it is a word of a name."""
OUTSIDE = rf"(?:(?:_[^ {CLOSE}]*)?{CLOSE})?"
"""What may stand behind it."""


def _part(written: str, *, last: bool) -> str:
    if written == REST:
        return rf"(?:\S+ ){{0,{GAP}}}?"
    either = "|".join(_one(each) for each in written.split("|"))
    if last:
        return rf"(?:{either}){OUTSIDE}"
    return rf"(?:{either})(?:{OUTSIDE} |_)"


def _one(written: str) -> str:
    if written.startswith("<"):
        name = re.escape(written.strip("<>"))
        return rf"{OPEN}(?:[^{COLON} ]*/)?{name}(?:/[^{COLON} ]*)?{COLON}[^ ]*{CLOSE}"
    if written.startswith(NUMBER):
        return re.escape(written) if len(written) > 1 else rf"{NUMBER}\S*"
    if written.endswith("*"):
        return rf"{INSIDE}{_either_spelling(_stem(written[:-1]))}[^ _{OPEN}{CLOSE}]*"
    return rf"{INSIDE}{re.escape(fold_word(written) or written)}"


def _either_spelling(stem: str) -> str:
    """A beginning with either spelling: "advis*" finds "advised", which folds to a z."""
    if not stem.endswith(BRITISH):
        return re.escape(stem)
    return rf"{re.escape(stem.removesuffix(BRITISH))}[sz]"


def _stem(written: str) -> str:
    """A beginning of a word keeps its letters; only its spelling is folded."""
    return fold_word(f"{written}q").removesuffix("q")
