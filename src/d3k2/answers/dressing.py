"""A draft or a reviewed answer as it is shown to one reader, with its review status."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from d3k2.answers.draft import Draft
from d3k2.answers.reply import Answer, ReviewStatus, Section
from d3k2.answers.reviewed_answer import CitedSentence, ReviewedAnswer
from d3k2.evidence import Level, Statement, statement
from d3k2.language import reading_level
from d3k2.safety import certainty_of, rule_of
from d3k2.wording import Audience, Sentence


def dressed(answer: ReviewedAnswer, audience: Audience, review: ReviewStatus) -> Answer:
    """Dress a reviewed answer for a reader."""
    text = answer.text(audience)
    said = [
        Section(
            title=Sentence(part.part.clinician, part.part.patient),
            statements=tuple(
                _statement(answer, one, part.part.level, f"{part.part.id}.{place}", review)
                for place, one in enumerate(part.sentences, start=1)
            ),
        )
        for part in text.parts
    ]
    return Answer(
        id=answer.id,
        kind="reviewed",
        title=answer.question,
        bottom_line=_statement(answer, text.bottom_line, answer.level, "bottom-line", review),
        sections=tuple(said),
        review=review,
        reading_grade=grade_of(s.text for s in text.sentences()),
    )


def _statement(
    answer: ReviewedAnswer, one: CitedSentence, level: Level, place: str, review: ReviewStatus
) -> Statement:
    rules = [r for r in map(rule_of, one.stands_on) if r is not None]
    only_rules = len(rules) == len(one.stands_on)
    said = statement(
        f"{answer.id}.{place}",
        Sentence(one.text, one.text),
        one.stands_on,
        level=level,
        about=answer.about,
        certainty=certainty_of(rules[0]) if only_rules else None,
    )
    return said.model_copy(update={"review": review.state})


def computed(draft: Draft, audience: Audience, day: date) -> Answer:
    """Dress a computed answer. It stands on records, each with its own review."""
    said = [draft.bottom_line, *(s for part in draft.sections for s in part.statements)]
    return Answer(
        id=draft.id,
        kind="computed",
        title=draft.title.to(audience),
        bottom_line=draft.bottom_line,
        sections=draft.sections,
        findings=draft.findings,
        review=ReviewStatus(state="submitted", date=day),
        reading_grade=grade_of(s.sentence.to(audience) for s in said),
    )


def grade_of(texts: Iterable[str]) -> float:
    """The grade at which sentences read as one text, to one decimal."""
    return round(reading_level(" ".join(texts)).grade, 1)
