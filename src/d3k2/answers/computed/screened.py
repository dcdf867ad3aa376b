"""What the safety rules say of a medicine or a condition: ``K2 with levothyroxine``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from functools import cache

from d3k2.answers.computed.firing import fires, named
from d3k2.answers.draft import Draft
from d3k2.answers.question import Question
from d3k2.answers.reply import Section
from d3k2.evidence import Statement, given, rule, state, statement
from d3k2.language import Kind
from d3k2.safety import NUTRIENTS, Effect, Nutrient, Rule, certainty_of, level_of, rules
from d3k2.wording import Sentence, phrase

SCREENED: tuple[Kind, ...] = ("medicine", "condition", "symptom")
"""Kinds of which it is said when no rule is about one."""

KINDS: tuple[Kind, ...] = ("medicine", "condition", "symptom", "people")

WARNED_OF: tuple[Kind, ...] = ("medicine", "condition", "people")
MOST_WARNINGS = 4
"""Warnings beside an answer that is about something else; more would not be read."""


def screened(question: Question) -> Draft | None:
    """Tell what the rules on the medicines and conditions of a question say of its nutrients.

    None where it names none that d3k2 knows. Where no rule speaks of one, that is said, which
    does not mean that there is nothing.
    """
    who = question.of(*KINDS)
    if not who:
        return None
    known = named(question)
    found = [r for r in rules() if _is_about(r, known)]
    if not found and not question.of(*SCREENED):
        return None
    asked = question.nutrients or NUTRIENTS
    if _of_k1_alone(question):
        return None
    said = sorted(
        (
            (r, e)
            for r in found
            for e in r.effects
            if e.on in asked and (e.when is None or fires(e.when, known, only_named=False))
        ),
        key=lambda pair: (-pair[1].severity, _taken_already(pair[1]), found.index(pair[0])),
    )
    names = " and ".join(c.name for c in who)
    if not said:
        bottom, rest = _no_rule(question, asked, names), said
    else:
        first = next((pair for pair in said if _is_told(pair[1], known)), said[0])
        bottom, rest = _statement(*first), [pair for pair in said if pair is not first]
    return Draft(
        id=f"computed:rules:{'+'.join(r.id for r in found) or '+'.join(c.id for c in who)}",
        title=phrase("ask.title.rules", what=_titled(_names(question, asked)), who=names),
        bottom_line=bottom,
        sections=tuple(_sections(rest, asked, found)),
        holds=bool(said),
    )


def warnings(question: Question, carried: Set[str]) -> tuple[Statement, ...]:
    """Tell what the rules say of what a question names and its answer does not carry.

    Stop signs and cautions only, the gravest for each nutrient and rule.
    """
    left = tuple(
        m
        for m in question.mentions
        if m.concept.kind not in KINDS
        or (m.concept.kind in WARNED_OF and not {m.concept.id, *m.concept.wider} & carried)
    )
    if _of_k1_alone(question):
        return ()
    known = named(replace(question, mentions=left, inherited=()))
    found = [
        (one, effect)
        for one in rules()
        if _is_about(one, known)
        for effect in one.effects
        if effect.on in question.nutrients
        and not _taken_already(effect)
        and _is_told(effect, known)
        and level_of(effect) in ("stop", "caution")
    ]
    found.sort(key=lambda pair: -pair[1].severity)
    gravest = {(one.id, effect.on): (one, effect) for one, effect in reversed(found)}
    kept = (pair for pair in found if gravest[pair[0].id, pair[1].on] == pair)
    return tuple(_statement(*pair) for pair in kept)[:MOST_WARNINGS]


@cache
def ruled_concepts() -> frozenset[str]:
    """The medicines, conditions and symptoms that any rule asks for."""
    parts = [w for one in rules() for w in one.when.parts()]
    return frozenset(i for w in parts for i in (*w.medicine, *w.condition, *w.symptom))


def _is_about(one: Rule, known: frozenset[str]) -> bool:
    """Whether a rule is about what the question names: it asks for it, and would fire on it."""
    wanted = {i for w in one.when.parts() for i in (*w.medicine, *w.condition, *w.symptom)}
    people = one.id in known or any(w.pregnant or w.age_below for w in one.when.parts())
    return bool(wanted & known or people) and fires(one.when, known, only_named=True)


def _is_told(effect: Effect, known: frozenset[str]) -> bool:
    """Whether the question tells all that a sentence says: no amount or result is made up."""
    return effect.when is None or fires(effect.when, known, only_named=True)


def _of_k1_alone(question: Question) -> bool:
    """Whether it asks of K1 and of no K2, on which the rules are."""
    forms = {c.id: c for c in question.of("form")}
    return "vitamin-k1" in forms and not any(
        "vitamin-k2" in (i, *c.wider) for i, c in forms.items()
    )


def _no_rule(question: Question, asked: Sequence[Nutrient], names: str) -> Statement:
    return state(
        "ask.no_rule",
        given("question"),
        level="note",
        about=asked[0],
        certainty="none",
        what=_names(question, asked),
        who=names,
    )


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
    if found:
        why = tuple(_mechanism(r) for r in found)
        yield Section(title=phrase("ask.section.why"), statements=why)


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


def _names(question: Question, asked: Sequence[Nutrient]) -> str:
    """What is asked about, in its own names where the question names it."""
    called = {"d3": "vitamin D3", "k2": "vitamin K2", "calcium": "calcium"}
    own = [c.name for c in question.of("nutrient", "form", "salt")]
    *first, last = own or [called[n] for n in asked]
    return f"{', '.join(first)} and {last}" if first else last


def _titled(names: str) -> str:
    return names[:1].upper() + names[1:]
