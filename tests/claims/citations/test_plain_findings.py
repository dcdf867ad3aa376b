"""A sentence beside everything that a paper found on its outcome."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.cited_sentences import sentences

from d3k2.claims import Article, Block, Claim
from d3k2.claims.citations.citing import Citing, Support
from d3k2.claims.citations.plain_findings import plainly_otherwise
from d3k2.claims.citations.profile import held_paper, profile
from d3k2.claims.citations.support import support_held
from d3k2.claims.clause import whole
from d3k2.claims.framing import frame
from d3k2.claims.passage import passages
from d3k2.evidence import load

SENTENCES = Path(__file__).parents[3] / "training" / "sentences"
EVERY = 12
"""Of the labelled sentences, as many as a quick test reads."""
MOST = 0.008
"""Share of sentences labelled as right that may be accused: 38 of all 10,866 are."""


def told(text: str, source: str) -> str | None:
    return plainly_otherwise(Citing(text), profile(text), held_paper(source).facts)


@pytest.mark.parametrize(
    ("text", "source", "why"),
    [
        ("It does not stop there: in 365 men MK-7 clearly slowed hardening of the aortic valve.",
         "diederichsen-2022", "found none"),
        ("Depression became less common on 2,000 IU a day.", "okereke-2020", "found none"),
        ("A single big dose beforehand made pregnancy noticeably more likely.",
         "somigliana-2021", "found none"),
        ("Neither falls nor high blood calcium were any commoner than on placebo.",
         "zittermann-2023", "found one"),
        ("Seven years of the tablets produced no more urinary stones than placebo did.",
         "wallace-2011", "found one"),
        ("Adults on 10,000 IU ended with denser bone at the wrist than those who stayed at 400 IU.",
         "burt-2019", "other way"),
    ],
)  # fmt: skip
def test_another_finding_is_seen(text: str, source: str, why: str) -> None:
    assert told(text, source) == why


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("In 365 men two years of MK-7 failed to slow the hardening of the aortic valve.",
         "diederichsen-2022"),
        ("Men with calcified aortic valves did worse: two years of MK-7 failed to slow it.",
         "diederichsen-2022"),
        ("Depression was as frequent on 2,000 IU a day as on placebo.", "okereke-2020"),
        ("Pregnancies came to 37 % against 40 % on placebo.", "somigliana-2021"),
        ("Urinary stones were more frequent on the tablets.", "wallace-2011"),
        ("Bone at the wrist was less dense on 10,000 IU than on 400 IU.", "burt-2019"),
        ("MK-7 lowered dp-ucMGP.",
         "diederichsen-2022"),
    ],
)  # fmt: skip
def test_what_the_paper_found_is_not_accused(text: str, source: str) -> None:
    assert told(text, source) is None


def test_sentences_labelled_as_right_are_hardly_ever_accused() -> None:
    right = list(labelled_right())[::EVERY]
    accused = [
        (source, text)
        for text, source in right
        if support_held([Citing(text)], load().sources[source]).holds in ("no", "partly")
    ]
    assert len(right) > 500
    assert len(accused) <= MOST * len(right), accused


def labelled_right() -> Iterator[tuple[str, str]]:
    """Sentences labelled as carried by one fact, and the only paper on which that stands."""
    for label, fact, text in sentences(SENTENCES, "*/*.tsv"):
        if label == "supported" and fact.kind in ("effect", "finding"):
            yield text, fact.sources[0].id


@pytest.mark.parametrize(("accused", "holds"), [(0.5, "not_checked"), (0.85, "partly")])
def test_what_reads_against_the_evidence_is_doubted_of_a_paper_on_it(
    accused: float, holds: str
) -> None:
    text = "MK-7 improved the hair of these women too, it is told elsewhere."
    (read,) = passages(Article("a.txt", "text", text, (Block("paragraph", 0, len(text)),)))
    claim = Claim(0, len(text), text, frame(whole(read)), None, None, "", None, (), accused=accused)
    sentence = Citing(text, claims=(claim,))
    assert support_held([sentence], load().sources["knapen-2013"]).holds == holds


def test_what_carries_one_of_two_sentences_says_so() -> None:
    carried = Citing("Giving 300,000 IU of vitamin D2 once a year raised hip fractures.")
    other = Citing("It was injected.")
    smith = load().sources["smith-2007"]
    assert support_held([carried], smith) == Support("yes", "carried")
    assert support_held([carried, other], smith) == Support("yes", "carried for some")
    assert support_held([other], smith).holds == "not_checked"
