"""The facts nearest to a question that no answer is held for."""

from __future__ import annotations

from functools import cache
from importlib import resources

from d3k2.answers.draft import Draft
from d3k2.answers.question import ROOTS, Question
from d3k2.answers.reply import Section
from d3k2.evidence import EffectFact, Fact, FindingFact, PositionFact, fact, facts, load, state
from d3k2.evidence import statement as said
from d3k2.language import Kind, Known, Ranked, Ranker, Words, fuse, link, ranker
from d3k2.wording import Sentence, phrase

INDEX = "facts.npz"
"""The meanings of the facts; made again by ``python -m d3k2.answers.index``."""

MOST = 5
"""Facts that are shown."""

NAMED: tuple[Kind, ...] = ("form", "salt", "medicine", "outcome", "condition", "marker", "people")
"""Kinds of which a fact must name all that the question names."""


def nearest_facts(question: Question) -> Draft | None:
    """Tell the facts that name what a question names, those nearest in meaning and words first.

    Both rankings count by their places (reciprocal rank fusion). None where the question names
    no nutrient and nothing beside it, or where no fact names both.
    """
    wanted = {c.id for c in question.of(*NAMED)}
    roots = {ROOTS[n] for n in question.nutrients}
    if not wanted or not roots:
        return None
    held = {key for key, names in concepts_of_facts().items() if wanted | roots <= names}
    found = [one.id for one in _ranked(question.plain) if one.id in held][:MOST]
    if not found:
        return None
    known = load().facts
    return Draft(
        id="computed:facts",
        title=phrase("ask.title.facts"),
        bottom_line=state(
            "ask.nearest_facts", *facts(*found), level="note", about="evidence", count=len(found)
        ),
        sections=(
            Section(
                title=phrase("ask.section.facts"),
                statements=tuple(
                    said(
                        f"ask.fact.{key}",
                        Sentence(known[key].text, known[key].text),
                        [fact(key)],
                        level="note",
                        about="evidence",
                    )
                    for key in found
                ),
            ),
        ),
    )


def known_facts() -> tuple[Known, ...]:
    """The sentences of the facts that may be told: effects, findings and positions."""
    return tuple(Known(one.id, one.text) for one in load().facts.values() if _told(one))


def _told(one: Fact) -> bool:
    return one.citable and isinstance(one, EffectFact | FindingFact | PositionFact)


def _ranked(query: str) -> tuple[Ranked, ...]:
    by_words = _words().rank(query, len(load().facts))
    meaning = _by_meaning()
    if meaning.by == "words":
        return by_words
    return fuse(meaning.rank(query, len(load().facts)), by_words)


@cache
def _words() -> Words:
    return Words(known_facts())


@cache
def _by_meaning() -> Ranker:
    return ranker(known_facts(), resources.files("d3k2.answers").joinpath(INDEX))


@cache
def concepts_of_facts() -> dict[str, frozenset[str]]:
    """What each fact names, with what each is a kind of."""
    return {
        one.id: frozenset(i for m in link(one.text) for i in (m.concept.id, *m.concept.wider))
        for one in known_facts()
    }
