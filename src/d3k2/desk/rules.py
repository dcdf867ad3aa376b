"""A safety rule as something to review."""

from __future__ import annotations

from d3k2.desk.conditions import condition, effect_in_words
from d3k2.desk.content import Part, Reviewable, cited, item_of
from d3k2.desk.risk import Features, risk_of
from d3k2.safety import Rule

NOTED = {"mechanism": "why", "disagreement": "sources differ"}


def reviewable_rule(rule: Rule) -> Reviewable:
    """Return a rule with every effect, its condition and what it stands on."""
    notes = [Part(label, text) for key, label in NOTED.items() if (text := getattr(rule, key))]
    return Reviewable(
        item=item_of("rule", rule, rule.title, rule.sources),
        parts=tuple(Part(effect_in_words(e), e.clinician, e.patient) for e in rule.effects),
        applies=condition(rule.when),
        sources=cited(rule.sources),
        risk=risk_of(rule_features(rule)),
        notes=tuple(notes),
    )


def rule_features(rule: Rule) -> Features:
    """What of a rule decides how early a reviewer should see it."""
    uses = rule.uses()
    return {
        "kind": frozenset({"rule"}),
        "action": frozenset(e.action for e in rule.effects),
        "severity": frozenset(str(e.severity) for e in rule.effects),
        "harm": frozenset(e.harm for e in rule.effects),
        "bound": frozenset("dose" for e in rule.effects if e.at_most is not None),
        "medicine": frozenset(m for use in uses for m in use.medicine),
        "condition": frozenset(c for use in uses for c in use.condition),
    }
