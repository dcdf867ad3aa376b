"""A claim that was called supported, held once more against the facts that it stands on."""

from __future__ import annotations

from dataclasses import replace

from d3k2.claims.citations.citing import Citing
from d3k2.claims.citations.plain_findings import plainly_otherwise
from d3k2.claims.citations.profile import held_fact, profile
from d3k2.claims.claim import Claim
from d3k2.claims.tables import table
from d3k2.evidence import EffectFact, load


def second_look(claim: Claim) -> Claim:
    """Leave a supported claim open where it plainly tells what its facts did not find.

    The reader goes by what sentences like it were; it may overlook that this one turns a result
    round: "clearly slowed the hardening of the valve". It is doubted then, not accused.
    """
    if claim.verdict != "supported" or not _told_otherwise(claim):
        return claim
    reason = table("nothing_held")["doubted"]
    return replace(claim, verdict=None, slot=None, reason=reason, tenet=None, doubted=True)


def _told_otherwise(claim: Claim) -> bool:
    facts = [held_fact(fact) for fact in _effects(claim)]
    sentence = Citing(claim.text, claims=(claim,))
    return bool(facts) and plainly_otherwise(sentence, profile(claim.text), facts) is not None


def _effects(claim: Claim) -> list[EffectFact]:
    """The facts that it stands on, if all of them are comparisons."""
    known = [load().fact(ground.id) for ground in claim.stands_on if ground.kind == "fact"]
    facts = [fact for fact in known if isinstance(fact, EffectFact)]
    return facts if len(facts) == len(claim.stands_on) else []
