"""A sentence beside what bodies hold, and beside a paper of theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from d3k2.claims.citations.citing import Citing
from d3k2.claims.citations.plain_positions import advised_otherwise
from d3k2.claims.citations.profile import profile
from d3k2.claims.citations.support import support_held
from d3k2.evidence import PositionFact, load

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


def test_sentences_labelled_as_right_are_not_accused() -> None:
    right = list(labelled_right())[::EVERY]
    accused = [
        text
        for text, source in right
        if support_held([Citing(text)], load().sources[source]).holds in ("no", "partly")
    ]
    assert len(right) > 500
    assert accused == []


def labelled_right() -> Iterator[tuple[str, str]]:
    """Sentences labelled as carried by one position, and the only paper on which that stands."""
    for path in sorted(SENTENCES.glob("*/*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            verdict, _, _, fact, text = [*line.split("\t"), "", "", "", "", ""][:5]
            known = load().facts.get(fact) if verdict == "supported" else None
            if isinstance(known, PositionFact) and len(known.sources) == 1:
                yield text.lstrip("- *"), known.sources[0].id
