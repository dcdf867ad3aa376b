"""ClaimReview as search engines read it: schema.org's words, Google's required properties."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from d3k2.claims import CheckReport, Verdict
from d3k2.report import check_document, claim_review

from . import regenerate_checks as made

# developers.google.com/search/docs/appearance/structured-data/factcheck, read in 2026
REQUIRED = {"claimReviewed", "reviewRating", "url"}
RECOMMENDED = {"author", "itemReviewed", "datePublished"}


def reviews(report: CheckReport | None = None, page: str = "") -> list[dict[str, Any]]:
    document = check_document(report or made.check_report("strong_bones"))
    found: list[dict[str, Any]] = json.loads(claim_review(document, page))
    return found


def saying(text: str, verdict: Verdict = "overstated") -> CheckReport:
    """A check of an article that is one claim."""
    report = made.check_report("strong_bones")
    (found,) = report.articles
    claim = replace(found.claims[2], text=text, start=0, end=len(text), verdict=verdict)
    article = replace(found.article, text=text, title=text, blocks=())
    only = replace(found, article=article, claims=(claim,), citations=(), numbers=(), whole=())
    return replace(report, articles=(only,))


class TestAReview:
    def test_has_what_is_required_and_what_is_recommended(self) -> None:
        for review in reviews():
            assert review["@context"] == "https://schema.org"
            assert review["@type"] == "ClaimReview"
            assert set(review) >= REQUIRED | RECOMMENDED
            assert review["author"] == {"@type": "Organization", "name": "d3k2"}
            assert review["datePublished"] == "2026-11-20"

    def test_names_the_verdict_in_a_word_and_on_the_scale(self) -> None:
        scale = {}
        for review in reviews():
            rating = review["reviewRating"]
            assert (rating["worstRating"], rating["bestRating"]) == (1, 4)
            scale[rating["alternateName"]] = rating["ratingValue"]
        assert scale == {"Contradicted": 1, "Overstated": 2, "Contested": 3, "Supported": 4}

    @pytest.mark.parametrize("verdict", ["unsupported", "cannot_tell"])
    def test_is_not_written_where_it_would_say_nothing(self, verdict: Verdict) -> None:
        assert reviews(saying("K2 whitens teeth.", verdict)) == []

    def test_leads_to_its_place_on_the_page(self) -> None:
        assert reviews()[0]["url"] == "#claim-1-1"
        there = reviews(page="https://example.org/checked")
        assert there[1]["url"] == "https://example.org/checked#claim-1-3"
        assert len({review["url"] for review in there}) == len(there) == 9

    def test_says_where_the_claim_was_made(self) -> None:
        appearance = reviews()[0]["itemReviewed"]["appearance"]
        assert appearance == {
            "@type": "CreativeWork",
            "url": "https://example.org/strong-bones",
            "headline": "Strong bones after fifty: the D3 and K2 duo",
        }

    def test_gives_of_a_file_its_name_and_not_where_it_lies(self) -> None:
        report = made.check_report("strong_bones")
        (found,) = report.articles
        nameless = replace(found.article, file="private/of/mine.md", title=None, address=None)
        there = reviews(replace(report, articles=(replace(found, article=nameless),)))
        appearance = there[0]["itemReviewed"]["appearance"]
        assert appearance == {"@type": "CreativeWork", "name": "mine.md"}
        assert "private" not in json.dumps(there)


class TestTheClaim:
    @pytest.mark.parametrize(
        ("text", "short"),
        [
            ("K2 helps.", "K2 helps."),
            ("K2\n  helps.", "K2 helps."),
            ("a" * 75, "a" * 75),
            ("a" * 76, "a" * 74 + "…"),
            ("word " * 14 + "gives, more", "word " * 13 + "word…"),
            ("word " * 14 + "abcd efgh", "word " * 14 + "abcd…"),
        ],
    )
    def test_is_cut_after_a_word(self, text: str, short: str) -> None:
        (review,) = reviews(saying(text))
        assert review["claimReviewed"] == short
        assert len(short) <= 75

    def test_stands_whole_beside_it(self) -> None:
        long = "vitamin D prevents fractures in healthy adults, " * 4
        (review,) = reviews(saying(long))
        assert review["itemReviewed"]["text"] == long.strip()


class TestMarkup:
    @pytest.mark.parametrize(
        "attack",
        [
            "</script><script>alert(1)</script>",
            "<!--",
            "K2 & D3 < 4",
            "\u202egnp.exe",
            "a\u2028b",
            "\x00\x1b[31m",
            "\U000e0041",
        ],
    )
    def test_in_a_claim_is_kept_and_never_read_as_such(self, attack: str) -> None:
        written = claim_review(check_document(saying(f"K2 {attack} helps")))
        assert not set("<>&\u2028\u202e\x00\x1b\U000e0041") & set(written)
        kept = " ".join(f"K2 {attack} helps".split())
        assert json.loads(written)[0]["itemReviewed"]["text"] == kept
