"""Whether a claim plainly tells what the facts it stands on do not."""

from __future__ import annotations

from d3k2.claims.citations.citing import Citing
from d3k2.claims.citations.plain_findings import plainly_otherwise
from d3k2.claims.citations.plain_positions import advised_otherwise
from d3k2.claims.citations.profile import held_fact, profile
from d3k2.claims.claim import Claim
from d3k2.evidence import EffectFact, PositionFact, load


def turns_its_facts_round(claim: Claim) -> bool:
    """Whether it tells another finding than all of its facts, or other advice than all of them.

    Only where all of them are comparisons, or all are positions.
    """
    facts = [load().fact(ground.id) for ground in claim.stands_on if ground.kind == "fact"]
    effects = [fact for fact in facts if isinstance(fact, EffectFact)]
    positions = [fact for fact in facts if isinstance(fact, PositionFact)]
    sentence, said = Citing(claim.text, claims=(claim,)), profile(claim.text)
    if effects and len(effects) == len(claim.stands_on):
        return plainly_otherwise(sentence, said, map(held_fact, effects)) is not None
    if positions and len(positions) == len(claim.stands_on):
        return advised_otherwise(sentence, said, positions) is not None
    return False
