"""Does that paper say what the sentence says that cites it? "No" only where that is sure."""

from __future__ import annotations

from collections.abc import Iterable

from d3k2.claims.citations.by_verdict import against_paper, borne_out
from d3k2.claims.citations.citing import WORST, Citing, Support
from d3k2.claims.citations.comparing_papers import found_otherwise
from d3k2.claims.citations.numbers_held import numbers_stand
from d3k2.claims.citations.profile import (
    HeldPaper,
    Profile,
    family_of_markers,
    held_paper,
    profile,
    support_words,
)
from d3k2.claims.citations.told import also_named, tells_change, tells_of_animals, tells_of_people
from d3k2.evidence import EffectFact, FindingFact, Source
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
    """Hold the sentences that cite a paper against its abstract.

    ``no`` only where title and abstract share nothing with a sentence that names a nutrient.
    """
    cited = list(sentences)
    if tells_of_animals(title or "") and any(_of_people_alone(each.text) for each in cited):
        return Support("partly", "no people")
    if not abstract:
        return Support("not_checked", "no abstract")
    return _worst(_abstract(each, f"{title or ''}. {abstract}") for each in cited)


def _of_people_alone(text: str) -> bool:
    return tells_of_people(text) and not tells_of_animals(text)


def _worst(found: Iterable[Support]) -> Support:
    """The worst answer, and its reason."""
    answers = list(found)
    if not answers:
        return Support("not_checked", "not cited")
    return min(answers, key=lambda each: WORST.index(each.holds))


def _held(sentence: Citing, source: Source, paper: HeldPaper) -> Support:
    text = sentence.text
    said, whole = profile(text) | also_named(text), paper.whole
    if not said.nutrients and not said.matters:
        return Support("not_checked", "no concepts")
    if _other_nutrient(said, whole):
        return _elsewhere(sentence, said, whole, source)
    if not paper.facts:
        return Support("not_checked", "no facts")
    otherwise = found_otherwise(sentence, said, paper.facts)
    if otherwise is not None and not borne_out(sentence, source):
        return Support("no", otherwise)
    if sentence.alone and _of_animals(paper) and _as_of_people(text, said):
        return Support("partly", "no people")
    if _other_matters(text, said, paper):
        single = source.type in support_words()["papers"]["single"]
        return Support("partly" if single else "not_checked", "other matters")
    found = _carried(text, said, paper)
    if found.holds == "partly" and (not sentence.alone or borne_out(sentence, source)):
        return Support("not_checked", "open")
    return found


def _of_animals(paper: HeldPaper) -> bool:
    """Whether all that is held from a paper was seen in animals or cells."""
    return all(
        isinstance(each.fact, FindingFact) and each.fact.seen_in in ("animals", "cells")
        for each in paper.facts
    )


def _as_of_people(text: str, said: Profile) -> bool:
    """Whether something is told as if people had been studied: of them, or of what ails them."""
    if tells_of_animals(text):
        return False
    named = (concept(i) for i in said.matters)
    ails = any(c is not None and c.kind in ("outcome", "condition") for c in named)
    return tells_of_people(text) or (tells_change(text) and ails)


def _other_matters(text: str, said: Profile, paper: HeldPaper) -> bool:
    """Whether an effect is told on what a paper, by its title and facts, is not about."""
    told = bool(said.matters and paper.title.matters) and tells_change(text)
    return told and not said.matters & paper.whole.all


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
    if single and sentence.alone and (not shares or tells_change(sentence.text)):
        return Support("no", "other nutrient")
    partly = single and sentence.alone
    return Support("partly" if partly else "not_checked", "other nutrient")


def _carried(text: str, said: Profile, paper: HeldPaper) -> Support:
    """Whether all that is named and every number stands in what is held, or a part of it."""
    whole = paper.whole
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
    found = {f.fact.direction for f in touching if isinstance(f.fact, EffectFact)}
    if tells_change(text) and found == {"no difference found"}:
        return Support("partly", "found none")
    if tells_change(text) and found and not found & {"benefit", "harm"}:
        return Support("not_checked", "open")
    return Support("yes", "carried")


def _abstract(sentence: Citing, abstract: str) -> Support:
    said, found = profile(sentence.text), profile(abstract)
    named = said.nutrients | said.matters
    if not named:
        return Support("not_checked", "no concepts")
    shared = said.all & found.all
    if said.nutrients and not shared and not said.nutrients & family_of_markers(found):
        return Support("no" if sentence.alone else "partly", "other subject")
    if said.matters <= found.all and said.nutrients <= family_of_markers(found):
        return Support("not_checked", "abstract names it")
    return Support("not_checked", "abstract names less")
