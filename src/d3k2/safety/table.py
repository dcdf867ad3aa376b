"""The register of rules as a page: ``docs/safety-rules.md`` is this text."""

from __future__ import annotations

from d3k2.evidence import READINGS
from d3k2.safety.rule import NUTRIENTS, Effect, Nutrient, Rule
from d3k2.safety.rulebook import rules

_HEAD = """\
# The safety rules

Every rule that `screen` applies, from `src/d3k2/safety/rules/*.toml`, where triggers, sentences
and sources stand in full. Nobody has approved them yet: each is pending review by a pharmacist or
physician. The number is a rule's place in the register; one line may cover several, and several
lines may share one.

A cell says what follows for that nutrient and how grave it is: 4 block and urgent, 3 clinician
first, 2 adjust, 1 note, 0 no problem known. "Leaving out" marks harm by omission: it calls for a
clinician and never means "no". "If" marks an effect with a further condition. The last column is
the best reading among the rule's sources.

This page is made from the rules; a test fails when it is stale. Renew it with
`python -c "from d3k2.safety import table; print(table(), end='')" > docs/safety-rules.md`.

| no. | rule | when | D3 | K2 | calcium | read |
|---|---|---|---|---|---|---|
"""


def table() -> str:
    """The register as Markdown, in the order of its numbers."""
    ordered = sorted(rules(), key=lambda rule: (rule.rows[0], rule.id))
    return _HEAD + "".join(f"| {' | '.join(_cells(rule))} |\n" for rule in ordered)


def _cells(rule: Rule) -> tuple[str, ...]:
    read = min((s.read for s in rule.sources), key=READINGS.index)
    numbers = ", ".join(str(row) for row in rule.rows)
    return (numbers, f"`{rule.id}`", rule.title, *(_cell(rule, n) for n in NUTRIENTS), read)


def _cell(rule: Rule, nutrient: Nutrient) -> str:
    said = dict.fromkeys(_short(e) for e in rule.effects if e.on == nutrient)
    return "; ".join(said) or "-"


def _short(effect: Effect) -> str:
    parts = [f"{effect.action} {effect.severity}"]
    if effect.hours is not None:
        parts.append(f"{effect.hours:g} h")
    elif effect.hours_after is not None and effect.hours_before is not None:
        parts.append(f"{effect.hours_before:g} h before, {effect.hours_after:g} h after")
    if effect.prefer:
        parts.append(effect.prefer)
    if effect.at_most is not None:
        parts.append(f"at most {effect.at_most:g} {'mg' if effect.on == 'calcium' else 'µg'}")
    if effect.harm == "omission":
        parts.append("leaving out")
    return ", ".join(parts) + (" (if)" if effect.when else "")
