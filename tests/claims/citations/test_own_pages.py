"""Pages of the publisher's own among the references of an article."""

from __future__ import annotations

import pytest

from d3k2.claims import read_article
from d3k2.claims.citations import find_citations, judge_citations, reference_findings

OWN = "publisher's own"


def told(name: str, text: str) -> list[str]:
    article = read_article(name, text.encode())
    cited = find_citations(article)
    found = reference_findings(article, cited, judge_citations(article, cited))
    return [finding.text for finding in found if OWN in finding.text]


def page(entry: str, *, title: str = "D3 and K2 for bones", foot: str = "") -> str:
    return (
        f"# {title}\n\nVitamin D is made in the skin, and the pair is best taken together [1].\n\n"
        f"{foot}\n\n## References\n\n1. {entry}\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        page("[Osteoline Learning Centre. Why we never sell D3 without K2.](/learn/d3-with-k2)"),
        page("Osteoline Centre. Why D3 needs K2, 2024.", title="Osteoline Trio: D3 and calcium"),
        page(
            "Lumenaq Bioscience. Consumer survey, white paper. www.lumenaq-bioscience.com/paper-7",
            foot="Media contact: press@lumenaq-bioscience.com",
        ),
        page("Arterium Labs. White paper 03. https://arterium-labs.example/03")
        .replace("\n\nVitamin", "\n\n*Arterium Magazine, spring issue*\n\nVitamin"),
        page("Nephrokind Association. Survey of members. https://nephrokind.example/survey")
        .replace("\n\nVitamin", "\n\nA leaflet of the Nephrokind Association.\n\nVitamin"),
        page("Fennmoor. The trio explained. fennmoor.example/trio")
        .replace("the pair is best taken together", "see our science corner"),
    ],
)  # fmt: skip
def test_an_own_page_is_seen(text: str) -> None:
    assert len(told("a.md", text)) == 1


def test_an_own_survey_behind_a_link_is_seen() -> None:
    text = (
        "# Drops for babies\n\n*From the Little Acorn practice blog*\n\nVitamin D helps. In our "
        "own waiting room 87 % of parents agree ([survey](https://littleacorn.example/survey-2022)).\n"
    )
    assert len(told("a.md", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        page("National Health Service. Vitamin D. https://www.nhs.uk/conditions/vitamin-d/"),
        page("[Linus Pauling Institute. Vitamin K.](https://lpi.oregonstate.edu/mic/vitamins/vitamin-K)"),
        page("Knapen MHJ, Drummen NE. Three-year MK-7. Osteoporos Int. 2013;24:2499.",
             title="Knapen and the bones of Maastricht"),
        page("EFSA. Vitamin K. EFSA Journal 2017;15(5):4780.", foot="Write to: somebody@gmail.com"),
    ],
)  # fmt: skip
def test_a_page_of_others_is_left_alone(text: str) -> None:
    assert told("a.md", text) == []
