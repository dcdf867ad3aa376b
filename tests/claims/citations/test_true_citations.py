"""No true citation is accused: our own sources, in the styles in which people write them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from d3k2.answers import reviewed_answers
from d3k2.claims import Article, Block, Citation
from d3k2.claims.by_numbers import findings_of
from d3k2.claims.checking import claims_in
from d3k2.claims.citations import Registry, find_citations, judge_citations
from d3k2.claims.citations.citing import Citing
from d3k2.claims.citations.local import title_is_printed
from d3k2.claims.citations.names import families
from d3k2.claims.citations.record_support import support_record
from d3k2.claims.citations.support import support_held
from d3k2.claims.passage import passages
from d3k2.evidence import EffectFact, Source, cite, load
from d3k2.faces.registries.asking import Clock
from d3k2.faces.registries.kept import Kept
from d3k2.faces.registries.online import OnlineRegistry
from d3k2.faces.registries.places import Places

SOURCES = tuple(load().sources.values())
PAPERS = tuple(s for s in SOURCES if s.doi or s.pmid)
TWINS = {frozenset({"vitamin-k-regression-rats-2007", "schurgers-2007-rats"})}
"""Sources that are held twice."""


def apa(source: Source) -> str:
    people = "".join(f"{family}, A. B., " for family in families(source.authors))
    where = f"https://doi.org/{source.doi}" if source.doi else source.url or ""
    return f"{people}({source.year}). {source.title}. *{source.venue or 'Journal'}*. {where}"


def harvard(source: Source) -> str:
    first = next(iter(families(source.authors)), "")
    people = f"{first} et al. " if first else ""
    return f"{people}({source.year}) '{source.title}', {source.venue or 'Journal'}."


def title_first(source: Source) -> str:
    number = f"PMID: {source.pmid}" if source.pmid else f"doi: {source.doi}" if source.doi else ""
    return f"{source.title}. {source.venue or 'Journal'}. {source.year}. {number}"


def without_identifier(source: Source) -> str:
    return cite(source).split(" doi:")[0].split(" PMID:")[0]


def linked(source: Source) -> str:
    pubmed = f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/" if source.pmid else source.url
    where = f"https://doi.org/{source.doi}" if source.doi else pubmed
    return f"[{source.title}]({where})" if where else source.title


STYLES: tuple[Callable[[Source], str], ...] = (
    cite, apa, harvard, title_first, without_identifier, linked,
)  # fmt: skip


def listed(
    style: Callable[[Source], str], sources: tuple[Source, ...], registry: Registry | None = None
) -> Iterator[tuple[Source, Citation]]:
    for part in (sources[i : i + 40] for i in range(0, len(sources), 40)):
        entries = "\n".join(f"{i}. {style(source)}" for i, source in enumerate(part, 1))
        text = f"Vitamin D matters.\n\n## References\n\n{entries}\n"
        article = Article("article.md", "markdown", text, ())
        found = judge_citations(article, find_citations(article), registry=registry)
        assert [c.label for c in found] == [str(i) for i in range(1, len(part) + 1)]
        yield from zip(part, found, strict=True)


@pytest.mark.parametrize("style", STYLES)
def test_no_true_citation_is_accused_offline(style: Callable[[Source], str]) -> None:
    accused = [
        (source.id, found.reason)
        for source, found in listed(style, SOURCES)
        if "no" in (found.resolves, found.matches, found.supports)
    ]
    assert accused == []


@pytest.mark.parametrize("style", STYLES)
def test_no_citation_is_taken_for_another_paper(style: Callable[[Source], str]) -> None:
    confused = [
        (source.id, found.source)
        for source, found in listed(style, SOURCES)
        if found.source not in (None, source.id)
        and frozenset({source.id, found.source}) not in TWINS
    ]
    assert confused == []


def test_what_is_held_is_found_by_its_identifier() -> None:
    found = [citation for _, citation in listed(cite, PAPERS)]
    assert all(citation.resolves == "yes" for citation in found)
    assert sum(citation.matches == "yes" for citation in found) >= 0.98 * len(found)


def test_no_true_citation_is_accused_online(stub: ModuleType, tmp_path: Path) -> None:
    """Every fourth paper, by its identifiers and by its title alone."""
    known = [
        {"doi": s.doi, "pmid": s.pmid, "title": s.title, "authors": s.authors, "year": s.year}
        for s in SOURCES
    ]
    with stub.StubRegistries(known) as served:
        registry = OnlineRegistry(
            Places(served.crossref_url, served.eutils_url),
            kept=Kept(tmp_path / "answers.sqlite"),
            clock=Clock(sleep=lambda _: None),
        )
        for style in (cite, without_identifier):
            for source, found in listed(style, PAPERS[::4], registry):
                assert "no" not in (found.resolves, found.matches), (source.id, found.reason)


def test_no_paper_is_said_not_to_carry_its_own_facts() -> None:
    accused = [
        (fact.id, reference.id)
        for fact in load().facts.values()
        for reference in fact.sources
        if support_held([Citing(fact.text)], load().sources[reference.id]).holds == "no"
    ]
    assert accused == []


def test_no_title_speaks_against_what_its_paper_found() -> None:
    """As if only a registry knew the paper: title, and no abstract."""
    evidence = load()
    accused = [
        (fact.id, reference.id)
        for fact in evidence.facts.values()
        if fact.kind in ("effect", "finding")
        for reference in fact.sources
        if title_is_printed(evidence.sources[reference.id])
        and support_record(Citing(fact.text), evidence.sources[reference.id].title, None).holds
        in ("no", "partly")
    ]
    assert accused == []


def test_no_verdict_on_what_a_paper_found_turns_against_the_paper() -> None:
    """Each effect, in the words of its fact, judged as a claim and cited to its own paper."""
    accused = []
    for fact in load().facts.values():
        if not isinstance(fact, EffectFact):
            continue
        read = passages(
            Article("a.txt", "text", fact.text, (Block("paragraph", 0, len(fact.text)),))
        )
        citing = Citing(fact.text, claims=claims_in(read, findings_of(read)))
        accused += [
            (fact.id, reference.id)
            for reference in fact.sources
            if support_held([citing], load().sources[reference.id]).holds == "no"
        ]
    assert accused == []


def test_no_reviewed_sentence_is_said_to_misuse_its_source() -> None:
    """The sentences of the reviewed answers, each cited to every source it stands on."""
    evidence = load()
    accused = []
    for answer in reviewed_answers().values():
        for sentence in answer.sentences():
            facts = [evidence.fact(g.id) for g in sentence.stands_on if g.kind == "fact"]
            cited = {r.id for fact in facts if fact is not None for r in fact.sources}
            sources = {i: evidence.sources[i] for i in sorted(cited)}
            citing = Citing(sentence.text, alone=len(sentence.stands_on) == 1 == len(sources))
            accused += [
                (sentence.text, source.id)
                for source in sources.values()
                if support_held([citing], source).holds == "no"
            ]
    assert accused == []
