"""What an effect does: how far it closes a nutrient, and how loudly it is said."""

from __future__ import annotations

from typing import Literal

from d3k2.evidence import FIRM, Grade, Level
from d3k2.safety.rule import Effect, Rule

Allowed = Literal["yes", "clinician", "no"]

_ORDER: tuple[Allowed, ...] = ("yes", "clinician", "no")


def strictest(*judgements: Allowed) -> Allowed:
    """The one that allows least."""
    return max(judgements, key=_ORDER.index, default="yes")


def allowed_by(effect: Effect) -> Allowed:
    """How far an effect closes its nutrient. Harm by omission never closes it."""
    grave = effect.severity >= 3 or effect.action in ("ask", "stop")
    if effect.harm == "omission":
        return "clinician" if grave else "yes"
    if effect.action == "stop" or effect.severity == 4:
        return "no"
    return "clinician" if grave else "yes"


def level_of(effect: Effect) -> Level:
    """How loudly an effect is said."""
    judged = allowed_by(effect)
    if judged == "no":
        return "stop"
    if judged == "clinician" or (effect.severity >= 2 and effect.action in ("monitor", "limit")):
        return "caution"
    return "advice" if effect.severity >= 2 else "note"


def must_not_be_left_out(effect: Effect) -> bool:
    """Whether stopping the nutrient alone could harm."""
    return effect.harm == "omission" and allowed_by(effect) == "clinician"


def certainty_of(rule: Rule) -> Grade:
    """How sure a rule's sentences are: no better than how its sources were read."""
    return "moderate" if any(s.read in FIRM for s in rule.sources) else "low"
