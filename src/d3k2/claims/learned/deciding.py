"""What stands of a passage, from the tables and from how it is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from d3k2.claims.answered import answers_on_danger
from d3k2.claims.claim import Slot, Verdict
from d3k2.claims.judgement import ACCUSING, ORDER, RULE, Judgement
from d3k2.claims.learned.near import near_facts, told
from d3k2.claims.learned.numbers import numbers_stand
from d3k2.claims.learned.reading import Reading
from d3k2.claims.phrases import phrases
from d3k2.claims.tables import table
from d3k2.claims.weighed import Weighed

SLOTS = ("-", *get_args(Slot))
"""What fails, as it was labelled; the first is that nothing does."""
ON_FACTS: frozenset[Verdict] = ACCUSING | {"contested", "supported"}
"""Verdicts that stand on facts: without one near enough they are not given."""
WARNINGS = "rules"
"""The table of what goes with a medicine or an illness."""
READ = "read"


def is_claim(weighed: Weighed, reading: Reading) -> bool:
    """Whether a passage is a claim: by its words, and as it is read by meaning.

    Where the sentence model is not there its words decide alone. Where it is, what leans on the
    sentence before may be a claim too, unless it is likely to say too little to be judged.
    """
    by_meaning = reading.by_meaning
    if by_meaning is None:
        return weighed.plain
    limits, none = table("learned")["limits"]["both"]["no_claim"], by_meaning.no_claim
    if weighed.plain:
        return bool(none <= limits["plain"])
    says_little = by_meaning.verdicts[ORDER.index("cannot_tell")]
    return bool(none + (1 - none) * says_little <= limits["leaning"])


def doubt(reading: Reading) -> str | None:
    """Why a passage without a verdict is doubted; None where it is not.

    Returns
    -------
    str or None
        ``may_hurt`` where it is likely to be dangerous, ``doubted`` where it is likely to be
        contradicted or overstated, whichever of both.
    """
    limits = _limits(reading)
    if reading.danger >= limits["hurts"]:
        return "may_hurt"
    return "doubted" if reading.accused >= limits["either"] else None


def decided(weighed: Weighed, reading: Reading, stands: Judgement) -> Judgement | None:
    """Return what stands of a passage; None where no verdict is sure enough, and it is left open.

    Arithmetic stands by itself, right arithmetic unless the rest is accused. Else the verdict is
    the one that is likeliest as the passage is read, by words and by meaning. It must be likelier
    than a limit in ``learned.toml``, and much likelier where tables, or numbers held against the
    nearest facts, say otherwise; what may be dangerous, or a stop sign speaks against, is never
    supported, nor is a yes or no to a question on danger that no warning carries. Where a table
    gives the same verdict its reason and facts are shown, else the facts nearest to the passage; a
    verdict on facts is not given where none is near.

    Parameters
    ----------
    stands : Judgement
        What stands by the tables alone.
    """
    counted = weighed.counted
    if counted is not None and _stands_counted(weighed, reading, counted):
        return counted
    verdict = _verdict(weighed, reading)
    if verdict is None:
        return None
    if verdict == stands.verdict:
        return stands
    same = [judgement for _, judgement in weighed.found if judgement.verdict == verdict]
    if same:
        return max(same, key=lambda judgement: judgement.weight)
    return _read(weighed, reading, verdict)


def _stands_counted(weighed: Weighed, reading: Reading, counted: Judgement) -> bool:
    """Whether arithmetic decides: wrong numbers do, right ones where nothing else is accused."""
    if counted.verdict == "contradicted":
        return True
    likeliest = ORDER[int(reading.together.argmax())]
    return likeliest not in ACCUSING and not _may_hurt(weighed, reading)


def _verdict(weighed: Weighed, reading: Reading) -> Verdict | None:
    """The likeliest verdict; None where it is not likely enough, or may hurt."""
    place = int(reading.together.argmax())
    verdict = ORDER[place]
    if reading.together[place] < _least(verdict, weighed, reading):
        return None
    if verdict == "supported" and _may_hurt(weighed, reading):
        return None
    return verdict


def _least(verdict: Verdict, weighed: Weighed, reading: Reading) -> float:
    """How likely a verdict must be to be given: less where tables and numbers agree with it."""
    limits = _limits(reading)
    votes = _vote_of_tables(verdict, weighed) + _vote_of_numbers(verdict, weighed, reading)
    return float(limits[verdict]["agreed" if votes > 0 else "against" if votes < 0 else "alone"])


def _vote_of_tables(verdict: Verdict, weighed: Weighed) -> int:
    if weighed.stands is None:
        return 0
    return 1 if weighed.stands.verdict == verdict else -1


def _vote_of_numbers(verdict: Verdict, weighed: Weighed, reading: Reading) -> int:
    """Numbers that stand in the nearest facts speak for support, others for contradiction."""
    stand = numbers_stand(weighed, reading)
    if stand is None or verdict not in ("supported", "contradicted"):
        return 0
    return 1 if stand == (verdict == "supported") else -1


def _limits(reading: Reading) -> Mapping[str, Any]:
    found: Mapping[str, Any] = table("learned")["limits"][
        "words" if reading.by_meaning is None else "both"
    ]
    return found


def _may_hurt(weighed: Weighed, reading: Reading) -> bool:
    """Whether it may be dangerous as it is read, or a stop sign speaks against it."""
    supported = reading.together[ORDER.index("supported")]
    return (
        reading.danger > _limits(reading)["danger"] * supported
        or any(way == WARNINGS and said.verdict == "contradicted" for way, said in weighed.found)
        or (answers_on_danger(weighed.passage) and not _carried(weighed))
        or _turns_a_warning_round(weighed)
    )


def _turns_a_warning_round(weighed: Weighed) -> bool:
    """Whether tables see the words of a warning in a sentence that tells of less harm."""
    stands = weighed.stands
    if stands is None or not stands.warns:
        return False
    less_harm = phrases(table("learned")["warnings"]["less_harm"])
    return less_harm.stand_in(weighed.passage.line)


def _carried(weighed: Weighed) -> bool:
    """Whether a table carries it by a warning; what is held of effects says nothing."""
    return any(
        judgement.verdict == "supported" and any(fact.startswith(RULE) for fact in judgement.facts)
        for _, judgement in weighed.found
    )


def _read(weighed: Weighed, reading: Reading, verdict: Verdict) -> Judgement | None:
    """A judgement that no table gives; None where it needs a fact and none is near enough."""
    if verdict not in ON_FACTS:
        return _silent(verdict)
    facts = near_facts(weighed, reading, accusing=verdict in ACCUSING)
    if not facts:
        return None
    slot = _slot(reading) if verdict in ACCUSING else None
    held = told(facts[0])
    reason = table("learned")["reasons"][verdict if slot is None else slot]
    if verdict in ACCUSING:
        return Judgement(verdict, slot, reason, held, facts, READ)
    return Judgement(verdict, slot, f"{reason} {held}", None, facts, READ)


def _silent(verdict: Verdict) -> Judgement:
    return Judgement(verdict, None, table("nothing_held")[verdict], None, (), verdict)


def _slot(reading: Reading) -> Slot | None:
    """What fails, as the passage is read by meaning; not known by words alone."""
    if reading.by_meaning is None:
        return None
    shares = reading.by_meaning.slots[1:]
    slot: Slot = SLOTS[1 + int(shares.argmax())]
    return slot
