"""Which facts a sentence is held against where no table names one."""

from __future__ import annotations

import pytest
from tests.claims.articles import article

from d3k2.claims.learned import near_facts, read_each
from d3k2.claims.learned.by_meaning import meaning_reader
from d3k2.claims.learned.near import tellable, told
from d3k2.claims.passage import passages
from d3k2.claims.weighed import weigh
from d3k2.evidence import load

ABOUT = [
    ("Adults may take up to 4,000 IU of vitamin D a day, says the American institute.",
     "d-upper-limit-iom-2011-9"),
    ("Somebody on warfarin can start vitamin K2 as he likes.", "rule:vitamin-k-antagonist"),
    ("Two years of K2 with D slowed the calcification of the aortic valve in Danish men.",
     "k2-d-aortic-valve-diederichsen-2022"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "fact"), ABOUT)
def test_a_sentence_is_held_against_the_fact_it_is_about(sentence: str, fact: str) -> None:
    ((weighed, reading),) = read_each(map(weigh, passages(article(sentence))))
    assert fact in near_facts(weighed, reading, accusing=True)


def test_what_speaks_against_must_be_nearer() -> None:
    text = " ".join(sentence for sentence, _ in ABOUT)
    for weighed, reading in read_each(map(weigh, passages(article(text)))):
        against = near_facts(weighed, reading, accusing=True)
        assert set(against) <= set(near_facts(weighed, reading, accusing=False))


def test_only_what_is_held_and_was_read_in_its_source_may_be_told() -> None:
    facts = load().facts
    for one in tellable():
        assert told(one)
        assert one.startswith("rule:") or facts[one].firm


def test_the_reader_knows_nearly_everything_that_may_be_told() -> None:
    """Facts that came later are unknown to it until it is made anew: too many, and it is stale."""
    known = set(meaning_reader().facts)
    assert len(tellable() - known) < 0.05 * len(tellable())
