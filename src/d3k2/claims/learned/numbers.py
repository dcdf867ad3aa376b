"""Do the numbers of a passage stand in the facts that it is about?"""

from __future__ import annotations

from functools import cache

from d3k2.claims.by_facts import Told, printed, told_of
from d3k2.claims.learned.near import ranked
from d3k2.claims.learned.reading import Reading
from d3k2.claims.tables import table
from d3k2.claims.weighed import Weighed
from d3k2.evidence import load
from d3k2.language import ends


def numbers_stand(weighed: Weighed, reading: Reading) -> bool | None:
    """Whether every number stands in one of the nearest facts.

    Returns
    -------
    bool or None
        None where that says nothing: no number is told, or no fact with numbers is near enough.
    """
    limits = table("learned")["numbers"]
    said = [end for amount in weighed.whole.amounts for end in ends(amount)]
    near = ranked(reading)[: limits["facts"]]
    if not said or not near or near[0][0] < limits["nearest"]:
        return None
    facts = [_told(fact) for share, fact in near if share >= limits["near"] and _is_fact(fact)]
    if not any(fact.amounts for fact in facts):
        return None
    return all(any(printed(one, fact, weighed.whole) for fact in facts) for one in said)


def _is_fact(ground: str) -> bool:
    return ground in load().facts


@cache
def _told(fact: str) -> Told:
    return told_of(load().facts[fact])
