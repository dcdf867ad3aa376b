"""A phrase of the tables, and where a line holds it.

``<vitamin-k> ... cut <fracture>`` is found whatever the names are; a word that is a name itself is
found by either.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from d3k2.claims.words import CLOSE, COLON, NUMBER, OPEN
from d3k2.language import fold_word

GAP = 8
"""Words that ``...`` may stand for."""
REST = "..."
BRITISH = "s"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the tables, to be looked for in lines.

    Attributes
    ----------
    parts : tuple of tuple of str
        For each of its parts, of what at least one stands in a line that holds it: most lines are
        told apart by that alone. The most telling come first.
    one_of : tuple of str
        The part by which it is looked up.
    begins : tuple of str
        The part with which it begins.
    """

    written: str
    parts: tuple[tuple[str, ...], ...]
    one_of: tuple[str, ...]
    begins: tuple[str, ...]

    def search(self, line: str) -> re.Match[str] | None:
        """The first place where a line holds it."""
        if not self._may_stand_in(line):
            return None
        return next(self._places(line, 0, sys.maxsize), None)

    def finditer(self, line: str, start: int = 0, end: int = sys.maxsize) -> list[re.Match[str]]:
        """Every place where a line holds it, from here to there; none reaches into another."""
        return list(self._places(line, start, end)) if self._may_stand_in(line) else []

    def _may_stand_in(self, line: str) -> bool:
        for part in self.parts:
            for need in part:
                if need in line:
                    break
            else:
                return False
        return True

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
    either = "|".join(_either(written.split("|")))
    if last:
        return rf"(?:{either}){OUTSIDE}"
    return rf"(?:{either})(?:{OUTSIDE} |_)"


def _either(written: Sequence[str]) -> Iterator[str]:
    """One expression for each kind of them: what stands around words is written once."""
    named = [re.escape(each.strip("<>")) for each in written if each.startswith("<")]
    numbers = [each for each in written if each.startswith(NUMBER)]
    begun = [_either_spelling(_stem(each[:-1])) for each in written if each.endswith("*")]
    plain = [each for each in written if each[0] not in f"<{NUMBER}" and each[-1] != "*"]
    if named:
        name = "|".join(named)
        yield rf"{OPEN}(?:[^{COLON} ]*/)?(?:{name})(?:/[^{COLON} ]*)?{COLON}[^ ]*{CLOSE}"
    yield from (re.escape(each) if len(each) > 1 else rf"{NUMBER}\S*" for each in numbers)
    words = [re.escape(fold_word(each) or each) for each in plain]
    words += [rf"(?:{'|'.join(begun)})[^ _{OPEN}{CLOSE}]*"] if begun else []
    if words:
        yield rf"{INSIDE}(?:{'|'.join(words)})"


def _either_spelling(stem: str) -> str:
    """A beginning with either spelling: "advis*" finds "advised", which folds to a z."""
    if not stem.endswith(BRITISH):
        return re.escape(stem)
    return rf"{re.escape(stem.removesuffix(BRITISH))}[sz]"


def _stem(written: str) -> str:
    """A beginning of a word keeps its letters; only its spelling is folded."""
    return fold_word(f"{written}q").removesuffix("q")
