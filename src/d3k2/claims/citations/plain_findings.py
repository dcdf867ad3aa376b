"""What a paper found on an outcome, beside a sentence that plainly tells another finding.

Less is asked of the sentence than in ``comparing_papers``: an outcome may be named by its last
word alone, and no claim needs to have been read. More is asked of the paper: everything that is
held of it on that outcome, against nothing, must agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from d3k2.claims.citations.citing import Citing, Why
from d3k2.claims.citations.comparing_papers import against_none, names_comparator
from d3k2.claims.citations.profile import (
    HeldFact,
    Profile,
    family_of_markers,
    profile,
    taken_in,
)
from d3k2.claims.citations.support_words import any_of, says, support_words
from d3k2.claims.citations.told import denies, names_change, tells_no_difference, told_outcomes
from d3k2.claims.direction import valence
from d3k2.evidence import EffectFact

_WORD = re.compile(r"[a-zA-Z]{4,}")
_PARTS = re.compile(r",| and | or ")
_OF = re.compile(r" (?:in|of|at|on) ")
_BREAK = re.compile(r"[;:]\s")
_THAN_PLACEBO = re.compile(
    r"\bthan (?:(?:those|people|women|men|patients|it) )?(?:(?:did )?(?:on|with|in|under) )?"
    r"(?:the )?placebo\b(?: did\b| group\b)?",
    re.IGNORECASE,
)
_NO_MORE = re.compile(r"\bno more (?:\w+ ){1,3}than\b", re.IGNORECASE)
LEAST_WORDS = 5
"""Words of the rest of a sentence that tells something by itself."""
LEAST_SHARED = 2
"""Words of an outcome that name it, whichever they are."""
_ENDINGS = ("ies", "es", "s")


def plainly_otherwise(sentence: Citing, said: Profile, facts: Iterable[HeldFact]) -> Why | None:
    """Return how a sentence plainly tells another finding than everything that is held on it.

    An effect where no difference was found; none where harm was; better where it was worse, or
    the other way round.
    """
    if not sentence.alone:
        return None
    text, held = sentence.text, tuple(facts)
    rests = [text[match.end() :] for match in _BREAK.finditer(text)]
    long = [rest for rest in rests if len(rest.split()) >= LEAST_WORDS]
    told = (_rest_otherwise(rest, sentence, said, held) for rest in (text, *long))
    return next((why for why in told if why is not None), None)


def plainly_alike(sentence: Citing, said: Profile, facts: Iterable[HeldFact]) -> bool:
    """Whether a sentence plainly tells the way in which everything held on it points."""
    touched = _touched(sentence.text, sentence, said, tuple(facts))
    found = {held.fact.direction for held in touched if isinstance(held.fact, EffectFact)}
    return len(found) == 1 and not denies(sentence.text) and _way(sentence.text, touched) in found


def tells_something(text: str) -> bool:
    """Whether a change is named or something is advised, not only what was done or counted."""
    return (
        names_change(text) or says("plainly", "changes", text) or says("direction", "advice", text)
    )


def _rest_otherwise(
    text: str, sentence: Citing, said: Profile, facts: Iterable[HeldFact]
) -> Why | None:
    """The same of a sentence, or of the rest of it behind a colon or a semicolon."""
    touched = _touched(text, sentence, said, facts)
    found = {held.fact.direction for held in touched if isinstance(held.fact, EffectFact)}
    if len(found) != 1:
        return None
    if found == {"no difference found"} and tells_difference(text):
        return "found none"
    if found == {"harm"} and (says("plainly", "no_harm", text) or _NO_MORE.search(text)):
        return "found one"
    none = tells_no_difference(text) or says("plainly", "nulls", text)
    told = _way(text, touched) if found <= {"benefit", "harm"} and not none else None
    return "other way" if told is not None and told not in found else None


def _touched(
    text: str, sentence: Citing, said: Profile, facts: Iterable[HeldFact]
) -> list[HeldFact]:
    """The comparisons of what is named, if all of them are firm and against nothing."""
    outcomes, words = told_outcomes(sentence, said) & profile(text).matters, stems(text)
    outcomes |= taken_in(outcomes)
    touched = [
        held
        for held in facts
        if isinstance(held.fact, EffectFact)
        and (outcomes & held.outcomes.all or _names_outcome(held.fact.outcome, words))
    ]
    return touched if all(_is_comparable(sentence.text, said, held) for held in touched) else []


def _is_comparable(text: str, said: Profile, held: HeldFact) -> bool:
    """Whether it is firm, of what the sentence speaks of, and against nothing or what it names."""
    fact = held.fact
    if not isinstance(fact, EffectFact) or not fact.firm:
        return False
    nutrients = not said.nutrients or bool(said.nutrients & family_of_markers(held.given))
    return nutrients and (against_none(fact) or names_comparator(text, fact))


def _names_outcome(outcome: str, words: frozenset[str]) -> bool:
    """Whether words hold the last word of an outcome, or two of it: "aortic valve"."""
    return bool(_heads(outcome) & words) or len(stems(outcome) & words) >= LEAST_SHARED


def tells_difference(text: str) -> bool:
    """Whether a change is named, and no word stands by which one tells that there was none."""
    changed = names_change(text) or says("plainly", "changes", text)
    none = tells_no_difference(text) or says("plainly", "nulls", text)
    return changed and not none and not _tells_both_sides(text)


def _tells_both_sides(text: str) -> bool:
    """Whether numbers are told of both sides, or a ratio: what they amount to is not read."""
    return says("plainly", "both_sides", _THAN_PLACEBO.sub(" ", text))


def _way(text: str, touched: Iterable[HeldFact]) -> str | None:
    """Whether better or worse is told of outcomes of one kind, and of no speed."""
    worth = {valence(each) for held in touched for each in held.outcomes.matters} - {"level"}
    if len(worth) != 1 or says("plainly", "speeds", text) or _tells_both_sides(text):
        return None
    if says("direction", "loss", text):
        return "benefit" if worth == {"good"} and _less_of_a_loss().search(text) else None
    bad = worth == {"bad"}
    text = _more_of_better().sub(" ", text)
    ways = {
        means
        for words, means in (
            ("better", "benefit"),
            ("worse", "harm"),
            ("up", "harm" if bad else "benefit"),
            ("down", "benefit" if bad else "harm"),
        )
        if says("direction", words, text)
    }
    return next(iter(ways)) if len(ways) == 1 else None


@cache
def _less_of_a_loss() -> re.Pattern[str]:
    """A loss that was made smaller: "slowed the loss of bone"."""
    words = support_words()["direction"]
    down, loss = ("|".join(map(re.escape, words[key])) for key in ("down", "loss"))
    return re.compile(rf"\b(?:{down}) (?:\w+ ){{0,2}}(?:{loss})\b", re.IGNORECASE)


@cache
def _more_of_better() -> re.Pattern[str]:
    """The "more" of "more supple", which tells of no more of the outcome."""
    better = "|".join(map(re.escape, support_words()["direction"]["better"]))
    return re.compile(rf"\bmore (?=(?:{better})\b)", re.IGNORECASE)


def _heads(outcome: str) -> frozenset[str]:
    """The last words of the outcomes that are named: "stones" of "urinary tract stones"."""
    heads = [_WORD.findall(_OF.split(part)[0])[-1:] for part in _PARTS.split(outcome)]
    wide = any_of(tuple(support_words()["plainly"]["wide_heads"]))
    return frozenset(_stem(word) for last in heads for word in last if not wide.fullmatch(word))


def stems(text: str) -> frozenset[str]:
    """Return the words of a text, without the endings of the plural."""
    return frozenset(map(_stem, _WORD.findall(text)))


def _stem(word: str) -> str:
    small = word.casefold()
    ending = next((e for e in _ENDINGS if small.endswith(e) and len(small) - len(e) > 3), "")
    return small.removesuffix(ending)
