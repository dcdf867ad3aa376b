"""A sentence cut into what it says, and how it says it."""

import pytest
from tests.claims.articles import article

from d3k2.claims.clause import Clause, clauses
from d3k2.claims.passage import passages


def cut(sentence: str) -> tuple[Clause, ...]:
    (passage,) = passages(article(sentence))
    return clauses(passage)


def test_a_sentence_with_but_says_two_things() -> None:
    first, second = cut("K2 lowers dp-ucMGP, but it does not slow calcification.")
    assert "dp-ucmgp" in first.own
    assert "arterial-calcification" in second.own
    assert "vitamin-k2" in second.around


def test_a_list_of_things_is_one_clause() -> None:
    assert len(cut("Natto, cheese and egg yolk hold vitamin K2.")) == 1


@pytest.mark.parametrize(
    ("sentence", "certainty"),
    [
        ("K2 lowers dp-ucMGP.", "plain"),
        ("K2 may lower the risk of fractures.", "hedged"),
        ("Some studies suggest that K2 lowers the risk of fractures.", "hedged"),
        ("K2 is clinically proven to stop fractures.", "strong"),
    ],
)
def test_how_firmly_it_is_said(sentence: str, certainty: str) -> None:
    assert cut(sentence)[0].certainty == certainty


@pytest.mark.parametrize(
    ("sentence", "doubted"),
    [
        ("There is no evidence that K2 prevents fractures.", True),
        ("It has not been shown that K2 prevents fractures.", True),
        ("Whether K2 prevents fractures is unclear.", True),
        ("K2 does not prevent fractures.", False),
        ("K2 prevents fractures.", False),
    ],
)
def test_a_doubt_is_no_denial(sentence: str, doubted: bool) -> None:
    assert cut(sentence)[0].doubts is doubted


def test_a_heading_tells_what_the_text_is_about() -> None:
    read = passages(article("# Vitamin K2\nIt is found in natto."))
    assert "vitamin-k2" in clauses(read[0])[0].around
    assert "vitamin-k2" not in clauses(read[0])[0].own


def test_units_tell_what_a_number_is_of() -> None:
    assert "vitamin-d" in cut("Take 2,000 IU every morning.")[0].own
    assert "calcidiol" in cut("Aim for 30 ng/mL.")[0].own
