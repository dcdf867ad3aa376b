"""How a sentence goes past a paper: another form or size, other people, another kind of study."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from d3k2.claims.citations.citing import Citing, Support
from d3k2.claims.citations.profile import HeldFact, HeldPaper, Profile, family_of_markers, profile
from d3k2.claims.citations.support_words import any_of, says, support_words
from d3k2.claims.citations.told import (
    tells_advice,
    tells_effect,
    told_outcomes,
    without_untaken,
)
from d3k2.evidence import EffectFact, PositionFact, Source
from d3k2.language import link

RATIOS = frozenset({"HR", "RR", "OR", "IRR"})
_RATIO = re.compile(
    r"\b(?:[HRO]R|hazard ratio|risk ratio|odds ratio|relative risk)\b\D{0,12}(?P<size>\d\.\d+)",
    re.IGNORECASE,
)
_PERCENT = r"(?P<{}>\d{{1,2}}(?:\.\d+)?)\s?(?:%|per\s?cent\b)"
_CHANGED_BY = re.compile(
    rf"\bby (?:about |some |roughly |over |nearly )?{_PERCENT.format('by')}"
    rf"|{_PERCENT.format('before')} (?:\w+ )?(?:fewer|less|lower|more|higher|rarer|reduction|drop"
    r"|decrease|increase|rise)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def mismatch(sentence: Citing, said: Profile, source: Source, paper: HeldPaper) -> Support | None:
    """Return how a sentence that tells an effect or advice goes past the only paper it cites."""
    if not sentence.alone or not (tells_effect(sentence) or tells_advice(sentence.text)):
        return None
    return next(_mismatches(sentence, said, source, paper), None)


def _mismatches(
    sentence: Citing, said: Profile, source: Source, paper: HeldPaper
) -> Iterator[Support]:
    text = sentence.text
    single = source.type in support_words()["papers"]["single"]
    if says("study", "planned", source.title) and tells_effect(sentence):
        yield Support("no", "no result")
    if tells_advice(text) and _not_advised(told_outcomes(sentence, said), said, paper):
        yield Support("no", "not advised")
    if single and _other_form(said, paper):
        yield Support("partly", "other form")
    if single and other_people(text, paper.said):
        yield Support("partly", "other people")
    if source.type != "reference" and not_together(text, paper.whole):
        yield Support("partly", "not together")
    by_itself = says("joining", "alone", text) or says("joining", "not_taken", text)
    taken = profile(without_untaken(text))
    if by_itself and _never_alone(told_outcomes(sentence, said), taken, paper):
        yield Support("partly", "not alone")
    if source.type == "cohort" and says("study", "trial", text) and not _of_trials(paper.said):
        yield Support("partly", "other study")
    if source.type == "cohort" and says("study", "pills", text) and not _of_pills(paper.said):
        yield Support("partly", "only eaten")
    if _other_size(text, told_outcomes(sentence, said), paper.facts):
        yield Support("partly", "other number")


def not_together(text: str, whole: Profile) -> bool:
    """Whether nutrients are told of as taken together of which a paper names only some.

    Calcium is passed over: it is also what is deposited, and a mineral of bone.
    """
    named = whole.nutrients and family_of_markers(whole)
    everywhere = set(support_words()["kinds"]["everywhere"])
    return any(
        bool(pair & named) and not pair - everywhere <= named for pair in _taken_together(text)
    )


def _never_alone(outcomes: frozenset[str], said: Profile, paper: HeldPaper) -> bool:
    """Whether every comparison of the outcome gave the nutrient with another one."""
    given = [
        family_of_markers(held.given)
        for held in paper.facts
        if isinstance(held.fact, EffectFact) and outcomes & held.outcomes.all
    ]
    return bool(given) and all(said.nutrients < each for each in given)


def _taken_together(text: str) -> Iterator[frozenset[str]]:
    """Pairs of nutrients between which stands "with", "and" or "plus", and little else."""
    kinds, joining = support_words()["kinds"]["nutrients"], support_words()["joining"]
    mentions = [m for m in link(text) if m.concept.kind in kinds]
    for i, first in enumerate(mentions):
        for second in mentions[i + 1 : i + 2]:
            between = text[first.end : second.start]
            families = {
                each.concept.wider[-1] if each.concept.wider else each.concept.id
                for each in (first, second)
            }
            apart = any_of(tuple(joining["apart"])).search(between)
            joined = any_of(tuple(joining["words"])).search(between) and not apart
            if len(families) > 1 and joined and len(between) <= joining["longest"]:
                yield frozenset(families)


def other_people(text: str, paper: str) -> bool:
    """Whether a sentence tells of people on whom a paper was not: of men, it being on women."""
    for row in support_words()["people"]:
        one, other, both = (any_of(tuple(row[key])) for key in ("one", "other", "both"))
        for told, known in ((one, other), (other, one)):
            if (
                told.search(text)
                and not known.search(text)
                and known.search(paper)
                and not told.search(paper)
                and not both.search(paper)
            ):
                return True
    return False


def _other_form(said: Profile, paper: HeldPaper) -> bool:
    for forms in support_words()["forms"]["apart"]:
        told, known = said.all & set(forms), paper.whole.all & set(forms)
        if told and known and not told & known:
            return True
    return False


def _of_trials(paper: str) -> bool:
    return says("study", "of_trials", paper)


def _of_pills(paper: str) -> bool:
    return says("study", "pills", paper)


def _not_advised(outcomes: frozenset[str], said: Profile, paper: HeldPaper) -> bool:
    """Whether every position held on this nutrient and outcome advises against or leaves open.

    Where no outcome is named, every position on the nutrient must.
    """
    touching = [
        held.fact
        for held in paper.facts
        if (not outcomes or outcomes & held.profile.all)
        and said.nutrients & family_of_markers(held.profile)
    ]
    positions = [fact for fact in touching if isinstance(fact, PositionFact)]
    return (
        bool(positions)
        and len(positions) == len(touching)
        and all(
            each.firm and each.direction in ("against", "insufficient", "silent")
            for each in positions
        )
    )


def _other_size(text: str, outcomes: frozenset[str], facts: Iterable[HeldFact]) -> bool:
    """Whether a ratio or a change in per cent is told that no comparison of the outcome has."""
    held = [f for f in facts if outcomes & f.outcomes.all and isinstance(f.fact, EffectFact)]
    effects = [f.fact for f in held if isinstance(f.fact, EffectFact)]
    if not effects or not all(e.measure in RATIOS and e.value is not None for e in effects):
        return False
    printed = {float(n) for f in facts for n in _NUMBER.findall(f.fact.text)}
    sizes = [float(match["size"]) for match in _RATIO.finditer(text)]
    changes = [float(m["by"] or m["before"]) for m in _CHANGED_BY.finditer(text)]
    known = {size for e in effects for size in (e.value, e.low, e.high) if size is not None}
    known |= printed
    changed = {abs(100 * (1 - e.value)) for e in effects if e.value is not None} | printed
    near = support_words()["sizes"]
    return any(_far(size, known, near["ratio"]) for size in sizes) or any(
        _far(change, changed, near["percent"]) for change in changes
    )


def _far(size: float, known: Iterable[float], near: float) -> bool:
    return all(abs(size - each) > near for each in known)
