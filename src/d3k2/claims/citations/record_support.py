"""Does a paper say it, as far as the title and abstract that a registry gives tell?"""

from __future__ import annotations

from d3k2.claims.citations.citing import WORST, Citing, Support
from d3k2.claims.citations.mismatch import not_together, other_people
from d3k2.claims.citations.plain_findings import stems, tells_difference
from d3k2.claims.citations.profile import Profile, family_of_markers, profile, touches
from d3k2.claims.citations.support_words import says, support_words
from d3k2.claims.citations.told import (
    names_change,
    tells_advice,
    tells_animals_as_people,
    tells_cause,
    tells_effect,
    tells_firmly,
    tells_of_animals,
    told_outcomes,
)
from d3k2.language import sentences


def support_record(sentence: Citing, title: str | None, abstract: str | None) -> Support:
    """Hold one sentence against title and abstract. It never answers that they carry it."""
    against = [
        *_by_title(sentence, title or "", abstract or ""),
        *([_by_abstract(sentence, f"{title or ''}. {abstract}")] if abstract else []),
    ]
    if not abstract:
        against.append(Support("not_checked", "no abstract"))
    return min(against, key=lambda each: WORST.index(each.holds))


def _by_title(sentence: Citing, title: str, abstract: str) -> list[Support]:
    """What speaks against it: most of it only where it tells an effect, and cites nothing else."""
    text, named, whole = sentence.text, profile(title), profile(f"{title}. {_measured(abstract)}")
    said = profile(text)
    outcomes = told_outcomes(sentence, said)
    found: list[Support] = []
    if tells_of_animals(title) and tells_animals_as_people(text):
        found.append(Support("partly", "no people"))
    if sentence.alone and says("study", "trial", text) and _gave_nothing(title, abstract):
        found.append(Support("partly", "other study"))
    if sentence.alone and tells_difference(text) and _found_nothing(text, abstract):
        found.append(Support("partly", "abstract null"))
    if not says("study", "english", title) or not (
        tells_effect(sentence) or tells_advice(text) or tells_difference(text)
    ):
        return found
    shares = touches(outcomes, named, whole)
    if says("study", "planned", title) or says("study", "planned_in_abstract", abstract):
        found.append(Support("no", "no result"))
    null = says("study", "null", title) and not says("direction", "changes", title)
    if null and outcomes and outcomes <= named.all and tells_effect(sentence):
        found.append(Support("no", "title null"))
    if not sentence.alone:
        return found
    if says("study", "trial", text) and _of_no_trial(title):
        found.append(Support("partly", "other study"))
    if tells_cause(text) and _only_watched(title, abstract):
        found.append(Support("partly", "only watched"))
    if _other_nutrient(said, whole):
        found.append(Support("partly" if shares else "no", "other nutrient"))
    if other_people(text, f"{title}. {abstract}"):
        found.append(Support("partly", "other people"))
    if not_together(text, whole):
        found.append(Support("partly", "not together"))
    if says("study", "overview", title) and _beyond_evidence(sentence):
        found.append(Support("partly", "only overview"))
    narrow = bool(_outcomes(named)) and not says("study", "advising", title)
    if outcomes and not shares and narrow and (tells_firmly(text) or abstract):
        found.append(Support("partly", "abstract other" if abstract else "title other"))
    return found


def _only_watched(title: str, abstract: str) -> bool:
    """Whether a title tells of what was measured in people, and nothing of what they were given."""
    given = says("study", "of_trials", f"{title}. {abstract}") or says("study", "given", title)
    return (says("study", "watched", title) or says("study", "measured", title)) and not given


def _gave_nothing(title: str, abstract: str) -> bool:
    """Whether an abstract says that people were watched, and of nothing that they were given."""
    watched = says("study", "watched", abstract)
    return watched and not says("study", "of_trials", f"{title}. {abstract}")


def _found_nothing(text: str, abstract: str) -> bool:
    """Whether an abstract tells of no change in what a sentence names, and nowhere of one."""
    wide, words = support_words()["plainly"]["wide_words"], stems(text)
    parts = [abstract[span.start : span.end] for span in sentences(abstract)]
    none = [part for part in parts if says("study", "unchanged", part)]
    some = any(names_change(part) for part in parts if part not in none)
    named = profile(text).matters
    shared = any((stems(part) & words) - set(wide) or named & profile(part).all for part in none)
    return bool(none) and shared and not some


def _of_no_trial(title: str) -> bool:
    return says("study", "watched", title) or says("study", "observed", title)


def _beyond_evidence(sentence: Citing) -> bool:
    """Whether an effect is told that no evidence held bears out, and not as what a review says."""
    told = tells_effect(sentence) and not says("study", "overview", sentence.text)
    verdicts = {claim.verdict for claim in sentence.claims}
    return told and bool(verdicts) and verdicts <= {"unsupported", "overstated", "contradicted"}


def _other_nutrient(said: Profile, whole: Profile) -> bool:
    """Whether a title names nutrients, and none of those that the sentence speaks of."""
    told = said.nutrients - set(support_words()["kinds"]["everywhere"])
    known = family_of_markers(whole)
    return bool(told) and bool(known) and not said.nutrients & known


def _outcomes(named: Profile) -> frozenset[str]:
    """The outcomes that a title names."""
    return told_outcomes(Citing(""), named)


def _measured(abstract: str) -> str:
    """An abstract without the sentences that say what it is not about."""
    parts = (abstract[span.start : span.end] for span in sentences(abstract))
    return " ".join(part for part in parts if not says("study", "unmeasured", part))


def _by_abstract(sentence: Citing, abstract: str) -> Support:
    said, found = profile(sentence.text), profile(_measured(abstract))
    named = said.nutrients | said.matters
    if not named:
        return Support("not_checked", "no concepts")
    shared = said.all & found.all
    if said.nutrients and not shared and not said.nutrients & family_of_markers(found):
        return Support("no" if sentence.alone else "partly", "other subject")
    if tells_effect(sentence) and _reports_none(told_outcomes(sentence, said), abstract):
        return Support("no", "abstract null")
    if said.matters <= found.all and said.nutrients <= family_of_markers(found):
        return Support("not_checked", "abstract names it")
    return Support("not_checked", "abstract names less")


def _reports_none(outcomes: frozenset[str], abstract: str) -> bool:
    """Whether an abstract reports that these did not change, and nowhere that they did."""
    parts = (abstract[span.start : span.end] for span in sentences(abstract))
    touching = [part for part in parts if outcomes & profile(part).all]
    none = [part for part in touching if says("study", "unchanged", part)]
    some = [p for p in touching if p not in none and says("direction", "changes", p)]
    return bool(none) and not some
