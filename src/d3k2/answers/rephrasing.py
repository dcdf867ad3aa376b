"""Reviewed sentences in plainer words, chosen by a language model and checked word by word."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from d3k2.answers.dressing import grade_of
from d3k2.answers.phraser import Completes, Message, ModelFailed, asked
from d3k2.answers.phrases import says_any
from d3k2.answers.plain_words import exchanges, only_exchanged, plain_words
from d3k2.answers.reply import Answer, Rephrased, ReviewStatus
from d3k2.answers.reviewed_answer import CitedSentence
from d3k2.answers.rulings import rulings
from d3k2.answers.sentence_faults import (
    direction_fault,
    whole_words,
)
from d3k2.evidence import Statement, load
from d3k2.language import (
    amounts,
    entity_faults,
    link,
    number_faults,
    reading_level,
    sentences,
)
from d3k2.safety import words_of
from d3k2.wording import Sentence


def rephrase(answer: Answer, model: Completes, unreviewed: ReviewStatus) -> Answer:
    """Put sentences of a reviewed answer in plainer words, where every check of a wording holds.

    Stops, cautions, advised doses and the bottom line stand as they were reviewed, and so does
    every sentence for which the model gives nothing that passes.

    Parameters
    ----------
    unreviewed : ReviewStatus
        How the answer stands once one of its sentences has words that nobody reviewed.

    Returns
    -------
    Answer
        The same answer where nothing was put in other words.
    """
    if answer.kind != "reviewed" or answer.review.state == "rejected":
        return answer
    found = [s for part in answer.sections for s in part.statements if _may_change(answer, s)]
    offered = _offered([_text(said) for said in found], model)
    plainer = {
        said.id: text
        for said, text in zip(found, offered, strict=True)
        if text is not None and text != _text(said) and not any(wording_faults(said, text))
    }
    if not plainer:
        return answer
    sections = tuple(
        part.model_copy(
            update={"statements": tuple(_reworded(s, plainer.get(s.id)) for s in part.statements)}
        )
        for part in answer.sections
    )
    said = (answer.bottom_line, *(s for part in sections for s in part.statements))
    return answer.model_copy(
        update={
            "sections": sections,
            "review": unreviewed,
            "reading_grade": grade_of(map(_text, said)),
            "rephrased": tuple(
                Rephrased(id=s.id, original=_text(s)) for s in found if s.id in plainer
            ),
        }
    )


def wording_faults(said: Statement, offered: str) -> Iterator[str]:
    """Yield every reason why a text may not stand for a reviewed sentence.

    Parameters
    ----------
    said : Statement
        The reviewed sentence and what it stands on.
    offered : str
        The text of a language model.
    """
    reviewed = _text(said)
    if not only_exchanged(reviewed, offered):
        yield "more was changed than words of the list"
    if len(sentences(offered)) != len(sentences(reviewed)):
        yield "it is not one sentence"
    if len(offered) > plain_words()["limits"]["longest"] * len(reviewed):
        yield "it is too long"
    if reading_level(offered).grade > reading_level(reviewed).grade:
        yield "it is harder to read"
    if _numbers(offered) != _numbers(reviewed):
        yield "a number or a unit differs"
    if _named(offered) != _named(reviewed):
        yield "something else is named"
    if _kept(offered) != _kept(reviewed):
        yield "a word that denies, permits, orders or presses differs"
    if _changes(offered) != _changes(reviewed):
        yield "it points another way"
    evidence = load()
    grounds = words_of(said.stands_on, evidence)
    yield from number_faults(offered, grounds)
    yield from entity_faults(offered, grounds, rulings().entity_kinds)
    cited = CitedSentence(text=offered, stands_on=said.stands_on, line=0)
    yield from direction_fault(cited, evidence)


def _text(said: Statement) -> str:
    """The one text of a reviewed sentence, which is worded for its reader already."""
    return said.sentence.clinician


def _may_change(answer: Answer, said: Statement) -> bool:
    """Whether a sentence is reviewed, no warning and no advised dose, and has words to exchange."""
    limits, text = plain_words()["limits"], _text(said)
    if not said.id.startswith(f"{answer.id}.") or said.level not in limits["levels"]:
        return False
    if says_any(text, tuple(limits["pressing"])) or not exchanges(text):
        return False
    units = {number.unit.split("/")[0] for number in amounts(text) if number.unit}
    return said.level != "advice" or not units & set(rulings().patient_doses.units)


def _offered(texts: Sequence[str], model: Completes) -> list[str | None]:
    """What the model would say instead of each text; None where it says nothing."""
    nothing: list[str | None] = [None] * len(texts)
    if not texts:
        return nothing
    numbered = {str(n): text for n, text in enumerate(texts, start=1)}
    written = {n: {"sentence": t, "exchanges": exchanges(t)} for n, t in numbered.items()}
    shape = {
        "type": "object",
        "properties": {n: {"type": "string"} for n in numbered},
        "required": list(numbered),
        "additionalProperties": False,
    }
    says = (
        Message("system", asked("plainer")["says"].strip()),
        Message("user", json.dumps(written, ensure_ascii=False)),
    )
    try:
        given = model.complete(says, shape)
    except ModelFailed:
        return nothing
    found = [given.get(n) for n in numbered]
    return [text.strip() if isinstance(text, str) else None for text in found]


def _reworded(said: Statement, text: str | None) -> Statement:
    """The statement in other words, which nobody has reviewed."""
    if text is None:
        return said
    return said.model_copy(update={"sentence": Sentence(text, text), "review": "submitted"})


def _numbers(text: str) -> list[tuple[float, float, str | None]]:
    return [(number.low, number.high, number.unit) for number in amounts(text)]


def _named(text: str) -> list[str]:
    return [mention.concept.id for mention in link(text)]


def _kept(text: str) -> list[str]:
    listed = (*rulings().denials, *plain_words()["kept"]["words"])
    return [word.lower() for word in whole_words(listed).findall(text)]


def _changes(text: str) -> int:
    return len(whole_words(rulings().changes).findall(text))
