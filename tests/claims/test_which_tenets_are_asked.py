"""Only tenets of which a word stands in a clause are asked, and none of these is passed over."""

import pytest
from tests.claims.articles import article

from d3k2.claims.by_tenets import asked
from d3k2.claims.clause import Clause, clauses
from d3k2.claims.passage import passages
from d3k2.claims.tenet import Tenet, tenets
from d3k2.claims.words import phrase

SENTENCES = (
    "Vitamin K2 pulls calcium out of the arteries.",
    "Rats on MK-4 kept their bones, and no one can eat that much.",
    "Ask your GP before you top up to 5,000 IU a day with warfarin.",
    "Nothing of the sort.",
)


def of_which_a_word_stands(clause: Clause) -> list[Tenet]:
    line = clause.words.line
    return [t for t in tenets() if any(n in line for each in t.any for n in phrase(each).one_of)]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_none_is_passed_over(sentence: str) -> None:
    for clause in (c for p in passages(article(sentence)) for c in clauses(p)):
        assert [s.tenet for s in asked(clause)] == of_which_a_word_stands(clause)
