"""What the verdict on a citing sentence says about the paper that it cites."""

from __future__ import annotations

from collections.abc import Iterator

from d3k2.claims.citations.citing import WORST, Citing, Support
from d3k2.claims.citations.numbers_held import numbers_stand
from d3k2.claims.citations.profile import held_paper, profile
from d3k2.claims.citations.told import tells_change, way_of
from d3k2.claims.claim import Claim, Slot
from d3k2.evidence import EffectFact, Fact, Source, load

WRONG_WAY: frozenset[Slot] = frozenset({"direction", "outcome", "harm", "causal", "certainty"})
"""What fails where a claim goes against what was found."""
OF_A_STUDY: frozenset[str] = frozenset(
    {"number: interval", "number: percentage", "number: sample", "number: p-value"}
)
"""Findings about numbers that a paper would have printed: no conversion, no limit of intake."""


def borne_out(sentence: Citing, source: Source) -> bool:
    """Whether a claim of the sentence was found right on facts that stand on this very paper."""
    return any(
        claim.verdict == "supported" and any(_own(claim, source)) for claim in sentence.claims
    )


def against_paper(sentence: Citing, source: Source) -> Support | None:
    """Return what speaks against citing a paper for a sentence that was itself judged.

    Only facts that stand on this very paper count, and only where the sentence cites nothing else.
    """
    if not sentence.alone or borne_out(sentence, source):
        return None
    found = [s for claim in sentence.claims for s in _of_claim(claim, sentence, source)]
    return min(found, key=lambda each: WORST.index(each.holds), default=None)


def _of_claim(claim: Claim, sentence: Citing, source: Source) -> Iterator[Support]:
    text = sentence.text
    own = tuple(_own(claim, source))
    if claim.verdict == "contradicted" and claim.slot == "number":
        if claim.tenet in OF_A_STUDY or (own and not numbers_stand(text, held_paper(source.id))):
            yield Support("partly", "wrong number")
        return
    effects = [fact for fact in own if isinstance(fact, EffectFact)]
    if not effects or claim.slot not in WRONG_WAY or not tells_change(text):
        return
    ways = {_against(fact, claim, sentence) for fact in effects}
    if claim.verdict == "contradicted" and ways == {"against"}:
        yield Support("no", "against")
    elif claim.verdict == "overstated" and _too_far(claim, ways):
        yield Support("partly", "further than found")


def _too_far(claim: Claim, ways: set[str]) -> bool:
    """Whether a claim goes further than facts that go against it, or that leave it open.

    A link told as a link goes no further than a cohort that found one.
    """
    if ways == {"against"}:
        return True
    return claim.slot == "causal" and not claim.frame.associations and "with" not in ways


def _own(claim: Claim, source: Source) -> Iterator[Fact]:
    """The firm facts on which a verdict stands that come from this paper."""
    for ground in claim.stands_on:
        fact = load().fact(ground.id) if ground.kind == "fact" else None
        if fact is not None and fact.firm and any(r.id == source.id for r in fact.sources):
            yield fact


def _against(fact: EffectFact, claim: Claim, sentence: Citing) -> str:
    """How what was found stands to what is told: ``against``, ``with`` or ``unsure``."""
    if fact.direction == "uncertain":
        return "unsure"
    if fact.direction == "no difference found":
        return "with" if claim.frame.direction in (None, "no change") else "against"
    told = way_of(sentence, profile(sentence.text).matters)
    return "with" if told in (None, fact.direction) else "against"
