"""The word "guideline" on what no guideline body issued."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from d3k2.claims.article import Article
from d3k2.claims.citation import Citation
from d3k2.claims.citations.cited import CitedWork, Place
from d3k2.claims.citations.identifiers import DOI, URL
from d3k2.claims.citations.reference_words import called, joined, reference_words, says
from d3k2.claims.findings import WholeFinding
from d3k2.evidence import load, reference_kind
from d3k2.language import link

KIND = "references"
Pairs = Sequence[tuple[CitedWork, Citation]]


def guideline_findings(article: Article, pairs: Pairs) -> Iterator[WholeFinding]:
    """Yield entries that are called guidelines and are none, and sentences that cite none."""
    for work, citation in pairs:
        if work.listed and _called_guideline(work):
            text = _why_none(work, citation)
            if text is not None:
                yield WholeFinding(KIND, text, ((work.start, work.end),))
    yield from _sentences(article, pairs)


def _called_guideline(work: CitedWork) -> bool:
    word = reference_words()["guideline"]["word"]
    return any(word in said.casefold() for said in work.stated.called)


def _why_none(work: CitedWork, citation: Citation) -> str | None:
    label, host = called(work.label), _retelling(work)
    if citation.source is not None and citation.matches != "no":
        kind = _kind(citation.source)
        return None if kind is None else says("guideline_held", label=label, kind=kind)
    if host is not None:
        return says("guideline_retold", label=label, host=host)
    if citation.matches == "yes" or _names_issuer(work):
        return None
    return says("guideline_unnamed", label=label)


def _kind(source: str) -> str | None:
    """What a source of ours is, in words; None where it may be called a guideline."""
    words: dict[str, str] = reference_words()["kinds"]
    return words.get(reference_kind(load().sources[source]))


def _retelling(work: CitedWork) -> str | None:
    """Who retells here what others issued: a site, or a series of summaries."""
    url = work.stated.identifiers.url or ""
    host = re.sub(r"\Ahttps?://(?:www\.)?", "", url.casefold()).partition("/")[0]
    listed: list[str] = reference_words()["hosts"]["news"]
    found = next((h for h in listed if host == h or host.endswith(f".{h}")), None)
    words: list[str] = reference_words()["hosts"]["retells"]
    text = work.text.casefold()
    return found or next((f"a series called “{w}”" for w in words if w in text), None)


def _names_issuer(work: CitedWork) -> bool:
    text = DOI.sub(" ", URL.sub(" ", work.text))
    for said in work.stated.called:
        text = text.replace(said, " ", 1)
    issuers: list[str] = reference_words()["guideline"]["issuers"]
    named = re.compile(r"\b(?:" + "|".join(map(re.escape, issuers)) + r")\b", re.IGNORECASE)
    return bool(named.search(text)) or any(m.concept.kind == "authority" for m in link(text))


def _sentences(article: Article, pairs: Pairs) -> Iterator[WholeFinding]:
    """Sentences that speak of a guideline and cite only papers of ours that are none."""
    words = reference_words()["guideline"]
    citing: dict[Place, list[tuple[CitedWork, Citation]]] = {}
    for work, citation in pairs:
        for place in citation.cited_at:
            citing.setdefault(place, []).append((work, citation))
    denied = re.compile(r"\b(?:" + "|".join(words["denials"]) + r")\b", re.IGNORECASE)
    for (start, end), found in sorted(citing.items()):
        text = article.text[start:end]
        if not re.search(rf"\b{words['word']}s?\b", text, re.IGNORECASE) or denied.search(text):
            continue
        none = [
            w for w, c in found if c.source is not None and c.matches != "no" and _kind(c.source)
        ]
        if len(none) == len(found):
            labels = [w.label or w.text[:40] for w in none]
            text = says("guideline_sentence", labels=joined(labels))
            yield WholeFinding(KIND, text, ((start, end),))
