"""The word "guideline" on what no guideline body issued."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from d3k2.claims.article import Article
from d3k2.claims.citation import Citation
from d3k2.claims.citations.cited import CitedWork, Place
from d3k2.claims.citations.guideline_mentions import guideline_mentions
from d3k2.claims.citations.identifiers import DOI, URL
from d3k2.claims.citations.issuers import names_issuer
from d3k2.claims.citations.reference_words import called, joined, reference_words, says
from d3k2.claims.findings import WholeFinding
from d3k2.evidence import load, reference_kind

KIND = "references"
_GUIDELINE = re.compile(r"\bguidelines?\b", re.IGNORECASE)
Pairs = Sequence[tuple[CitedWork, Citation]]


def guideline_findings(article: Article, pairs: Pairs) -> Iterator[WholeFinding]:
    """Yield entries that are called guidelines and are none, and sentences that cite none."""
    for work, citation in pairs:
        text = _why_none(article, work, citation) if work.listed else None
        if text is not None:
            yield WholeFinding(KIND, text, ((work.start, work.end),))
    yield from _sentences(article, pairs)
    for start, end in guideline_mentions(article, tuple(work for work, _ in pairs)):
        text = says("guideline_named", words=" ".join(article.text[start:end].split()))
        yield WholeFinding(KIND, text, ((start, end),))


def _why_none(article: Article, work: CitedWork, citation: Citation) -> str | None:
    """What is said where an entry is called a guideline and is none; else None."""
    label, host = called(work.label), _retelling(work)
    typed = _called_guideline(work)
    if citation.source is not None and citation.matches != "no":
        kind = _kind(citation.source) if typed else None
        return None if kind is None else says("guideline_held", label=label, kind=kind)
    if typed and host is not None:
        return says("guideline_retold", label=label, host=host)
    if not (typed or _titled(work) or _cited_as_guideline(article, work, citation)):
        return None
    if _may_be_known(work, citation) or names_issuer(_without_addresses(work)):
        return None
    return says("guideline_unknown", label=label)


def _called_guideline(work: CitedWork) -> bool:
    word = reference_words()["guideline"]["word"]
    return any(word in said.casefold() for said in work.stated.called)


def _titled(work: CitedWork) -> bool:
    """Whether an entry that no person signs has "guideline" in it: a body's own, by its words."""
    return not work.stated.authors and bool(_GUIDELINE.search(_without_addresses(work)))


def _cited_as_guideline(article: Article, work: CitedWork, citation: Citation) -> bool:
    """Whether a sentence names a guideline, denies nothing, and cites nothing but this."""
    if not work.listed or len(citation.cited_at) == 0 or work.stated.authors:
        return False
    texts = [article.text[start:end] for start, end in citation.cited_at]
    alone = all(len(mark.labels) < 2 for mark in work.marks)
    return alone and any(_GUIDELINE.search(t) and not _denied().search(t) for t in texts)


def _may_be_known(work: CitedWork, citation: Citation) -> bool:
    """Whether a registry knows it, or has not been asked about an identifier that it gives."""
    if citation.matches == "yes" or citation.resolves == "yes":
        return True
    names = work.stated.identifiers
    return citation.resolves == "not_checked" and bool(names.doi or names.pmid or names.pmcid)


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


def _without_addresses(work: CitedWork) -> str:
    text = DOI.sub(" ", URL.sub(" ", work.text))
    for said in work.stated.called:
        text = text.replace(said, " ", 1)
    return text


@cache
def _denied() -> re.Pattern[str]:
    denials: list[str] = reference_words()["guideline"]["denials"]
    return re.compile(r"\b(?:" + "|".join(denials) + r")\b", re.IGNORECASE)


def _sentences(article: Article, pairs: Pairs) -> Iterator[WholeFinding]:
    """Sentences that speak of a guideline and cite only papers of ours that are none."""
    citing: dict[Place, list[tuple[CitedWork, Citation]]] = {}
    for work, citation in pairs:
        for place in citation.cited_at:
            citing.setdefault(place, []).append((work, citation))
    for (start, end), found in sorted(citing.items()):
        text = article.text[start:end]
        if not _GUIDELINE.search(text) or _denied().search(text):
            continue
        none = [
            w for w, c in found if c.source is not None and c.matches != "no" and _kind(c.source)
        ]
        if len(none) == len(found):
            labels = [w.label or w.text[:40] for w in none]
            text = says("guideline_sentence", labels=joined(labels))
            yield WholeFinding(KIND, text, ((start, end),))
