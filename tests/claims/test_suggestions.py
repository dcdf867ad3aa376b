"""What would be right is said of what the claim names, though a tenet stands on facts of others."""

from datetime import date

import pytest
from tests.claims.articles import article

from d3k2.claims import check


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("A meta-analysis has proven that MK-4 prevents hip fractures.", "fracture"),
        ("Studies prove that K2 protects the arteries.", "blood vessels"),
    ],
)
def test_a_suggestion_speaks_of_what_the_claim_names(text: str, about: str) -> None:
    (report,) = check([article(text)], today=date(2026, 11, 28)).articles
    (claim,) = report.claims
    assert claim.verdict == "overstated"
    assert claim.suggestion is not None and about in claim.suggestion
