"""What the verdict on a citing sentence says about the paper that it cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from d3k2.claims.citations.citing import WORST, Citing, Support
from d3k2.claims.citations.comparing_papers import against_none
from d3k2.claims.citations.numbers_held import numbers_stand, numbers_told
from d3k2.claims.citations.plain_findings import plainly_alike, tells_something
from d3k2.claims.citations.profile import HeldFact, held_paper, profile
from d3k2.claims.citations.support_words import support_words
from d3k2.claims.citations.told import names_change, tells_effect, tells_no_difference, way_of
from d3k2.claims.claim import Claim, Slot
from d3k2.evidence import EffectFact, Fact, FindingFact, PositionFact, Source, load
from d3k2.language import concept

WRONG_WAY: frozenset[Slot] = frozenset({"direction", "outcome", "harm", "causal", "certainty"})
"""What fails where a claim goes against what was found."""
OF_AMOUNTS: frozenset[Slot] = frozenset({"dose", "size", "guidance"})
"""What fails where an amount is not the one that was found or is advised."""
OF_A_STUDY: frozenset[str] = frozenset(
    {"number: interval", "number: percentage", "number: sample", "number: p-value"}
)
"""Findings about numbers that a paper would have printed: no conversion, no limit of intake."""
IN_FORCE = ("current", "corrected")
"""Papers on which a verdict may stand today."""
VOICES = 2
"""Of three that tell a change, as many must."""


def borne_out(sentence: Citing, source: Source) -> bool:
    """Whether a claim of the sentence was found right on facts that stand on this very paper."""
    return any(
        claim.verdict == "supported" and any(_own(claim, source)) for claim in sentence.claims
    )


def reads_alike(sentence: Citing, source: Source) -> bool:
    """Whether a sentence tells what a paper found, or reads as right.

    How it reads says nothing about a paper that was withdrawn or replaced.
    """
    if source.status not in IN_FORCE:
        return True
    if plainly_alike(sentence, profile(sentence.text), held_paper(source.id).facts):
        return True
    quiet = support_words()["reading"]["quiet"]
    right = any(claim.verdict == "supported" for claim in sentence.claims)
    return right and all(claim.accused < quiet for claim in sentence.claims)


def against_paper(sentence: Citing, source: Source) -> Support | None:
    """Return what speaks against citing a paper for a sentence that was itself judged.

    Only facts that stand on this very paper count, and only where the sentence cites nothing else.
    """
    if not sentence.alone or borne_out(sentence, source):
        return None
    found = [s for claim in sentence.claims for s in _of_claim(claim, sentence, source)]
    if not found and _reads_otherwise(sentence, source):
        return Support("partly", "reads otherwise")
    return min(found, key=lambda each: WORST.index(each.holds), default=None)


def _reads_otherwise(sentence: Citing, source: Source) -> bool:
    """Whether a sentence on what a paper found reads as if the evidence were against it.

    What is held of a paper in force is part of that evidence. Nothing is said of a sentence that
    tells no change and no advice, nor of one that points where the paper does. Where every number
    of the sentence stands in it, or a cohort is cited for a link, the reading must be as good as
    certain.
    """
    if source.status not in IN_FORCE or source.type == "mechanism":
        return False
    held, said = held_paper(source.id), profile(sentence.text)
    if not tells_something(sentence.text) or plainly_alike(sentence, said, held.facts):
        return False
    named = bool((said.matters | said.nutrients) & held.whole.all)
    own = any(any(_own(claim, source)) for claim in sentence.claims)
    likely = max((claim.accused for claim in sentence.claims), default=0.0)
    stand = bool(numbers_told(sentence.text)) and numbers_stand(sentence.text, held)
    link = source.type == "cohort" and any(c.frame.associations for c in sentence.claims)
    least = support_words()["reading"]["agrees" if stand or link else "accused"]
    return bool(held.facts) and (named or own) and likely >= least


def _of_claim(claim: Claim, sentence: Citing, source: Source) -> Iterator[Support]:
    text = sentence.text
    own = tuple(_own(claim, source))
    if claim.verdict is None and _against_none(claim, text, own):
        yield Support("partly", "found none")
    if claim.verdict == "contradicted" and claim.slot == "number":
        if claim.tenet in OF_A_STUDY or (own and not numbers_stand(text, held_paper(source.id))):
            yield Support("partly", "wrong number")
        return
    yield from _of_paper(claim, sentence, source)
    effects = [fact for fact in own if isinstance(fact, EffectFact)]
    if claim.verdict == "contradicted" and own and not effects and _in_force(own):
        yield Support("partly", "against")
    if not effects or claim.slot not in WRONG_WAY or not tells_effect(sentence):
        return
    ways = {_against(fact, claim, sentence) for fact in effects}
    if claim.verdict == "contradicted" and ways == {"against"}:
        yield Support("no", "against")
    elif claim.verdict == "overstated" and _too_far(claim, ways):
        yield Support("partly", "further than found")


def _against_none(claim: Claim, text: str, own: Iterable[Fact]) -> bool:
    """Whether a claim left open tells a change, and its nearest facts from this paper found none.

    It tells one where two of three say so (it is doubted, a direction was read, a word of it names
    a change), and no word of it says otherwise.
    """
    read = claim.frame.direction not in (None, "no change")
    told = claim.doubted + read + names_change(text) >= VOICES
    found = {fact.direction for fact in own if isinstance(fact, EffectFact)}
    none = "no difference found" in found and found <= {"no difference found", "uncertain"}
    return told and none and not tells_no_difference(text)


def _of_paper(claim: Claim, sentence: Citing, source: Source) -> Iterator[Support]:
    """What the whole of a paper says against citing it for a claim that was found wrong."""
    if _other_amount(claim, sentence.text, source):
        yield Support("partly", "other number")
    if claim.verdict != "contradicted":
        return
    facts = [held.fact for held in held_paper(source.id).facts]
    if claim.slot in WRONG_WAY and tells_effect(sentence) and _found_nothing(source):
        yield Support("partly", "found none")
    positions = [fact for fact in facts if isinstance(fact, PositionFact)]
    named = set(claim.frame.authorities) & {fact.authority for fact in positions}
    if claim.slot == "guidance" and named and _in_force(positions):
        yield Support("partly", "not advised")


def _other_amount(claim: Claim, text: str, source: Source) -> bool:
    """Whether a claim is wrong in an amount that nothing held of a paper in force has."""
    wrong = claim.slot in OF_AMOUNTS and claim.verdict in ("contradicted", "overstated")
    held = held_paper(source.id)
    known = bool(held.facts) and source.status in IN_FORCE
    return wrong and known and bool(numbers_told(text)) and not numbers_stand(text, held)


def _found_nothing(source: Source) -> bool:
    """Whether no comparison of a trial found a benefit of anything but a marker."""
    if source.type not in support_words()["papers"]["compared"]:
        return False
    compared = [
        held
        for held in held_paper(source.id).facts
        if isinstance(held.fact, EffectFact) and against_none(held.fact)
    ]
    felt = [held for held in compared if not _of_marker(held)]
    found = {held.fact.direction for held in felt if isinstance(held.fact, EffectFact)}
    return "no difference found" in found and "benefit" not in found


def _of_marker(held: HeldFact) -> bool:
    named = [concept(matter) for matter in held.outcomes.matters]
    return bool(named) and all(each is not None and each.kind == "marker" for each in named)


def _in_force(facts: Iterable[Fact]) -> bool:
    """Whether they are what was found or is held today, not a position that was replaced."""
    return all(
        isinstance(fact, FindingFact)
        or (isinstance(fact, PositionFact) and fact.status == "in force")
        for fact in facts
    )


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
