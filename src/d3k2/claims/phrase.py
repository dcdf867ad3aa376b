"""A phrase of the tables, and where a line holds it.

``<vitamin-k> ... cut <fracture>`` is found whatever the names are; a word that is a name itself is
found by either. Phrases are matched word by word: there are thousands, and to compile an expression
for each takes longer than to read an article.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from d3k2.claims.line_words import LineWord, line_words, word_at
from d3k2.claims.words import NUMBER
from d3k2.language import fold_word

GAP = 8
"""Words that ``...`` may stand for."""
REST = "..."
BRITISH = "s"
JOINED = "_"


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a phrase, with what may stand in its place.

    Attributes
    ----------
    gap : bool
        Whether it is ``...``.
    names : frozenset of str
        Concepts of which one may be named.
    numbers : frozenset of str
        Numbers as lines write them, such as ``#IU/day``.
    any_number : bool
        Whether it is ``#``.
    plain : frozenset of str
        Words, folded.
    begun : tuple of str
        Beginnings of words.
    joined : tuple of tuple of str
        Words that stand in one name: ``daily_value``; of the last it may be the beginning.
    """

    gap: bool
    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    any_number: bool = False
    plain: frozenset[str] = frozenset()
    begun: tuple[str, ...] = ()
    joined: tuple[tuple[str, ...], ...] = ()

    def is_whole(self, word: LineWord) -> bool:
        """Whether a name or a number is meant by it as a whole."""
        if word.ids:
            return not self.names.isdisjoint(word.ids)
        return word.is_number and (self.any_number or word.text in self.numbers)

    def says(self, words: Sequence[str], at: int) -> int:
        """How many words of a name, or a word by itself, are its own from here on."""
        word = words[at]
        if word in self.plain or word.startswith(self.begun):
            return 1
        return next((len(each) for each in self.joined if _are(each, words[at:])), 0)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line holds a phrase."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the tables, to be looked for in lines.

    Attributes
    ----------
    needs : tuple of tuple of str
        For each of its parts, of what at least one stands in a line that holds it: most lines are
        told apart by that alone. The most telling come first.
    one_of : tuple of str
        The part by which it is looked up.
    begins : tuple of str
        The part with which it begins.
    """

    written: str
    needs: tuple[tuple[str, ...], ...]
    one_of: tuple[str, ...]
    begins: tuple[str, ...]

    def search(self, line: str) -> Place | None:
        """The first place where a line holds it."""
        if not self._may_stand_in(line):
            return None
        return next(self._places(line, 0, sys.maxsize), None)

    def finditer(self, line: str, start: int = 0, end: int = sys.maxsize) -> list[Place]:
        """Every place where a line holds it, from here to there; none reaches into another."""
        return list(self._places(line, start, end)) if self._may_stand_in(line) else []

    def stands_first(self, line: str) -> bool:
        """Whether a line begins with it."""
        return self._end(line_words(line), 0) is not None

    def stands_last(self, line: str) -> bool:
        """Whether a line ends with it."""
        words = line_words(line)
        return self._may_stand_in(line) and any(
            self._end(words, at, to_the_last=True) is not None for at in range(len(words))
        )

    def _may_stand_in(self, line: str) -> bool:
        for part in self.needs:
            for need in part:
                if need in line:
                    break
            else:
                return False
        return True

    def _places(self, line: str, start: int, end: int) -> Iterator[Place]:
        words = line_words(line)
        words = words if end >= len(line) else tuple(word for word in words if word.end < end)
        for at in _words_with(self.begins, line):
            first = word_at(line).get(at, len(words))
            last = self._end(words, first) if at >= start and first < len(words) else None
            if last is not None:
                place = Place(at, words[last - 1].end, line[at : words[last - 1].end])
                yield place
                start = place.end

    def _end(
        self, words: Sequence[LineWord], first: int, *, to_the_last: bool = False
    ) -> int | None:
        """Behind which word it ends, where it begins with this one; None where it does not."""
        return _behind(_parts(self.written), words, first, 0, len(words) if to_the_last else None)


def _behind(
    parts: Sequence[Part], words: Sequence[LineWord], at: int, inner: int, last: int | None
) -> int | None:
    """Behind which word parts end that follow each other from this one on.

    Parameters
    ----------
    inner : int
        The word of the name on which they go on; 0 for a word from its beginning.
    last : int, optional
        Where they must end.
    """
    if not parts:
        return at if last is None or at == last else None
    one, others = parts[0], parts[1:]
    if one.gap:
        ways = [(at, inner), *((n, 0) for n in range(at + 1, min(at + GAP, len(words)) + 1))]
    elif at == len(words):
        return None
    else:
        ways = _after(one, words[at], at, inner, inside=bool(others))
    for then, within in ways:
        found = _behind(others, words, then, within, last)
        if found is not None:
            return found
    return None


def _after(
    one: Part, word: LineWord, at: int, inner: int, *, inside: bool
) -> list[tuple[int, int]]:
    """Where it goes on behind a word, or behind a word within a name, that a part means."""
    within, ways = word.within, []
    if not inner and one.is_whole(word):
        ways.append((at + 1, 0))
    for n in (inner,) if inner else range(len(within) - 1, -1, -1):
        said = one.says(within, n)
        if said:
            ways.append((at + 1, 0))
            if inside and n + said < len(within):
                ways.append((at, n + said))
    return ways


def _are(told: Sequence[str], words: Sequence[str]) -> bool:
    """Whether words begin with these, the last of which may be a beginning."""
    whole, last = tuple(told[:-1]), told[-1]
    if len(words) < len(told) or tuple(words[: len(whole)]) != whole:
        return False
    found = words[len(whole)]
    return found.startswith(last[:-1]) if last.endswith("*") else found == last


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

    Raises
    ------
    ValueError
        When one of ``a|b`` is empty.
    """
    if not all(each for part in written.split() for each in part.split("|")):
        raise ValueError(f"A phrase has an empty part beside a bar: {written}")
    either = [tuple(map(_needed, part.split("|"))) for part in written.split() if part != REST]
    one_of = max(either, key=lambda each: len(min(each, key=len)))
    telling = sorted(either, key=lambda each: (len(each), -len(each[0])))
    return Phrase(written, tuple(telling), one_of, either[0])


