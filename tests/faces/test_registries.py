"""The registries as they are reached: politely, boundedly, and only by what may be sent."""

from __future__ import annotations

import os
import socket
import sqlite3
import stat
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from d3k2.claims import Article
from d3k2.claims.citations import (
    Absent,
    Found,
    Notice,
    Unreachable,
    find_citations,
    judge_citations,
)
from d3k2.faces.registries import online_registry
from d3k2.faces.registries.asking import NAMELESS, Clock
from d3k2.faces.registries.kept import DAY, Kept
from d3k2.faces.registries.online import OnlineRegistry
from d3k2.faces.registries.places import CACHE, CONTACT, CROSSREF, EUTILS, NCBI_KEY, Places, places
from d3k2.units import InputRefused


def _stub() -> ModuleType:
    name = "stub_registries"
    if name not in sys.modules:
        path = Path(__file__).parents[1] / "claims" / "citations" / "stub.py"
        spec = spec_from_file_location(name, path)
        assert spec is not None and spec.loader is not None
        module = module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


STUB = _stub()
TEA = {
    "doi": "10.5555/tea.1",
    "pmid": "30000001",
    "title": "Tea drinking and the colour of teeth in older sailors",
    "authors": "Leaf T, Cup A, Port Health Group",
    "year": 2018,
    "venue": "J Tea",
    "types": ["Journal Article", "Practice Guideline"],
    "abstract": "Sailors who drank more black tea had darker teeth & gums.",
}
MICE = {
    "doi": "10.5555/mice.1",
    "pmid": "30000002",
    "title": "Menaquinone and the running of mice in a wheel at night",
    "authors": ["Mouse M"],
    "year": 2016,
    "retracted": True,
}
MENDED = {"doi": "10.5555/mended.1", "title": "A paper that was put right later", "corrected": True}
DATA = {"doi": "10.5281/zenodo.1", "title": "A set of data", "agency": "DataCite"}
RECORDS = [TEA, MICE, MENDED, DATA]
Instead = Callable[[str, int], Any]


