"""A claim that was called supported, held once more against the facts that it stands on."""

from __future__ import annotations

from dataclasses import replace

from d3k2.claims.citations import turns_its_facts_round
from d3k2.claims.claim import Claim
from d3k2.claims.tables import table


def second_look(claim: Claim) -> Claim:
    """Leave a supported claim open where it plainly tells what its facts do not.

    The reader goes by what sentences like it were; it may overlook that this one turns a result
    round ("clearly slowed the hardening of the valve"), or the number that a body sets. It is
    doubted then, not accused.
    """
    if claim.verdict != "supported" or not turns_its_facts_round(claim):
        return claim
    reason = table("nothing_held")["doubted"]
    return replace(claim, verdict=None, slot=None, reason=reason, tenet=None, doubted=True)
