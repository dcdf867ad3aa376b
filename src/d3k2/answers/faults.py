"""Every fault of the reviewed answers at once: dead ids, numbers nobody printed, no caution."""

from __future__ import annotations

from collections.abc import Iterator

from d3k2.answers.reading import AnswersRead, answers_root, read_answers
from d3k2.answers.reviewed_answer import CitedSentence, ReviewedAnswer
from d3k2.answers.rulings import rulings
from d3k2.answers.sentence_faults import denied, direction_fault
from d3k2.evidence import Evidence, Fault, Ground, PositionFact, fault_at, load
from d3k2.evidence import rule as on_rule
from d3k2.language import amounts, concept, entity_faults, number_faults, reading_level
from d3k2.safety import fact_of, firm, rule_of, sources_of_ground, words_of
from d3k2.wording import AUDIENCES, Audience


def answer_faults(read: AnswersRead | None = None, evidence: Evidence | None = None) -> list[Fault]:
    """Return every fault of the reviewed answers, sorted by file and line.

    Parameters
    ----------
    read : AnswersRead, optional
        The answers; those that are shipped when left out.
    evidence : Evidence, optional
        Where facts and sources are looked up.
    """
    evidence = evidence or load()
    read = read or read_answers(answers_root())
    faults = list(read.faults)
    for answer in read.answers.values():
        faults += _head_faults(answer, read)
        for sentence in answer.sentences():
            file = answer.at.rpartition(":")[0]
            what = _sentence_faults(sentence, evidence)
            faults += [Fault(file, sentence.line, said) for said in what]
        faults += [fault_at(answer.at, what) for what in _text_faults(answer, evidence)]
    return sorted(set(faults))


def _head_faults(answer: ReviewedAnswer, read: AnswersRead) -> Iterator[Fault]:
    dead = [i for i in answer.related if i not in read.answers]
    dead += [f.answer for f in answer.follow_ups if f.answer not in read.answers]
    dead += [i for i in answer.concepts if concept(i) is None]
    for identifier in dead:
        yield fault_at(answer.at, f"there is no {identifier}")
    if rule_of(on_rule(answer.id)) is not None or load().fact(answer.id) is not None:
        yield fault_at(answer.at, f"{answer.id} is the id of a rule or a fact too")
    cited = {_written(g) for s in answer.sentences() for g in s.stands_on}
    for identifier in sorted(cited - set(answer.facts)):
        yield fault_at(answer.at, f"{identifier} is cited and not in facts")
    for identifier in sorted(set(answer.facts) - cited):
        yield fault_at(answer.at, f"{identifier} is in facts and not cited")


def _sentence_faults(sentence: CitedSentence, evidence: Evidence) -> Iterator[str]:
    alive = True
    for ground in sentence.stands_on:
        if fact_of(ground, evidence) is None and rule_of(ground) is None:
            alive = False
            yield f"there is no {_written(ground)}"
        elif ground.kind == "fact" and not firm(ground, evidence):
            yield f"{_written(ground)} was not read in its source"
        elif _retracted(ground, evidence) and not _tells_of_it(sentence):
            yield f"{_written(ground)} stands on a retracted source, which the sentence hides"
    if alive:
        said = words_of(sentence.stands_on, evidence)
        yield from number_faults(sentence.text, said)
        yield from entity_faults(sentence.text, said, rulings().entity_kinds)
        yield from direction_fault(sentence, evidence)


def _retracted(ground: Ground, evidence: Evidence) -> bool:
    return any(s.status == "retracted" for s in sources_of_ground(ground, evidence))


def _tells_of_it(sentence: CitedSentence) -> bool:
    return any(word in sentence.text.casefold() for word in rulings().retracted)


def _text_faults(answer: ReviewedAnswer, evidence: Evidence) -> Iterator[str]:
    whole = " ".join(sentence.text for sentence in answer.patient.sentences())
    level = reading_level(whole)
    highest = rulings().highest_grade
    if level.grade > highest:
        hard = ", ".join(level.hard[:8])
        yield f"the patient's text reads at grade {level.grade:.1f}, above {highest:g}: {hard}"
    for audience in AUDIENCES:
        yield from _caution_faults(answer, audience)
    yield from _dose_faults(answer, evidence)


def _caution_faults(answer: ReviewedAnswer, audience: Audience) -> Iterator[str]:
    text = " ".join(s.text for s in answer.text(audience).sentences()).casefold()
    for caution in rulings().cautions:
        called_for = set(answer.concepts) & set(caution.when)
        concerns = not caution.about or answer.about in caution.about
        if called_for and concerns and not any(word.casefold() in text for word in caution.says):
            words = ", ".join(caution.says)
            yield f"{caution.id}: the text for the {audience} says none of {words}"


def _dose_faults(answer: ReviewedAnswer, evidence: Evidence) -> Iterator[str]:
    rule = rulings().patient_doses
    for part in answer.patient.parts:
        for sentence in part.sentences if part.part.id == rule.part else ():
            doses = [
                a for a in amounts(sentence.text) if a.unit and a.unit.split("/")[0] in rule.units
            ]
            facts = [fact_of(g, evidence) for g in sentence.stands_on]
            if (
                doses
                and not denied(sentence.text)
                and not any(isinstance(f, PositionFact) and f.topic in rule.topics for f in facts)
            ):
                yield f"line {sentence.line} tells a patient to take {doses[0].text}"


def _written(ground: Ground) -> str:
    return f"rule:{ground.id}" if ground.kind == "rule" else ground.id