class Hands:
    """A clock on which sleeping takes no time and is written down."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self._more = 0.0

    def now(self) -> float:
        return time.monotonic() + self._more

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self._more += seconds

    @property
    def clock(self) -> Clock:
        return Clock(self.now, self.sleep)


@pytest.fixture
def hands() -> Hands:
    return Hands()


def registry(served: Any, hands: Hands, path: Path, **more: Any) -> OnlineRegistry:
    at = Places(
        served.crossref_url, served.eutils_url, more.pop("contact", ""), more.pop("key", "")
    )
    return OnlineRegistry(at, kept=Kept(path / "answers.sqlite"), clock=hands.clock, **more)


@pytest.fixture
def served() -> Iterator[Any]:
    with STUB.StubRegistries(RECORDS) as stub:
        yield stub


# ---- what they answer


def test_a_doi_is_found_with_what_both_registries_say(
    served: Any, hands: Hands, tmp_path: Path
) -> None:
    reply = registry(served, hands, tmp_path).record_of_doi("10.5555/tea.1")
    assert isinstance(reply, Found)
    record = reply.record
    assert (record.doi, record.pmid, record.years) == ("10.5555/tea.1", "30000001", (2018,))
    assert record.title == TEA["title"]
    assert record.authors == ("Leaf", "Cup", "Port Health Group")
    assert (record.venue, record.kind) == ("J Tea", "journal-article")
    assert "Practice Guideline" in record.types
    assert record.abstract is not None and "black tea had darker teeth & gums" in record.abstract
    assert record.notices == ()


def test_a_pubmed_number_is_found(served: Any, hands: Hands, tmp_path: Path) -> None:
    reply = registry(served, hands, tmp_path).record_of_pmid("30000001")
    assert isinstance(reply, Found)
    assert reply.registry == "PubMed"
    assert reply.record.title == f"{TEA['title']}."
    assert reply.record.authors == ("Leaf", "Cup", "Port Health Group")
    assert reply.record.abstract == TEA["abstract"]


def test_what_no_registry_knows_is_absent(served: Any, hands: Hands, tmp_path: Path) -> None:
    asked = registry(served, hands, tmp_path)
    assert asked.record_of_doi("10.1234/nothing") == Absent("Crossref")
    assert asked.record_of_pmid("39999999") == Absent("PubMed")
    assert isinstance(asked.find("Wholly other words about nothing held", None, None), Absent)


def test_a_doi_of_another_agency_is_not_absent(served: Any, hands: Hands, tmp_path: Path) -> None:
    reply = registry(served, hands, tmp_path).record_of_doi("10.5281/zenodo.1")
    assert isinstance(reply, Found)
    assert (reply.record.title, reply.record.agency) == (None, "DataCite")


def test_a_retraction_is_told_by_each(served: Any, hands: Hands, tmp_path: Path) -> None:
    asked = registry(served, hands, tmp_path)
    by_doi, by_number = asked.record_of_doi("10.5555/mice.1"), asked.record_of_pmid("30000002")
    assert isinstance(by_doi, Found) and isinstance(by_number, Found)
    assert Notice("retraction", "doi:10.5555/mice.1.notice") in by_doi.record.notices
    assert by_doi.record.title == MICE["title"], "the word of the publisher before it is no title"
    assert by_number.record.notices == (Notice("retraction", "PMID 38000001"),)
    assert "Retracted Publication" in by_number.record.types


def test_a_correction_is_told(served: Any, hands: Hands, tmp_path: Path) -> None:
    reply = registry(served, hands, tmp_path).record_of_doi("10.5555/mended.1")
    assert isinstance(reply, Found)
    assert [notice.kind for notice in reply.record.notices] == ["correction"]


def test_a_paper_is_found_by_its_title(served: Any, hands: Hands, tmp_path: Path) -> None:
    reply = registry(served, hands, tmp_path).find(str(TEA["title"]), "Leaf", 2018)
    assert isinstance(reply, Found)
    assert reply.record.doi == "10.5555/tea.1"


def test_the_nearest_of_a_search_is_not_enough(served: Any, hands: Hands, tmp_path: Path) -> None:
    reply = registry(served, hands, tmp_path).find(
        "Tea and the teeth of younger pirates", None, 2018
    )
    assert isinstance(reply, Absent)


# ---- what is sent


def test_only_identifiers_or_title_author_and_year_are_sent(
    served: Any, hands: Hands, tmp_path: Path
) -> None:
    text = """My own secret sentence about vitamin K2 [1][2][3].

## References

