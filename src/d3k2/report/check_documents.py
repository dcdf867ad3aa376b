"""The machine interface of ``check``."""

from __future__ import annotations

from typing import Literal

from d3k2.report.ask_documents import ReferenceDocument
from d3k2.report.document import Document
from d3k2.report.documents import Envelope, GroundDocument

Verdict = Literal[
    "supported", "overstated", "contradicted", "contested", "unsupported", "cannot_tell"
]
Slot = Literal[
    "outcome", "causal", "certainty", "size", "population", "dose", "form", "guidance", "harm",
    "number", "safety", "direction", "study",
]  # fmt: skip
Answer = Literal["yes", "partly", "no", "not_checked"]
Place = tuple[int, int]
"""From which character to before which, of the text of the article."""


class AmountDocument(Document):
    """A number as a claim writes it."""

    low: float | None
    high: float | None
    unit: str | None
    text: str


class FrameDocument(Document):
    """What a claim says, slot by slot; what was not said is empty or null."""

    nutrients: list[str]
    forms: list[str]
    medicines: list[str]
    outcomes: list[str]
    populations: list[str]
    conditions: list[str]
    authorities: list[str]
    trials: list[str]
    foods: list[str]
    inherited: list[str]
    amounts: list[AmountDocument]
    route: str | None
    duration: AmountDocument | None
    comparator: str | None
    age: tuple[float | None, float | None] | None
    sex: Literal["female", "male"] | None
    surrogate: bool | None
    direction: Literal["raises", "lowers", "no change", "benefit", "harm"] | None
    denied: bool
    stance: Literal["states", "advises", "advises against", "reports"]
    certainty: Literal["plain", "hedged", "strong"]
    hedges: list[str]
    certain: list[str]
    causal: list[str]
    associations: list[str]
    study: str | None
    p_value: float | None
    citations: list[str]


class HeldDocument(Document):
    """A fact or a rule that a claim was held against."""

    id: str
    kind: Literal["fact", "rule"]
    text: str
    grade: Literal["high", "moderate", "low", "very low", "none"]
    """How sure it is; ``none`` also where nobody grades it."""
    read: Literal["full text", "abstract", "second-hand", "memory"]
    sources: list[str]


class CheckedClaimDocument(Document):
    """A claim of an article, and its verdict."""

    start: int
    end: int
    text: str
    frame: FrameDocument
    verdict: Verdict
    slot: Slot | None
    what_fails: str | None
    """The failing slot in plain words."""
    reason: str
    suggestion: str | None
    """A sentence that would be right; its facts are among ``stands_on``."""
    stands_on: list[GroundDocument]
    held: list[HeldDocument]
    """The facts and rules of ``stands_on``, in their own words."""
    sources: list[ReferenceDocument]
    tenet: str | None


class LeftOpenDocument(Document):
    """A claim without a verdict: which way the evidence speaks is not sure enough to say."""

    start: int
    end: int
    text: str
    frame: FrameDocument
    reason: str
    doubted: bool
    """Whether it may be dangerous, or is contradicted or overstated, only which is not sure."""
    stands_on: list[GroundDocument]
    """The facts nearest to it."""
    held: list[HeldDocument]
    sources: list[ReferenceDocument]


class CheckedCitationDocument(Document):
    """A reference of an article, and four separate answers about it."""

    label: str | None
    text: str
    start: int
    end: int
    cited_at: list[Place]
    resolves: Literal["yes", "no", "not_checked"]
    matches: Answer
    supports: Answer
    status: Literal["current", "superseded", "corrected", "retracted", "draft", "not_checked"]
    fails: bool
    source: str | None
    reason: str


class CheckedNumberDocument(Document):
    """What was found about a number."""

    start: int
    end: int
    text: str
    finding: str
    """The verdict and the kind: ``wrong/conversion``."""
    verdict: Literal["holds", "wrong", "doubtful", "missing"]
    kind: str
    reason: str
    stands_on: list[GroundDocument]
    sources: list[str]


class WholeDocument(Document):
    """What was found about the article as a whole."""

    kind: str
    text: str
    where: list[Place]
    good: bool
    """Whether it speaks for the article."""
    stands_on: list[GroundDocument]
    sources: list[str]


class BlockDocument(Document):
    """A part of the text."""

    kind: Literal["title", "heading", "paragraph", "item", "row", "quote", "reference"]
    start: int
    end: int
    level: int


class CountsDocument(Document):
    """How many claims have each verdict."""

    supported: int
    overstated: int
    contradicted: int
    contested: int
    unsupported: int
    cannot_tell: int


class CheckedArticleDocument(Document):
    """One article, checked."""

    file: str
    format: Literal["text", "markdown", "html", "pdf"]
    title: str | None
    address: str | None
    about_subject: bool
    fails: bool
    """Whether a claim was contradicted or a citation does not hold."""
    summary: str
    counts: CountsDocument
    claims: list[CheckedClaimDocument]
    left_open: list[LeftOpenDocument]
    citations: list[CheckedCitationDocument]
    numbers: list[CheckedNumberDocument]
    whole: list[WholeDocument]
    text: str
    """What every place counts in: the file itself, or what was taken out of HTML or PDF."""
    blocks: list[BlockDocument]


class SaysDocument(Document):
    """What one article says on a topic."""

    file: str
    says: str
    where: Place


class TopicDocument(Document):
    """A topic on which articles were compared."""

    topic: str
    differ: bool
    positions: list[SaysDocument]


class CheckDocument(Envelope):
    """The answer of ``check``."""

    schema_: Literal["d3k2/check/1"]
    online: bool
    """Whether registries were asked."""
    why_not_by_meaning: str | None
    """Why sentences were read by words alone; null where they were not."""
    articles: list[CheckedArticleDocument]
    comparisons: list[TopicDocument]
    references: list[ReferenceDocument]
    """Every source of every claim, once: the numbers that are printed count in this list."""
