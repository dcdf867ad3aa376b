"""What stands of a sentence, from the tables and from how it is read."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.claims.articles import article

from d3k2.claims.by_numbers import findings_of
from d3k2.claims.claim import Claim, Verdict
from d3k2.claims.judgement import ACCUSING, ORDER
from d3k2.claims.judging import judge
from d3k2.claims.learned import Reading
from d3k2.claims.learned.by_meaning import ByMeaning, meaning_reader
from d3k2.claims.learned.by_words import ByWords
from d3k2.claims.learned.deciding import ON_FACTS, SLOTS
from d3k2.claims.passage import passages
from d3k2.claims.tables import table
from d3k2.claims.weighed import Weighed, weigh

LIMITS = table("learned")["limits"]["both"]
SAID = "Vitamin K2 keeps hips from wearing out in runners."
"""No table speaks of it."""


def weighed(sentence: str) -> Weighed:
    """The last of these sentences, held against the tables."""
    read = passages(article(sentence))
    one = weigh(read[-1], findings_of(read)[-1])
    assert one is not None
    return one


def read(
    sentence: str, shares: dict[Verdict, float], danger: float = 0.0, *, near: bool = True
) -> Claim:
    """The claim of a sentence that both readers read alike; what is left goes to the others.

    Where no fact is ``near``, it is as likely about any as about any other.
    """
    one = weighed(sentence)
    rest = (1 - sum(shares.values())) / (len(ORDER) - len(shares))
    each = np.array([shares.get(verdict, rest) for verdict in ORDER])
    slots = np.full(len(SLOTS), 1 / len(SLOTS))
    (told,) = meaning_reader().read([(sentence, "")])
    facts = told.facts if near else np.full(len(told.facts), 1 / len(told.facts))
    by_meaning = ByMeaning(each, 0.0, slots, danger, facts)
    return judge(one, Reading(ByWords(each, danger), by_meaning))


@pytest.mark.parametrize("verdict", sorted(ACCUSING))
def test_an_accusation_must_be_likely(verdict: Verdict) -> None:
    alone = LIMITS[verdict]["alone"]
    assert weighed(SAID).stands is None
    assert read(SAID, {verdict: alone + 0.01}).verdict == verdict
    assert read(SAID, {verdict: alone - 0.01}).verdict is None


def test_it_need_be_less_likely_where_a_table_says_the_same_and_more_where_one_denies_it() -> None:
    said = "Vitamin K2 cleans plaque out of your arteries."
    stands = weighed(said).stands
    assert stands is not None and stands.verdict in ACCUSING
    agreed = LIMITS[stands.verdict]["agreed"] + 0.01
    assert agreed < LIMITS[stands.verdict]["alone"]
    assert read(said, {stands.verdict: agreed}).verdict == stands.verdict
    (other,) = ACCUSING - {stands.verdict}
    assert read(said, {other: LIMITS[other]["against"] - 0.01}).verdict is None


def test_numbers_that_the_nearest_fact_has_speak_for_support_and_others_against_it() -> None:
    right = "The half-life of 25(OH)D is about 15 days."
    wrong = right.replace("15", "40")
    between = (LIMITS["supported"]["alone"] + LIMITS["supported"]["against"]) / 2
    assert weighed(wrong).stands is None
    assert read(right, {"supported": between}).verdict == "supported"
    assert read(wrong, {"supported": between}).verdict is None


def test_what_is_not_sure_enough_is_left_open() -> None:
    claim = read(SAID, {"contradicted": 0.5, "supported": 0.3})
    assert claim.verdict is None
    assert claim.reason == table("nothing_held")["left_open"]
    assert claim.stands_on
    assert not claim.doubted


def test_of_what_is_left_open_danger_is_said() -> None:
    claim = read(SAID, {"contradicted": 0.4, "supported": 0.4}, danger=LIMITS["hurts"])
    assert claim.verdict is None
    assert claim.doubted
    assert claim.reason == table("nothing_held")["may_hurt"]


def test_what_is_wrong_one_way_or_the_other_is_doubted() -> None:
    claim = read(SAID, {"contradicted": 0.5, "overstated": 0.45})
    assert claim.verdict is None
    assert claim.doubted
    assert claim.reason == table("nothing_held")["doubted"]


@pytest.mark.parametrize("said", [SAID, "2,000 IU of vitamin D equals 50 µg."])
@settings(deadline=None)  # the first of them reads the models
@given(likely=st.floats(0, 1), danger=st.floats(0, 1))
def test_what_may_hurt_is_never_supported(said: str, likely: float, danger: float) -> None:
    claim = read(said, {"supported": likely}, danger)
    assert claim.verdict != "supported" or danger <= LIMITS["danger"] * likely


def test_what_a_stop_sign_speaks_against_is_never_supported() -> None:
    claim = read("K2 in small doses is safe with warfarin.", {"supported": 0.99})
    assert claim.verdict != "supported"


def test_a_no_to_a_question_on_danger_is_supported_only_where_a_warning_carries_it() -> None:
    said = "Hardly: vitamin K2 is another molecule than vitamin K1."
    asked = f"Are blood thinners a problem? {said}"
    assert read(said, {"supported": 0.99}).verdict == "supported"
    assert read(asked, {"supported": 0.99}).verdict is None
    beside = f"{said[:-1]} and does not change bone density."
    assert read(beside, {"supported": 0.99}).verdict == "supported"
    assert read(asked.replace(said, beside), {"supported": 0.99}).verdict is None
    warned = "Are blood thinners a problem? Yes, vitamin K2 weakens warfarin."
    assert read(warned, {"supported": 0.99}).verdict == "supported"


def test_wrong_arithmetic_stands_whatever_is_read() -> None:
    claim = read("Take 1,000 IU (100 µg) of vitamin D3 a day.", {"supported": 0.99})
    assert (claim.verdict, claim.slot) == ("contradicted", "number")


def test_right_arithmetic_stands_where_nothing_is_accused() -> None:
    sentence = "2,000 IU of vitamin D equals 50 µg."
    assert read(sentence, {"cannot_tell": 0.9}).verdict == "supported"
    assert read(sentence, {"contradicted": 0.9}).verdict != "supported"


def test_every_verdict_on_facts_and_every_slot_has_its_words() -> None:
    assert set(table("learned")["reasons"]) == {*ON_FACTS, *SLOTS[1:]}


def test_a_table_that_agrees_gives_its_reason_and_its_facts() -> None:
    sentence = "Vitamin K2 cleans plaque out of your arteries."
    by_tables = judge(weighed(sentence))
    claim = read(sentence, {by_tables.verdict: 0.99})
    assert (claim.reason, claim.stands_on) == (by_tables.reason, by_tables.stands_on)


def test_where_no_table_speaks_the_nearest_facts_are_shown() -> None:
    claim = read(SAID, {"overstated": 0.99})
    assert claim.stands_on
    assert claim.suggestion


def test_without_a_fact_that_is_near_nobody_is_accused() -> None:
    assert read(SAID, {"contradicted": 0.99}).verdict == "contradicted"
    assert read(SAID, {"contradicted": 0.99}, near=False).verdict is None
