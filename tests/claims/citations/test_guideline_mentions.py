"""Guidelines that a text names, and whether anybody known issued them."""

from __future__ import annotations

import pytest

from d3k2.claims import read_article
from d3k2.claims.citations.guideline_mentions import guideline_mentions


def named(text: str) -> list[str]:
    article = read_article("a.txt", text.encode())
    return [article.text[a:b] for a, b in guideline_mentions(article, ())]


@pytest.mark.parametrize(
    "name",
    [
        "The Global Bone Nutrition Guideline of 2022",
        "The Berlin Sunshine Vitamin Guideline of the Council for Light",
        "The Warfarin–K2 Guideline of the European Council for Natural Anticoagulation Care",
        "The International Guideline on Optimal Vitamin D Balance",
        "The World Bone Guideline",
        "Nordvik Family Nutrition guideline",
        "guideline of the Nordic Calcium Council",
    ],
)
def test_a_guideline_of_nobody_is_seen(name: str) -> None:
    (found,) = named(f"Taken daily, they say in {name}, both are needed.")
    assert name.endswith(found) or found.endswith(name)


@pytest.mark.parametrize(
    "text",
    [
        "The Dietary Guidelines for Americans advise it.",
        "The Endocrine Society Clinical Practice Guideline advises it.",
        "The Vitamin D Guideline of 2011 asked for 30 ng/mL.",
        "The KDIGO Guidelines leave it open, and so does the ESCEO Guideline.",
        "The Swiss Osteoporosis Guidelines of 2020 name 800 IU.",
        "International guidelines, led by that of the Endocrine Society, ask for it.",
        "No guideline recommends K2. Most guidelines are silent.",
        "The guideline of the American College of Rheumatology asks for it.",
    ],
)
def test_a_guideline_that_somebody_known_may_have_issued_is_left_alone(text: str) -> None:
    assert named(text) == []
