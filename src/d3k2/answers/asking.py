"""``ask``: from a question in plain words to a cited answer, urgent advice first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from d3k2.answers.computed import compute, nearest_facts, warnings
from d3k2.answers.draft import Draft
from d3k2.answers.dressing import computed, dressed
from d3k2.answers.library import question_ranker, reviewed_answers
from d3k2.answers.matching import Matched, is_about, match
from d3k2.answers.personal import own_record
from d3k2.answers.phraser import Completes
from d3k2.answers.question import Question, read_question
from d3k2.answers.red_flags import Urgent, urgent
from d3k2.answers.rephrasing import rephrase
from d3k2.answers.reply import Answer, Confidence, Linked, Reply, ReviewStatus, Section
from d3k2.answers.reviewed_answer import ReviewedAnswer
from d3k2.answers.scope import (
    LONGEST,
    Refusal,
    refused_by_concepts,
    refused_by_words,
    refused_unread,
)
from d3k2.answers.splitting import split
from d3k2.answers.thread import read_thread, thread_of
from d3k2.answers.unknown import unknown_medicine
from d3k2.answers.version import review_status
from d3k2.evidence import Source, Statement, load
from d3k2.person import Person
from d3k2.review import Register
from d3k2.safety import sources_of_ground
from d3k2.units import InputRefused
from d3k2.wording import Audience, Sentence, phrase


def ask(
    question: str,
    *,
    audience: Audience = "clinician",
    person: Person | None = None,
    follow: str | None = None,
    register: Register | None = None,
    model: Completes | None = None,
) -> Reply:
    """Answer a question about vitamin D3, vitamin K2 and calcium.

    Parameters
    ----------
    question : str
        In English, up to 2,000 characters.
    audience : str
        ``clinician`` or ``patient``: whose text is shown.
    person : Person, optional
        Whose record the safety rules are judged on; the answer says what they find.
    follow : str, optional
        The conversation of the answer before.
    register : Register, optional
        The decisions of reviewers; without it everything is submitted.
    model : Completes, optional
        A language model that may put reviewed sentences in plainer words and cut a question that
        asks several things. None is asked where something is urgent.

    Returns
    -------
    Reply
        The same for the same question, data, person and decisions, where no `model` is given.

    Raises
    ------
    InputRefused
        When `follow` is no conversation.
    """
    thread = read_thread(follow)
    text = " ".join(question.encode("utf-8", "replace").decode().split())
    read = read_question(text[:LONGEST], thread.concepts)
    asker = _Asker(text, read, audience, person, register, urgent(read))
    reply = asker.replied()
    if model is None or reply.urgent or not reply.in_scope:
        return reply
    whole = _together(reply, asker.parted(model))
    return whole if whole.urgent else _plainer(whole, model)


BEYOND = ("upper-limit-of-d", "too-much-d")
"""What to read where a dose lies beyond all that was studied."""


class _Asker:
    """One question on its way to a reply."""

    def __init__(
        self,
        text: str,
        question: Question,
        audience: Audience,
        person: Person | None,
        register: Register | None,
        flags: Urgent,
    ) -> None:
        self.whole = text
        self.text = text[:LONGEST]
        self.question = question
        self.audience = audience
        self.person = person
        self.register = register
        self.flags = flags
        self.answers = reviewed_answers()
        self.own = own_record(question, person)

    def replied(self) -> Reply:
        """Say what is urgent, and answer where the question is one to answer."""
        if self.flags.alone:
            return self.nothing(Refusal(phrase("ask.refused.emergency")), in_scope=False)
        refusal = refused_unread(self.whole) or refused_by_words(self.question)
        if refusal is not None:
            return self.nothing(refusal, in_scope=False)
        return self.answered()

    def parted(self, model: Completes) -> tuple[Reply, ...]:
        """Say what there is to say to each part of a question; to none where one is refused."""
        found = []
        for text in split(self.question, model):
            part = read_question(text)
            asker = _Asker(text, part, self.audience, self.person, self.register, urgent(part))
            try:
                found.append(asker.replied())
            except InputRefused:
                return ()
        return tuple(found)

    def answered(self) -> Reply:
        """Answer by computing where the question asks for what is computed, else by review."""
        pressing = self.pressing()
        if pressing is not None:
            return self.by_review(pressing, Matched(pressing, (), "high"))
        try:
            draft = compute(self.question, self.person)
        except InputRefused as refused:
            # What is urgent about such a dose is said all the same.
            reason = Sentence(refused.message, refused.message)
            return self.nothing(Refusal(reason, BEYOND), in_scope=True)
        if draft is not None:
            return self.by_computing(draft)
        refusal = refused_by_concepts(self.question, question_ranker())
        if refusal is not None:
            return self.nothing(refusal, in_scope=False)
        matched = self.matched()
        best = matched.best
        if best is None or not is_about(best, self.question):
            draft = compute(self.question, self.person, last=True)
            if draft is not None and (best is None or draft.holds):
                return self.by_computing(draft)
        if best is not None:
            return self.by_review(best, matched)
        draft = nearest_facts(self.question)
        if draft is not None:
            return self.by_computing(draft, matched)
        return self.nothing(Refusal(phrase("ask.no_answer")), in_scope=True, matched=matched)

    def matched(self) -> Matched:
        """The reviewed answers near the question."""
        return match(self.question, self.answers.values(), question_ranker(), self.audience)

    def pressing(self) -> ReviewedAnswer | None:
        """The answer that goes with what is urgent; none where the question is of more."""
        instead, asked = self.flags.instead, self.question.nutrients
        if not all(n in instead for n in asked) or self.question.of("medicine") or not instead:
            return None
        first = next(iter(asked), next(iter(instead)))
        return self.answers[instead[first]]

    def by_review(self, found: ReviewedAnswer, matched: Matched) -> Reply:
        """Show a reviewed answer."""
        ranker = question_ranker()
        answer = dressed(found, self.audience, review_status(found, self.register))
        also = warnings(self.question, {*found.concepts})
        if also and not (self.own.stops or self.flags.instead):
            named = Section(title=phrase("ask.section.named"), statements=also)
            answer = answer.model_copy(update={"sections": (named, *answer.sections)})
        return self.reply(
            answer=answer,
            related=self.linked(found.related),
            follow_ups=tuple(Linked(id=f.answer, title=f.ask) for f in found.follow_ups),
            alternatives=self.linked(a.id for a in matched.near),
            confidence=matched.confidence,
            ranked_by=ranker.by,
            why_not=ranker.why_not,
        )

    def by_computing(self, draft: Draft, matched: Matched | None = None) -> Reply:
        """Show a computed answer; with the nearest reviewed ones where it is only a makeshift."""
        return self.reply(
            answer=computed(draft, self.audience, self.day()),
            related=self.linked(draft.related),
            alternatives=() if matched is None else self.linked(a.id for a in matched.near),
            confidence="high" if matched is None else "low",
            ranked_by="concepts",
        )

    def nothing(self, refusal: Refusal, *, in_scope: bool, matched: Matched | None = None) -> Reply:
        """Say why there is no answer, and what is nearest."""
        nearest = list(refusal.nearest)
        if not nearest and not self.flags.alone and self.question.mentions:
            found = matched or self.matched()
            nearest = [a.id for a in (found.best, *found.near) if a is not None]
        return self.reply(
            in_scope=in_scope,
            reason=refusal.reason,
            alternatives=self.linked(nearest),
            ranked_by="nothing",
        )

    def reply(
        self,
        *,
        answer: Answer | None = None,
        in_scope: bool = True,
        reason: Sentence | None = None,
        alternatives: tuple[Linked, ...] = (),
        related: tuple[Linked, ...] = (),
        follow_ups: tuple[Linked, ...] = (),
        confidence: Confidence = "low",
        ranked_by: str = "nothing",
        why_not: str | None = None,
    ) -> Reply:
        """Put the parts together, with what the person's own record adds."""
        first = (*self.flags.statements, *self.own.stops, *self.own.held)
        mine = (
            ("person", self.own.cautions),
            ("unknown", unknown_medicine(self.question) if answer is not None else ()),
        )
        if answer is not None:
            ahead = [Section(title=phrase(f"ask.section.{k}"), statements=s) for k, s in mine if s]
            answer = answer.model_copy(update={"sections": (*ahead, *answer.sections)})
        said = (*first, *(answer.statements() if answer is not None else ()))
        return Reply.model_validate(
            {
                "question": self.text,
                "audience": self.audience,
                "date": self.day(),
                "conversation": str(thread_of(self.question, "" if answer is None else answer.id)),
                "in_scope": in_scope,
                "reason": reason,
                "urgent": first,
                "answer": answer,
                "alternatives": alternatives,
                "related": related,
                "follow_ups": follow_ups,
                "references": references(said),
                "confidence": confidence,
                "ranked_by": ranked_by,
                "why_not_by_meaning": why_not,
                "stop_concerns": bool(self.own.stops),
            }
        )

    def linked(self, identifiers: Iterable[str]) -> tuple[Linked, ...]:
        """Answers by their questions; an id that is no answer is left out."""
        known = (self.answers[i] for i in dict.fromkeys(identifiers) if i in self.answers)
        return tuple(Linked(id=a.id, title=a.question) for a in known)

    def day(self) -> date:
        """The day of the answer: of the person's record, else the newest text that is held."""
        if self.person is not None:
            return self.person.date
        return max(a.submitted for a in self.answers.values())


