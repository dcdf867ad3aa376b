"""The review packet is a page that prints, loads nothing and shows what people wrote as text."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest

from d3k2.desk import packet
from d3k2.report import PacketDocument, packet_document, packet_html, packet_text
from d3k2.review import Ledger
from d3k2.store import open_store

from .test_html import ATTACK, LARGEST, Page

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> PacketDocument:
    nothing = tmp_path_factory.mktemp("ledger") / "absent.sqlite"
    register = Ledger(open_store(str(nothing))).read()
    return packet_document(packet(register), register, TODAY)


@pytest.fixture(scope="module")
def page(document: PacketDocument) -> Page:
    return Page(packet_html(document))


def test_it_loads_nothing_and_runs_nothing(document: PacketDocument, page: Page) -> None:
    text = packet_html(document)
    assert len(text.encode()) <= LARGEST
    assert not {"script", "link", "img", "iframe", "form"} & {tag for tag, _ in page.tags}
    assert "@import" not in text and "url(" not in text
    assert page.all("a") == []
    assert any("default-src 'none'" in (meta.get("content") or "") for meta in page.all("meta"))


def test_headings_go_down_one_step_at_a_time_and_name_their_sections(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {a["aria-labelledby"] for a in page.all("section")} == set(ids)


def test_everything_that_is_judged_is_on_paper_and_on_the_page(
    document: PacketDocument, page: Page
) -> None:
    text = " ".join(packet_text(document).split())
    for item in document.items:
        said = [item.title, item.applies, f"{item.id} --hash {item.hash[:12]}"]
        said += [words for p in item.parts for words in (p.label, p.clinician, p.patient or "")]
        said += [note.clinician for note in item.notes]
        said += [f"{source.short}: {source.where} (read: {source.read})" for source in item.sources]
        for words in said:
            assert " ".join(words.split()) in page.said
            assert " ".join(words.split()) in text or "http" in words


def test_what_cannot_be_approved_has_no_box_for_it(document: PacketDocument, page: Page) -> None:
    weak = sum(not item.firm for item in document.items)
    assert weak
    assert page.said.count("☐ approve") == len(document.items) - weak
    assert page.said.count("☐ reject") == len(document.items)


def test_what_people_wrote_is_shown_as_text(document: PacketDocument) -> None:
    item = document.items[0]
    part = item.parts[0].model_copy(update={"clinician": ATTACK})
    changed = item.model_copy(update={"title": ATTACK, "applies": ATTACK, "parts": [part]})
    html = packet_html(document.model_copy(update={"items": [changed]}))
    assert "<script" not in html and "<img" not in html
    assert Page(html).said.count(ATTACK) == 3


def test_when_nothing_waits_it_says_so(document: PacketDocument) -> None:
    empty = document.model_copy(update={"items": []})
    assert "No rule and no answer waits for a decision." in packet_text(empty)
    assert "No rule and no answer waits for a decision." in Page(packet_html(empty)).said
    assert "approve" not in packet_text(empty)
