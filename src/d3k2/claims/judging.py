"""A passage of an article judged: its claim, its verdict, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from d3k2.claims.by_effects import by_effects
from d3k2.claims.by_facts import by_facts
from d3k2.claims.by_numbers import by_numbers
from d3k2.claims.by_positions import by_positions
from d3k2.claims.by_rules import by_rules
from d3k2.claims.by_tenets import by_tenets
from d3k2.claims.claim import Claim, Verdict
from d3k2.claims.clause import Clause, clauses, whole
from d3k2.claims.findings import NumberFinding
from d3k2.claims.framing import frame
from d3k2.claims.judgement import Judgement, settled
from d3k2.claims.passage import Passage
from d3k2.claims.tables import table
from d3k2.claims.vagueness import vague
from d3k2.claims.worthy import may_claim, worthy
from d3k2.evidence import Ground
from d3k2.evidence import fact as on_fact
from d3k2.evidence import rule as on_rule

_RULE = "rule:"
Way = Callable[[Clause], Iterator[Judgement]]
WAYS: tuple[Way, ...] = (by_tenets, by_positions, by_rules)
"""How a clause is held against what is known, and the whole sentence too. Effects are read in
clauses alone (a direction does not reach across a "but"), and facts are asked last."""
SUGGESTED: frozenset[Verdict] = frozenset({"overstated", "contradicted"})


def judge(passage: Passage, numbers: Sequence[NumberFinding] = ()) -> Claim | None:
    """Judge a passage; None where it is no claim.

    Parameters
    ----------
    numbers : sequence of NumberFinding
        What was found in its numbers.
    """
    everything = whole(passage)
    if not may_claim(passage, everything):
        return None
    parts = clauses(passage)
    read = parts if len(parts) < 2 else (*parts, everything)
    found = [
        *(j for clause in read for way in WAYS for j in way(clause)),
        *(j for clause in parts for j in by_effects(clause)),
        *by_numbers(passage, numbers),
        *(j for clause in read for j in by_facts(clause)),
    ]
    stands = settled(found)
    if stands is None:
        if not worthy(everything):
            return None
        stands = _nothing_held(everything)
    return Claim(
        start=passage.start,
        end=passage.end,
        text=passage.shown,
        frame=frame(everything),
        verdict=stands.verdict,
        slot=stands.slot,
        reason=stands.reason,
        suggestion=stands.right if stands.verdict in SUGGESTED else None,
        stands_on=tuple(map(ground, stands.facts)),
        tenet=stands.row,
    )


def ground(written: str) -> Ground:
    """The ground that a table writes as a fact's id or ``rule:ID``."""
    if written.startswith(_RULE):
        return on_rule(written.removeprefix(_RULE))
    return on_fact(written)


def _nothing_held(clause: Clause) -> Judgement:
    """The verdict where no table speaks of it: nothing is held, or it does not say enough."""
    verdict: Verdict = "cannot_tell" if vague(clause) else "unsupported"
    return Judgement(verdict, None, table("nothing_held")[verdict], None, (), verdict)