def _plainer(reply: Reply, model: Completes) -> Reply:
    """The reply with sentences of its reviewed answers in plainer words."""
    answer = reply.answer
    found = None if answer is None else reviewed_answers().get(answer.id)
    if answer is not None and found is not None:
        unreviewed = ReviewStatus(state="submitted", date=found.submitted)
        answer = rephrase(answer, model, unreviewed)
    parts = tuple(_plainer(part, model) for part in reply.parts)
    return reply.model_copy(update={"answer": answer, "parts": parts})


def _together(reply: Reply, parts: tuple[Reply, ...]) -> Reply:
    """A reply with what its parts add: what is urgent in any, and answers that it does not give."""
    pressing = tuple({s.id: s for part in parts for s in part.urgent}.values())
    by_answer = {one.answer.id: one for one in (*parts[::-1], reply) if one.answer is not None}
    new = [part for part in parts if part.answer is None or part in by_answer.values()]
    shown = tuple(new) if any(part.answer for part in new) else ()
    sources = (reply.references, references(pressing), *(part.references for part in shown))
    return reply.model_copy(
        update={
            "urgent": pressing,
            "parts": shown,
            "references": tuple({s.id: s for each in sources for s in each}.values()),
        }
    )


def references(said: Iterable[Statement]) -> tuple[Source, ...]:
    """Every source behind what is said, once, in the order they are met."""
    known = load()
    found = {s.id: s for one in said for g in one.stands_on for s in sources_of_ground(g, known)}
    return tuple(found.values())
