"""What the summary says of the references."""

from __future__ import annotations

from datetime import date

import pytest

from d3k2.claims import check, read_article

BURT = (
    "Burt LA, Billington EO, Rose MS, Raymond DA, Hanley DA, Boyd SK. Effect of high-dose vitamin D"
    " supplementation on volumetric bone density and bone strength: a randomized clinical trial."
    " JAMA 2019;322:736-745."
)
SATO = (
    "Sato Y, Kanoko T, Satoh K, et al. Menatetrenone and vitamin D2 with calcium supplements"
    " prevent nonvertebral fracture in elderly women with Alzheimer's disease. Bone 2005;36:61-68."
)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (BURT, "Nothing was found against its references (1)."),
        ("Endocrine Society. Vitamin D guideline, 2011.", "but something is said of 1."),
        (SATO, "1 references 1 does not hold."),
    ],
)
def test_a_doubt_is_not_passed_over(entry: str, said: str) -> None:
    text = f"Vitamin D was given for three years [1].\n\n## References\n\n1. {entry}\n"
    (report,) = check([read_article("a.md", text.encode())], today=date(2026, 1, 1)).articles
    assert said in report.summary
