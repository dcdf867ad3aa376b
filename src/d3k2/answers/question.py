"""A question as it is understood: what it names, and what a thread hands down to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from d3k2.answers.ages import ages
from d3k2.answers.cleaning import cleaned
from d3k2.answers.tables import Row, table
from d3k2.language import Concept, Kind, Mention, WrittenAmount, about, amounts, concept, link
from d3k2.safety import NUTRIENTS, Nutrient

ROOTS: dict[Nutrient, str] = {"d3": "vitamin-d", "k2": "vitamin-k", "calcium": "calcium"}
"""The concept that everything said of a nutrient is a kind of."""

NAMED: tuple[Kind, ...] = ("nutrient", "form", "salt", "medicine", "condition", "marker", "trial")
"""Kinds that people call by many names."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question, read.

    Attributes
    ----------
    inherited : tuple of Concept
        What the thread was about and this question does not say again.
    """

    text: str
    mentions: tuple[Mention, ...]
    amounts: tuple[WrittenAmount, ...]
    inherited: tuple[Concept, ...] = ()

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """Everything it is about, once, its own first."""
        own = (mention.concept for mention in self.mentions)
        return tuple({c.id: c for c in (*own, *self.inherited)}.values())

    @property
    def plain(self) -> str:
        """The question in the names of the register, with what the thread hands down before it."""
        return " ".join((*(c.name for c in self.inherited), plainly(self.text, self.mentions)))

    def of(self, *kinds: Kind) -> tuple[Concept, ...]:
        """The concepts of these kinds."""
        return tuple(c for c in self.concepts if c.kind in kinds)

    def about(self, *identifiers: str) -> bool:
        """Whether it names one of these concepts, or a kind or a measure of one."""
        return any(_concerns(c, i) for c in self.concepts for i in identifiers)

    @property
    def nutrients(self) -> tuple[Nutrient, ...]:
        """Which of the three it names; what is counted in IU alone is vitamin D."""
        named = tuple(n for n in NUTRIENTS if self.about(ROOTS[n]))
        return named or (("d3",) if any(str(a.unit).startswith("IU") for a in self.amounts) else ())


def is_kind_of(one: Concept, identifier: str) -> bool:
    """Whether a concept is this one or a kind of it."""
    return identifier == one.id or identifier in one.wider


def _concerns(one: Concept, identifier: str) -> bool:
    """Whether a concept is this one, a kind of it, or a measure of it: 25(OH)D of vitamin D."""
    return is_kind_of(one, identifier) or identifier in about(one.id)


def _denied(text: str, mention: Mention) -> bool:
    """Whether it is named as not there: a medicine not taken, a disease not had."""
    rows = (row for row in table("question_words") if mention.concept.kind in row["kinds"])
    return any(_ends_denying(text[: mention.start], row) for row in rows)


def _ends_denying(text: str, row: Row) -> bool:
    before = text.casefold().split()
    while before and before[-1] in row["small"]:
        before.pop()
    said = f" {' '.join(before)}"
    return any(said.endswith(f" {words}") for words in row["words"])


def plainly(text: str, mentions: Iterable[Mention]) -> str:
    """Return a text with what it names in the names of the register: apixaban for Eliquis."""
    for mention in sorted(mentions, key=lambda m: -m.start):
        if mention.concept.kind in NAMED:
            text = f"{text[: mention.start]}{mention.concept.name}{text[mention.end :]}"
    return text


ADULT = 18.0
"""The age in years from which somebody counts as grown up."""

AGES = ((1.0, "infant"), (11.0, "child"), (ADULT, "adolescent"))
"""Who somebody below an age is, in years."""

YOUNG = frozenset(name for _, name in AGES)


def _of_age(text: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions, with those told by an age alone, and no child where all are grown up."""
    found = ages(text)
    grown = bool(found) and all(age.years >= AGES[-1][0] for age in found)
    yield from (m for m in mentions if not (grown and m.concept.id in YOUNG))
    for age in found:
        named = concept(next((name for below, name in AGES if age.years < below), ""))
        if named is not None:
            yield Mention(named, age.start, age.end, age.text, "exact")


def read_question(text: str, thread: Iterable[str] = ()) -> Question:
    """Read a question, with the concepts its thread hands down.

    A thread hands down the nutrient where the question names none, and what else it was about
    where the question names nothing of that kind.
    """
    text = cleaned(text)
    mentions = tuple(_of_age(text, [m for m in link(text) if not _denied(text, m)]))
    handed = [known for known in map(concept, thread) if known is not None]
    own = {mention.concept.kind for mention in mentions}
    substances = {"nutrient", "form", "salt"}
    covered = own | (substances if own & substances else set())
    return Question(
        text=text,
        mentions=mentions,
        amounts=amounts(text),
        inherited=tuple(c for c in handed if c.kind not in covered),
    )
