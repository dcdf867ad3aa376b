"""The report is a page that anyone can read, that loads nothing and that runs nothing."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from importlib import resources
from itertools import pairwise
from types import ModuleType

import pytest

from d3k2 import assess, read_person
from d3k2.report import AssessDocument, assess_document, assess_html

from .contrast import contrast

LARGEST = 200_000
"""Bytes: the report travels by mail."""

ATTACK = '<script>alert("x")</script><img src=x onerror=alert(1)>'


class Page(HTMLParser):
    """The tags of a page, with their attributes, in order, and their text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and data.strip():
            self.texts.append((self.tags[-1][0], " ".join(data.split())))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def said(self) -> str:
        return " ".join(text for _, text in self.texts)


def page(kept: ModuleType, name: str, audience: str = "clinician") -> Page:
    return Page(kept.html(name, audience))


def test_the_page_is_small_and_loads_nothing(kept: ModuleType, name: str, audience: str) -> None:
    text = kept.html(name, audience)
    assert len(text.encode()) <= LARGEST
    found = Page(text)
    loading = {"script", "link", "img", "iframe", "object", "embed", "form", "video", "audio"}
    assert not loading & {tag for tag, _ in found.tags}
    assert "@import" not in text and "url(" not in text
    for _, attributes in found.tags:
        assert not {key for key in attributes if key == "src" or key.startswith("on")}
    assert all((a["href"] or "").startswith("#") for a in found.all("a"))
    assert any("default-src 'none'" in (m.get("content") or "") for m in found.all("meta"))


def test_the_page_names_its_language_title_and_width(kept: ModuleType, kept_name: str) -> None:
    found = page(kept, kept_name)
    assert found.all("html") == [{"lang": "en"}]
    assert ("title", "Vitamin D3, vitamin K2 and calcium, 2026-11-20") in found.texts
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in found.all(
        "meta"
    )


def test_headings_go_down_one_step_at_a_time(kept: ModuleType, name: str, audience: str) -> None:
    found = page(kept, name, audience)
    levels = [int(tag[1]) for tag, _ in found.tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_every_heading_of_a_table_says_what_it_heads(kept: ModuleType, name: str) -> None:
    heads = page(kept, name).all("th")
    assert heads
    assert {head.get("scope") for head in heads} == {"col", "row"}


def test_every_id_is_used_once_and_every_reference_leads_somewhere(
    kept: ModuleType, name: str, audience: str
) -> None:
    found = page(kept, name, audience)
    ids = [a["id"] for _, a in found.tags if "id" in a]
    assert len(ids) == len(set(ids))
    wanted = {(a["href"] or "")[1:] for a in found.all("a")}
    for _, attributes in found.tags:
        wanted |= set((attributes.get("aria-labelledby") or "").split())
    assert wanted <= set(ids)


def test_stop_signs_come_first(kept: ModuleType, name: str, audience: str) -> None:
    document = kept.document(name, audience)
    text = unescape(kept.html(name, audience))
    for stop in document.stops:
        assert text.index(stop.text) < text.index('id="h-plan"')


def test_everything_that_is_stated_is_on_the_page(
    kept: ModuleType, name: str, audience: str
) -> None:
    document: AssessDocument = kept.document(name, audience)
    said = page(kept, name, audience).said
    texts = [s.text for s in (*document.stops, *document.statements)]
    texts += [*document.questions, *document.not_screened]
    texts += [m.why for m in document.monitoring] + [m.effect for m in document.missing]
    for text in texts:
        assert " ".join(text.split()) in said


def test_where_it_comes_from_is_on_the_page(kept: ModuleType, name: str, audience: str) -> None:
    document = kept.document(name, audience)
    found = page(kept, name, audience)
    assert document.notice in found.said
    assert document.data_version in found.said
    assert document.model_version is None or document.model_version in found.said
    assert re.search("pending human review|No expert has reviewed", found.said)
    listed = {a["id"] for a in found.all("li") if (a.get("id") or "").startswith("s")}
    assert len(listed) == len(document.sources)


def test_a_dose_of_vitamin_d_is_shown_in_both_units(kept: ModuleType) -> None:
    assert "600 IU/day (15 µg)" in page(kept, "runner").said


def test_a_level_is_shown_in_both_units(kept: ModuleType, kept_name: str, audience: str) -> None:
    text = kept.html(kept_name, audience)
    written = re.findall(r'<p class="prediction">.*?</p>|<td>(?:target|aim for) .*?</td>', text)
    written += re.findall(r"<dd>25\(OH\)D[^<]*</dd>", text)
    assert written
    for part in written:
        assert part.count("nmol/L") == part.count("ng/mL") > 0


@pytest.mark.parametrize("field", ["medicines", "conditions", "takes"])
def test_what_a_person_wrote_is_never_code(kept: ModuleType, field: str, audience: str) -> None:
    person = kept.fields("runner")
    if field == "takes":
        person = {**person, "genotype": {}, "symptoms": [ATTACK]}
    else:
        person = {**person, field: [*person[field], ATTACK]}
    document = assess_document(assess(read_person(person), people=50), audience)
    text = assess_html(document)
    assert "<script" not in text and "<img" not in text
    if field != "takes":
        assert "&lt;script&gt;" in text


def test_a_patients_page_has_no_words_for_clinicians(kept: ModuleType, name: str) -> None:
    said = page(kept, name, "patient").said
    for words in ("clinician first", "effective sample", "Note for the chart", "do not stop alone"):
        assert words not in said


def test_colour_is_never_the_only_sign(kept: ModuleType, name: str, audience: str) -> None:
    found = page(kept, name, audience)
    badges = [a for a in found.all("span") if (a.get("class") or "").startswith("badge")]
    assert len(badges) == 3
    text = kept.html(name, audience)
    assert re.findall(r'<span class="badge \w+">([^<]+)</span>', text)


def test_the_style_prints_and_bends() -> None:
    style = resources.files("d3k2.report").joinpath("templates", "report.css").read_text("utf-8")
    assert "@media print" in style and "size: A4" in style
    assert "@media (max-width" in style
    assert ":focus-visible" in style
    assert "overflow-x" not in style


def test_text_stands_out_from_the_paper_as_wcag_asks() -> None:
    # WCAG 2.2, success criterion 1.4.3: at least 4.5 to 1.
    style = resources.files("d3k2.report").joinpath("templates", "report.css").read_text("utf-8")
    colours = dict(re.findall(r"--(ink|soft|red|amber|green|blue): (#[0-9a-f]{6})", style))
    assert len(colours) == 6
    for name, colour in colours.items():
        for paper in ("#ffffff", "#fbfcfd"):
            assert contrast(colour, paper) >= 4.5, name
