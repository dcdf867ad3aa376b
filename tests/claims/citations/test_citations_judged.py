"""The four answers about a citation, each by itself, offline and with the registries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import tomli

from d3k2.claims import Article, Citation, read_article
from d3k2.claims.by_numbers import findings_of
from d3k2.claims.checking import claims_in
from d3k2.claims.citations import Registry, Unreachable, find_citations, judge_citations
from d3k2.claims.passage import passages
from d3k2.evidence import load
from d3k2.faces.registries.asking import Clock
from d3k2.faces.registries.kept import Kept
from d3k2.faces.registries.online import OnlineRegistry
from d3k2.faces.registries.places import Places

CASES = tomli.loads(Path(__file__).with_name("judged.toml").read_text("utf-8"))
REGISTERED = CASES.pop("registered")
HASTY = Clock(sleep=lambda _: None)
ANSWERS = ("resolves", "matches", "supports", "status", "source", "fails")


@pytest.fixture(scope="module")
def online(stub: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    held = [
        {"doi": s.doi, "pmid": s.pmid, "title": s.title, "authors": s.authors, "year": s.year}
        for s in load().sources.values()
    ]
    with stub.StubRegistries([*REGISTERED, *held]) as served:
        kept = Kept(tmp_path_factory.mktemp("kept") / "answers.sqlite")
        at = Places(served.crossref_url, served.eutils_url)
        yield OnlineRegistry(at, kept=kept, clock=HASTY)


def judged(sentence: str, entry: str, registry: Registry | None = None) -> Citation:
    """The answers about one entry that one sentence cites."""
    text = f"{sentence.rstrip('.')} [1].\n\n## References\n\n1. {entry}\n"
    article = read_article("article.md", text.encode())
    read = passages(article)
    found = judge_citations(
        article,
        find_citations(article),
        claims=claims_in(read, findings_of(read)),
        registry=registry,
    )
    (citation,) = (each for each in found if each.label == "1")
    return citation


@pytest.mark.parametrize("name", CASES)
def test_a_citation_is_judged(name: str, online: Registry) -> None:
    case: dict[str, Any] = CASES[name]
    found = judged(case["sentence"], case["entry"], online if case.get("online") else None)
    told = {answer: getattr(found, answer) for answer in ANSWERS if answer in case}
    assert told == {answer: case[answer] for answer in ANSWERS if answer in case}, found.reason
    assert found.supports != case.get("not_supports")
    assert case.get("says", "") in found.reason
    assert found.reason.strip() and "\n" not in found.reason


@pytest.mark.parametrize("name", [n for n in CASES if not CASES[n].get("online")])
def test_offline_nothing_is_said_not_to_exist(name: str) -> None:
    found = judged(CASES[name]["sentence"], CASES[name]["entry"])
    assert found.resolves != "no"
    said = found.reason.casefold()
    assert not any(w in said for w in ("exist", "invented", "fake", "fabricated", "made up"))


class Silent:
    """A registry that cannot be reached."""

    def record_of_doi(self, doi: str) -> Unreachable:
        return Unreachable("Crossref", "it did not answer in time")

    def record_of_pmid(self, pmid: str) -> Unreachable:
        return Unreachable("PubMed", "it did not answer in time")

    def find(self, title: str, author: str | None, year: int | None) -> Unreachable:
        return Unreachable("Crossref", "it did not answer in time")


@pytest.mark.parametrize("name", CASES)
def test_a_registry_that_does_not_answer_accuses_nobody(name: str) -> None:
    case = CASES[name]
    silent, offline = (
        judged(case["sentence"], case["entry"], registry) for registry in (Silent(), None)
    )
    for answer in ("resolves", "matches", "supports", "status"):
        assert getattr(silent, answer) == getattr(offline, answer)


def test_why_nothing_was_checked_is_said() -> None:
    case = CASES["unknown-doi"]
    found = judged(case["sentence"], case["entry"], Silent())
    assert "Crossref could not be asked: it did not answer in time." in found.reason


def test_author_and_year_alone_only_hint_at_a_retraction() -> None:
    text = "Vitamin K2 prevents fractures (Iwamoto et al., 2009)."
    article = Article("article.txt", "text", text, ())
    (found,) = judge_citations(article, find_citations(article), registry=None)
    assert found.status == "not_checked" and not found.fails
    assert "That paper is retracted." in found.reason


def test_author_and_year_alone_accuse_nobody() -> None:
    text = "Vitamin K2 lowers everything (Neale et al., 2022)."
    article = Article("article.txt", "text", text, ())
    (found,) = judge_citations(article, find_citations(article), registry=None)
    assert (found.resolves, found.matches, found.supports) == ("not_checked",) * 3
    assert not found.fails