@cache
def _parts(written: str) -> tuple[Part, ...]:
    """Read the parts of a phrase, when a line may hold it: most phrases never come so far."""
    return tuple(map(_part, written.split()))


def _part(written: str) -> Part:
    if written == REST:
        return Part(gap=True)
    each = written.split("|")
    spelt = [one for one in each if one[0] not in f"<{NUMBER}"]
    joined = [tuple(one.split(JOINED)) for one in spelt if JOINED in one]
    single = [one for one in spelt if JOINED not in one]
    return Part(
        gap=False,
        names=frozenset(one.strip("<>") for one in each if one.startswith("<")),
        numbers=frozenset(one for one in each if one.startswith(NUMBER)),
        any_number=NUMBER in each,
        plain=frozenset(fold_word(one) or one for one in single if not one.endswith("*")),
        begun=tuple(
            begun
            for one in single
            if one.endswith("*")
            for begun in _either_spelling(_stem(one[:-1]))
        ),
        joined=tuple(joined),
    )


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


def named_in(written: str) -> tuple[str, ...]:
    """The concepts that a phrase names."""
    return tuple(
        each.strip("<>")
        for part in written.split()
        for each in part.split("|")
        if each.startswith("<")
    )


def _either_spelling(stem: str) -> tuple[str, ...]:
    """A beginning with either spelling: "advis*" finds "advised", which folds to a z."""
    if not stem.endswith(BRITISH):
        return (stem,)
    return (stem, f"{stem.removesuffix(BRITISH)}z")


def _stem(written: str) -> str:
    """A beginning of a word keeps its letters; only its spelling is folded."""
    return fold_word(f"{written}q").removesuffix("q")
