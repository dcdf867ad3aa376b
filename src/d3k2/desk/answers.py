"""A reviewed answer as something to review: every sentence for either reader, with its grounds."""

from __future__ import annotations

from d3k2.answers import ReviewedAnswer, answer_item, answer_references
from d3k2.desk.content import Part, Reviewable, cited
from d3k2.desk.risk import Features, Risk, risk_of
from d3k2.desk.rules import rule_features
from d3k2.safety import rules
from d3k2.wording import AUDIENCES, Audience

MEDICINES = "medicines"
"""The theme whose answers tell what rules say."""


def reviewable_answer(answer: ReviewedAnswer) -> Reviewable:
    """Return an answer with both its texts and what they stand on."""
    texts = {audience: _written(answer, audience) for audience in AUDIENCES}
    return Reviewable(
        item=answer_item(answer),
        parts=(Part("answer", texts["clinician"], texts["patient"]),),
        applies=f"whoever asks: {answer.question}",
        sources=cited(answer_references(answer)),
        risk=_risk(answer),
        notes=(Part("stands on", ", ".join(answer.facts)),),
    )


def _written(answer: ReviewedAnswer, audience: Audience) -> str:
    return " ".join(sentence.text for sentence in answer.text(audience).sentences())


def _risk(answer: ReviewedAnswer) -> Risk:
    """Of an answer on medicines that of its gravest rule; of any other by what it is about."""
    own: Features = {"kind": frozenset({"answer"}), "theme": frozenset({answer.theme.id})}
    risks = [risk_of(own)]
    if answer.theme.id == MEDICINES:
        cited = {g.id for sentence in answer.sentences() for g in sentence.stands_on}
        risks += [risk_of(rule_features(rule)) for rule in rules() if rule.id in cited]
    return max(risks, key=lambda risk: risk.weight)
