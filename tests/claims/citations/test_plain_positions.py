"""A sentence beside what bodies hold, and beside a paper of theirs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from benchmarks.cited_sentences import sentences

from d3k2.claims import Article, Block, Claim
from d3k2.claims.citations import turns_its_facts_round
from d3k2.claims.citations.citing import Citing
from d3k2.claims.citations.plain_positions import advised_otherwise
from d3k2.claims.citations.profile import profile
from d3k2.claims.citations.support import support_held
from d3k2.claims.clause import whole
from d3k2.claims.framing import frame
from d3k2.claims.passage import passages
from d3k2.evidence import Fact, PositionFact, load
from d3k2.evidence import fact as on_fact

SENTENCES = Path(__file__).parents[3] / "training" / "sentences"
EVERY = 6
"""Of the labelled sentences, as many as a quick test reads."""


def told(text: str, fact: str) -> str | None:
    held = load().facts[fact]
    assert isinstance(held, PositionFact)
    return advised_otherwise(Citing(text), profile(text), [held])


@pytest.mark.parametrize(
    ("text", "fact", "why"),
    [
        ("The USPSTF recommends vitamin D to prevent falls.", "d-falls-uspstf-2018", "not advised"),
        ("EFSA confirmed that K2 keeps arteries healthy.", "k2-arteries-efsa-2012", "not advised"),
        ("NOGG recommends 2,900 mg of calcium a day.", "calcium-intake-nogg-2021", "other number"),
    ],
)  # fmt: skip
def test_other_advice_is_seen(text: str, fact: str, why: str) -> None:
    assert told(text, fact) == why


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("The USPSTF advised against vitamin D to prevent falls.", "d-falls-uspstf-2018"),
        ("The DVO recommends vitamin K solely to make up a deficiency.", "k2-bone-dvo-2023"),
        ("NOGG recommends 0.7 g of calcium a day.", "calcium-intake-nogg-2021"),
        ("Guidelines recommend 1,000 mg of calcium a day.", "calcium-intake-nogg-2021"),
        ("NOGG recommends walking for 2,900 m a day.", "calcium-intake-nogg-2021"),
    ],
)  # fmt: skip
def test_what_is_held_or_held_by_others_is_not_accused(text: str, fact: str) -> None:
    assert told(text, fact) is None


def test_sentences_labelled_as_right_accuse_no_paper() -> None:
    right = list(labelled("supported"))
    accused = [
        text
        for fact, text in right
        if support_held([Citing(text)], load().sources[fact.sources[0].id]).holds
        in ("no", "partly")
    ]
    assert len(right) > 500
    assert accused == []


def test_hardly_one_that_is_right_is_taken_back_and_some_that_are_wrong() -> None:
    right = [turns_its_facts_round(claim(fact, text)) for fact, text in labelled("supported")]
    wrong = [turns_its_facts_round(claim(fact, text)) for fact, text in labelled("contradicted")]
    assert sum(right) <= 2
    assert sum(wrong) >= 0.05 * len(wrong)


def claim(fact: Fact, text: str) -> Claim:
    """A sentence as one claim that stands on a fact."""
    paragraph = Article("a.txt", "text", text, (Block("paragraph", 0, len(text)),))
    read = next(iter(passages(paragraph)), None)
    assert read is not None
    return Claim(
        0, len(text), text, frame(whole(read)), "supported", None, "", None, (on_fact(fact.id),)
    )


def labelled(label: str) -> Iterator[tuple[PositionFact, str]]:
    """Some of the sentences with a label that are about one position of one paper."""
    every = (
        (fact, text)
        for found, fact, text in sentences(SENTENCES, "*/*.tsv")
        if found == label and isinstance(fact, PositionFact)
    )
    return islice(every, 0, None, EVERY)
