"""The references of an article as a whole: what is missing, idle, old or no reference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from d3k2.claims.article import Article
from d3k2.claims.citation import Citation
from d3k2.claims.citations.bare_names import bare_entries, bare_mentions
from d3k2.claims.citations.cited import Cited, CitedWork
from d3k2.claims.citations.guideline_findings import guideline_findings
from d3k2.claims.citations.own_mentions import own_mentions
from d3k2.claims.citations.own_pages import own_pages
from d3k2.claims.citations.reference_words import called, joined, reference_words, says
from d3k2.claims.findings import WholeFinding
from d3k2.evidence import load

KIND = "references"


def reference_findings(
    article: Article, cited: Cited, citations: Sequence[Citation]
) -> tuple[WholeFinding, ...]:
    """Judge the references of an article as a whole.

    Parameters
    ----------
    citations : sequence of Citation
        The answers of `judge_citations` about the same works, in the same order.
    """
    pairs = tuple(zip(cited.works, citations, strict=True))
    return (
        *_without_entry(cited),
        *_never_cited(cited),
        *guideline_findings(article, pairs),
        *_bare(cited),
        *_told_bare(article, cited),
        *_own(article, cited),
        *_old(cited),
        *_withdrawn(article, pairs),
    )


def _finding(text: str, *where: tuple[int, int], good: bool = False) -> WholeFinding:
    return WholeFinding(KIND, text, where, good)


def _without_entry(cited: Cited) -> Iterator[WholeFinding]:
    """Numbers, and names with a year, that the list does not have."""
    loose = [w for w in cited.works if _named_without_entry(w, cited)]
    if not cited.without_entry and not loose:
        return
    labels = sorted({label for m in cited.without_entry for label in m.labels}, key=_order)
    labels += [work.label for work in loose if work.label]
    none = "no_list" if cited.without_entry else "no_list_named"
    which = "without_entry" if any(w.listed for w in cited.works) else none
    where = [(m.start, m.end) for m in cited.without_entry]
    where += [(m.start, m.end) for work in loose for m in work.marks]
    yield _finding(says(which, labels=joined(labels)), *where)


def _named_without_entry(work: CitedWork, cited: Cited) -> bool:
    """Whether a work is cited by name and year where the list has entries for such, not for it.

    Where the text cites by number, a name with a year may be told beside its number.
    """
    named = bool(work.stated.authors and work.stated.years and not work.stated.identifiers)
    if work.listed or not named or cited.numbered:
        return False
    entries = [w for w in cited.works if w.listed]
    return not entries or any(_by_name(entry) for entry in entries)


def _by_name(entry: CitedWork) -> bool:
    """Whether a mark cites an entry by its author and year."""
    return any(not label.isdigit() for mark in entry.marks for label in mark.labels)


def _never_cited(cited: Cited) -> Iterator[WholeFinding]:
    entries = [w for w in cited.works if w.listed]
    idle = [w for w in entries if not w.marks]
    if not idle:
        return
    where = tuple((w.start, w.end) for w in idle)
    if len(idle) == len(entries) and not cited.numbered:
        if len(entries) > 1:
            yield _finding(says("none_tied", count=str(len(entries))), *where)
        return
    labels = [w.label or f"“{w.text[:40].strip()}…”" for w in idle]
    yield _finding(says("never" if len(idle) > 1 else "one_never", labels=joined(labels)), *where)


def _bare(cited: Cited) -> Iterator[WholeFinding]:
    """Entries that are the name of a journal or a house, and nothing else."""
    for work in bare_entries(cited):
        yield _finding(says("bare", label=called(work.label)), (work.start, work.end))


def _told_bare(article: Article, cited: Cited) -> Iterator[WholeFinding]:
    """Studies told of by their house or journal alone, in a sentence that cites nothing."""
    for start, end in bare_mentions(article, cited):
        yield _finding(says("house", words=article.text[start:end]), (start, end))


def _own(article: Article, cited: Cited) -> Iterator[WholeFinding]:
    """References to pages of whoever published the article."""
    for work in own_pages(article, cited):
        yield _finding(says("own", label=called(work.label)), (work.start, work.end))
    for start, end in own_mentions(article, cited):
        yield _finding(says("own_told", words=article.text[start:end]), (start, end))


def _old(cited: Cited) -> Iterator[WholeFinding]:
    limits = reference_words()["limits"]
    dated = [max(w.stated.years) for w in cited.works if w.stated.years]
    newest = max(source.year for source in load().sources.values())
    if len(dated) >= limits["least_dated"] and newest - max(dated) > limits["old"]:
        yield _finding(says("old", year=str(max(dated)), newest=str(newest)))


def _withdrawn(
    article: Article, pairs: Sequence[tuple[CitedWork, Citation]]
) -> Iterator[WholeFinding]:
    for work, citation in pairs:
        where = citation.cited_at or ((work.start, work.end),)
        if citation.status == "retracted":
            told = any("retract" in article.text[a:b].casefold() for a, b in where)
            which = "retracted_said" if told else "retracted"
            yield _finding(says(which, label=called(work.label)), *where, good=told)
        elif citation.status == "superseded" and citation.source is not None:
            newer = load().sources[citation.source].superseded_by
            by = f" by {newer}" if newer else ""
            yield _finding(says("superseded", label=called(work.label), by=by), *where)


def _order(label: str) -> tuple[int, str]:
    return (int(label), "") if label.isdigit() else (10**6, label)
