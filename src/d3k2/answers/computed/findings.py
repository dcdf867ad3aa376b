"""A summary of findings: an outcome, by kind of study and in whom, how sure and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from d3k2.answers.draft import Draft
from d3k2.answers.phrases import says_any
from d3k2.answers.question import ROOTS, Question
from d3k2.answers.reply import Finding, Section
from d3k2.answers.tables import Row, table
from d3k2.evidence import GRADES, EffectFact, Source, fact, facts, load, state, statement
from d3k2.language import link
from d3k2.wording import Sentence, phrase

MOST = 12
"""Rows of one table."""


def findings(question: Question) -> Draft | None:
    """Set out what studies found on the outcomes of a question, for the nutrients it names.

    None where it does not ask for the evidence as such, or where no effect is held.
    """
    outcomes = question.of("outcome", "condition", "marker")
    if not outcomes or not question.nutrients or not _asks(question):
        return None
    held = [f for f in load().facts.values() if isinstance(f, EffectFact) and f.citable]
    wanted = {c.id for c in outcomes}
    held = [f for f in held if wanted & _concepts(f.outcome) and _of_nutrients(f, question)]
    if not held:
        return None
    held.sort(key=lambda f: (GRADES.index(f.grade), -(f.n or 0), f.id))
    shown = held[:MOST]
    names = " and ".join(c.name for c in outcomes)
    return Draft(
        id=f"computed:findings:{'+'.join(question.nutrients)}:{'+'.join(sorted(wanted))}",
        title=phrase("ask.title.findings", outcome=names[:1].upper() + names[1:]),
        bottom_line=statement(
            f"ask.finding.{shown[0].id}",
            Sentence(shown[0].text, shown[0].text),
            [fact(shown[0].id)],
            level="note",
            about="outcome",
        ),
        sections=(
            Section(
                title=phrase("ask.section.grades"),
                statements=(
                    state(
                        "ask.graded_by",
                        *facts(*(f.id for f in shown)),
                        level="note",
                        about="evidence",
                        count=len(shown),
                        all=len(held),
                    ),
                ),
            ),
        ),
        findings=tuple(_row(f) for f in shown),
        related=("evidence-levels",),
    )


def _asks(question: Question) -> bool:
    words = (word for row in table("evidence_words") for word in row["words"])
    return says_any(question.text, tuple(words))


def _concepts(text: str) -> set[str]:
    return {i for m in link(text) for i in (m.concept.id, *m.concept.wider)}


def _of_nutrients(effect: EffectFact, question: Question) -> bool:
    """Whether the effect is of what the question names: its forms where it names forms."""
    given = _concepts(effect.intervention)
    forms = {c.id for c in question.of("form")}
    roots = {ROOTS[n] for n in question.nutrients}
    return roots <= given and (not forms or bool(forms & given))


def _row(effect: EffectFact) -> Finding:
    sources = [load().sources[r.id] for r in effect.sources]
    return Finding(
        outcome=effect.outcome,
        design=", ".join(dict.fromkeys(_design(s) for s in sources)),
        population=effect.population,
        comparison=f"{effect.intervention} against {effect.comparator}",
        result=_result(effect),
        direction=effect.direction,
        grade=effect.grade,
        because=tuple(_reasons(effect, sources)),
        fact=effect.id,
    )


def _design(source: Source) -> str:
    return {"trial": "randomised trial", "cohort": "cohort study"}.get(source.type, source.type)


def _result(effect: EffectFact) -> str:
    parts = []
    if effect.value is not None:
        unit = "" if effect.unit in ("1", effect.measure) else f" {effect.unit}"
        parts.append(f"{effect.measure} {effect.value:g}{unit}")
    if effect.low is not None and effect.high is not None:
        parts.append(f"({effect.low:g} to {effect.high:g})")
    if effect.n is not None:
        parts.append(f"n = {effect.n:,}")
    if effect.trials is not None and effect.trials > 1:
        parts.append(f"{effect.trials} trials")
    return " ".join(parts) or effect.measure


def _reasons(effect: EffectFact, sources: list[Source]) -> Iterator[Sentence]:
    """What speaks for and against the grade, as far as the record tells."""
    for row in table("grade_reasons"):
        if _holds(row, effect, sources):
            yield phrase(f"ask.because.{row['id']}")


def _holds(row: Row, effect: EffectFact, sources: list[Source]) -> bool:
    people, trials = effect.n, effect.trials
    tests: dict[str, Callable[[Any], bool]] = {
        "people_from": lambda least: people is not None and people >= least,
        "people_below": lambda most: people is not None and people < most,
        "trials_from": lambda least: trials is not None and trials >= least,
        "trials": lambda exactly: trials == exactly,
        "no_difference_in_interval": lambda _: _includes_none(effect),
        "design": lambda kinds: any(s.type in kinds for s in sources),
        "status": lambda kinds: any(s.status in kinds for s in sources),
        "grade": lambda kinds: effect.grade in kinds,
        "read": lambda kinds: effect.read in kinds,
        "surrogate": lambda names: bool(set(names) & _concepts(effect.outcome)),
    }
    return all(tests[key](value) for key, value in row.items() if key != "id")


def _includes_none(effect: EffectFact) -> bool:
    if effect.low is None or effect.high is None:
        return False
    none = 1.0 if effect.measure.split()[0] in ("RR", "HR", "OR", "IRR") else 0.0
    return effect.low <= none <= effect.high
