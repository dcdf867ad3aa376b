"""Of a page the article is read, its references found again, and the rest kept beside it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from d3k2.claims import Article
from d3k2.claims.reading import read_article

HERE = Path(__file__).parent
PAGES = tomli.loads((HERE / "pages.toml").read_text("utf-8"))
SCRIPTED = (
    "written by a script", "scripted words", "buy everything now", "K2 cures everything",
    "dataLayer", "color:red",
)  # fmt: skip


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return {
        name: read_article(f"{name}.html", (HERE / "pages" / f"{name}.html").read_bytes())
        for name in PAGES
    }


def seen(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def every(name: str) -> list[Any]:
    return [
        pytest.param(page, text, id=f"{page}: {text}")
        for page, told in PAGES.items()
        for text in told.get(name, ())
    ]


@pytest.mark.parametrize(("page", "words"), every("kept"))
def test_an_article_keeps(articles: dict[str, Article], page: str, words: str) -> None:
    assert words in seen(articles[page].text)


@pytest.mark.parametrize(("page", "words"), every("dropped"))
def test_an_article_is_without(articles: dict[str, Article], page: str, words: str) -> None:
    assert words not in seen(articles[page].text)


@pytest.mark.parametrize(("page", "words"), every("beside"))
def test_a_page_shows_beside_it(articles: dict[str, Article], page: str, words: str) -> None:
    assert words in seen(articles[page].page)


@pytest.mark.parametrize(("page", "block"), every("reads"))
def test_a_part_of_a_page_is_read_as_what_it_is(
    articles: dict[str, Article], page: str, block: str
) -> None:
    article = articles[page]
    reads = [f"{b.kind} {b.level}: {article.text[b.start : b.end]}" for b in article.blocks]
    assert block in reads


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_these_references_and_no_others(articles: dict[str, Article], page: str) -> None:
    article = articles[page]
    entries = [article.text[b.start : b.end] for b in article.blocks if b.kind == "reference"]
    assert len(entries) == len(PAGES[page]["references"])
    for entry, start in zip(entries, PAGES[page]["references"], strict=True):
        assert re.sub(r"^\d+\. ", "", entry).startswith(start)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_its_title_and_where_it_lives(articles: dict[str, Article], page: str) -> None:
    assert articles[page].title == PAGES[page]["title"]
    assert articles[page].address == PAGES[page].get("address")


@pytest.mark.parametrize("page", PAGES)
def test_no_script_and_no_style_is_ever_text(articles: dict[str, Article], page: str) -> None:
    for words in SCRIPTED:
        assert words not in articles[page].text
        assert words not in articles[page].page


def test_blocks_say_what_they_are(articles: dict[str, Article]) -> None:
    blog = articles["blog"]
    kinds = {blog.text[b.start : b.end]: (b.kind, b.level) for b in blog.blocks}
    assert kinds["Why I take K2 with D3"] == ("title", 1)
    assert kinds["How much?"] == ("heading", 3)
    assert kinds["Natto is the richest food."] == ("item", 1)
    assert kinds["Gouda"] == ("item", 2)
    assert kinds['"Everyone who takes D3 needs K2," a friend told me.'] == ("quote", 0)
    shop = articles["shop"]
    assert "Vitamin D3 | 125 mcg (5000 IU)" in [
        shop.text[b.start : b.end] for b in shop.blocks if b.kind == "row"
    ]


def test_an_ordered_list_shows_its_numbers_and_its_references_keep_them(
    articles: dict[str, Article],
) -> None:
    blog = articles["blog"]
    assert "\n1. Measure first.\n2. Then choose a dose.\n" in blog.text
    assert [blog.text[b.start : b.start + 2] for b in blog.blocks if b.kind == "reference"] == [
        "1.", "2.",
    ]  # fmt: skip


def test_raised_numbers_read_as_references_and_powers_as_powers() -> None:
    html = b"<p>Bone was denser<sup>3</sup> by 10<sup>3</sup> units, at 30 kg/m<sup>2</sup> it was not<a href='#n'><sup>4,5</sup></a>.</p>"  # noqa: E501
    article = read_article("x.html", html)
    assert article.text == "Bone was denser[3] by 10^3 units, at 30 kg/m² it was not[4,5]."


def test_links_lead_from_their_words(articles: dict[str, Article]) -> None:
    blog = articles["blog"]
    links = {blog.text[k.start : k.end]: k.url for k in blog.links}
    assert links["vitamin K2"] == "https://sunny-bones.example/k2"
    assert links["[1]"] == "#ref1"
    assert links["doi:10.1007/s00198-013-2325-6"] == "https://doi.org/10.1007/s00198-013-2325-6"


def test_a_link_is_whole_where_the_page_says_where_it_lives() -> None:
    html = b"""<html><head><link rel=canonical href="https://a.example/x/"></head><body><h1>K2</h1>
    <p>Read <a href="../y">the trial</a>, <a href="javascript:alert(1)">not this</a>.</p>"""
    assert [link.url for link in read_article("x.html", html).links] == ["https://a.example/y"]


PARTS = (
    "<ul><li>By age {}</li></ul>", "<ol><li>{}</li></ol>", "<p>{}.</p>", "<div>{}</div>",
    "<dl><dt>MK-7</dt><dd>{}</dd></dl>", "<h3>{}</h3>", "<blockquote>{}.</blockquote>",
    "<figure><table><tr><td>{}</td><td>10 µg</td></tr></table></figure>",
    "<details><summary>{}</summary>{}.</details>", "<aside class=keyTakeaways><p>{}.</p></aside>",
    "<div role=tabpanel hidden><ul><li>{}</li></ul></div>",
)  # fmt: skip
FOREIGN = (
    "<nav>{}</nav>", "<form><p>{}.</p></form>", "<aside><p>{}.</p></aside>",
    "<div class=post-share>{}</div>", "<div id=newsletterBox><ul><li>{}.</li></ul></div>",
    "<section class='related posts'><p>{}.</p></section>", "<div hidden>{}.</div>",
)  # fmt: skip
LONG = "<p>Vitamin D helps the gut take up the calcium that food holds, and it does so slowly.</p>"


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from([*PARTS, *FOREIGN]), max_size=8), st.sampled_from(["main", "div"]))
def test_what_stands_in_the_midst_of_an_article_belongs_to_it(parts: list[str], tag: str) -> None:
    told = [f"word{at} is short" for at in range(len(parts))]
    middle = LONG.join(part.replace("{}", said) for part, said in zip(parts, told, strict=True))
    html = f"<body><{tag}><h1>Calcium</h1>{LONG * 4}{middle}{LONG * 4}</{tag}></body>"
    text = read_article("x.html", html.encode()).text
    for part, said in zip(parts, told, strict=True):
        assert (said in text) == (part in PARTS)
