"""Which way an outcome is said to go."""

import pytest
from tests.claims.articles import article

from d3k2.claims.clause import clauses
from d3k2.claims.direction import pointed
from d3k2.claims.passage import passages


@pytest.mark.parametrize(
    ("sentence", "outcome", "direction", "denied"),
    [
        ("Vitamin D prevents falls.", "falls", "benefit", False),
        ("Vitamin D lowers the risk of falls.", "falls", "benefit", False),
        ("Vitamin D raises the risk of falls.", "falls", "harm", False),
        ("Vitamin D did not reduce falls.", "falls", "benefit", True),
        ("Vitamin D had no effect on falls.", "falls", "benefit", True),
        ("Falls were not reduced by vitamin D.", "falls", "benefit", True),
        ("K2 improves bone density.", "bone-density", "benefit", False),
        ("K2 slows bone loss.", "bone-density", "benefit", False),
        ("High doses lowered bone density.", "bone-density", "harm", False),
        ("K2 keeps arteries supple.", "artery-health", "benefit", False),
        ("Calcium tablets cause kidney stones.", "kidney-stones", "harm", False),
        ("MK-7 lowers dp-ucMGP.", "dp-ucmgp", "benefit", False),
        ("K2 lowers the INR.", "inr", "lowers", False),
        ("People with more K2 had a lower risk of stroke.", "stroke", "benefit", False),
        ("Strokes were just as common with vitamin D.", "stroke", "benefit", True),
        ("Healthy adults on K2 had a stroke more often.", "stroke", "harm", False),
    ],
)
def test_the_direction_is_read(sentence: str, outcome: str, direction: str, denied: bool) -> None:
    (passage,) = passages(article(sentence))
    (point,) = [p for p in pointed(clauses(passage)[0]) if p.outcome == outcome]
    assert (point.direction, point.denied) == (direction, denied)


def test_what_goes_nowhere_has_no_direction() -> None:
    (passage,) = passages(article("Fractures are common in old age, and vitamin D is cheap."))
    assert not pointed(clauses(passage)[0])