1. Leaf T. Tea drinking and the colour of teeth in older sailors. Secret remark. doi:10.5555/tea.1
2. Mouse M. Secret remark. PMID: 30000002
3. Other O, Author A. A wholly other paper that nobody holds. J Secret remark. 2019;1:1.
"""
    article = Article("a.md", "markdown", text, ())
    judge_citations(article, find_citations(article), registry=registry(served, hands, tmp_path))
    sent = [f"{path} {said}" for path, said in served.asked]
    assert len(sent) > 4
    assert not any("ecret" in words for words in sent)


def test_contact_and_key_go_with_the_questions_when_given(
    served: Any, hands: Hands, tmp_path: Path
) -> None:
    asked = registry(served, hands, tmp_path, contact="me@example.org", key="k3y")
    asked.record_of_doi("10.5555/tea.1")
    crossref = [said for path, said in served.asked if path.startswith("/crossref")]
    ncbi = [said for path, said in served.asked if path.startswith("/eutils")]
    assert all(said == {"mailto": "me@example.org"} for said in crossref)
    assert all(s["email"] == "me@example.org" and s["api_key"] == "k3y" for s in ncbi)
    assert all("me@example.org" in agent for agent in served.agents)


def test_nothing_is_sent_before_something_is_asked(
    served: Any, hands: Hands, tmp_path: Path
) -> None:
    registry(served, hands, tmp_path)
    assert served.asked == []


# ---- politeness


def test_questions_keep_their_distance(served: Any, hands: Hands, tmp_path: Path) -> None:
    asked = registry(served, hands, tmp_path)
    begun = hands.now()
    for number in range(6):
        asked.record_of_pmid(str(39000000 + number))
    assert len(served.asked) == 12
    assert hands.now() - begun >= 11 * 0.34


def test_the_same_is_asked_once(served: Any, hands: Hands, tmp_path: Path) -> None:
    """In one run, and in the next."""
    dois = ("10.5555/tea.1", "10.1234/nothing", "10.5281/zenodo.1")
    replies, counts = [], []
    for _ in range(2):
        asked = registry(served, hands, tmp_path)
        for _ in range(2):
            replies.append([asked.record_of_doi(doi) for doi in dois])
            counts.append(len(served.asked))
    assert counts == [counts[0]] * 4
    assert replies == [replies[0]] * 4


def test_kept_answers_grow_old(tmp_path: Path) -> None:
    now = [1_000_000.0]
    kept = Kept(tmp_path / "deep" / "answers.sqlite", now=lambda: now[0])
    kept.put("found", 200, b"a")
    kept.put("absent", 404, b"b")
    now[0] += 2 * DAY
    assert kept.get("found") == (200, b"a")
    assert kept.get("absent") is None
    now[0] += 40 * DAY
    assert kept.get("found") is None


def test_the_file_of_answers_does_not_tell_what_was_asked(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    Kept(path).put("https://api.crossref.org/works/10.5555/tea.1?", 404, b"Resource not found.")
    assert b"tea.1" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 or os.name == "nt"


@pytest.mark.parametrize("broken", ["no database", "a folder"])
def test_a_broken_file_of_answers_is_not_missed(
    served: Any, hands: Hands, tmp_path: Path, broken: str
) -> None:
    path = tmp_path / "answers.sqlite"
    if broken == "a folder":
        path.mkdir()
    else:
        path.write_bytes(b"not a database at all" * 100)
    assert isinstance(registry(served, hands, tmp_path).record_of_doi("10.5555/tea.1"), Found)


# ---- failures


def failing(instead: Instead, hands: Hands, path: Path, **more: Any) -> tuple[Any, list[Any]]:
    """What is answered about a known paper while the registry does this; and what was asked."""
    with STUB.StubRegistries(RECORDS, instead) as served:
        reply = registry(served, hands, path, **more).record_of_doi("10.5555/tea.1")
    return reply, served.asked


def test_it_waits_as_long_as_it_is_asked_to(hands: Hands, tmp_path: Path) -> None:
    def busy(_: str, number: int) -> Any:
        return STUB.Answer(429, b"", headers={"Retry-After": "7"}) if number == 1 else None

    reply, _ = failing(busy, hands, tmp_path)
    assert isinstance(reply, Found)
    assert 7.0 in hands.slept


def test_it_does_not_wait_for_an_hour(hands: Hands, tmp_path: Path) -> None:
    reply, asked = failing(
        lambda *_: STUB.Answer(429, b"", headers={"Retry-After": "3600"}), hands, tmp_path
    )
    assert reply == Unreachable("Crossref", "it asked to wait longer than one run may take")
    assert len(asked) == 1


def test_a_passing_fault_is_tried_again(hands: Hands, tmp_path: Path) -> None:
    reply, _ = failing(
        lambda _, number: STUB.Answer(500, b"") if number < 3 else None, hands, tmp_path
    )
    assert isinstance(reply, Found)
    assert [s for s in hands.slept if s >= 0.5] == [0.5, 1.0]


FAULTS: dict[str, tuple[Any, str]] = {
    "a fault that stays": (STUB.Answer(500, b""), "it answered with status 500"),
    "a refusal": (STUB.Answer(403, b""), "it answered with status 403"),
    "garbage": (STUB.Answer(200, b"\x00\xff<html>"), "its answer could not be read"),
    "another shape": (STUB.Answer(200, b'{"message": []}'), "its answer could not be read"),
    "deep nesting": (STUB.Answer(200, b"[" * 100_000), "its answer could not be read"),
    "a strange page of 404": (
        STUB.Answer(404, b"<html>Log in</html>"),
        "its answer could not be read",
    ),
    "a huge body": (STUB.Answer(200, b"x" * (9 * 2**20)), "it answered far too much"),
    "another host": (
        STUB.Answer(302, b"", headers={"Location": "https://elsewhere.example/works"}),
        "it sent us to another place, which was not followed",
    ),
    "another port": (
        STUB.Answer(302, b"", headers={"Location": "http://127.0.0.1:9/works"}),
        "it sent us to another place, which was not followed",
    ),
    "a circle": (
        STUB.Answer(302, b"", headers={"Location": "/crossref/works/10.5555%2Ftea.1"}),
        "it sent us round in a circle",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_ends_in_a_sentence(fault: str, hands: Hands, tmp_path: Path) -> None:
    answer, why = FAULTS[fault]
    reply, _ = failing(lambda *_: answer, hands, tmp_path)
    assert reply == Unreachable("Crossref", why)


def test_faults_are_not_kept(hands: Hands, tmp_path: Path) -> None:
    for answer in (STUB.Answer(404, b"<html>Log in</html>"), STUB.Answer(200, b"{}")):
        failing(lambda *_, answer=answer: answer, hands, tmp_path)
    reply, _ = failing(lambda *_: None, hands, tmp_path)
    assert isinstance(reply, Found)


def test_a_redirect_on_its_own_host_is_followed(hands: Hands, tmp_path: Path) -> None:
    def moved(_: str, number: int) -> Any:
        there = {"Location": "/crossref/works/10.5555%2Ftea.1"}
        return STUB.Answer(301, b"", headers=there) if number == 1 else None

    reply, _ = failing(moved, hands, tmp_path)
    assert isinstance(reply, Found)


def test_what_is_slow_is_left(hands: Hands, tmp_path: Path) -> None:
    begun = time.monotonic()
    reply, _ = failing(
        lambda *_: STUB.Answer(200, b"{}", seconds=1.0), hands, tmp_path, try_seconds=0.1
    )
    assert reply == Unreachable("Crossref", "it did not answer in time")
    assert time.monotonic() - begun < 20


def test_who_is_not_there_is_unreachable(hands: Hands, tmp_path: Path) -> None:
    at = Places("http://127.0.0.1:9/crossref", "http://127.0.0.1:9/eutils")
    asked = OnlineRegistry(at, kept=Kept(tmp_path / "a"), clock=hands.clock)
    assert asked.record_of_doi("10.1/x") == Unreachable("Crossref", "no connection could be made")
    assert asked.record_of_pmid("1") == Unreachable("PubMed", "no connection could be made")


def test_who_is_offline_waits_for_nothing(
    monkeypatch: pytest.MonkeyPatch, hands: Hands, tmp_path: Path
) -> None:
    def no_names(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", no_names)
    monkeypatch.setattr("d3k2.faces.registries.asking.getproxies", dict)
    at = Places("https://crossref.invalid", "https://eutils.invalid")
    asked = OnlineRegistry(at, kept=Kept(tmp_path / "a"), clock=hands.clock)
    replies = [asked.record_of_doi(f"10.1/{n}") for n in range(6)]
    assert set(replies) == {Unreachable("Crossref", NAMELESS)}
    assert hands.slept == []


def test_after_several_failures_it_is_not_asked_again(hands: Hands, tmp_path: Path) -> None:
    with STUB.StubRegistries(RECORDS, lambda *_: STUB.Answer(403, b"")) as served:
        asked = registry(served, hands, tmp_path)
        replies = [asked.record_of_doi(f"10.1234/{n}") for n in range(6)]
        count = len(served.asked)
    assert count == 3
    assert replies[-1] == Unreachable(
        "Crossref", "it had failed several times before and was not asked again"
    )


def test_one_run_has_an_end(served: Any, hands: Hands, tmp_path: Path) -> None:
    asked = registry(served, hands, tmp_path, run_seconds=2.0)
    replies = [asked.record_of_pmid(str(39000000 + n)) for n in range(8)]
    assert replies[0] == Absent("PubMed")
    assert isinstance(replies[-1], Unreachable)
    assert hands.now() - time.monotonic() < 4


def test_one_registry_may_fail_alone(hands: Hands, tmp_path: Path) -> None:
    reply, _ = failing(
        lambda path, _: STUB.Answer(500, b"") if path.startswith("/eutils") else None,
        hands,
        tmp_path,
    )
    assert isinstance(reply, Found)
    assert (reply.record.pmid, reply.record.title) == (None, TEA["title"])


BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>30000001</PMID><Article>
<ArticleTitle>&b;</ArticleTitle></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"""
OUTSIDE = BOMB.replace(b'"&a;&a;&a;&a;&a;&a;"', b'SYSTEM "file:///etc/hostname"')
HOSTILE = (BOMB, OUTSIDE, b"<x", b"<html/>", b"", "<PubmedArticleSet>ÿ".encode("latin-1"))


