"""What a body that issues guidance says: ``what does EFSA say on the upper limit of vitamin D``."""

from __future__ import annotations

from collections.abc import Iterable, Set

from d3k2.answers.draft import Draft
from d3k2.answers.phrases import says_any
from d3k2.answers.question import ADULT, YOUNG, Question
from d3k2.answers.reply import Section
from d3k2.answers.tables import table
from d3k2.evidence import PositionFact, Statement, fact, load, statement
from d3k2.safety import NUTRIENTS, Nutrient
from d3k2.wording import Sentence, phrase

MOST = 12
"""Positions written out; more of one body on one question would not be read."""


MOTHERS = frozenset({"pregnant-women", "breast-feeding-women"})


def authority_says(question: Question) -> Draft | None:
    """Tell the positions of the bodies a question names, on the topics it names.

    Positions in force come first and superseded ones are said to be so; those from memory alone
    are left out. None where it names no body, or where none has a position on the matter.
    """
    bodies = [c.id for c in question.of("authority")] if _asks(question) else []
    topics = _topics(question)
    held = [
        position
        for position in load().facts.values()
        if isinstance(position, PositionFact)
        and position.authority in bodies
        and position.topic in topics
        and position.citable
    ]
    if not held:
        return None
    asked = {c.id for c in question.of("people")}
    held.sort(key=lambda p: (_nearness(p, asked), topics.index(p.topic), -p.year))
    kept = [p for p in held if p.status == "in force"][:MOST]
    past = [p for p in held if p.status != "in force"][:MOST]
    first, *rest = kept or past
    sections = []
    if rest:
        sections.append(Section(title=phrase("ask.section.in_force"), statements=_said(rest)))
    if kept and past:
        sections.append(Section(title=phrase("ask.section.superseded"), statements=_said(past)))
    names = " and ".join(load().authorities[b].short for b in bodies)
    return Draft(
        id=f"computed:positions:{'+'.join(bodies)}",
        title=phrase("ask.title.positions", who=names),
        bottom_line=_said([first])[0],
        sections=tuple(sections),
        related=("why-authorities-differ",),
    )


def _nearness(position: PositionFact, asked: Set[str]) -> int:
    """How near it is to whom the question is about: written for them, for everyone, for others."""
    who = position.population
    young = who.age_to is not None and who.age_to < ADULT
    mother = bool(who.pregnant or who.lactating)
    if not young and not mother:
        return 1
    return 0 if (young and asked & YOUNG) or (mother and asked & MOTHERS) else 2


def _asks(question: Question) -> bool:
    """Whether it asks what a body says, not why bodies differ."""
    (words,) = table("position_words")
    asks = says_any(question.text, tuple(words["words"]))
    return asks and not says_any(question.text, tuple(words["unless"]))


def _topics(question: Question) -> list[str]:
    """The topics that the question's concepts point to, those with most of them first."""
    named = {i for c in question.concepts for i in (c.id, *c.wider)}
    asked = question.nutrients or NUTRIENTS
    rows = [row for row in table("position_topics") if row["nutrient"] in asked]
    pointed = [row for row in rows if named & set(row["concepts"])]
    return [row["id"] for row in pointed or rows]


def _said(held: Iterable[PositionFact]) -> tuple[Statement, ...]:
    return tuple(
        statement(
            f"ask.position.{position.id}",
            Sentence(*[_sentence(position)] * 2),
            [fact(position.id)],
            level="note",
            about=_about(position.topic),
        )
        for position in held
    )


def _sentence(position: PositionFact) -> str:
    if position.status == "in force":
        return position.text
    return f"{position.text} ({position.status})"


def _about(topic: str) -> Nutrient:
    return next(row["nutrient"] for row in table("position_topics") if row["id"] == topic)
