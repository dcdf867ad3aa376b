"""What the safety rules say of a medicine or a condition: ``K2 with levothyroxine``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from d3k2.answers.draft import Draft
from d3k2.answers.question import Question
from d3k2.answers.reply import Section
from d3k2.evidence import Statement, rule, statement
from d3k2.language import Concept
from d3k2.safety import NUTRIENTS, Effect, Nutrient, Rule, certainty_of, level_of, rules
from d3k2.wording import Sentence, phrase

KINDS = ("medicine", "condition", "symptom", "people")


def screened(question: Question) -> Draft | None:
    """Tell what the rules on the medicines and conditions of a question say of its nutrients.

    None where it names none that a rule is about.
    """
    named = question.of(*KINDS)
    found = [r for r in rules() if any(_concerns(r, c) for c in named)]
    if not found:
        return None
    asked = question.nutrients or NUTRIENTS
    said = sorted(
        ((r, e) for r in found for e in r.effects if e.on in asked),
        key=lambda pair: (-pair[1].severity, _taken_already(pair[1]), found.index(pair[0])),
    )
    if not said:
        return None
    (first_rule, first), *_ = said
    names = " and ".join(c.name for c in named if any(_concerns(r, c) for r in found))
    return Draft(
        id=f"computed:rules:{'+'.join(r.id for r in found)}",
        title=phrase("ask.title.rules", what=_names(asked), who=names),
        bottom_line=_statement(first_rule, first),
        sections=tuple(_sections(said[1:], asked, found)),
    )


def _concerns(one: Rule, concept: Concept) -> bool:
    """Whether the rule is about this medicine or condition, by itself or by its group."""
    known = {concept.id, *concept.wider}
    return (
        any(known & {*when.medicine, *when.condition, *when.symptom} for when in _needed(one))
        or concept.id == one.id
    )


def _needed(one: Rule) -> Iterator[object]:
    """The parts of its condition that make the rule fire, not those that keep it from firing."""
    roots = [one.when]
    while roots:
        when = roots.pop()
        yield when
        roots += [*when.all, *when.any]


def _taken_already(effect: Effect) -> bool:
    """Whether it speaks to those only who take the nutrient."""
    when = effect.when
    return when is not None and bool(when.steady or when.recent or when.takes)


def _sections(
    said: Sequence[tuple[Rule, Effect]], asked: Sequence[Nutrient], found: Sequence[Rule]
) -> Iterator[Section]:
    for nutrient in asked:
        lines = tuple(_statement(r, e) for r, e in said if e.on == nutrient)
        if lines:
            yield Section(title=phrase(f"ask.section.{nutrient}"), statements=lines)
    yield Section(title=phrase("ask.section.why"), statements=tuple(_mechanism(r) for r in found))


def _statement(one: Rule, effect: Effect) -> Statement:
    return statement(
        f"ask.rule.{one.id}.{effect.on}.{one.effects.index(effect)}",
        Sentence(effect.clinician, effect.patient),
        [rule(one.id)],
        level=level_of(effect),
        about=effect.on,
        certainty=certainty_of(one),
    )


def _mechanism(one: Rule) -> Statement:
    return statement(
        f"ask.rule.{one.id}.mechanism",
        Sentence(one.mechanism, one.mechanism),
        [rule(one.id)],
        level="note",
        about="evidence",
        certainty=certainty_of(one),
    )


def _names(asked: Sequence[Nutrient]) -> str:
    called = {"d3": "vitamin D3", "k2": "vitamin K2", "calcium": "calcium"}
    *first, last = (called[n] for n in asked)
    return f"{', '.join(first)} and {last}" if first else last
