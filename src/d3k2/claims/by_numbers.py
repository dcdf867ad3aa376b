"""What the numbers of a sentence tell of the claim it makes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from d3k2.claims.findings import NumberFinding
from d3k2.claims.judgement import Judgement
from d3k2.claims.numbers import Context, Reading, read_sentence, sentence_findings
from d3k2.claims.passage import Passage
from d3k2.claims.tables import table
from d3k2.language import amounts

BRACKET = "("


def findings_of(read: Sequence[Passage]) -> tuple[tuple[NumberFinding, ...], ...]:
    """Return what is found in the numbers of each passage, in its order."""
    return tuple(
        sentence_findings(_reading(one, following))
        for one, following in zip_longest(read, read[1:])
        if one is not None
    )


def _reading(passage: Passage, following: Passage | None) -> Reading:
    context = Context(
        (*passage.before, *passage.heading), "" if following is None else following.text
    )
    if passage.text != passage.shown:
        return read_sentence(passage.shown, passage.start, context)
    return Reading(passage.text, passage.start, passage.mentions, passage.amounts, context)


def by_numbers(passage: Passage, findings: Sequence[NumberFinding]) -> Iterator[Judgement]:
    """Yield that a claim is contradicted where a number is wrong, supported where it holds.

    A doubt and a missing number are told of the number, and decide nothing about the claim; nor
    does a conversion that holds, where the sentence has more numbers than it.
    """
    decides = table("number_kinds")["supporting"]
    for one in findings:
        if one.verdict == "wrong":
            yield _judged(one, Judgement("contradicted", "number", "", None, (), ""))
        elif one.verdict == "holds" and one.kind in decides["kinds"]:
            if one.kind in decides["whole"] and not _is_the_claim(one, passage):
                continue
            yield _judged(one, Judgement("supported", None, "", None, (), ""))


def _is_the_claim(finding: NumberFinding, passage: Passage) -> bool:
    """Whether a conversion is what the sentence says, and no other unit in brackets beside it."""
    beside = BRACKET in finding.text
    return not beside and len(amounts(finding.text)) >= len(passage.amounts)


def _judged(finding: NumberFinding, verdict: Judgement) -> Judgement:
    return replace(
        verdict,
        reason=finding.reason,
        right=finding.reason if verdict.verdict == "contradicted" else None,
        facts=tuple(g.id for g in finding.stands_on if g.kind == "fact"),
        row=f"number: {finding.kind}",
    )
