"""Whether a question is one for d3k2, and the reason where it is not."""

from __future__ import annotations

from dataclasses import dataclass

from d3k2.answers.matching import is_near
from d3k2.answers.phrases import says_any
from d3k2.answers.question import ROOTS, Question
from d3k2.answers.tables import table
from d3k2.language import Concept, Ranker, is_english
from d3k2.wording import Sentence, phrase

LONGEST = 2000
"""Characters of one question; what is longer is an article, or an accident."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a question gets no answer, and which answers to read instead."""

    reason: Sentence
    nearest: tuple[str, ...] = ()


def refused_unread(text: str) -> Refusal | None:
    """Refuse what cannot be read as one English question."""
    if not any(sign.isalnum() for sign in text):
        return Refusal(phrase("ask.refused.empty"))
    if len(text) > LONGEST:
        said = phrase("ask.refused.long", length=f"{len(text):,}", most=f"{LONGEST:,}")
        return Refusal(said)
    if not is_english(text):
        return Refusal(phrase("ask.refused.language"))
    return None


def refused_by_words(question: Question) -> Refusal | None:
    """Refuse what its words show to be none for d3k2: an animal, a shop, an order to obey."""
    for row in table("refusals"):
        named = all(says_any(question.text, tuple(words)) for words in row["all"])
        if named and not says_any(question.text, tuple(row.get("unless", ()))):
            nearest = tuple(row.get("nearest", ()))
            return Refusal(Sentence(row["clinician"], row["patient"]), nearest)
    return None


def refused_by_concepts(question: Question, ranker: Ranker) -> Refusal | None:
    """Refuse what is not about vitamin D, vitamin K or calcium.

    What names nothing at all may still be asked in other words: it is within scope where it lies
    very near a known question in meaning.
    """
    if question.about(*ROOTS.values()) or any(_is_subject(c, question) for c in question.concepts):
        return None
    others = [c.name for c in question.of("nutrient")]
    if others:
        return Refusal(phrase("ask.refused.other_nutrient", name=" and ".join(others)))
    if says_any(
        question.text, tuple(w for r in table("subject_words") for w in r.get("words", ()))
    ):
        return None
    if not question.of("medicine", "food") and is_near(question, ranker):
        return None
    return Refusal(phrase("ask.refused.subject"))


def _is_subject(concept: Concept, question: Question) -> bool:
    """Whether a concept makes a question one for d3k2, alone or beside another kind."""
    known = {concept.id, *concept.wider}
    return any(
        concept.kind in row.get("kinds", ()) or known & set(row.get("concepts", ()))
        for row in table("subject_words")
        if "beside" not in row or question.of(*row["beside"])
    )
