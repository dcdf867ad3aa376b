"""A check as programs meet it: word for word, by its schema, every place in the text."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from d3k2.claims import (
    CheckReport,
    Frame,
    Holds,
    NumberVerdict,
    Slot,
    Standing,
    Verdict,
    check,
    read_article,
)
from d3k2.language import MeaningRefused, WrittenAmount
from d3k2.report import check_document, label, schemas
from d3k2.report.check_documents import CountsDocument, FrameDocument
from d3k2.wording import Audience

from . import regenerate_checks as made

REGENERATE = "Look at the difference; if it is meant: python tests/report/regenerate_checks.py"
VALIDATOR = Draft202012Validator(schemas()["check.schema.json"])
CONTRACT = {
    "answer": {"articles", "comparisons"},
    "CheckedArticleDocument": {
        "file", "about_subject", "claims", "citations", "numbers", "whole", "summary", "text",
    },
    "CheckedClaimDocument": {
        "start", "end", "text", "frame", "verdict", "slot", "reason", "suggestion", "stands_on",
        "sources",
    },
    "CheckedCitationDocument": {
        "label", "text", "start", "end", "resolves", "matches", "supports", "status", "reason",
    },
    "CheckedNumberDocument": {"start", "end", "text", "finding", "reason"},
    "WholeDocument": {"kind", "text", "where"},
    "TopicDocument": {"topic", "positions"},
    "SaysDocument": {"file", "says", "where"},
}  # fmt: skip

kept = pytest.mark.parametrize("check", made.KEPT)


def content(check: str, audience: Any = "clinician") -> dict[str, Any]:
    document = check_document(made.check_report(check), audience)
    found: dict[str, Any] = json.loads(document.model_dump_json(by_alias=True))
    return found


def with_claim(**changes: Any) -> CheckReport:
    """The check of one article, its first claim changed."""
    report = made.check_report("strong_bones")
    (article,) = report.articles
    first, *others = article.claims
    changed = replace(article, claims=(replace(first, **changes), *others))
    return replace(report, articles=(changed,))


class TestKeptChecks:
    @kept
    def test_are_given_again(self, check: str, audience: Any) -> None:
        stored = (made.GOLDENS / f"check_{check}.{audience}.json").read_text("utf-8")
        assert made.golden(check, audience) == stored, REGENERATE

    def test_are_of_checks_that_are_still_kept(self) -> None:
        expected = {f"check_{name}.{a}.json" for name in made.KEPT for a in made.AUDIENCES}
        assert {path.name for path in made.GOLDENS.glob("check_*")} == expected, REGENERATE

    @kept
    def test_keep_to_the_schema(self, check: str, audience: Any) -> None:
        VALIDATOR.validate(content(check, audience))


class TestTheSchema:
    def test_requires_every_key(self) -> None:
        found = schemas()["check.schema.json"]
        for name, part in {"answer": found, **found["$defs"]}.items():
            if "properties" in part:
                assert set(part["properties"]) == set(part["required"]), name

    @pytest.mark.parametrize("part", CONTRACT)
    def test_has_what_the_contract_names(self, part: str) -> None:
        found = schemas()["check.schema.json"]
        assert CONTRACT[part] <= set({"answer": found, **found["$defs"]}[part]["required"])

    @pytest.mark.parametrize(
        "broken", [{"verdict": "false"}, {"slot": "tone"}, {"start": None}, {"sources": None}]
    )
    def test_finds_a_claim_that_breaks_it(self, broken: dict[str, Any]) -> None:
        found = content("strong_bones")
        found["articles"][0]["claims"][0] |= broken
        assert not VALIDATOR.is_valid(found)


class TestPlaces:
    @kept
    def test_count_in_the_text_of_the_article(self, check: str) -> None:
        for article in content(check)["articles"]:
            for kind in ("claims", "citations", "numbers"):
                for found in article[kind]:
                    assert article["text"][found["start"] : found["end"]] == found["text"]

    def test_still_count_where_the_text_holds_what_no_text_can(self) -> None:
        report = made.check_report("strong_bones")
        (article,) = report.articles
        broken = article.article.text.replace("#", "\ud800")
        odd = replace(article.article, text=broken, file="\udcff.md")
        document = check_document(replace(report, articles=(replace(article, article=odd),)))
        found = json.loads(document.model_dump_json(by_alias=True))
        assert len(found["articles"][0]["text"]) == len(broken)
        VALIDATOR.validate(found)


class TestAClaim:
    @kept
    def test_lists_the_sources_of_what_it_stands_on_and_so_does_the_whole(self, check: str) -> None:
        found = content(check)
        listed = {source["id"] for source in found["references"]}
        assert len(listed) == len(found["references"])
        for article in found["articles"]:
            for claim in article["claims"]:
                ids = [source["id"] for source in claim["sources"]]
                assert set(ids) <= listed
                assert {i for held in claim["held"] for i in held["sources"]} == set(ids)

    def test_is_shown_no_fact_that_is_only_remembered(self) -> None:
        remembered = made.facts("d-target-bhof-2022")
        document = check_document(with_claim(stands_on=remembered))
        claim = document.articles[0].claims[0]
        assert [ground.id for ground in claim.stands_on] == ["d-target-bhof-2022"]
        assert claim.held == []

    def test_that_says_nothing_more_has_an_empty_slot_for_each_thing(self) -> None:
        found = check_document(with_claim(frame=Frame())).articles[0].claims[0].frame
        said = found.model_dump()
        assert {key for key, value in said.items() if value} == {"stance", "certainty"}
        assert said["nutrients"] == said["amounts"] == []
        assert said["direction"] is said["age"] is said["p_value"] is None

    def test_with_an_open_end_has_no_number_there(self) -> None:
        amount = WrittenAmount(500, float("inf"), "IU/day", 0, 8, "500 IU +", bare=False)
        report = with_claim(frame=Frame(amounts=(amount,), age=(50, float("inf"))))
        found = json.loads(check_document(report).model_dump_json(by_alias=True))
        frame = found["articles"][0]["claims"][0]["frame"]
        assert frame["amounts"] == [
            {"low": 500, "high": None, "unit": "IU/day", "text": "500 IU +"}
        ]
        assert frame["age"] == [50, None]
        VALIDATOR.validate(found)


class TestEveryWord:
    @pytest.mark.parametrize(
        ("key", "values"),
        [
            ("verdict", get_args(Verdict)),
            ("means", get_args(Verdict)),
            ("slot", get_args(Slot)),
            ("answer", get_args(Holds)),
            ("standing", get_args(Standing)),
            ("number", get_args(NumberVerdict)),
        ],
    )
    def test_has_a_wording_of_its_own_for_each_reader(
        self, key: str, values: tuple[str, ...], audience: Any
    ) -> None:
        said = [label(f"check.{key}.{value}", audience) for value in values]
        assert all(said)
        assert len(set(said)) == len(values)

    def test_of_the_interface_is_that_of_the_records(self) -> None:
        assert set(get_args(Verdict)) == set(CountsDocument.model_fields)
        assert {f.name for f in fields(Frame)} == set(FrameDocument.model_fields)


class TestTheWhole:
    def test_counts_every_claim_once(self) -> None:
        (article,) = content("strong_bones")["articles"]
        verdicts = [claim["verdict"] for claim in article["claims"]]
        assert article["counts"] == {v: verdicts.count(v) for v in article["counts"]}
        assert sum(article["counts"].values()) == len(verdicts)

    def test_fails_where_a_claim_is_contradicted_or_a_citation_does_not_hold(self) -> None:
        first, second = content("both")["articles"]
        assert first["fails"]
        assert not second["fails"]

    @pytest.mark.parametrize("online", [True, False])
    def test_says_whether_registries_were_asked(self, online: bool, audience: Any) -> None:
        report = replace(made.check_report("strong_bones"), online=online)
        document = check_document(report, audience)
        asked = {"clinician": "no registry was asked", "patient": "nothing was looked up"}
        assert document.online is online
        assert (asked[audience] in document.notice) is not online

    @kept
    def test_says_the_same_of_every_claim_to_both_readers(self, check: str) -> None:
        one, other = (content(check, audience)["articles"] for audience in made.AUDIENCES)
        for mine, yours in zip(one, other, strict=True):
            for key in ("claims", "citations", "numbers", "whole"):
                for a, b in zip(mine[key], yours[key], strict=True):
                    worded = {"sources": 0, "what_fails": 0}
                    assert {**a, **worded} == {**b, **worded}


def test_without_the_sentence_model_the_notice_says_so(
    audience: Audience, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused() -> None:
        raise MeaningRefused("The model of sentences is not installed.")

    monkeypatch.setattr("d3k2.claims.learned.reading.meaning_reader", refused)
    article = read_article("a.txt", b"Vitamin K2 reverses heart disease. Natto holds vitamin K2.")
    document = check_document(check([article], today=date(2026, 11, 26)), audience)
    assert document.why_not_by_meaning == "The model of sentences is not installed."
    assert document.why_not_by_meaning in document.notice
    (checked,) = document.articles
    assert len(checked.claims) + len(checked.left_open) == 2
