"""Screening: every rule judged on one person and what they take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from d3k2.evidence import Ground, Level, Statement, given
from d3k2.evidence import rule as on_rule
from d3k2.person import Person
from d3k2.regimen import Regimen
from d3k2.safety.holding import Guess, Holding, holds
from d3k2.safety.intake import substances
from d3k2.safety.outcome import (
    Allowed,
    allowed_by,
    certainty_of,
    level_of,
    must_not_be_left_out,
    strictest,
)
from d3k2.safety.rule import NUTRIENTS, Effect, Nutrient, Rule
from d3k2.safety.rulebook import rules
from d3k2.safety.unscreened import Gaps, filled, gaps_of, sentence
from d3k2.wording import Sentence

_LEVELS: tuple[Level, ...] = ("stop", "caution", "advice", "note", "disagreement", "limit")
_GROUP: dict[Nutrient, str] = {"d3": "d", "k2": "k2", "calcium": "calcium"}


@dataclass(frozen=True, slots=True)
class Limit:
    """The most of a nutrient that a fired rule leaves."""

    nutrient: Nutrient
    at_most: float
    """µg/day of vitamin D or K2, mg/day of calcium; a single amount when `of` is ``dose``."""
    of: str
    rule: str


@dataclass(frozen=True, slots=True)
class Separation:
    """Hours to keep between a nutrient and a medicine."""

    nutrient: Nutrient
    medicine: str
    """As the person wrote it."""
    field: str
    hours: float
    """The wider of the two sides."""
    hours_after: float
    """From the medicine to the nutrient."""
    hours_before: float
    """From the nutrient to the medicine."""
    rule: str


@dataclass(frozen=True, slots=True)
class Preference:
    """A form or a way of taking that a fired rule prefers."""

    nutrient: Nutrient
    prefer: str
    rule: str


@dataclass(frozen=True, slots=True)
class Undecided:
    """A rule, or one of its effects, that could not be judged because something was not asked."""

    rule: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Screening:
    """What must not be done, and what only with a clinician.

    Attributes
    ----------
    allowed : dict
        Per nutrient: ``yes``, ``clinician`` or ``no``, what is unknown counted in.
    by_rules : dict
        The same by the fired rules alone. Where it says more than `allowed`, the difference is
        a gap in the information, and concerns amounts beyond the reference intakes.
    statements : tuple of Statement
        Every fired effect, the gravest first.
    stops : tuple of Statement
        Those of level ``stop``.
    do_not_stop : tuple of str
        Nutrients that must not be left out or changed without a clinician.
    not_screened : tuple of Sentence
        What could not be screened; unrecognised medicines first.
    not_asked : tuple of str
        ``medicines``, ``conditions``: what the person was not asked.
    fired : tuple of str
        Ids of the rules that fired.
    """

    allowed: dict[Nutrient, Allowed]
    by_rules: dict[Nutrient, Allowed]
    statements: tuple[Statement, ...]
    stops: tuple[Statement, ...]
    limits: tuple[Limit, ...]
    separations: tuple[Separation, ...]
    preferences: tuple[Preference, ...]
    do_not_stop: tuple[Nutrient, ...]
    not_screened: tuple[Sentence, ...]
    not_asked: tuple[str, ...]
    fired: tuple[str, ...]
    undecided: tuple[Undecided, ...]

    def limit(self, nutrient: Nutrient, of: str) -> Limit | None:
        """The tightest limit on a nutrient of this kind (``supplement``, ``total``, ``dose``)."""
        found = [one for one in self.limits if one.nutrient == nutrient and one.of == of]
        return found[0] if found else None


@dataclass(frozen=True, slots=True)
class _Fired:
    rule: Rule
    effect: Effect
    fields: tuple[str, ...]
    guesses: tuple[Guess, ...]


def screen(person: Person, regimen: Regimen | None = None) -> Screening:
    """Judge every rule on a person and what they take, or would take.

    Parameters
    ----------
    person : Person
    regimen : Regimen, optional
        The supplements to judge. By default those the person takes.

    Returns
    -------
    Screening
    """
    now = _running(regimen if regimen is not None else person.takes or Regimen(), person)
    fired, undecided = _judge(rules(), person, now)
    gaps = gaps_of(person)
    by_rules = {
        n: strictest(*(allowed_by(f.effect) for f in fired if f.effect.on == n)) for n in NUTRIENTS
    }
    allowed = {n: strictest(by_rules[n], gaps.allowed[n]) for n in NUTRIENTS}
    statements = _ordered(_said(fired, gaps, _relevant(person, now)))
    return Screening(
        allowed=allowed,
        by_rules=by_rules,
        statements=statements,
        stops=tuple(s for s in statements if s.level == "stop"),
        limits=_tightest(fired),
        separations=_separations(fired, person),
        preferences=tuple(
            Preference(f.effect.on, f.effect.prefer, f.rule.id) for f in fired if f.effect.prefer
        ),
        do_not_stop=tuple(
            n
            for n in NUTRIENTS
            if any(f.effect.on == n and must_not_be_left_out(f.effect) for f in fired)
        ),
        not_screened=gaps.sentences,
        not_asked=gaps.not_asked,
        fired=tuple(dict.fromkeys(f.rule.id for f in fired)),
        undecided=undecided,
    )


def _running(regimen: Regimen, person: Person) -> Regimen:
    """What has not ended: a product still to be started counts."""
    return Regimen(
        tuple(i for i in regimen.items if i.schedule.end is None or i.schedule.end >= person.date)
    )


def _judge(
    book: tuple[Rule, ...], person: Person, regimen: Regimen
) -> tuple[list[_Fired], tuple[Undecided, ...]]:
    """Rules that ask what others have stopped are judged after them."""
    after = [rule for rule in book if any(part.stopped for part in rule.uses())]
    first = [rule for rule in book if rule not in after]
    fired: list[_Fired] = []
    undecided: list[Undecided] = []
    for group in (first, after):
        stopped = {f.effect.on for f in fired if allowed_by(f.effect) == "no"}
        for rule in group:
            trigger = holds(rule.when, person, regimen, stopped)
            if trigger.truth is None:
                undecided.append(Undecided(rule.id, trigger.fields))
            if not trigger.truth:
                continue
            for effect in rule.effects:
                further = (
                    holds(effect.when, person, regimen, stopped) if effect.when else Holding(True)
                )
                if further.truth:
                    fired.append(_together(rule, effect, trigger, further))
                elif further.truth is None:
                    undecided.append(Undecided(rule.id, further.fields))
    return fired, tuple(dict.fromkeys(undecided))


def _together(rule: Rule, effect: Effect, trigger: Holding, further: Holding) -> _Fired:
    return _Fired(
        rule,
        effect,
        tuple(dict.fromkeys((*trigger.fields, *further.fields))),
        tuple(dict.fromkeys((*trigger.guesses, *further.guesses))),
    )


def _relevant(person: Person, regimen: Regimen) -> frozenset[Nutrient]:
    """Nutrients that are taken, proposed or asked about."""
    taken = person.takes or Regimen()
    return frozenset(
        n
        for n in NUTRIENTS
        if n in person.wants or substances(_GROUP[n], regimen) or substances(_GROUP[n], taken)
    )


def _said(
    fired: list[_Fired], gaps: Gaps, relevant: frozenset[Nutrient]
) -> Iterable[tuple[int, Statement]]:
    yield from ((2, statement) for statement in gaps.statements)
    for one in fired:
        if one.effect.action != "ok" or one.effect.on in relevant:
            yield one.effect.severity, _statement(one)
    for rule in {f.rule.id: f.rule for f in fired}.values():
        if rule.disagreement:
            yield 0, _disagreement(rule, next(f for f in fired if f.rule.id == rule.id))


def _statement(one: _Fired) -> Statement:
    rule, effect = one.rule, one.effect
    same = [e for e in rule.effects if e.on == effect.on]
    suffix = f".{same.index(effect) + 1}" if len(same) > 1 else ""
    said = Sentence(effect.clinician, effect.patient)
    for guess in one.guesses:
        said = filled("if-meant", said, given=guess.given, name=guess.name)
    return Statement(
        id=f"rule.{rule.id}.{effect.on}{suffix}",
        sentence=said,
        level=level_of(effect),
        about=effect.on,
        certainty=certainty_of(rule),
        stands_on=_grounds(one),
    )


def _disagreement(rule: Rule, one: _Fired) -> Statement:
    text = rule.disagreement or ""
    return Statement(
        id=f"rule.{rule.id}.disagreement",
        sentence=sentence(text),
        level="disagreement",
        about=one.effect.on,
        certainty=certainty_of(rule),
        stands_on=(on_rule(rule.id),),
    )


def _grounds(one: _Fired) -> tuple[Ground, ...]:
    return (on_rule(one.rule.id), *(given(field) for field in one.fields))


def _ordered(said: Iterable[tuple[int, Statement]]) -> tuple[Statement, ...]:
    """The gravest first; what is equally grave stays in the order of the rules."""
    ranked = sorted(said, key=lambda pair: (_LEVELS.index(pair[1].level), -pair[0]))
    return tuple(statement for _, statement in ranked)


def _tightest(fired: list[_Fired]) -> tuple[Limit, ...]:
    limits = [
        Limit(f.effect.on, f.effect.at_most, f.effect.limit_of or "supplement", f.rule.id)
        for f in fired
        if f.effect.at_most is not None
    ]
    tightest: dict[tuple[Nutrient, str], Limit] = {}
    for limit in limits:
        known = tightest.get((limit.nutrient, limit.of))
        if known is None or limit.at_most < known.at_most:
            tightest[limit.nutrient, limit.of] = limit
    return tuple(tightest.values())


def _separations(fired: list[_Fired], person: Person) -> tuple[Separation, ...]:
    found: list[Separation] = []
    for one in fired:
        effect = one.effect
        after = effect.hours_after if effect.hours_after is not None else effect.hours
        before = effect.hours_before if effect.hours_before is not None else effect.hours
        if after is None or before is None:
            continue
        found += [
            Separation(
                effect.on, medicine.text, field, max(after, before), after, before, one.rule.id
            )
            for i, medicine in enumerate(person.medicines or ())
            if (field := f"medicines[{i}]") in one.fields
        ]
    return tuple(found)
