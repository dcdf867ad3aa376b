"""A few honest sentences on what was found; no score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from d3k2.claims.citation import Citation
from d3k2.claims.claim import Claim
from d3k2.claims.findings import NumberFinding, WholeFinding
from d3k2.claims.tables import table

LEFT_OPEN = "left_open"
TOLD = (
    "supported", "overstated", "contradicted", "contested", "unsupported", "cannot_tell", LEFT_OPEN,
)  # fmt: skip


def summary(
    claims: Sequence[Claim],
    citations: Sequence[Citation],
    numbers: Sequence[NumberFinding],
    whole: Sequence[WholeFinding],
) -> str:
    """Say in a few sentences what was found, the worst first, and what was not looked at."""
    if not claims:
        return str(table("summary")["nothing"]["text"])
    return " ".join(_sentences(claims, citations, numbers, whole))


def _sentences(
    claims: Sequence[Claim],
    citations: Sequence[Citation],
    numbers: Sequence[NumberFinding],
    whole: Sequence[WholeFinding],
) -> Iterator[str]:
    words = table("summary")
    counts = Counter(c.verdict or LEFT_OPEN for c in claims)
    parts = [words["verdicts"][v][counts[v] > 1].format(n=counts[v]) for v in TOLD if counts[v]]
    key = "text" if len(claims) > 1 else "one"
    yield words["claims"][key].format(n=len(claims), parts=_listed(parts))
    danger = sum(c.slot == "safety" and c.verdict == "contradicted" for c in claims)
    if danger:
        yield words["danger"]["text" if danger > 1 else "one"].format(n=danger)
    if citations:
        failing = sum(c.fails for c in citations)
        unchecked = sum(c.resolves == "not_checked" for c in citations)
        doubted = sum(map(_doubted, citations))
        key = {0: "doubted" if doubted else "none", 1: "one"}.get(failing, "text")
        yield words["citations"][key].format(n=len(citations), failing=failing, doubted=doubted)
        if unchecked:
            yield words["citations"]["unchecked"].format(n=unchecked)
    wrong = sum(n.verdict == "wrong" for n in numbers)
    if wrong:
        yield words["numbers"]["text" if wrong > 1 else "one"].format(n=wrong)
    missing = [w for w in whole if w.kind == "omission"]
    if missing:
        yield words["omissions"]["text" if len(missing) > 1 else "one"].format(n=len(missing))
    if any(w.kind == "inner contradiction" for w in whole):
        yield words["contradictions"]["text"]


def _doubted(citation: Citation) -> bool:
    """Whether something is said of a reference that does not fail."""
    return "partly" in (citation.matches, citation.supports) or citation.status in (
        "superseded",
        "corrected",
        "draft",
    )


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