@pytest.mark.parametrize("body", HOSTILE)
def test_hostile_xml_is_refused(body: bytes, hands: Hands, tmp_path: Path) -> None:
    def hostile(path: str, _: int) -> Any:
        return STUB.Answer(200, body, "text/xml") if path.endswith("efetch.fcgi") else None

    with STUB.StubRegistries(RECORDS, hostile) as served:
        reply = registry(served, hands, tmp_path).record_of_pmid("30000001")
    assert reply == Unreachable("PubMed", "its answer could not be read")


# ---- the environment


@pytest.mark.parametrize("variable", [CROSSREF, EUTILS])
@pytest.mark.parametrize(
    "address",
    ["http://api.crossref.org", "ftp://x.example", "none at all", "https:///x",
     "https://x.example/a b", "https://u:p@x.example", "https://x.example/?k=v", "http://[", "http://localhost.x.example"],
)  # fmt: skip
def test_a_doubtful_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, variable: str, address: str
) -> None:
    monkeypatch.setenv(variable, address)
    with pytest.raises(InputRefused) as refused:
        online_registry()
    assert variable in str(refused.value)
    assert address not in str(refused.value)


@pytest.mark.parametrize("variable", [CONTACT, NCBI_KEY])
def test_what_cannot_be_sent_is_refused(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv(variable, "a\nb")
    with pytest.raises(InputRefused, match=variable):
        places()


def test_without_anything_set_the_registries_themselves_are_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for variable in (CROSSREF, EUTILS, CONTACT, NCBI_KEY):
        monkeypatch.delenv(variable, raising=False)
    assert places() == Places(
        "https://api.crossref.org", "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    )


def test_the_environment_names_registries_and_file(
    served: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for variable, value in served.environment.items():
        monkeypatch.setenv(variable, value)
    monkeypatch.setenv(CACHE, str(tmp_path / "kept.sqlite"))
    assert isinstance(online_registry().record_of_doi("10.5555/tea.1"), Found)
    with sqlite3.connect(tmp_path / "kept.sqlite") as table:
        assert table.execute("SELECT count(*) FROM answers").fetchone()[0] > 0
    table.close()


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "urllib3", None)
    for name in list(sys.modules):
        if name.startswith("d3k2.faces.registries.") and not name.endswith("places"):
            monkeypatch.delitem(sys.modules, name)
    with pytest.raises(InputRefused, match=r"pip install 'd3k2\[online\]'"):
        online_registry()
