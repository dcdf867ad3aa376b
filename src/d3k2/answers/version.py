"""Which version of an answer a review is bound to: its text, and everything it stands on."""

from __future__ import annotations

from datetime import date

from d3k2.answers.reply import ReviewStatus
from d3k2.answers.reviewed_answer import ReviewedAnswer
from d3k2.evidence import FIRM, Evidence, Ground, Reference, load
from d3k2.review import Item, Register, fingerprint
from d3k2.safety import fact_of, references_of, rule_of, sources_of_ground


def answer_references(answer: ReviewedAnswer) -> tuple[Reference, ...]:
    """Where everything an answer stands on was read, each place once."""
    found = (r for ground in _grounds(answer) for r in references_of(ground, load()))
    return tuple({(r.id, r.where): r for r in found}.values())


def answer_item(answer: ReviewedAnswer) -> Item:
    """The answer as something to review; what was not read in its source bars its approval."""
    return Item(
        id=answer.id,
        kind="answer",
        title=answer.question,
        hash=version_of(answer),
        firm=all(reference.read in FIRM for reference in answer_references(answer)),
        submitted=answer.submitted,
    )


def version_of(answer: ReviewedAnswer) -> str:
    """The content hash of an answer: a change of its text or of what it cites is a new version."""
    written = answer.model_dump(mode="json", exclude={"at"})
    cited = [_version(ground, load()) for ground in _grounds(answer)]
    return fingerprint({"answer": written, "cited": cited})


def review_status(answer: ReviewedAnswer, register: Register | None) -> ReviewStatus:
    """In which one state the answer of today is, since when and by whom."""
    if register is None or not register.decisions:
        return ReviewStatus(state="submitted", date=answer.submitted)
    item = answer_item(answer)
    decided = register.decided(item)
    if decided is None:
        return ReviewStatus(state="submitted", date=answer.submitted)
    return ReviewStatus(
        state=register.state(item),
        date=date.fromisoformat(decided.made[:10]),
        reviewer=decided.name,
    )


def _grounds(answer: ReviewedAnswer) -> list[Ground]:
    found = {g for sentence in answer.sentences() for g in sentence.stands_on}
    return sorted(found, key=lambda g: (g.kind, g.id))


def _version(ground: Ground, evidence: Evidence) -> object:
    record = fact_of(ground, evidence) or rule_of(ground)
    content = None if record is None else record.model_dump(mode="json", exclude={"at"})
    read = [(s.id, s.status, s.read) for s in sources_of_ground(ground, evidence)]
    return [ground.id, content, read]
