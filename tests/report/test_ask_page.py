"""An answer as programs and readers meet it: word for word, by its schema, as a page."""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from d3k2.answers import ask
from d3k2.evidence import PositionFact, load, reference_kind
from d3k2.report import ask_document, ask_html, schemas


def _load() -> ModuleType:
    path = Path(__file__).with_name("regenerate_asks.py")
    spec = spec_from_file_location("regenerate_asks", path)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


ASKED = _load()
REGENERATE = "Look at the difference; if it is meant: python tests/report/regenerate_asks.py"
VALIDATOR = Draft202012Validator(schemas()["ask.schema.json"])
ISSUES_GUIDELINES = {"guideline body", "agency", "society"}

kept = pytest.mark.parametrize("asked", ASKED.KEPT)


class Page(HTMLParser):
    """The tags of a page with their attributes, in order, and what it says."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def said(self) -> str:
        return " ".join(" ".join(self.texts).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def page(question: str, **more: Any) -> Page:
    return Page(ask_html(ask_document(ask(question, **more))))


class TestKeptAnswers:
    @kept
    def test_are_given_again(self, asked: str, audience: Any) -> None:
        stored = (ASKED.GOLDENS / f"ask_{asked}.{audience}.json").read_text("utf-8")
        assert ASKED.golden(asked, audience) == stored, REGENERATE

    def test_are_of_questions_that_are_still_kept(self) -> None:
        expected = {f"ask_{name}.{a}.json" for name in ASKED.KEPT for a in ASKED.AUDIENCES}
        assert {path.name for path in ASKED.GOLDENS.glob("ask_*")} == expected, REGENERATE

    @kept
    def test_keep_to_the_schema(self, asked: str, audience: Any) -> None:
        document = ask_document(ASKED.replied(asked, audience))
        VALIDATOR.validate(document.model_dump(mode="json", by_alias=True))


def test_every_key_is_required() -> None:
    found = schemas()["ask.schema.json"]
    for name, part in {"answer": found, **found["$defs"]}.items():
        if "properties" in part:
            assert set(part["properties"]) == set(part["required"]), name


class TestThePage:
    @kept
    def test_has_the_question_as_its_title_and_says_what_it_is(
        self, asked: str, audience: Any
    ) -> None:
        reply = ASKED.replied(asked, audience)
        text = ask_html(ask_document(reply))
        found = Page(text)
        assert re.findall(r"<title>(.*?)</title>", text) == [ASKED.KEPT[asked]]
        assert len(found.all("h1")) == 1
        assert ask_document(reply).notice in found.said
        assert found.all("html") == [{"lang": "en"}]

    def test_says_what_is_urgent_before_the_answer(self, audience: Any) -> None:
        reply = ASKED.replied("urgent_bleeding", audience)
        said = page(ASKED.KEPT["urgent_bleeding"], audience=audience).said
        assert reply.answer is not None
        places = [said.index(s.sentence.to(audience)) for s in reply.urgent]
        assert max(places) < said.index(reply.answer.bottom_line.sentence.to(audience))

    @pytest.mark.parametrize("asked", [n for n in ASKED.KEPT if n != "refused_brand"])
    def test_has_exactly_one_step_of_the_review_that_is_now(self, asked: str) -> None:
        found = page(ASKED.KEPT[asked])
        now = [a for _, a in found.tags if a.get("aria-current") is not None]
        assert [a["aria-current"] for a in now] == ["step"]
        assert "Submitted" in found.said

    @kept
    def test_numbers_its_references_and_links_every_number(self, asked: str) -> None:
        document = ask_document(ASKED.replied(asked, "clinician"))
        found = Page(ask_html(document))
        anchors = {a["id"] for a in found.all("li") if a.get("id")}
        links = [str(a["href"]) for a in found.all("a")]
        assert anchors == {f"s{n}" for n in range(1, len(document.references) + 1)}
        assert {link.removeprefix("#") for link in links} <= anchors
        if document.references:
            assert links
        for source in document.references:
            assert source.called in found.said
            assert str(source.year) in found.said

    @kept
    def test_loads_nothing_and_runs_nothing(self, asked: str, audience: Any) -> None:
        found = page(ASKED.KEPT[asked], audience=audience)
        tags = {name for name, _ in found.tags}
        assert not tags & {"script", "img", "link", "iframe", "object", "form", "video"}
        for _, attributes in found.tags:
            assert not {"src", "srcset", "action"} & set(attributes)
            assert not [name for name in attributes if name.startswith("on")]
        assert all(str(a["href"]).startswith("#") for a in found.all("a"))
        policy = [a for a in found.all("meta") if a.get("http-equiv")]
        assert [a["http-equiv"] for a in policy] == ["Content-Security-Policy"]

    def test_shows_a_question_of_markup_as_it_was_typed(self) -> None:
        question = "<script>alert('x')</script> K2 & <b>D3</b>?"
        found = page(question)
        assert question in found.said
        assert "script" not in {name for name, _ in found.tags}

    def test_of_a_refusal_gives_the_reason_and_what_to_read(self) -> None:
        reply = ASKED.replied("refused_brand", "patient")
        said = page(ASKED.KEPT["refused_brand"], audience="patient").said
        assert reply.reason is not None
        assert reply.reason.patient in said
        assert reply.alternatives
        assert all(one.title in said for one in reply.alternatives)

    @kept
    def test_is_small_enough_to_mail(self, asked: str) -> None:
        assert len(ask_html(ask_document(ASKED.replied(asked, "clinician"))).encode()) < 150_000


class TestAReference:
    def test_is_called_a_guideline_only_where_a_body_that_issues_them_did(self) -> None:
        known = load()
        issued: dict[str, set[str | None]] = {}
        for fact in known.facts.values():
            if isinstance(fact, PositionFact):
                for reference in fact.sources:
                    kind = known.authorities[fact.authority].kind
                    issued.setdefault(reference.id, set()).add(kind)
        called = [s for s in known.sources.values() if reference_kind(s) == "guideline"]
        assert len(called) > 20
        for source in called:
            assert source.type == "guideline", source.id
            assert issued.get(source.id, set()) & ISSUES_GUIDELINES, source.id

    @pytest.mark.parametrize("source", ["mountjoy-2023", "bilezikian-2021", "acc-cac-2019"])
    def test_of_which_no_issuing_body_is_known_is_a_statement(self, source: str) -> None:
        assert reference_kind(load().sources[source]) == "statement"

    def test_of_another_kind_is_never_a_guideline(self) -> None:
        for source in load().sources.values():
            if source.type != "guideline":
                assert reference_kind(source) == source.type.replace("-", "_")

    def test_that_was_retracted_or_superseded_says_so(self) -> None:
        said = page("Which trials on vitamin K were retracted?")
        assert re.search(r"; (retracted|superseded|corrected)", said.said)
