"""Answers that are put together from data: conversions, foods, rules, positions, trials, curves."""

from __future__ import annotations

from d3k2.answers.computed.authorities import authority_says
from d3k2.answers.computed.conversions import conversion
from d3k2.answers.computed.findings import findings
from d3k2.answers.computed.foods import food_content
from d3k2.answers.computed.nearest import nearest_facts
from d3k2.answers.computed.rise import rise
from d3k2.answers.computed.screened import ruled_concepts, screened, warnings
from d3k2.answers.computed.trials import asked_of_trial, trial_found
from d3k2.answers.draft import Draft
from d3k2.answers.question import Question
from d3k2.person import Person

FIRST = (conversion, asked_of_trial, authority_says, findings, food_content)
"""Asked in this order before any reviewed answer: their questions can be told by what they name."""

LAST = (trial_found, screened)
"""Asked where no reviewed answer carries what a question names."""


def compute(question: Question, person: Person | None, *, last: bool = False) -> Draft | None:
    """Compute the answer to a question, or None where it asks for nothing that is computed.

    Parameters
    ----------
    last : bool, optional
        Whether the reviewed answers were tried in vain.
    """
    predicted = None if last else rise(question, person)
    if predicted is not None:
        return predicted
    drafts = (answer(question) for answer in (LAST if last else FIRST))
    return next((draft for draft in drafts if draft is not None), None)


__all__ = ["compute", "nearest_facts", "ruled_concepts", "warnings"]
