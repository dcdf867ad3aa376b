"""Text and Markdown are read in place: every offset counts in the file itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from d3k2.claims import Article
from d3k2.claims.reading import bare, read_article
from d3k2.units import InputRefused

HERE = Path(__file__).parent
FILES = tomli.loads((HERE / "texts.toml").read_text("utf-8"))["file"]
TOLD = tomli.loads((HERE / "formats_told.toml").read_text("utf-8"))["case"]
MARKS = tomli.loads((HERE / "marks.toml").read_text("utf-8"))["case"]


def told(article: Article) -> list[str]:
    return [f"{b.kind} {b.level}: {bare(article, b).text}" for b in article.blocks]


@pytest.mark.parametrize("case", FILES, ids=lambda case: case["style"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_a_file_is_read_in_its_blocks(case: dict[str, Any], newline: str) -> None:
    text = case["text"].replace("\n", newline)
    article = read_article(case["name"], b"\xef\xbb\xbf" + text.encode())
    assert article.text == text
    assert article.format == case["format"]
    assert article.title == case["title"]
    assert article.page.replace(newline, "\n") == case["page"]
    assert [line.replace(newline, "\n") for line in told(article)] == case["blocks"]


@pytest.mark.parametrize("case", TOLD, ids=lambda case: f"{case['file']} {case['holds'][:30]}")
def test_the_format_is_told_by_what_a_file_holds(case: dict[str, str]) -> None:
    assert read_article(case["file"], case["holds"].encode()).format == case["format"]


def test_what_a_person_says_it_is_counts_before_that() -> None:
    article = read_article("a.html", b"Vitamin D <b>is</b> good.", format="text")
    assert (article.format, article.text) == ("text", "Vitamin D <b>is</b> good.")
    with pytest.raises(InputRefused, match="no PDF"):
        read_article("-", b"Vitamin D is good.", format="pdf")


def test_the_front_matter_of_a_file_is_beside_it_and_in_no_block() -> None:
    text = "---\nreviewed: Dr Able\n---\nVitamin D is made in the skin.\n"
    article = read_article("x.md", text.encode())
    assert article.page == "reviewed: Dr Able"
    assert told(article) == ["paragraph 0: Vitamin D is made in the skin."]


def test_a_line_between_paragraphs_is_no_front_matter() -> None:
    article = read_article("x.md", b"---\nVitamin D is made in the skin.\n---\nIt is stored.\n")
    assert article.page == ""


def test_links_lead_from_their_words() -> None:
    text = "See [the trial](https://doi.org/10.1/x), ![no](https://y.example/i.png) or https://z.example/a."
    article = read_article("x.md", text.encode())
    assert [(text[k.start : k.end], k.url) for k in article.links if "i.png" not in k.url] == [
        ("the trial", "https://doi.org/10.1/x"),
        ("https://z.example/a", "https://z.example/a"),
    ]


@pytest.mark.parametrize("case", MARKS, ids=lambda case: case["written"])
def test_marks_are_left_out_of_the_bare_text(case: dict[str, str]) -> None:
    article = read_article("x.md", f"Before.\n\n{case['written']}\n".encode())
    assert bare(article, article.blocks[-1]).text == case["reads"]


def test_the_way_back_from_the_bare_text() -> None:
    text = "Take **2,000 IU** of [vitamin *D3*](https://x.example) a day."
    article = read_article("x.md", text.encode())
    clean = bare(article, article.blocks[0])
    for words, there in {
        "2,000 IU": "2,000 IU",
        "vitamin D3": "vitamin *D3",
        "day.": "day.",
    }.items():
        start = clean.text.index(words)
        a, b = clean.span(start, start + len(words))
        assert text[a:b] == there


@given(st.text(alphabet=st.one_of(st.sampled_from("*_`[]()<>!^~\\|#->\n ab1."), st.characters())))
def test_each_bare_character_stands_in_the_file(written: str) -> None:
    try:
        article = read_article("x.md", f"Vitamin D: {written}".encode("utf-8", "replace"))
    except ValueError:
        return
    for block in article.blocks:
        clean = bare(article, block)
        places = [clean.place(at) for at in range(len(clean.text))]
        assert "".join(article.text[place] for place in places) == clean.text
        assert places == sorted(set(places))
        assert all(block.start <= place < block.end for place in places)
