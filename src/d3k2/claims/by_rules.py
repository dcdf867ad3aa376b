"""What a clause says of a nutrient with a medicine or an illness, held against safety rules."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache

from d3k2.claims.claim import Slot, Verdict
from d3k2.claims.clause import Clause
from d3k2.claims.direction import pointed
from d3k2.claims.judgement import Judgement
from d3k2.claims.phrase import own_words, phrase
from d3k2.claims.phrases import phrases
from d3k2.claims.tables import table
from d3k2.claims.words import words_back, words_on
from d3k2.language import Mention
from d3k2.safety import Effect, Rule, When, rules

ROOTS = {"d3": "vitamin-d", "k2": "vitamin-k", "calcium": "calcium"}
BEFORE, BEHIND = 4, 1
"""Words before and behind a warning in which a denial denies it."""

NEEDS_CLINICIAN, ADJUSTS = 3, 2
"""Severities of a rule: from here on a clinician decides; from here on something is changed."""


def by_rules(clause: Clause) -> Iterator[Judgement]:
    """Yield a judgement for each medicine or illness that is warned of, or called harmless."""
    warns = _hits(clause, "warns")
    comforts = _hits(clause, "comforts")
    if warns == comforts or _turned(clause):
        return
    told_of = {point.outcome for point in pointed(clause)}
    for mention in clause.mentions:
        if mention.concept.id in told_of:
            continue
        if mention.concept.kind not in ("medicine", "condition") or _absent(clause, mention):
            continue
        ids = (mention.concept.id, *mention.concept.wider)
        for rule, effect in _about(ids, clause.around):
            ruled = _verdict(effect, warns=warns)
            if ruled is not None:
                yield _judged(rule, effect, *ruled)
            break


def warned_of(ids: Collection[str]) -> bool:
    """Whether a rule changes a nutrient with one of these medicines or illnesses."""
    return any(
        not triggers.isdisjoint(ids)
        and any(e.harm == "excess" and e.severity >= ADJUSTS for e in rule.effects)
        for rule, triggers in _triggers()
    )


def _turned(clause: Clause) -> bool:
    """Whether the sentence turns round what it tells: "it is wrong to believe that ..."."""
    return phrases(table("safety_words")["turns"]["phrases"]).stand_in(clause.sentence)


def _absent(clause: Clause, mention: Mention) -> bool:
    """Whether it is named as not there: "people who do not use warfarin"."""
    before = clause.words.line[: _place(clause, mention)]
    absent = table("safety_words")["absent"]["phrases"]
    return any(phrase(written).stands_last(before) for written in absent)


def _place(clause: Clause, mention: Mention) -> int:
    """Where a mention stands among the words."""
    return next((at for at, start, _ in clause.words.places if start == mention.start), 0)


def _hits(clause: Clause, key: str) -> bool:
    """Whether the clause warns, or comforts.

    A denied comfort warns; only the denial of a harm comforts: "not to be stopped" does not.
    """
    other = "comforts" if key == "warns" else "harms"
    return _said(clause, key, denied=False) or _said(clause, other, denied=True)


def _said(clause: Clause, key: str, *, denied: bool) -> bool:
    line = clause.words.line
    for written, place in phrases(table("safety_words")[key]["phrases"]).found(line):
        start, end = words_back(line, place.start, BEFORE), words_on(line, place.end, BEHIND)
        if clause.denies(start, end, own_words(written)) == denied:
            return True
    return False


@cache
def _triggers() -> tuple[tuple[Rule, frozenset[str]], ...]:
    """Each rule with the medicines and conditions that set it off."""
    return tuple((rule, frozenset(_named(rule.when))) for rule in rules())


def _named(when: When) -> Iterator[str]:
    yield from (*when.medicine, *when.condition)
    for part in (*when.all, *when.any):
        yield from _named(part)


def _about(ids: Sequence[str], around: frozenset[str]) -> Iterator[tuple[Rule, Effect]]:
    """Rules that these set off, with their effect on a nutrient that is spoken of.

    The rule on just this comes before one on its class, and a rule on nothing else before one that
    needs more.
    """
    found = [
        (
            (min(ids.index(i) for i in triggers & set(ids)), _asks(rule), -effect.severity),
            rule,
            effect,
        )
        for rule, triggers in _triggers()
        if triggers & set(ids)
        for effect in rule.effects
        if ROOTS[effect.on] in around and effect.harm == "excess"
    ]
    for _, rule, effect in sorted(found, key=lambda each: each[0]):
        yield rule, effect


def _asks(rule: Rule) -> int:
    """How much a rule asks for beside one medicine or illness."""
    return sum(len(part.model_fields_set) for part in rule.when.parts())


def _judged(rule: Rule, effect: Effect, verdict: Verdict, slot: Slot | None) -> Judgement:
    return Judgement(
        verdict=verdict,
        slot=slot,
        reason=effect.clinician,
        right=effect.clinician,
        facts=(f"rule:{rule.id}",),
        row=f"rule {rule.id}",
        weight=3,
        matter=f"safety {rule.id}",
    )


def _verdict(effect: Effect, *, warns: bool) -> tuple[Verdict, Slot | None] | None:
    """A warning holds where the rule warns; comfort is wrong where a clinician must decide.

    Comfort on which a rule only has a note is neither: the rule may speak of something else.
    """
    if warns:
        return ("supported", None) if effect.severity else ("overstated", "safety")
    if effect.severity >= NEEDS_CLINICIAN:
        return "contradicted", "safety"
    if effect.severity >= ADJUSTS:
        return "overstated", "safety"
    return ("supported", None) if effect.action == "ok" else None
