"""What bodies hold, beside a sentence that plainly tells other advice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from d3k2.claims.by_positions import accepted_on, held_on
from d3k2.claims.citations.citing import Citing, Why
from d3k2.claims.citations.profile import Profile, nutrients_of
from d3k2.claims.citations.support_words import says
from d3k2.claims.citations.told import advises_less, denies
from d3k2.claims.tables import table
from d3k2.evidence import PositionFact
from d3k2.language import amounts


def advised_otherwise(
    sentence: Citing, said: Profile, positions: Sequence[PositionFact]
) -> Why | None:
    """Return how a sentence plainly tells other advice than all of these positions.

    That something is advised against which all of them are, or an amount that nobody holds on
    what they are about.
    """
    text = sentence.text
    if not positions or not all(each.firm for each in positions):
        return None
    advises = says("direction", "advice", text) or any(
        claim.frame.stance == "advises" for claim in sentence.claims
    )
    against = all(each.direction == "against" for each in positions)
    if against and advises and not denies(text) and not advises_less(text):
        return "not advised"
    named = any(claim.frame.authorities for claim in sentence.claims)
    if (advises or named) and _names_other_amount(text, said, positions):
        return "other number"
    return None


def _names_other_amount(text: str, said: Profile, positions: Iterable[PositionFact]) -> bool:
    """Whether every amount of a kind that positions are about is one that nobody holds on that.

    On each topic of theirs all bodies are asked: what another one holds may stand in this paper
    too. False where no such amount is told.
    """
    topics = {each.topic for each in positions if _is_of(each, said)}
    told = [
        (amount, topic)
        for amount in amounts(text)
        for topic in topics
        if amount.unit in accepted_on(topic)
    ]
    return bool(told) and not any(held_on(topic, amount) for amount, topic in told)


def _is_of(position: PositionFact, said: Profile) -> bool:
    """Whether its number is on a topic of amounts, and its nutrient is named."""
    topic = table("position_topics").get(position.topic)
    if topic is None or position.unit not in accepted_on(position.topic):
        return False
    return bool(nutrients_of(topic["nutrient"].split("|")) & said.nutrients)
