"""Does that paper say what the sentence says that cites it? "No" only where that is sure."""

from __future__ import annotations

from collections.abc import Iterable

from d3k2.claims.citations.by_verdict import against_paper, borne_out, reads_alike
from d3k2.claims.citations.citing import WORST, Citing, Support
from d3k2.claims.citations.comparing_papers import against_none, found_otherwise
from d3k2.claims.citations.elsewhere import not_found_there
from d3k2.claims.citations.mismatch import mismatch
from d3k2.claims.citations.numbers_held import numbers_stand
from d3k2.claims.citations.pairs import share_of_another_dose
from d3k2.claims.citations.plain_findings import plainly_otherwise
from d3k2.claims.citations.plain_positions import advised_otherwise
from d3k2.claims.citations.profile import (
    HeldPaper,
    Profile,
    family_of_markers,
    held_paper,
    profile,
    touches,
)
from d3k2.claims.citations.record_support import support_record
from d3k2.claims.citations.support_words import support_words
from d3k2.claims.citations.told import (
    nutrients_meant,
    tells_advice,
    tells_effect,
    tells_firmly,
    tells_of_animals,
    tells_of_people,
    told_outcomes,
)
from d3k2.evidence import EffectFact, FindingFact, PositionFact, Source
from d3k2.language import concept


def support_held(sentences: Iterable[Citing], source: Source) -> Support:
    """Hold the sentences that cite a paper of ours against the facts that stand on it."""
    paper = held_paper(source.id)
    return _worst(
        answer
        for sentence in sentences
        for answer in (_held(sentence, source, paper), against_paper(sentence, source))
        if answer is not None
    )


def support_abstract(
    sentences: Iterable[Citing], title: str | None, abstract: str | None
) -> Support:
    """Hold the sentences that cite a paper against its title and its abstract."""
    return _worst(support_record(sentence, title, abstract) for sentence in sentences)


def _worst(found: Iterable[Support]) -> Support:
    """The worst answer, and its reason: a "yes" to some sentences alone says so."""
    answers = list(found)
    if not answers:
        return Support("not_checked", "not cited")
    worst = min(answers, key=lambda each: WORST.index(each.holds))
    if worst.holds == "yes" and any(each.holds != "yes" for each in answers):
        return Support("yes", "carried for some")
    return worst


def _held(sentence: Citing, source: Source, paper: HeldPaper) -> Support:
    text = sentence.text
    said, whole = profile(text), paper.whole
    if not said.nutrients and not said.matters:
        plainly = plainly_otherwise(sentence, said, paper.facts)
        if plainly is None:
            return Support("not_checked", "no concepts")
        return Support("partly", plainly)
    if _other_nutrient(said, whole):
        return _elsewhere(sentence, said, whole, source)
    if not paper.facts:
        return support_record(sentence, source.title, None)
    right = borne_out(sentence, source)
    positions = [each.fact for each in paper.facts if isinstance(each.fact, PositionFact)]
    otherwise = found_otherwise(sentence, said, paper.facts)
    if otherwise is not None and not right:
        return Support("no", otherwise)
    if sentence.alone and _of_animals(paper) and _as_of_people(sentence, said):
        return Support("partly", "no people")
    if sentence.alone and share_of_another_dose(text, said, paper.facts):
        return Support("no", "other dose")
    if sentence.alone and tells_effect(sentence) and not_found_there(text, said, paper.facts):
        return Support("partly", "not there")
    past = None if right else mismatch(sentence, said, source, paper)
    if past is not None:
        return past
    plainly = plainly_otherwise(sentence, said, paper.facts)
    if plainly is not None:
        return Support("partly", plainly)
    advised = None if right or not sentence.alone else advised_otherwise(sentence, said, positions)
    if advised is not None:
        return Support("partly", advised)
    if _other_matters(sentence, said, paper):
        wide = source.type in support_words()["papers"]["wide"]
        return Support("not_checked" if wide else "partly", "other matters")
    found = _carried(sentence, said, paper)
    if found.holds == "partly":
        return found if sentence.alone and not right else Support("not_checked", "open")
    if not reads_alike(sentence, source):
        return Support("not_checked", "not read") if found.holds == "yes" else found
    found_right = right and numbers_stand(text, paper)
    return Support("yes", "carried") if found_right else found


