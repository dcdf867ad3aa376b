"""A supported claim beside the facts that it stands on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from d3k2.claims import Article, Block
from d3k2.claims.by_numbers import findings_of
from d3k2.claims.checking import claims_in
from d3k2.claims.claim import Claim
from d3k2.claims.passage import passages
from d3k2.claims.second_look import second_look
from d3k2.evidence import fact


def supported(text: str, on: str) -> Claim:
    """A claim as a reader that overlooked a word would have left it."""
    read = passages(Article("a.txt", "text", text, (Block("paragraph", 0, len(text)),)))
    (claim,) = claims_in(read, findings_of(read))
    return replace(claim, verdict="supported", slot=None, stands_on=(fact(on),), doubted=False)


def test_a_result_turned_round_is_not_supported() -> None:
    turned = "Two years of MK-7 with vitamin D clearly slowed calcification of the aortic valve."
    looked = second_look(supported(turned, "k2-d-aortic-valve-diederichsen-2022"))
    assert looked.verdict is None
    assert looked.doubted


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("If you are 65 or older you should take vitamin D so that you do not fall, as the USPSTF "
         "recommends.", "d-falls-uspstf-2018"),
        ("NOGG recommends at least 2,900 mg of calcium a day.", "calcium-intake-nogg-2021"),
    ],
)  # fmt: skip
def test_advice_that_a_body_does_not_give_is_not_supported(text: str, on: str) -> None:
    looked = second_look(supported(text, on))
    assert looked.verdict is None
    assert looked.doubted


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("The USPSTF recommends against vitamin D to prevent falls.", "d-falls-uspstf-2018"),
        ("Vitamin D is recommended for falls solely for a deficiency.", "d-falls-uspstf-2018"),
        ("NOGG recommends at least 700 mg of calcium a day.", "calcium-intake-nogg-2021"),
        ("NOGG recommends calcium from food first.", "calcium-intake-nogg-2021"),
        ("Two years of MK-7 with vitamin D did not slow the calcification of the aortic valve.",
         "k2-d-aortic-valve-diederichsen-2022"),
        ("Vitamin D at 2,000 IU a day did not prevent depression.", "d-depression-okereke-2020"),
        ("Calcium with vitamin D raised kidney stones.", "calcium-d-stones-wallace-2011"),
    ],
)  # fmt: skip
def test_a_result_told_as_it_is_stays_supported(text: str, on: str) -> None:
    claim = supported(text, on)
    assert second_look(claim) == claim
