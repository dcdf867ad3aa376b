"""What is said of a sentence, by the page on verdicts."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from d3k2.claims import Claim

Judge = Callable[[str], Claim | None]
CASES = tomllib.loads((Path(__file__).parent / "verdicts.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_the_verdict_is_the_one_of_the_page(case: dict[str, str], verdict: Judge) -> None:
    claim = verdict(case["says"])
    assert claim is not None
    assert (claim.verdict, claim.slot) == (case["verdict"], case.get("slot"))
    if "row" in case:
        assert claim.tenet == case["row"]


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_a_verdict_on_the_evidence_stands_on_some(case: dict[str, str], verdict: Judge) -> None:
    claim = verdict(case["says"])
    assert claim is not None
    assert bool(claim.stands_on) is (claim.verdict not in ("unsupported", "cannot_tell"))


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_what_goes_too_far_gets_a_sentence_that_would_be_right(
    case: dict[str, str], verdict: Judge
) -> None:
    claim = verdict(case["says"])
    assert claim is not None
    assert (claim.suggestion is not None) is (claim.verdict in ("overstated", "contradicted"))


@pytest.mark.parametrize(
    "sentence",
    [
        "Does vitamin D prevent falls?",
        "Subscribe to our newsletter for more on vitamin D.",
        "The weather was fine that day.",
    ],
)
def test_what_is_no_claim_gets_no_verdict(sentence: str, verdict: Judge) -> None:
    assert verdict(sentence) is None
