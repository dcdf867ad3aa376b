"""Does that paper say what the sentence says that cites it? "No" only where that is sure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from d3k2.claims.citation import Holds
from d3k2.claims.citations.profile import (
    HeldFact,
    HeldPaper,
    Profile,
    family_of_markers,
    held_paper,
    profile,
    support_words,
)
from d3k2.evidence import EffectFact, Source
from d3k2.language import amounts, ends, same_amount

Why = Literal[
    "carried", "some", "other nutrient", "other subject", "no difference", "numbers", "no facts",
    "no concepts", "abstract names less", "abstract names it", "no abstract", "not cited",
    "further than held", "other matters",
]  # fmt: skip
WORST: tuple[Holds, ...] = ("no", "partly", "yes", "not_checked")


@dataclass(frozen=True, slots=True)
class Support:
    """An answer, and which of the reasons it has."""

    holds: Holds
    why: Why


@dataclass(frozen=True, slots=True)
class Citing:
    """A sentence that cites a paper.

    Attributes
    ----------
    alone : bool
        Whether it cites nothing else: of several papers each may carry a part.
    """

    text: str
    alone: bool = True


def support_held(sentences: Iterable[Citing], source: Source) -> Support:
    """Hold the sentences that cite a paper of ours against the facts that stand on it."""
    paper = held_paper(source.id)
    return _worst(_held(sentence, source, paper) for sentence in sentences)


def support_abstract(
    sentences: Iterable[Citing], title: str | None, abstract: str | None
) -> Support:
    """Hold the sentences that cite a paper against its abstract.

    ``no`` only where title and abstract share nothing with a sentence that names a nutrient.
    """
    if not abstract:
        return Support("not_checked", "no abstract")
    return _worst(_abstract(each, f"{title or ''}. {abstract}") for each in sentences)


def _worst(found: Iterable[Support]) -> Support:
    """The worst answer, and its reason."""
    answers = list(found)
    if not answers:
        return Support("not_checked", "not cited")
    return min(answers, key=lambda each: WORST.index(each.holds))


def _held(sentence: Citing, source: Source, paper: HeldPaper) -> Support:
    text = sentence.text
    said, whole = profile(text), paper.whole
    if not said.nutrients and not said.matters:
        return Support("not_checked", "no concepts")
    if _other_nutrient(said, whole):
        return _elsewhere(sentence, said, whole, source)
    if not paper.facts:
        return Support("not_checked", "no facts")
    if _opposite(text, said, paper.facts):
        return Support("no", "no difference")
    if _other_matters(text, said, paper):
        single = source.type in support_words()["papers"]["single"]
        return Support("partly" if single else "not_checked", "other matters")
    return _carried(text, said, paper)


def _other_matters(text: str, said: Profile, paper: HeldPaper) -> bool:
    """Whether an effect is told on what a paper, by its title and facts, is not about."""
    told = bool(said.matters and paper.title.matters) and _tells_change(text)
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
    if single and sentence.alone and (not shares or _tells_change(sentence.text)):
        return Support("no", "other nutrient")
    return Support("partly" if shares or single else "not_checked", "other nutrient")


def _opposite(text: str, said: Profile, facts: Iterable[HeldFact]) -> bool:
    """Whether a change is told where every comparison of it found no difference."""
    if not _tells_change(text) or not said.matters:
        return False
    touching = [f for f in facts if said.matters & f.outcomes.all and f.fact.kind != "result"]
    effects = [
        f.fact for f in touching if isinstance(f.fact, EffectFact) and _against_nothing(said, f)
    ]
    if not effects or len(effects) < len(touching):
        return False
    return all(e.firm and e.direction == "no difference found" for e in effects)


def _against_nothing(said: Profile, held: HeldFact) -> bool:
    """Whether one side took what the sentence speaks of, and the other took nothing for it."""
    if not isinstance(held.fact, EffectFact):
        return False
    comparator = held.fact.comparator.casefold()
    words = tuple(support_words()["direction"]["nothing"])
    taken = set() if comparator.startswith("no ") else family_of_markers(held.against)
    given = family_of_markers(held.given) - taken
    return bool(_any_of(words).search(comparator) and said.nutrients & given)


def _carried(text: str, said: Profile, paper: HeldPaper) -> Support:
    """Whether all that is named and every number stands in what is held, or a part of it."""
    whole = paper.whole
    if not said.matters:
        return Support("not_checked", "further than held")
    if not said.matters & whole.all:
        return Support("not_checked", "further than held")
    if not said.matters <= whole.all:
        return Support("partly", "some")
    if not _numbers_stand(text, said, paper):
        return Support("partly", "numbers")
    touching = [f for f in paper.facts if said.matters & f.profile.all]
    if not touching:
        return Support("not_checked", "further than held")
    found = {f.fact.direction for f in touching if isinstance(f.fact, EffectFact)}
    if _tells_change(text) and found and not found & {"benefit", "harm"}:
        return Support("partly", "some")
    return Support("yes", "carried")


def _numbers_stand(text: str, said: Profile, paper: HeldPaper) -> bool:
    printed = [end for amount in amounts(paper.said) for end in ends(amount)]
    matters = [None, *sorted(said.all & paper.whole.all)]
    for amount in amounts(text):
        for end in ends(amount):
            size = replace(end, low=abs(end.low), high=abs(end.high))
            if not any(
                same_amount(size, abs(other.low), other.unit, about=matter)
                for other in printed
                for matter in matters
            ):
                return False
    return True


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
    return Support("partly", "abstract names less")


def _tells_change(text: str) -> bool:
    words = support_words()["direction"]
    return bool(_any_of(tuple(words["changes"])).search(text)) and not _any_of(
        tuple(words["denials"])
    ).search(text)


@cache
def _any_of(listed: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))
    return re.compile(rf"(?<![\w'’])(?:{either})(?![\w'’])", re.IGNORECASE)
