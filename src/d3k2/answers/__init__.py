"""What is the answer to a question in plain words?"""

from d3k2.answers.asking import ask
from d3k2.answers.faults import answer_faults
from d3k2.answers.library import reviewed_answers
from d3k2.answers.phraser import Completes, Message, ModelFailed
from d3k2.answers.reply import (
    Answer,
    Confidence,
    Finding,
    Linked,
    Reply,
    ReviewStatus,
    Section,
)
from d3k2.answers.reviewed_answer import ReviewedAnswer
from d3k2.answers.version import answer_item, answer_references

__all__ = [
    "Answer",
    "Completes",
    "Confidence",
    "Finding",
    "Linked",
    "Message",
    "ModelFailed",
    "Reply",
    "ReviewStatus",
    "ReviewedAnswer",
    "Section",
    "answer_faults",
    "answer_item",
    "answer_references",
    "ask",
    "reviewed_answers",
]
