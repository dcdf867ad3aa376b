"""What in a text cites something, and what only looks so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli

from d3k2.claims import Article, Block, Link, read_article
from d3k2.claims.citations import find_citations

CASES = tomli.loads(Path(__file__).with_name("marks.toml").read_text("utf-8"))
LIST = "\n\n## References\n\n" + "\n".join(
    f"{i}. Lister A. A paper about matter {i} of five words. J Nutr 2001;{i}:1."
    for i in range(1, 6)
)


def article(text: str, *blocks: Block, **more: Any) -> Article:
    return Article("article.md", "markdown", text, blocks, **more)


@pytest.mark.parametrize("name", CASES)
def test_what_is_a_citation(name: str) -> None:
    case = CASES[name]
    cited = find_citations(article(case["text"] + (LIST if case.get("list", True) else "")))
    listed = [label for work in cited.works if work.listed and work.marks for label in [work.label]]
    lost = [label for mark in cited.without_entry for label in mark.labels]
    if "cites" in case:
        assert listed + lost == case["cites"]
    named = [work.label or "" for work in cited.works if not work.listed]
    assert named == case.get("named", [])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("First this. MK-7 helps [1]. Then that.", "MK-7 helps [1]."),
        ("First this. MK-7 helps.[1] Then that.", "MK-7 helps.[1]"),
        ("First this. MK-7 helps. [1] Then that.", "MK-7 helps."),
        ("First this. MK-7 helps.¹ Then that.", "MK-7 helps."),
        ("First this. As [1] shows, MK-7 helps. Then that.", "As [1] shows, MK-7 helps."),
        ("First this.\n\n[1] shows that MK-7 helps. Then that.", "shows that MK-7 helps."),
    ],
)
def test_a_mark_belongs_to_the_sentence_that_it_ends(text: str, sentence: str) -> None:
    first = next(w for w in find_citations(article(text + LIST)).works if w.label == "1")
    ((start, end),) = [mark.sentence for mark in first.marks]
    assert text[start:end].strip() in (sentence, sentence.replace("[1]", "").strip())


@pytest.mark.parametrize(
    "listed",
    [
        "1. A paper of five words.\n2. Another paper of five words.",
        "[1] A paper of five words.\n[2] Another paper of five words.",
        "¹ A paper of five words.\n² Another paper of five words.",
        "1) A paper of five words,\n   told on two lines.\n2) Another paper of five words.",
        "- A paper of five words.\n- Another paper of five words.",
        "A paper of five words.\n\nAnother paper of five words.",
        "A paper of five words. 2013.\ndoi:10.1000/x\nAnother paper of five words.",
    ],
)
@pytest.mark.parametrize("heading", ["## References", "References:", "**Sources**", "Bibliography"])
def test_a_list_is_read_in_every_form(heading: str, listed: str) -> None:
    cited = find_citations(article(f"It helps [1]. It hurts [2].\n\n{heading}\n\n{listed}\n"))
    assert [w.label for w in cited.works] == ["1", "2"]
    assert all(len(work.marks) == 1 for work in cited.works)
    assert cited.without_entry == ()


def test_a_list_without_a_heading_is_known_by_its_look() -> None:
    text = (
        "Three steps:\n\n1. Eat natto.\n2. Sleep.\n\nIt helps.¹ It hurts.²\n\n"
        "¹ Lister A, Writer B. A paper of five words. J Nutr 2001;1:1.\n"
        "² Lister A, Writer B. Another paper of five words. J Nutr 2002;1:1.\n"
    )
    cited = find_citations(article(text))
    assert [(w.label, len(w.marks)) for w in cited.works] == [("1", 1), ("2", 1)]


def test_a_list_of_steps_is_no_list_of_references() -> None:
    text = "Three steps:\n\n1. Eat natto in 2024.\n2. Sleep.\n3. Ask Dr A. B. Smith.\n"
    assert find_citations(article(text)).works == ()


def test_a_list_ends_where_the_next_heading_begins() -> None:
    text = (
        "It helps [1].\n\n## References\n\n1. A paper of five words.\n\n## About us\n\nWe sell K2."
    )
    (work,) = find_citations(article(text)).works
    assert work.text == "A paper of five words."


def test_a_list_goes_on_under_its_own_subheadings() -> None:
    text = (
        "It helps [1]. It hurts [2].\n\n## References\n\n### Trials\n\n1. A paper of five words.\n"
        "\n### Reviews\n\n2. Another paper of five words.\n\n## About\n\n3. Us.\n"
    )
    works = find_citations(article(text)).works
    assert [w.text for w in works] == ["A paper of five words.", "Another paper of five words."]


def test_a_list_under_a_bold_line_is_found_beside_other_headings() -> None:
    text = "My K2\n\nIt helps [1].\n\n**References**\n\n1. A paper of five words.\n"
    (work,) = find_citations(article(text, Block("heading", 0, 5, 1))).works
    assert (work.label, len(work.marks)) == ("1", 1)


def test_blocks_of_references_are_entries_and_their_numbers_may_stand_outside() -> None:
    text = "It helps [2].\n1. First paper of five words.\n2. Second paper of five words.\n"
    blocks = [
        Block("reference", text.index(start), text.index(start) + len(start))
        for start in ("First paper of five words.", "Second paper of five words.")
    ]
    cited = find_citations(article(text, *blocks))
    assert [(w.label, len(w.marks)) for w in cited.works] == [("1", 0), ("2", 1)]


def test_numbers_that_a_page_draws_are_counted() -> None:
    text = "It helps [2].\nFirst paper of five words.\nSecond paper of five words.\n"
    blocks = [
        Block("reference", text.index(start), text.index(start) + len(start))
        for start in ("First paper of five words.", "Second paper of five words.")
    ]
    cited = find_citations(article(text, *blocks))
    assert [(w.label, len(w.marks)) for w in cited.works] == [("1", 0), ("2", 1)]


def test_footnotes_join_their_marks() -> None:
    notes = "[^a]: A paper of five words.\n[^2]: Another such paper of words.\n"
    text = f"It helps.[^a] It hurts.[^2]\n\n{notes}"
    cited = find_citations(article(text))
    assert [(w.label, len(w.marks)) for w in cited.works] == [("a", 1), ("2", 1)]


def test_authors_and_years_join_a_list_without_numbers() -> None:
    text = (
        "Bone loss was slower (Knapen et al., 2013).\n\n## References\n\n"
        "Geleijnse JM, Vermeer C. Dietary menaquinone and the heart. J Nutr 2004;134:3100.\n"
        "Knapen MHJ, Drummen NE. Three years of low doses and bone. Bone 2013;24:1.\n"
    )
    works = find_citations(article(text)).works
    assert [(w.label, len(w.marks)) for w in works] == [("Geleijnse 2004", 0), ("Knapen 2013", 1)]


def test_links_cite_what_they_lead_to() -> None:
    text = "Bone loss was slower, says a trial."
    at = text.index("a trial")
    where = Link(at, at + len("a trial"), "https://doi.org/10.1007/s00198-013-2325-6")
    (work,) = find_citations(article(text, links=(where,))).works
    assert work.stated.identifiers.doi == "10.1007/s00198-013-2325-6"
    assert [text[a:b] for a, b in [work.marks[0].sentence]] == [text]


def test_a_link_to_a_shop_cites_nothing() -> None:
    text = "Buy it here."
    where = Link(7, 11, "https://shop.example/k2")
    assert find_citations(article(text, links=(where,))).works == ()


def test_the_same_paper_inside_the_text_and_in_the_list_is_one() -> None:
    entry = "1. Lister A. A paper of five words. J 2001. doi:10.1000/ABC\n"
    text = f"See doi:10.1000/abc.\n\n## References\n\n{entry}"
    (work,) = find_citations(article(text)).works
    assert work.listed and len(work.marks) == 1


def test_a_list_may_name_its_entries_and_the_text_cites_the_names() -> None:
    text = (
        "- Bone loss was slower (Lister 2013).\n- Telomeres are short (telo 2019).\n\n"
        "## Papers we talked about\n\n## References\n\n"
        "- Lister 2013: Lister A, Writer B. A paper about the bones of five people. J 2013;1:1.\n"
        "- **telo 2019**: A paper about the ends of five strands. J 2019;1:1.\n"
        "- Idle 2020: Idle C, Still D. A paper about nothing in particular. J 2020;1:1.\n"
    )
    works = find_citations(article(text)).works
    assert [(w.label, len(w.marks)) for w in works] == [
        ("Lister 2013", 1), ("telo 2019", 1), ("Idle 2020", 0),
    ]  # fmt: skip
    assert works[1].text.startswith("A paper about the ends")
    assert works[0].stated.title == "A paper about the bones of five people"


def test_a_mark_in_a_row_belongs_to_its_row() -> None:
    text = "MK-7 | 180 µg a day [1]\nVitamin D | 800 IU a day [2]\n" + LIST
    rows = [text.index("MK-7"), text.index("Vitamin D")]
    blocks = [Block("row", start, text.index("\n", start)) for start in rows]
    works = find_citations(article(text, *blocks)).works
    said = [text[a:b].partition(" [")[0] for w in works[:2] for a, b in [w.marks[0].sentence]]
    assert said == ["MK-7 | 180 µg a day", "Vitamin D | 800 IU a day"]


def test_lines_of_a_plain_text_are_entries_of_their_own() -> None:
    text = (
        "MK-7 helps (Lister 2001; Writer et al. 2004).\n\nREFERENCES\n\n"
        "Lister A (2001). A paper about the bones of five people. J Nutr 1:1.\n"
        "Reader C. A leaflet of the house. house.example/leaflet\n"
        "Writer B, Painter D (2004). A paper about the hearts of five people. J Nutr 4:4.\n\n"
        "You get this letter because you asked for it.\n"
    )
    first, last = find_citations(read_article("letter.txt", text.encode())).works[:3:2]
    assert text[first.start : first.end].endswith("J Nutr 1:1.")
    assert text[last.start : last.end].startswith("Writer B")
    assert [len(one.marks) for one in (first, last)] == [1, 1]


def test_an_entry_told_on_several_lines_is_one() -> None:
    text = (
        "MK-7 helps (Lister 2001).\n\nREFERENCES\n\n"
        "Reader C (2000). A leaflet on the bones of sailors.\ndoi:10.1000/jn.1999\n\n"
        "Lister A, Writer B, Painter D.\nThe bones of five people who ate natto.\n"
        "J Nutr 2001;1:1.\n\nGoodbye until the next letter.\n"
    )
    (leaflet, first, *_) = find_citations(read_article("letter.txt", text.encode())).works
    assert text[leaflet.start : leaflet.end].endswith("doi:10.1000/jn.1999")
    assert text[first.start : first.end].endswith("J Nutr 2001;1:1.")
