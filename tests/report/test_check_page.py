"""The page of a check: the article marked in place, what was found beside it, and no code."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from importlib import resources
from itertools import pairwise
from typing import Any

import pytest

from d3k2.claims import Article, CheckReport
from d3k2.report import BY_WEIGHT, SIGNS, check_document, check_html, label

from . import regenerate_checks as made
from .contrast import contrast

ATTACK = "<script>alert('x')</script><img src=x onerror=alert(1)> \" onload=\"x"
LONGEST = 400_000
"""Bytes of the page of an article of 2,000 words."""

kept = pytest.mark.parametrize("check", made.KEPT)


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
        if self.tags and self.tags[-1][0] not in ("script", "style"):
            self.texts.append(data)

    @property
    def said(self) -> str:
        return " ".join("".join(self.texts).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def html(check: str, audience: Any = "clinician") -> str:
    return check_html(check_document(made.check_report(check), audience))


def with_article(report: CheckReport, **changes: Any) -> CheckReport:
    (found,) = report.articles
    return replace(report, articles=(replace(found, article=replace(found.article, **changes)),))


def styles() -> str:
    folder = resources.files("d3k2.report").joinpath("templates")
    return "".join(folder.joinpath(f).read_text("utf-8") for f in ("report.css", "check.css"))


class TestThePage:
    @kept
    def test_loads_nothing_and_runs_nothing(self, check: str, audience: Any) -> None:
        text = html(check, audience)
        found = Page(text)
        loading = {"link", "img", "iframe", "object", "embed", "form", "video", "audio"}
        assert not loading & {tag for tag, _ in found.tags}
        assert found.all("script") == [{"type": "application/ld+json"}]
        for _, attributes in found.tags:
            assert not {key for key in attributes if key == "src" or key.startswith("on")}
        assert all((a["href"] or "").startswith("#") for a in found.all("a"))
        assert "@import" not in text and "url(" not in text
        assert any("default-src 'none'" in (m.get("content") or "") for m in found.all("meta"))

    @kept
    def test_names_its_language_title_and_width(self, check: str) -> None:
        text = html(check)
        assert Page(text).all("html") == [{"lang": "en"}]
        assert "Strong bones after fifty" in re.findall(r"<title>(.*?)</title>", text)[0]
        assert 'content="width=device-width, initial-scale=1"' in text

    @kept
    def test_headings_go_down_one_step_at_a_time(self, check: str, audience: Any) -> None:
        found = Page(html(check, audience))
        levels = [int(tag[1]) for tag, _ in found.tags if re.fullmatch(r"h\d", tag)]
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels))

    @kept
    def test_every_id_is_used_once_and_every_link_leads_somewhere(
        self, check: str, audience: Any
    ) -> None:
        found = Page(html(check, audience))
        ids = [a["id"] for _, a in found.tags if "id" in a]
        assert len(ids) == len(set(ids))
        wanted = {(a["href"] or "")[1:] for a in found.all("a")}
        for _, attributes in found.tags:
            wanted |= set((attributes.get("aria-labelledby") or "").split())
        assert wanted <= set(ids)

    @kept
    def test_every_heading_of_a_table_says_what_it_heads(self, check: str) -> None:
        heads = Page(html(check)).all("th")
        assert heads
        assert {head.get("scope") for head in heads} <= {"col", "row", "rowgroup"}

    @kept
    def test_says_everything_that_was_found(self, check: str, audience: Any) -> None:
        document = check_document(made.check_report(check), audience)
        said = Page(check_html(document)).said
        texts = [document.notice]
        for article in document.articles:
            texts += [article.summary, article.title or article.file]
            texts += [c.reason for c in article.claims] + [c.text for c in article.claims]
            texts += [c.suggestion for c in article.claims if c.suggestion]
            texts += [h.text for c in article.claims for h in c.held]
            texts += [c.text for c in article.left_open]
            texts += [h.text for c in article.left_open for h in c.held]
            texts += [
                f"{label(f'check.slot.{c.slot}', audience)}." for c in article.claims if c.slot
            ]
            texts += [c.reason for c in article.citations] + [c.text for c in article.citations]
            texts += [n.reason for n in article.numbers] + [w.text for w in article.whole]
        texts += [p.says for t in document.comparisons for p in t.positions]
        texts += [source.citation for source in document.references]
        for text in texts:
            assert " ".join(text.split()) in said

    @kept
    def test_says_first_what_it_is_and_how_the_article_fares(self, check: str) -> None:
        document = check_document(made.check_report(check))
        said = Page(check_html(document)).said
        first = document.articles[0]
        places = [said.index(t) for t in (document.notice, first.summary, first.claims[0].text)]
        assert places == sorted(places)

    def test_of_another_subject_says_so_and_marks_nothing(self) -> None:
        report = made.check_report("strong_bones")
        (found,) = report.articles
        other = replace(
            found,
            about_subject=False,
            claims=(),
            citations=(),
            numbers=(),
            whole=(),
            summary="Not on it.",
        )
        page = Page(check_html(check_document(replace(report, articles=(other,)))))
        assert "Not on it." in page.said
        assert "What K2 does" not in page.said


class TestTheArticle:
    def test_stands_there_word_for_word(self) -> None:
        text = html("strong_bones")
        body = text[text.index('<div class="article"') : text.index("</div>")]
        without_tags = re.sub(r'<a class="tag.*?</a>', "", body, flags=re.DOTALL)
        said = " ".join(Page(without_tags).said.split())
        (article,) = check_document(made.check_report("strong_bones")).articles
        for block in article.blocks:
            assert " ".join(article.text[block.start : block.end].split()) in said

    @kept
    def test_leads_from_every_claim_to_its_finding_and_back(self, check: str) -> None:
        document = check_document(made.check_report(check))
        found = Page(check_html(document))
        tags = {a["id"]: a["href"] for a in found.all("a") if "id" in a}
        backs = {a["href"] for a in found.all("a") if a.get("class") == "back"}
        for place, article in enumerate(document.articles, start=1):
            for n in range(1, len(article.claims) + 1):
                assert tags[f"in-claim-{place}-{n}"] == f"#claim-{place}-{n}"
                assert f"#in-claim-{place}-{n}" in backs
            for n in range(1, len(article.left_open) + 1):
                assert tags[f"in-open-{place}-{n}"] == f"#open-{place}-{n}"
                assert f"#in-open-{place}-{n}" in backs

    def test_names_each_verdict_in_words_and_signs_and_not_in_colour_alone(self) -> None:
        text = html("strong_bones")
        tags = re.findall(r'<a class="tag (\w+)"[^>]*>(.*?)</a>', text, flags=re.DOTALL)
        claims = [(verdict, inner) for verdict, inner in tags if verdict in SIGNS]
        assert {verdict for verdict, _ in claims} == {*BY_WEIGHT, "left_open"}
        for verdict, inner in claims:
            assert SIGNS[verdict] in inner
            assert label(f"check.verdict.{verdict}", "clinician") in inner
        lines = dict(re.findall(r"mark\.(\w+) \{[^}]*underline (\w+) ", styles()))
        lines.pop("supported")
        assert len(set(lines.values())) == len(lines) == 4

    def test_names_a_doubt_where_it_stands_and_counts_it(self, audience: Any) -> None:
        document = check_document(made.check_report("strong_bones"), audience)
        (article,) = document.articles
        first, *others = article.left_open
        doubted = [first.model_copy(update={"doubted": True})]
        doubted += [c.model_copy(update={"doubted": False}) for c in others]
        told = article.model_copy(update={"left_open": doubted})
        text = check_html(document.model_copy(update={"articles": [told]}))
        word = label("check.verdict.doubted", audience)
        (tag,) = re.findall(r'<a class="tag doubted"[^>]*>(.*?)</a>', text, flags=re.DOTALL)
        assert SIGNS["doubted"] in tag and f"<span>{word}</span> 1" in tag
        assert f"{label('check.of_these', audience, word=word)}: 1 " in Page(text).said
        assert label("check.means.doubted", audience) in Page(text).said

    def test_explains_every_verdict(self, audience: Any) -> None:
        said = Page(html("strong_bones", audience)).said
        for verdict in (*BY_WEIGHT, "left_open"):
            assert label(f"check.verdict.{verdict}", audience) in said
            assert label(f"check.means.{verdict}", audience) in said

    @pytest.mark.parametrize("change", [(0, 0), (10**6, 10**6 + 5), (5, 3)])
    def test_has_no_link_to_a_place_that_is_not_there(self, change: tuple[int, int]) -> None:
        report = made.check_report("strong_bones")
        (found,) = report.articles
        start, end = change
        lost = replace(found.claims[0], start=start, end=end)
        changed = replace(report, articles=(replace(found, claims=(lost, *found.claims[1:])),))
        page = Page(check_html(check_document(changed)))
        ids = {a["id"] for _, a in page.tags if "id" in a}
        assert {(a["href"] or "")[1:] for a in page.all("a")} <= ids
        assert "in-claim-1-1" not in ids
        assert "claim-1-1" in ids


class TestHostileText:
    @pytest.mark.parametrize("field", ["text", "title", "file", "address"])
    def test_is_shown_and_never_read_as_markup(self, field: str) -> None:
        report = made.check_report("strong_bones")
        text = report.articles[0].article.text + "\n" + ATTACK
        changes = {"blocks": (), "text": text} if field == "text" else {field: ATTACK}
        written = check_html(check_document(with_article(report, **changes)))
        assert Page(written).all("script") == [{"type": "application/ld+json"}]
        assert "<img" not in written
        assert ATTACK in unescape(written)

    def test_in_every_finding_is_shown_and_never_read_as_markup(self) -> None:
        report = made.check_report("both")
        (first, second) = report.articles
        hostile = replace(
            first,
            summary=ATTACK,
            claims=tuple(
                replace(c, text=ATTACK, reason=ATTACK, suggestion=ATTACK) for c in first.claims
            ),
            citations=tuple(
                replace(c, text=ATTACK, reason=ATTACK, label=ATTACK) for c in first.citations
            ),
            numbers=tuple(replace(n, text=ATTACK, reason=ATTACK) for n in first.numbers),
            whole=tuple(replace(w, text=ATTACK, kind=ATTACK) for w in first.whole),
        )
        topics = tuple(
            replace(t, topic=ATTACK, positions=tuple(replace(p, says=ATTACK) for p in t.positions))
            for t in report.comparisons
        )
        changed = replace(report, articles=(hostile, second), comparisons=topics)
        written = check_html(check_document(changed))
        page = Page(written)
        assert page.all("script") == [{"type": "application/ld+json"}]
        assert not page.all("img")
        for _, attributes in page.tags:
            assert not [name for name in attributes if name.startswith("on")]
        (reviews,) = re.findall(r'ld\+json">(.*?)</script>', written, flags=re.DOTALL)
        assert json.loads(reviews)[0]["itemReviewed"]["text"] == ATTACK

    @pytest.mark.parametrize(
        "sign", ["\u202e", "\u2066", "\u200f", "\u200b", "\x1b", "\x00", "\ufeff"]
    )
    def test_of_signs_that_nobody_sees_is_written_out(self, sign: str) -> None:
        report = made.check_report("strong_bones")
        text = report.articles[0].article.text.replace("MK-7 keeps", f"MK{sign}7 keeps")
        written = check_html(check_document(with_article(report, text=text, title=f"a{sign}")))
        assert sign not in written
        assert f"MK[U+{ord(sign):04X}]7 keeps" in written

    def test_of_one_endless_word_can_be_broken(self) -> None:
        assert re.search(r"\.article[^{]*\{[^}]*overflow-wrap: anywhere", styles())


class TestSize:
    def test_of_two_thousand_words_is_small_enough_to_mail(self) -> None:
        report = made.check_report("strong_bones")
        (found,) = report.articles
        text = found.article.text
        times = 2_000 // len(text.split()) + 1
        step = len(text) + 1

        def moved(one: Any, by: int) -> Any:
            return replace(one, start=one.start + by, end=one.end + by)

        article = Article("long.md", "text", "\n".join([text] * times), ())
        assert len(article.text.split()) >= 2_000
        long = replace(
            found,
            article=article,
            claims=tuple(moved(c, i * step) for i in range(times) for c in found.claims),
            numbers=tuple(moved(n, i * step) for i in range(times) for n in found.numbers),
            citations=tuple(moved(c, i * step) for i in range(times) for c in found.citations),
        )
        page = check_html(check_document(replace(report, articles=(long,))))
        assert len(page.encode()) < LONGEST


class TestTheStyle:
    def test_stands_out_from_the_paper_as_wcag_asks(self) -> None:
        # WCAG 2.2, success criterion 1.4.3: at least 4.5 to 1, on plain and on marked text.
        colours = dict(re.findall(r"--(ink|soft|red|amber|green|blue): (#[0-9a-f]{6})", styles()))
        papers = set(re.findall(r"background: (#[0-9a-f]{6})", styles()))
        assert len(colours) == 6 and len(papers) >= 5
        for paper in papers:
            assert contrast(colours["ink"], paper) >= 4.5
        for colour in colours.values():
            assert contrast(colour, "#ffffff") >= 4.5

    def test_prints_and_bends(self) -> None:
        style = resources.files("d3k2.report").joinpath("templates", "check.css").read_text("utf-8")
        assert "@media print" in style
        assert "@media (max-width" in style
        assert "overflow-x" not in style
