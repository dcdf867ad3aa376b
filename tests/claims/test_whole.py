"""What is said of an article as a whole."""

from datetime import date

import pytest
from tests.claims.articles import article

from d3k2.claims import ArticleReport, WholeFinding, check

DAY = date(2026, 11, 26)

SELLING = """# Why I never take D3 without K2
Everyone who takes vitamin D3 should take K2 with it.
Take 10,000 IU of D3 a day for strong bones: K2 clears the arteries.
Vitamin K2 dissolves the plaque in your arteries within weeks.
My patient Anna took it, and her pain was gone within 3 weeks.
No guideline recommends K2 together with D3."""
PAGE = """By Jane Doe, holistic nutritionist
Fact-checked
Updated 3 May 2019
Buy now and save"""

CAREFUL = """# Vitamin D and K2
Guidelines differ on the level of vitamin D to aim at: 20 ng/mL in some, 30 ng/mL in others.
Take vitamin K2 only after a talk with your doctor if you take warfarin.
Too much vitamin D can raise the calcium in the blood and cause kidney stones."""


def checked(text: str, page: str = "") -> ArticleReport:
    (report,) = check([article(text, page=page)], today=DAY).articles
    return report


def kinds(report: ArticleReport, *, good: bool = False) -> set[str]:
    return {finding.kind for finding in report.whole if finding.good is good}


def of(report: ArticleReport, kind: str) -> list[WholeFinding]:
    return [finding for finding in report.whole if finding.kind == kind]


@pytest.mark.parametrize(
    "kind",
    ["omission", "inner contradiction", "anecdote", "badge", "credentials", "review", "interest"],
)
def test_a_page_that_sells_is_seen_through(kind: str) -> None:
    assert kind in kinds(checked(SELLING, PAGE))


@pytest.mark.parametrize(
    "sentence",
    [
        "We recommend SunBest drops.",
        "I use Kalvita® for my K2.",
        "Our favourite brand of K2 is Kalvita.",
        "A brand we trust is Kalvita.",
    ],
)
def test_a_brand_beside_advice_is_named(sentence: str) -> None:
    assert brands(f"Take 1,000 IU of vitamin D3 a day. {sentence}")


@pytest.mark.parametrize(
    "sentence",
    ["We recommend Vitamin D.", "We use DXA to measure bone.", "No brand is better than another."],
)
def test_what_is_no_brand_is_not_named(sentence: str) -> None:
    assert not brands(f"Take 1,000 IU of vitamin D3 a day. {sentence}")


def brands(text: str) -> list[WholeFinding]:
    return [finding for finding in of(checked(text), "interest") if "brands" in finding.text]


def test_how_hard_it_is_to_read_is_told_of_both_kinds() -> None:
    easy = "Vitamin D helps the bones. The sun makes it in the skin. Some take it as a pill."
    hard = (
        "Supplementation with cholecalciferol demonstrably ameliorates biochemical insufficiency, "
        "notwithstanding considerable interindividual heterogeneity in hepatic hydroxylation."
    )
    ((low,), (high,)) = (of(checked(text), "reading level") for text in (easy, hard))
    assert low.good and not high.good
    assert "grade" in low.text and "grade" in high.text


def test_the_missing_warnings_are_named() -> None:
    told = " ".join(f.text for f in of(checked(SELLING, PAGE), "omission"))
    assert "warfarin" in told
    assert "calcium in the blood" in told
    assert "kidney" in told


def test_a_warning_that_stands_there_is_not_missed() -> None:
    assert not of(checked(CAREFUL), "omission")


def test_an_article_that_contradicts_itself_is_shown_both_sentences() -> None:
    (found,) = of(checked(SELLING), "inner contradiction")
    (one, other) = ((SELLING[a:b]) for a, b in found.where)
    assert one.startswith("Everyone who takes")
    assert other.startswith("No guideline")


def test_a_difference_that_is_told_speaks_for_the_article() -> None:
    assert "disagreement" in kinds(checked(CAREFUL), good=True)


def test_a_side_taken_in_silence_is_said() -> None:
    assert "disagreement" in kinds(checked("The ideal level of vitamin D is 30 ng/mL."))


def test_a_page_of_this_year_is_not_old() -> None:
    assert not [f for f in of(checked(CAREFUL, "Reviewed 2026"), "review") if not f.good]


def test_an_article_on_something_else_is_not_checked() -> None:
    report = checked("The match ended in a draw. Both teams were tired after the long season.")
    assert not report.about_subject
    assert report.claims == ()
    assert "nothing was checked" in report.summary


def test_the_summary_counts_every_claim_once() -> None:
    report = checked(SELLING)
    assert f"Of {len(report.claims)} claims" in report.summary
