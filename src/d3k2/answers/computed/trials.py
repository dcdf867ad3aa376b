"""What a trial found: ``did VITAL find fewer fractures``."""

from __future__ import annotations

from d3k2.answers.draft import Draft
from d3k2.answers.phrases import says_any
from d3k2.answers.question import Question
from d3k2.answers.reply import Section
from d3k2.answers.tables import table
from d3k2.evidence import EffectFact, Fact, Statement, fact, load, statement
from d3k2.language import link, trial_sources
from d3k2.wording import Sentence, phrase

MOST = 12
"""Results written out of one trial."""


def asked_of_trial(question: Question) -> Draft | None:
    """Tell what a trial found where that is what the question asks."""
    words = (word for row in table("trial_words") for word in row["words"])
    return trial_found(question) if says_any(question.text, tuple(words)) else None


def trial_found(question: Question) -> Draft | None:
    """Tell what the trials that a question names found, the outcome it asks about first.

    None where it names no trial, or one of which nothing is held that somebody read.
    """
    named = question.of("trial")
    found = [f for trial in named for f in _facts(trial.id)]
    if not found:
        return None
    asked = {c.id for c in question.of("outcome", "condition", "marker")}
    found.sort(key=lambda f: (not asked & _outcomes(f), not isinstance(f, EffectFact)))
    first, *rest = [_statement(f) for f in found[: MOST + 1]]
    parts = (Section(title=phrase("ask.section.trial"), statements=tuple(rest)),) if rest else ()
    names = " and ".join(trial.name for trial in named)
    identifier = f"computed:trial:{'+'.join(trial.id for trial in named)}"
    return Draft(identifier, phrase("ask.title.trial", who=names), first, parts)


def _facts(trial: str) -> list[Fact]:
    """What was read in the papers of a trial: effects, then single results where there is none."""
    sources = set(trial_sources(trial))
    known = load()
    written: list[Fact] = [
        f
        for f in known.facts.values()
        if f.citable and f.kind in ("effect", "finding") and sources & {r.id for r in f.sources}
    ]
    if written:
        return written
    return [f for f in known.results.values() if f.citable and sources & {r.id for r in f.sources}]


def _outcomes(found: Fact) -> set[str]:
    said = found.outcome if isinstance(found, EffectFact) else found.text
    return {i for m in link(said) for i in (m.concept.id, *m.concept.wider)}


def _statement(found: Fact) -> Statement:
    return statement(
        f"ask.result.{found.id}",
        Sentence(found.text, found.text),
        [fact(found.id)],
        level="note",
        about="outcome",
    )
