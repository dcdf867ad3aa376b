"""Whether an answer really speaks of what a question names: by its own words, not by its head."""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import cache

from d3k2.answers.library import reviewed_answers
from d3k2.answers.question import ROOTS, Question
from d3k2.answers.reviewed_answer import ReviewedAnswer
from d3k2.language import Concept, Kind, about, concept, link
from d3k2.wording import AUDIENCES, Audience

FORMS: tuple[Kind, ...] = ("form", "salt")
PLAIN = ("vitamin-d3",)
"""What the name of the whole nutrient stands for."""

OPPOSITES = ("anticoagulant",)
"""Classes that hold medicines of opposite rules, so that none stands for another."""

PRODUCTS = ("vitamin-d-product", "calcium-product")
"""Medicines that are supplements of what d3k2 is about."""

GRADES = "evidence-grade"
NAMED: tuple[Kind, ...] = (*FORMS, "medicine")


def speaks_of(answer: ReviewedAnswer, question: Question, audience: Audience) -> bool:
    """Whether an answer says every form, salt and medicine that a question names.

    A medicine is said to this reader; a form to either, as patients read of K2 where it is MK-7.

    The class of a medicine will do, "vitamin D" for D3, and K2 for MK-7 where no other kind of K2
    is said. Where the answer's question names others of a family, one that was asked for must be
    among them: K1 is not told under a title on K2.
    """
    asked = [c for c in question.of(*NAMED) if not _is_supplement(c)]
    title = _titled(answer.id)
    if any(_is_another(one, asked, title) for one in asked):
        return False
    if GRADES in answer.concepts and question.about(GRADES):
        return True  # how evidence is weighed holds whatever was studied
    lost = [one for one in asked if not _carries(answer, one, audience)]
    return not lost or all(_is_aside(one, answer, question) for one in lost)


def _carries(answer: ReviewedAnswer, one: Concept, audience: Audience) -> bool:
    return _says(one, _said_of(one, answer.id, audience)) or _salt(one, answer)


def _is_aside(one: Concept, answer: ReviewedAnswer, question: Question) -> bool:
    """Whether a form is of a nutrient that the answer leaves out, beside one that it tells of."""
    root = _family(one)
    said = _with_wider(_said_of(one, answer.id, "clinician"))
    others = {ROOTS[n] for n in question.nutrients} - {root}
    return one.kind in FORMS and root not in said and bool(others & said)


def _salt(one: Concept, answer: ReviewedAnswer) -> bool:
    """Whether a salt is said without its calcium: carbonate, citrate and lactate."""
    word = one.name.casefold().split()[-1]
    said = (s.text.casefold() for s in answer.sentences())
    return one.kind == "salt" and any(word in text for text in said)


def _is_supplement(one: Concept) -> bool:
    """Whether a medicine is a product of what d3k2 is about."""
    products = {*one.wider} & {*PRODUCTS} or {*about(one.id)} & {*ROOTS.values()}
    return one.kind == "medicine" and bool(products)


def _says(one: Concept, said: Set[str]) -> bool:
    """Whether words name a concept, a kind of it, or what stands for it."""
    if one.id in _with_wider(said) or (one.id in PLAIN and set(one.wider) & said):
        return True
    stands = {i for i in one.wider if i not in (*OPPOSITES, *ROOTS.values())}
    stands |= {f"{i}-unspecified" for i in stands}
    return bool(stands & said) and (one.kind == "medicine" or not _siblings(one, said))


def _siblings(one: Concept, said: Iterable[str]) -> bool:
    """Whether another kind of the same form is said: MK-4 beside MK-7."""
    known = [c for c in map(concept, said) if c is not None]
    return any(c.kind == one.kind and c.wider == one.wider for c in known)


def _is_another(one: Concept, asked: Iterable[Concept], title: Set[str]) -> bool:
    """Whether a title names others of a concept's family, and none that was asked for."""
    named = [c for c in map(concept, title) if c is not None and _related(c, one)]
    mine = [c for c in asked if _related(c, one)]
    return bool(named) and not any(_overlap(a, b) for a in named for b in mine)


def _related(one: Concept, other: Concept) -> bool:
    """Whether two are forms of one nutrient, or medicines of one effect."""
    if one.kind == "medicine" or other.kind == "medicine":
        return one.kind == other.kind and _family(one) == _family(other)
    return one.kind in FORMS and one.kind == other.kind and _family(one) == _family(other)


def _overlap(one: Concept, other: Concept) -> bool:
    """Whether they are the same, one a kind of the other, or two medicines of one class."""
    if one.id == other.id or one.id in other.wider or other.id in one.wider:
        return True
    return one.kind == "medicine" and bool(one.wider) and one.wider[:1] == other.wider[:1]


def _family(one: Concept) -> str:
    """The widest thing that a concept is a kind of."""
    roots = [root for root in ROOTS.values() if root in one.wider]
    return roots[0] if roots else one.wider[-1] if one.wider else one.id


def _with_wider(said: Iterable[str]) -> frozenset[str]:
    known = [c for c in map(concept, said) if c is not None]
    return frozenset(i for c in known for i in (c.id, *c.wider))


@cache
def _titled(identifier: str) -> frozenset[str]:
    """What the question of an answer names."""
    return frozenset(m.concept.id for m in link(reviewed_answers()[identifier].question))


def _said_of(one: Concept, identifier: str, audience: Audience) -> frozenset[str]:
    """What is said where a concept must be named."""
    readers = (audience,) if one.kind == "medicine" else AUDIENCES
    return frozenset().union(*(_said(identifier, reader) for reader in readers))


@cache
def _said(identifier: str, audience: Audience) -> frozenset[str]:
    """What an answer names for one reader."""
    answer = reviewed_answers()[identifier]
    texts = (answer.question, *(s.text for s in answer.text(audience).sentences()))
    return frozenset(m.concept.id for text in texts for m in link(text))
