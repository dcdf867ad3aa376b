"""Does that paper say this? Sentences written apart from the code that judges them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli

from d3k2.claims import Article, Block
from d3k2.claims.by_numbers import findings_of
from d3k2.claims.checking import claims_in
from d3k2.claims.citations.citing import Citing, Support
from d3k2.claims.citations.support import support_abstract, support_held
from d3k2.claims.passage import passages
from d3k2.evidence import load

CASES = tomli.loads(Path(__file__).with_name("support_fresh.toml").read_text("utf-8"))
ACCUSES = ("no", "partly")


def answered(case: dict[str, Any]) -> Support:
    """The answer on one sentence that cites one paper and nothing else."""
    text = case["sentence"]
    read = passages(Article("a.txt", "text", text, (Block("paragraph", 0, len(text)),)))
    citing = [Citing(text, claims=claims_in(read, findings_of(read)))]
    if "source" in case:
        return support_held(citing, load().sources[case["source"]])
    return support_abstract(citing, case["title"], case.get("abstract"))


def named(case: dict[str, Any]) -> str:
    return f"{case.get('source', '')}: {case['sentence'][:60]}"


@pytest.mark.parametrize("case", CASES["misused"], ids=named)
def test_a_paper_that_does_not_say_it(case: dict[str, Any]) -> None:
    assert answered(case).holds in ACCUSES


@pytest.mark.parametrize("case", CASES["carried"], ids=named)
def test_a_paper_that_says_it_is_not_accused(case: dict[str, Any]) -> None:
    assert answered(case).holds not in ACCUSES


@pytest.mark.parametrize("case", CASES["left"], ids=named)
def test_what_is_not_found_out_is_not_called_carried(case: dict[str, Any]) -> None:
    assert answered(case).holds == "not_checked"
