"""A question that asks several things, cut into single ones of its own words."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from d3k2.answers.phraser import Completes, Message, ModelFailed, asked
from d3k2.answers.question import Question, read_question
from d3k2.language import Concept, Kind
from d3k2.safety import rules

TOLD: tuple[Kind, ...] = ("symptom", "people")
"""What a question tells of a person, which holds for everything that it asks."""

_WORD = re.compile(r"\w+(?:['’-]\w+)*|[^\w\s]")


def split(question: Question, model: Completes) -> tuple[str, ...]:
    """Cut a question that asks several things into single ones; none where it stays whole.

    Every part is made of words of the question in their order, and together they leave out
    nothing but what joined them.
    """
    if not _may_be_several(question):
        return ()
    parts = _offered(question.text, model)
    if any(parting_faults(question, parts)):
        return ()
    return parts


def parting_faults(question: Question, parts: Sequence[str]) -> Iterator[str]:
    """Yield every reason why texts may not stand for the single questions of a question.

    Parameters
    ----------
    parts : sequence of str
        The texts of a language model.
    """
    read = [read_question(part) for part in parts]
    if not 2 <= len({part.casefold() for part in parts}) == len(parts) <= asked("split")["most"]:
        yield "they are not two to four different questions"
    if not all(_is_made_of(part, question.text) for part in parts):
        yield "one has words that the question has not, or in another order"
    if any(_content(part) == _content(question.text) for part in parts):
        yield "one is the whole question"
    together: Counter[str] = sum((_content(part) for part in parts), Counter())
    if _content(question.text) - together:
        yield "a word of the question is lost"
    if {c.id for part in read for c in part.concepts} != {c.id for c in question.concepts}:
        yield "something else is named"
    if {n for part in read for n in _numbers(part)} != _numbers(question):
        yield "a number or a unit differs"
    if not all(part.nutrients for part in read):
        yield "one does not say which nutrient it asks about"
    if any(_depends(part, c) for part in read for c in question.concepts if c not in part.concepts):
        yield "one leaves out what its answer may depend on"


def _may_be_several(question: Question) -> bool:
    """Whether a question has a word or sign that joins, and names more than one thing."""
    joined = any(word in asked("split")["joins"] for word in _words(question.text)[:-1])
    return joined and len(question.concepts) > 1


def _offered(text: str, model: Completes) -> tuple[str, ...]:
    """The single questions that the model sees; none where it gives anything else."""
    shape = {
        "type": "object",
        "properties": {"questions": {"type": "array", "items": {"type": "string"}}},
        "required": ["questions"],
        "additionalProperties": False,
    }
    says = (
        Message("system", asked("split")["says"].strip()),
        Message("user", json.dumps({"question": text}, ensure_ascii=False)),
    )
    try:
        given = model.complete(says, shape).get("questions")
    except ModelFailed:
        return ()
    if not isinstance(given, list) or not all(isinstance(part, str) for part in given):
        return ()
    return tuple(" ".join(part.split()) for part in given)


def _depends(part: Question, left_out: Concept) -> bool:
    """Whether what is said of a nutrient may be different with this.

    That is so for whoever asks, and for a medicine or a condition that a safety rule on the
    nutrient names.
    """
    names = {left_out.id, *left_out.wider}
    return left_out.kind in TOLD or any(
        effect.on in part.nutrients and names & {*w.medicine, *w.condition, *w.allergy, *w.diet}
        for rule in rules()
        for effect in rule.effects
        for w in rule.when.parts()
    )


def _is_made_of(part: str, whole: str) -> bool:
    """Whether the words of a text stand in another in the same order."""
    rest = iter(_words(whole))
    return all(word in rest for word in _words(part) if word not in asked("split")["joins"])


def _content(text: str) -> Counter[str]:
    """The words of a text without those that join."""
    return Counter(word for word in _words(text) if word not in asked("split")["joins"])


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _numbers(question: Question) -> set[tuple[float, float, str | None]]:
    return {(number.low, number.high, number.unit) for number in question.amounts}