def _of_animals(paper: HeldPaper) -> bool:
    """Whether all that is held from a paper was seen in animals or cells."""
    return all(
        isinstance(each.fact, FindingFact) and each.fact.seen_in in ("animals", "cells")
        for each in paper.facts
    )


def _as_of_people(sentence: Citing, said: Profile) -> bool:
    """Whether something is told as if people had been studied: of them, or of what ails them."""
    if tells_of_animals(sentence.text):
        return False
    named = (concept(i) for i in said.matters)
    ails = any(c is not None and c.kind in ("outcome", "condition") for c in named)
    return tells_of_people(sentence.text) or (tells_effect(sentence) and ails)


def _other_matters(sentence: Citing, said: Profile, paper: HeldPaper) -> bool:
    """Whether an effect is told on what a paper, by its title and facts, is not about.

    Where a narrow outcome is named beside a wide one, such as fractures beside bones, it counts.
    """
    told_of = told_outcomes(sentence, said)
    outcomes = told_of - set(support_words()["wide"]) or told_of
    told = bool(outcomes and paper.title.matters) and tells_effect(sentence)
    return told and sentence.alone and not touches(outcomes, paper.title, paper.whole)


def _other_nutrient(said: Profile, whole: Profile) -> bool:
    """Whether only nutrients are spoken of that a paper does not name.

    Calcium is passed over: it is a deposit and a mineral of bone as well as a nutrient.
    """
    told = said.nutrients - set(support_words()["kinds"]["everywhere"])
    return bool(told) and not said.nutrients & family_of_markers(whole)


def _elsewhere(sentence: Citing, said: Profile, whole: Profile, source: Source) -> Support:
    """The answer where a paper is about another nutrient."""
    shares = bool(said.matters & whole.all)
    single = source.type in support_words()["papers"]["single"] and bool(whole.nutrients)
    told = tells_effect(sentence)
    if single and sentence.alone and (not shares or told):
        return Support("no", "other nutrient")
    elsewhere = not shares and bool(whole.nutrients) and (told or tells_advice(sentence.text))
    partly = sentence.alone and (single or elsewhere)
    return Support("partly" if partly else "not_checked", "other nutrient")


def _carried(sentence: Citing, said: Profile, paper: HeldPaper) -> Support:
    """Whether all that is named and every number stands in what is held, or a part of it."""
    text, whole = sentence.text, paper.whole
    if not said.matters:
        return Support("not_checked", "further than held")
    if not said.matters & whole.all:
        return Support("not_checked", "further than held")
    if not said.matters <= whole.all:
        return Support("not_checked", "some")
    if not numbers_stand(text, paper):
        return Support("not_checked", "numbers")
    touching = [f for f in paper.facts if said.matters & f.profile.all]
    if not touching:
        return Support("not_checked", "further than held")
    effects = [f.fact for f in touching if isinstance(f.fact, EffectFact)]
    found = {each.direction for each in effects}
    none = found == {"no difference found"} and all(map(against_none, effects))
    if tells_effect(sentence) and none and (said.nutrients or nutrients_meant(sentence)):
        return Support("partly", "found none")
    if tells_effect(sentence) and {"benefit", "harm"} <= found:
        return Support("not_checked", "both ways")
    if tells_effect(sentence) and found and not found & {"benefit", "harm"}:
        if sentence.alone and tells_firmly(text):
            return Support("partly", "further than found")
        return Support("not_checked", "open")
    return Support("yes", "carried")
