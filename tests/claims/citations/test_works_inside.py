"""Works that a text names by an identifier, with what stands right beside it."""

from __future__ import annotations

import pytest

from d3k2.claims import Article, read_article
from d3k2.claims.citations import CitedWork, find_citations, judge_citations

KNAPEN = "10.1160/TH14-08-0675"


ENGLISH = " It was a trial of women past the menopause, and it went on for three years."


def article(text: str) -> Article:
    return read_article("a.md", f"{text}{ENGLISH}".encode())


def works(text: str) -> tuple[CitedWork, ...]:
    return find_citations(article(text)).works


@pytest.mark.parametrize(
    ("text", "author", "year"),
    [
        ("MK-7 helps ([Knapen 2015](https://doi.org/10.1160/TH14-08-0675)).", "Knapen", 2015),
        ("It helps ([Knapen 2015](https://doi.org/10.1160/TH14), PMID 25694037).", "Knapen", 2015),
        ("It helps (Knapen & Braam 2015, [PMID 2569](https://pubmed.ncbi.nlm.nih.gov/2569/)).",
         "Knapen", 2015),
        ("MK-7 helps (Knapen et al., Circulation 2018; PMID 25694037).", "Knapen", 2018),
        ("MK-7 helps ([Knapen, BMJ 2018](https://doi.org/10.1160/TH14-08-0675)).", "Knapen", 2018),
        ("Knapen et al. (2015, PMID 25694037) saw that MK-7 helps.", "Knapen", 2015),
        ("Knapen et al. 2015 (doi:10.1160/TH14-08-0675) saw that MK-7 helps.", "Knapen", 2015),
    ],
)  # fmt: skip
def test_an_author_beside_an_identifier_is_of_the_same_work(
    text: str, author: str, year: int
) -> None:
    (work,) = works(text)
    assert work.stated.identifiers
    assert (work.stated.authors[0], work.stated.years) == (author, (year,))
    assert text[work.start : work.end] == work.text


@pytest.mark.parametrize(
    "text",
    [
        "It was seen in [a trial of 2011](https://doi.org/10.1160/TH14-08-0675).",
        "VITAL 2019 (PMID 30415629) saw it.",
        "In Japan (Bone 2013, PMID 30415629) it was seen.",
        "The Lancet of 2012 printed it, and MK-7 has been praised since (PMID 30415629).",
    ],
)
def test_what_is_no_author_describes_no_work(text: str) -> None:
    (work,) = works(text)
    assert work.stated.identifiers
    assert not work.stated.authors
    assert not work.stated.years


def test_two_identifiers_of_one_kind_are_two_works() -> None:
    assert len(works("It helps (Knapen 2015, PMID 25694037; Manson 2019, PMID 30415629).")) == 2
    assert len(works("It helps (PMID 25694037, PMID 30415629).")) == 2


@pytest.mark.parametrize(
    ("beside", "matches"),
    [
        ("Knapen 2015", "not_checked"),
        ("Knapen et al., Circulation 2018", "partly"),
        ("Tanaka et al. 2015", "partly"),
        ("Knapen, Thromb Haemost 2015", "not_checked"),
        ("Knapen, Lancet 2015", "partly"),
    ],
)
def test_another_author_year_or_journal_than_the_record_is_seen(beside: str, matches: str) -> None:
    read = article(f"MK-7 helps ([{beside}](https://doi.org/{KNAPEN})).")
    (found,) = judge_citations(read, find_citations(read))
    assert (found.source, found.matches) == ("knapen-2015", matches)


def test_an_address_behind_an_author_and_a_year_is_looked_up() -> None:
    text = (
        "It helps ([van Summeren 2009](http://journals.cambridge.org/abstract_S0007114509382100))."
    )
    article = read_article("a.md", text.encode())
    (found,) = judge_citations(article, find_citations(article))
    assert found.source == "van-summeren-2009"


def test_an_identifier_that_cannot_be_one_is_still_meant_as_one() -> None:
    assert works("It helps (Brandt 2022, https://doi.org/10.12/vkr.2022.3391).")[
        0
    ].stated.identifiers.doi
    assert (
        works("It helps (Brandt 2022, PMID 884120563).")[0].stated.identifiers.pmid == "884120563"
    )
