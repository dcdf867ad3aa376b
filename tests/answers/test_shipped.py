"""What is shipped: every answer holds, is cited, is read by whom it is for, and is found."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from d3k2.answers import answer_faults, reviewed_answers
from d3k2.answers.library import question_ranker
from d3k2.answers.reading import themes
from d3k2.evidence import Fault, load
from d3k2.language import concept, folded, reading_level
from d3k2.safety import fact_of, firm, rule_of
from d3k2.wording import AUDIENCES, phrases

from .asker import Asker

ANSWERS = list(reviewed_answers().values())
TABLES = resources.files("d3k2.answers")
COMPUTED_INSTEAD = ("trial", "positions", "food", "findings", "conversion", "rules")


@pytest.fixture(scope="module")
def faults() -> list[Fault]:
    return answer_faults()


def test_no_answer_has_a_fault(faults: list[Fault]) -> None:
    assert [str(fault) for fault in faults] == []


def test_every_sentence_is_cited() -> None:
    said = [sentence for answer in ANSWERS for sentence in answer.sentences()]
    cited = [s for s in said if all(fact_of(g, load()) or rule_of(g) for g in s.stands_on)]
    assert len(said) > 1000
    assert len(cited) / len(said) == 1.0


def test_at_least_forty_answers_stand_on_what_was_read_alone() -> None:
    whole = [
        answer.id
        for answer in ANSWERS
        if all(firm(g, load()) for s in answer.sentences() for g in s.stands_on)
    ]
    assert len(whole) >= 40


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda one: one.id)
def test_a_patient_reads_it_at_grade_eight_or_below(answer: Any) -> None:
    text = " ".join(s.text for s in answer.patient.sentences())
    assert reading_level(text).grade <= 8


def test_no_two_answers_share_a_way_of_asking() -> None:
    asked = Counter(
        text
        for answer in ANSWERS
        for text in {folded(one) for one in (answer.question, *answer.asked)}
    )
    assert [text for text, times in asked.items() if times > 1] == []


def test_every_theme_has_an_answer() -> None:
    assert set(themes()) == {answer.theme.id for answer in ANSWERS}


def test_every_answer_says_its_theme_by_its_folder() -> None:
    strayed = [a.id for a in ANSWERS if a.at.split("/")[-2] != a.theme.id]
    assert strayed == []


class TestFinding:
    """The questions an answer names lead to it, or to figures computed of what they name."""

    def test_the_index_of_meanings_is_that_of_the_questions(self, by_meaning: Asker) -> None:
        assert by_meaning.ranker.by == "meaning"
        assert question_ranker().why_not is None, "python -m d3k2.answers.index"

    def test_an_answers_own_question_leads_to_it(self, by_meaning: Asker) -> None:
        strayed = {
            answer.id: _shown(by_meaning, answer.question)
            for answer in ANSWERS
            if _shown(by_meaning, answer.question) != answer.id
        }
        assert strayed == {}

    def test_the_other_ways_of_asking_do_too(self, by_meaning: Asker) -> None:
        asked = [(answer, text) for answer in ANSWERS for text in some_of(answer.asked)]
        strayed = [
            f"{text} -> {_shown(by_meaning, text)}"
            for answer, text in asked
            if not _leads(_shown(by_meaning, text), answer.id, answer.concepts)
        ]
        assert 1 - len(strayed) / len(asked) >= 0.95, "\n".join(strayed)


def some_of(asked: tuple[str, ...]) -> tuple[str, ...]:
    """One in ten ways of asking, the first always: all of them would take a minute."""
    return asked[::10]


def _shown(asker: Asker, question: str) -> str:
    found = asker(question).answer
    return "nothing" if found is None else found.id


def _leads(shown: str, wanted: str, concepts: tuple[str, ...]) -> bool:
    """Whether it is the answer, or is computed of a thing that the answer is about too."""
    if shown == wanted:
        return True
    kind, _, named = shown.removeprefix("computed:").partition(":")
    names = {name for part in named.split(":") for name in part.split("+")}
    return (
        shown.startswith("computed:") and kind in COMPUTED_INSTEAD and bool(names & set(concepts))
    )


class TestTables:
    """What experts edit beside the answers names only what exists."""

    @pytest.mark.parametrize("audience", AUDIENCES)
    def test_every_sentence_of_computed_answers_is_worded_for_both(self, audience: str) -> None:
        said = {key for key in phrases(audience) if key.startswith("ask.")}
        other = {key for key in phrases("clinician") if key.startswith("ask.")}
        assert said == other
        assert len(said) > 30

    def test_every_reason_of_a_grade_is_worded(self) -> None:
        rows = tomllib.loads(TABLES.joinpath("grade_reasons.toml").read_text("utf-8"))
        assert {f"ask.because.{row}" for row in rows} <= set(phrases("patient"))

    def test_every_concept_that_a_table_names_is_known(self) -> None:
        unknown = [f"{file}: {name}" for file, name in _concepts() if concept(name) is None]
        assert unknown == []

    def test_every_answer_that_a_table_leads_to_is_there(self) -> None:
        dead = [f"{file}: {name}" for file, name in _named("related", "nearest")]
        dead = [one for one in dead if one.partition(": ")[2] not in reviewed_answers()]
        assert dead == []

    def test_a_topic_of_the_authorities_is_asked_for_by_some_concept(self) -> None:
        rows = tomllib.loads(TABLES.joinpath("position_topics.toml").read_text("utf-8"))
        assert set(rows) <= set(load().topics)
        assert [name for name, row in rows.items() if not row["concepts"]] == []


def _concepts() -> Iterator[tuple[str, str]]:
    return _named("concepts", "when", "surrogate", "not_of")


def _named(*keys: str) -> Iterator[tuple[str, str]]:
    for path in sorted(Path(str(TABLES)).glob("*.toml")):
        for row in tomllib.loads(path.read_text("utf-8")).values():
            for key in keys if isinstance(row, dict) else ():
                yield from ((path.name, name) for name in row.get(key, ()))
