"""Where a text names which concept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from d3k2.language.concept import Concept, Mention, Sure
from d3k2.language.folding import Token, tokens
from d3k2.language.letters import letters_alone
from d3k2.language.misspelling import corrected
from d3k2.language.register import register
from d3k2.language.surroundings import counts
from d3k2.language.trie import name_tree, names_from


@dataclass(frozen=True, slots=True)
class Found:
    """A run of words that may be a name."""

    start: int
    end: int
    concept: str
    sure: Sure


def link(text: str) -> tuple[Mention, ...]:
    """Find the concepts a text names, in order and without overlap; of two names the longer wins.

    Case, accents, hyphens, plurals and British or American spelling do not matter. A misspelt
    name, and a D or K that only its neighbours explain, is ``probable``.
    """
    words = tokens(text)
    found = _named(text, words, "exact", {})
    taken = {i for each in found for i in range(each.start, each.end)}
    right = corrected([None if i in taken else word.word for i, word in enumerate(words)])
    if right:
        found += _named(text, words, "probable", right)
    found = _longest(found, words)
    found += _alone(text, words, found)
    return tuple(_mention(text, words, each) for each in sorted(found, key=lambda f: f.start))


def concept(identifier: str) -> Concept | None:
    """Return the concept with this id, or that another room knows by this id."""
    known = register()
    return known.concepts.get(known.other_ids.get(identifier, identifier))


def concepts() -> Mapping[str, Concept]:
    """Return every concept by its id."""
    return MappingProxyType(register().concepts)


def about(identifier: str) -> tuple[str, ...]:
    """Return what a concept concerns without being a kind of it: 25(OH)D is about vitamin D."""
    return register().about.get(identifier, ())


def trial_sources(identifier: str) -> tuple[str, ...]:
    """Return the ids of the sources that report a trial; none where there is no such trial."""
    return register().sources.get(identifier, ())


def _named(text: str, words: Sequence[Token], sure: Sure, right: Mapping[int, str]) -> list[Found]:
    """Names among the words; where words are corrected, only those that hold one of them."""
    tree = name_tree()
    read = [right.get(i, word.word) for i, word in enumerate(words)]
    found = []
    for at in range(len(read)):
        for end, name in names_from(tree, read, at):
            fresh = not right or any(i in right for i in range(at, end))
            if fresh and counts(text, words, at, end, name):
                found.append(Found(at, end, name.concept, sure))
    return found


def _longest(found: Sequence[Found], words: Sequence[Token]) -> list[Found]:
    """Of names that overlap, the one with most words; then with most letters; then the first."""

    def size(each: Found) -> tuple[int, int, int]:
        letters = words[each.end - 1].end - words[each.start].start
        return each.start - each.end, -letters, each.start

    taken: set[int] = set()
    kept = []
    for each in sorted(found, key=size):
        places = range(each.start, each.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(each)
    return kept


def _alone(text: str, words: Sequence[Token], found: Sequence[Found]) -> list[Found]:
    """The letters D and K that their neighbours make a vitamin."""
    named = {i: each.concept for each in found for i in range(each.start, each.end)}
    return [
        Found(place, place + 1, vitamin, "probable")
        for place, vitamin in letters_alone(text, words, named)
    ]


def _mention(text: str, words: Sequence[Token], each: Found) -> Mention:
    start, end = words[each.start].start, words[each.end - 1].end
    return Mention(register().concepts[each.concept], start, end, text[start:end], each.sure)
