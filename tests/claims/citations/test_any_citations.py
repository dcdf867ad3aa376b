"""Whatever stands in a text, its citations are read without failing, alike each time, and fast."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from d3k2.claims import Article, Link
from d3k2.claims.citation import Citation
from d3k2.claims.citations import (
    Cited,
    find_citations,
    judge_citations,
    reference_findings,
)
from d3k2.claims.findings import WholeFinding
from d3k2.evidence import cite, load

PIECES = st.sampled_from(
    ["[1]", "[2, 3]", "[4–6]", "¹²", "\n\n## References\n\n", "\n1. ", "\n[2] ", "10.1/", "“", "'",
     "doi:10.1000/x(1", "PMID: 12", "PMC1234567", "https://doi.org/", "(Knapen et al., 2013)", "(",
     "Knapen 2013", "[^a]", "[^a]: ", "et al.", ")", "](", "*", "#", "|", "vitamin K2", ". ", "\n",
     "lowers fractures", "2013;1:1"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join))
URLS = st.one_of(st.text(max_size=40), st.sampled_from(["https://[", "https://doi.org/10.1000/x"]))


def whole(article: Article) -> tuple[Cited, tuple[Citation, ...], tuple[WholeFinding, ...]]:
    cited = find_citations(article)
    citations = judge_citations(article, cited, registry=None)
    return cited, citations, reference_findings(article, cited, citations)


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, url=URLS, address=st.one_of(st.none(), URLS))
def test_any_text_is_read(text: str, url: str, address: str | None) -> None:
    links = (Link(0, min(5, len(text)), url),)
    article = Article("a", "text", text, (), links=links, address=address)
    cited, citations, findings = whole(article)
    assert (cited, citations, findings) == whole(article)
    for citation in citations:
        assert text[citation.start : citation.end] == citation.text
        assert citation.resolves != "no"
        assert all(0 <= a <= b <= len(text) for a, b in citation.cited_at)
    for finding in findings:
        assert all(0 <= a <= b <= len(text) for a, b in finding.where)


def test_hostile_texts_take_no_longer_than_others() -> None:
    hostile = [
        "[1" * 20_000,
        "(" * 20_000,
        "Aa " * 10_000 + "et al",
        "A B, " * 10_000,
        "“" + "a " * 20_000,
        "10.1000/" + "(" * 20_000,
        "\n1. x" * 5_000,
        "[a](" * 10_000,
        "## References\n\n" + "Knapen MH, " * 5_000,
        "* " * 20_000,
        "¹," * 20_000,
    ]
    for text in hostile:
        begun = time.perf_counter()
        whole(Article("a", "text", text, ()))
        assert time.perf_counter() - begun < 30, text[:20]


LONG_ARTICLE = 1.0
"""Seconds."""


def test_a_long_article_is_judged_in_a_moment() -> None:
    """2,000 words and 30 references, warm: 0.15 s on an idle machine, and room for a busy one."""
    papers = [s for s in load().sources.values() if s.doi][:30]
    said = "Vitamin D3 did not lower the risk of hip fracture in older women who took it each day"
    body = " ".join(f"{said} [{1 + i % 30}]." for i in range(110))
    entries = "\n".join(f"{i}. {cite(paper)}" for i, paper in enumerate(papers, 1))
    article = Article("a.md", "markdown", f"{body}\n\n## References\n\n{entries}\n", ())
    whole(article)
    took = []
    for _ in range(3):
        begun = time.perf_counter()
        whole(article)
        took.append(time.perf_counter() - begun)
    assert min(took) < LONG_ARTICLE
