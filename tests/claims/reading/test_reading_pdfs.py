"""Of a PDF the lines are put together again as they were before they were printed."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from d3k2.claims import Article
from d3k2.claims.reading import read_article


def told(article: Article) -> list[str]:
    return [f"{b.kind} {b.level}: {article.text[b.start : b.end]}" for b in article.blocks]


FIRST = [
    ("Journal of Sunny Bones", 8, 810),
    ("Vitamin K2 and bone: what is known", 18, 770),
    ("Vitamin K activates osteocalcin, and a low-", 11, 740),
    ("dose trial of three years found that the sup-", 11, 726),
    ("plement slowed the loss of bone (MK-", 11, 712),
    ("7, 180 µg a day).", 11, 698),
    ("Two trials that came later did not find it, and", 11, 684),
    ("one of them was larger. Neither was designed", 11, 670),
    ("1", 9, 40),
]
SECOND = [
    ("Journal of Sunny Bones", 8, 810),
    ("to find fractures.", 11, 740),
    ("Doses", 14, 710),
    ("• 45 mg of MK-4 a day in Japan", 11, 690),
    ("• 90 to 180 µg of MK-7 a day in", 11, 676),
    ("most supplements", 11, 662),
    ("2", 9, 40),
]
THIRD = [
    ("Journal of Sunny Bones", 8, 810),
    ("References", 14, 770),
    ("1. Knapen MHJ, Drummen NE. Three-year", 11, 750),
    ("low-dose menaquinone-7. Osteoporos Int. 2013;24:2499.", 11, 736),
    ("2. Ronn SH. J Bone Miner Res. 2021;36:1.", 11, 722),
    ("3", 9, 40),
]


@pytest.fixture(scope="module")
def article(make_pdf: Callable[..., bytes]) -> Article:
    return read_article("a.pdf", make_pdf([FIRST, SECOND, THIRD]))


def test_lines_are_joined_to_what_they_were(article: Article) -> None:
    assert told(article) == [
        "title 1: Vitamin K2 and bone: what is known",
        "paragraph 0: Vitamin K activates osteocalcin, and a low-dose trial of three years found "
        "that the supplement slowed the loss of bone (MK-7, 180 µg a day).",
        "paragraph 0: Two trials that came later did not find it, and one of them was larger. "
        "Neither was designed to find fractures.",
        "heading 2: Doses",
        "item 1: 45 mg of MK-4 a day in Japan",
        "item 1: 90 to 180 µg of MK-7 a day in most supplements",
        "heading 2: References",
        "reference 0: 1. Knapen MHJ, Drummen NE. Three-year low-dose menaquinone-7. Osteoporos "
        "Int. 2013;24:2499.",
        "reference 0: 2. Ronn SH. J Bone Miner Res. 2021;36:1.",
    ]


def test_the_title_is_the_largest_line(article: Article) -> None:
    assert article.title == "Vitamin K2 and bone: what is known"
    assert article.format == "pdf"


def test_what_repeats_on_each_page_stands_beside(article: Article) -> None:
    assert article.page == "Journal of Sunny Bones"


def test_a_pdf_is_read_from_a_thread_too(make_pdf: Callable[..., bytes], article: Article) -> None:
    found: list[Article] = []
    data = make_pdf([FIRST, SECOND, THIRD])
    thread = threading.Thread(target=lambda: found.append(read_article("a.pdf", data)))
    thread.start()
    thread.join()
    assert found == [article]


def test_a_pdf_is_one_whatever_its_name(make_pdf: Callable[..., bytes]) -> None:
    assert read_article("a.txt", make_pdf([FIRST])).format == "pdf"
