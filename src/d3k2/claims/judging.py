"""A passage judged: its claim, its verdict, and why."""

from __future__ import annotations

from dataclasses import replace

from d3k2.claims.claim import Claim, Verdict
from d3k2.claims.clause import Clause
from d3k2.claims.framing import frame
from d3k2.claims.judgement import ACCUSING, RULE, Judgement
from d3k2.claims.learned import Reading, decided, doubt, near_facts
from d3k2.claims.tables import table
from d3k2.claims.vagueness import vague
from d3k2.claims.weighed import Weighed
from d3k2.evidence import Ground
from d3k2.evidence import fact as on_fact
from d3k2.evidence import rule as on_rule


def judge(weighed: Weighed, reading: Reading | None = None) -> Claim:
    """Judge a passage.

    Parameters
    ----------
    reading : Reading, optional
        How those who learned from labelled sentences read it. Without it the tables decide alone.
    """
    by_tables = weighed.stands or _nothing_held(weighed.whole)
    if reading is None:
        return _judged(weighed, by_tables)
    stands = decided(weighed, reading, by_tables)
    claim = _left_open(weighed, reading) if stands is None else _judged(weighed, stands)
    return replace(claim, accused=reading.accused)


def _judged(weighed: Weighed, stands: Judgement) -> Claim:
    return replace(
        _without_verdict(weighed, stands.reason, stands.facts),
        verdict=stands.verdict,
        slot=stands.slot,
        suggestion=stands.right if stands.verdict in ACCUSING else None,
        tenet=stands.row,
    )


def _left_open(weighed: Weighed, reading: Reading) -> Claim:
    """A claim without a verdict, beside the facts that are nearest to it."""
    because = doubt(reading)
    reason = table("nothing_held")[because or "left_open"]
    claim = _without_verdict(weighed, reason, near_facts(weighed, reading, accusing=False))
    return replace(claim, doubted=because is not None)


def _without_verdict(weighed: Weighed, reason: str, facts: tuple[str, ...]) -> Claim:
    passage = weighed.passage
    return Claim(
        start=passage.start,
        end=passage.end,
        text=passage.shown,
        frame=frame(weighed.whole),
        verdict=None,
        slot=None,
        reason=reason,
        suggestion=None,
        stands_on=tuple(map(ground, facts)),
    )


def ground(written: str) -> Ground:
    """The ground that a table writes as a fact's id or ``rule:ID``."""
    if written.startswith(RULE):
        return on_rule(written.removeprefix(RULE))
    return on_fact(written)


def _nothing_held(clause: Clause) -> Judgement:
    """The verdict where no table speaks of it: nothing is held, or it does not say enough."""
    verdict: Verdict = "cannot_tell" if vague(clause) else "unsupported"
    return Judgement(verdict, None, table("nothing_held")[verdict], None, (), verdict)
