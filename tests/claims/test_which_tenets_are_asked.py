"""Only tenets of which a word stands in a clause are asked, and none of these is passed over."""

import pytest
from tests.claims.articles import article

from d3k2.claims.by_tenets import asked
from d3k2.claims.clause import Clause, clauses
from d3k2.claims.passage import passages
from d3k2.claims.phrase import phrase
from d3k2.claims.tenet import Tenet, tenets

SENTENCES = (
    "Vitamin K2 pulls calcium out of the arteries.",
    "Rats on MK-4 kept their bones, and no one can eat that much.",
    "Ask your GP before you top up to 5,000 IU a day with warfarin.",
    "Nothing of the sort.",
)


def of_which_a_wording_stands(clause: Clause) -> list[Tenet]:
    line = clause.words.line
    return [t for t in tenets() if any(phrase(each).search(line) for each in t.any)]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_none_is_passed_over(sentence: str) -> None:
    for clause in (c for p in passages(article(sentence)) for c in clauses(p)):
        found = [
            sought.tenet
            for sought, wordings in asked(clause)
            if any(one.search(clause.words.line) for one in wordings)
        ]
        assert found == of_which_a_wording_stands(clause)


def test_most_are_not_asked() -> None:
    ((clause,),) = (clauses(p) for p in passages(article(SENTENCES[0])))
    assert 0 < len(list(asked(clause))) < len(tenets()) / 4
