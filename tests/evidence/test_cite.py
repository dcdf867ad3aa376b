"""Citations hold what is known of a source and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from d3k2.evidence import (
    Reference,
    Source,
    as_csl,
    cite,
    collect,
    fact,
    given,
    rule,
    sources_of,
    statement,
)
from d3k2.units import InputRefused
from d3k2.wording import Sentence

# PMID 21118827, as PubMed prints it.
ROSS = Source(
    id="ross-2011",
    type="guideline",
    title="The 2011 report on dietary reference intakes for calcium and vitamin D",
    year=2011,
    authors="Ross AC, Manson JE, et al.",
    venue="J Clin Endocrinol Metab 96(1):53-58",
    pmid="21118827",
    doi="10.1210/jc.2010-2704",
    read="abstract",
)
PAGE = Source(id="a-page", type="reference", title="A page & more", year=2020, read="memory")


def test_vancouver() -> None:
    assert cite(ROSS) == (
        "Ross AC, Manson JE, et al. The 2011 report on dietary reference intakes for calcium and"
        " vitamin D. J Clin Endocrinol Metab. 2011;96(1):53-58. doi:10.1210/jc.2010-2704."
        " PMID: 21118827."
    )


def test_bibtex() -> None:
    assert cite(ROSS, "bibtex").splitlines() == [
        "@article{ross-2011,",
        "  author = {Ross, AC and Manson, JE and others},",
        "  title = {{The 2011 report on dietary reference intakes for calcium and vitamin D}},",
        "  year = {2011},",
        "  journal = {J Clin Endocrinol Metab},",
        "  volume = {96},",
        "  number = {1},",
        "  pages = {53--58},",
        "  pmid = {21118827},",
        "  doi = {10.1210/jc.2010-2704},",
        "}",
    ]


def test_csl() -> None:
    assert json.loads(cite(ROSS, "csl")) == {
        "id": "ross-2011",
        "type": "article-journal",
        "title": "The 2011 report on dietary reference intakes for calcium and vitamin D",
        "author": [
            {"family": "Ross", "given": "AC"},
            {"family": "Manson", "given": "JE"},
            {"literal": "et al."},
        ],
        "issued": {"date-parts": [[2011]]},
        "container-title": "J Clin Endocrinol Metab",
        "volume": "96",
        "issue": "1",
        "page": "53-58",
        "PMID": "21118827",
        "DOI": "10.1210/jc.2010-2704",
    }


def test_what_is_missing_is_left_out() -> None:
    assert cite(PAGE) == "A page & more. 2020."
    assert cite(PAGE, "bibtex").splitlines() == [
        "@misc{a-page,",
        r"  title = {{A page \& more}},",
        "  year = {2020},",
        "}",
    ]
    assert as_csl(PAGE) == {
        "id": "a-page",
        "type": "document",
        "title": "A page & more",
        "issued": {"date-parts": [[2020]]},
    }


def test_authors_that_are_not_people_are_kept_whole() -> None:
    body = PAGE.model_copy(update={"authors": "EFSA Panel on Nutrition, Novel Foods"})
    assert as_csl(body)["author"] == [{"literal": "EFSA Panel on Nutrition, Novel Foods"}]
    assert "author = {{EFSA Panel on Nutrition, Novel Foods}}" in cite(body, "bibtex")


def test_a_retracted_source_says_so() -> None:
    assert "[retracted]" in cite(ROSS.model_copy(update={"status": "retracted"}))


def test_an_unknown_style_is_refused() -> None:
    with pytest.raises(InputRefused) as refused:
        cite(ROSS, "harvard")
    assert refused.value.accepted == "vancouver, bibtex, csl"


def test_sources_are_listed_once_in_the_order_they_are_met(tree: Callable[..., Path]) -> None:
    evidence, _ = collect(tree())
    said = statement(
        "x",
        Sentence("a", "b"),
        [given("age"), fact("mk7-half-life"), rule("warfarin"), fact("d-falls-smith-2007")],
        level="note",
        about="d3",
        evidence=evidence,
    )
    rules = {"warfarin": [Reference(id="panel-2020", where="p. 1", read="abstract")]}
    for known in (rules, rules.__getitem__):
        assert [s.id for s in sources_of([said, said], known, evidence)] == [
            "smith-2007",
            "panel-2020",
        ]
    assert [s.id for s in sources_of([said], evidence=evidence)] == ["smith-2007"]
