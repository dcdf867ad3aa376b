"""What the verdict on a citing sentence says about the paper that it cites."""

from __future__ import annotations

from collections.abc import Iterator

from d3k2.claims.citations.citing import WORST, Citing, Support
from d3k2.claims.citations.told import tells_change
from d3k2.claims.claim import Claim, Direction, Slot
from d3k2.evidence import EffectFact, Fact, Source, load

WRONG_WAY: frozenset[Slot] = frozenset({"direction", "outcome", "harm", "causal", "certainty"})
"""What fails where a claim goes against what was found."""
OF_A_STUDY: frozenset[str] = frozenset(
    {"number: interval", "number: percentage", "number: sample", "number: p-value"}
)
"""Findings about numbers that a paper would have printed: no conversion, no limit of intake."""


def against_paper(sentence: Citing, source: Source) -> Support | None:
    """Return what speaks against citing a paper for a sentence that was itself judged.

    Only facts that stand on this very paper count, and only where the sentence cites nothing else.
    """
    if not sentence.alone:
        return None
    found = [s for claim in sentence.claims for s in _of_claim(claim, sentence.text, source)]
    return min(found, key=lambda each: WORST.index(each.holds), default=None)


def _of_claim(claim: Claim, text: str, source: Source) -> Iterator[Support]:
    own = tuple(_own(claim, source))
    if claim.verdict == "contradicted" and claim.slot == "number":
        if claim.tenet in OF_A_STUDY or own:
            yield Support("partly", "wrong number")
        return
    effects = [fact for fact in own if isinstance(fact, EffectFact)]
    if not effects or claim.slot not in WRONG_WAY or not tells_change(text):
        return
    ways = {_against(fact, claim.frame.direction) for fact in effects}
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
    firm = claim.slot in ("certainty", "causal") and not claim.frame.associations
    return firm and ways <= {"against", "unsure"}


def _own(claim: Claim, source: Source) -> Iterator[Fact]:
    """The firm facts on which a verdict stands that come from this paper."""
    for ground in claim.stands_on:
        fact = load().fact(ground.id) if ground.kind == "fact" else None
        if fact is not None and fact.firm and any(r.id == source.id for r in fact.sources):
            yield fact


def _against(fact: EffectFact, told: Direction | None) -> str:
    """How what was found stands to what is told."""
    if fact.direction == "uncertain":
        return "unsure"
    if fact.direction == "no difference found":
        return "against" if told not in (None, "no change") else "with"
    return "against" if told in ("benefit", "harm") and told != fact.direction else "with"
