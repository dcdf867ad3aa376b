"""What is wrong, or right, with the references of an article as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli

from d3k2.claims import Article, WholeFinding
from d3k2.claims.citations import find_citations, judge_citations, reference_findings

CASES = tomli.loads(Path(__file__).with_name("findings.toml").read_text("utf-8"))


def found(article: Article) -> tuple[WholeFinding, ...]:
    cited = find_citations(article)
    return reference_findings(article, cited, judge_citations(article, cited, registry=None))


@pytest.mark.parametrize("name", CASES)
def test_what_is_found(name: str) -> None:
    case = CASES[name]
    article = Article(
        "a.md", "markdown", case["text"], (), title=case.get("title"), page=case.get("page", ""),
        address=case.get("address"),
    )  # fmt: skip
    findings = found(article)
    said = [finding.text for finding in findings]
    assert len(said) == len(case["finds"]), said
    for text, words in zip(said, case["finds"], strict=True):
        assert words in text
    if "at" in case:
        start, end = findings[0].where[0]
        assert article.text[start:end].startswith(case["at"])
    assert all(finding.kind == "references" for finding in findings)
    assert [finding.good for finding in findings] == [case.get("good", False)] * len(findings)


def test_an_article_without_references_is_not_blamed_here() -> None:
    assert found(Article("a.txt", "text", "Vitamin D is made in the skin.", ())) == ()
