"""What a text is about is found by the names it uses, and by nothing else."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from d3k2.evidence import load
from d3k2.language import about, concept, concepts, folded, link, trial_sources
from d3k2.language.register import register
from d3k2.language.written import contexts, written_concepts
from d3k2.person import vocabulary

HERE = Path(__file__).parent
CASES = list(csv.reader((HERE / "links.csv").read_text("utf-8").splitlines()))[1:]
COMMON = (HERE / "common_words.txt").read_text("utf-8").split()

FIXED = list(csv.reader((HERE / "fixed_ids.csv").read_text("utf-8").splitlines()))[1:]


def linked(text: str) -> str:
    return " ".join(m.concept.id + ("?" if m.sure == "probable" else "") for m in link(text))


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_text_names_these_concepts_and_no_others(text: str, expected: str) -> None:
    assert linked(text) == expected


def test_the_table_of_cases_is_large_and_holds_texts_that_name_nothing() -> None:
    assert len(CASES) >= 120
    assert sum(1 for _, expected in CASES if not expected) >= 25


def test_no_common_word_is_a_name() -> None:
    assert len(set(COMMON)) >= 300
    named = [word for word in COMMON if link(word) or link(word.capitalize())]
    assert named == []


def test_common_words_in_a_row_are_no_names() -> None:
    assert [m.text for m in link(" ".join(COMMON))] == []


@pytest.mark.parametrize(("kind", "identifier"), FIXED, ids=[row[1] for row in FIXED])
def test_what_others_rely_on_exists(kind: str, identifier: str) -> None:
    found = concept(identifier)
    assert found is not None
    assert (found.id, found.kind) == (identifier, kind)


def test_mk7_is_a_kind_of_vitamin_k2_and_that_of_vitamin_k() -> None:
    mk7 = concept("mk-7")
    assert mk7 is not None
    assert mk7.wider == ("vitamin-k2", "vitamin-k")


def test_what_is_wider_than_the_wider_is_wider_too() -> None:
    for each in concepts().values():
        for above in each.wider:
            assert above in concepts()
            assert set(concepts()[above].wider) <= set(each.wider), (each.id, above)
            assert above != each.id


def test_calcitriol_is_a_medicine_and_an_active_form_of_vitamin_d() -> None:
    found = concept("calcitriol")
    assert found is not None
    assert found.kind == "medicine"
    assert found.wider == ("active-vitamin-d", "vitamin-d")


def test_a_blood_thinner_stays_open_to_be_a_vitamin_k_antagonist() -> None:
    (mention,) = link("blood thinner")
    assert mention.concept.wider == vocabulary("medicines").entries[mention.concept.id].groups
    assert "anticoagulant-unnamed" in mention.concept.wider


def test_a_concept_is_found_by_the_id_of_another_room() -> None:
    assert concept("colecalciferol") == concept("vitamin-d3")
    assert concept("statin-unspecified") == concept("statin")
    assert concept("no-such-thing") is None


def test_a_blood_level_is_about_its_vitamin() -> None:
    assert about("calcidiol") == ("vitamin-d",)
    assert about("warfarin") == ()


def test_every_trial_names_its_sources_in_the_evidence() -> None:
    trials = [each.id for each in concepts().values() if each.kind == "trial"]
    assert len(trials) >= 20
    for trial in trials:
        assert trial_sources(trial)
        assert set(trial_sources(trial)) <= set(load().sources)
    assert trial_sources("calcium") == ()


def test_every_name_written_here_leads_to_its_concept() -> None:
    ruled = {folded(name) for rule in contexts()["rule"] for name in rule["names"]}
    for entry in written_concepts():
        for name in (*entry.names(), *entry.capitals):
            if folded(name) in ruled:
                continue
            found = [m.concept.id for m in link(name)]
            assert found == [register().other_ids.get(entry.id, entry.id)], name


@pytest.mark.parametrize("name", ["medicines", "conditions", "symptoms"])
def test_every_name_of_a_persons_vocabulary_leads_to_its_concept_or_is_said_not_to(
    name: str,
) -> None:
    entries = vocabulary(name).entries  # type: ignore[arg-type]
    unread = {folded(word) for word in (*contexts()["never"], *contexts()["chosen"])}
    ruled = {folded(word) for rule in contexts()["rule"] for word in rule["names"]}
    taken = [(other, e.id) for e in written_concepts() for other in (*e.over, *e.same_as)]
    for entry in entries.values():
        for text in (entry.name, *entry.aliases):
            if folded(text) in unread | ruled or "not named" in text or len(text) > 60:
                continue
            found = [m.concept for m in link(text)]
            ids = {found[0].id, *found[0].wider} if found else set()
            own = register().other_ids.get(entry.id, entry.id)
            allowed = {own, *(taker for other, taker in taken if other in (entry.id, own))}
            assert len(found) == 1, (text, found)
            assert ids & allowed, (entry.id, text, found)


def test_a_question_of_twenty_words_is_linked_in_three_milliseconds() -> None:
    question = (
        "How much vitamin K2 should I take with 5000 IU of vitamin D3 and calcium "
        "while on warfrin each day?"
    )
    assert len(question.split()) == 20
    link(question)
    spent = []
    for _ in range(20):
        start = time.perf_counter()
        link(question)
        spent.append(time.perf_counter() - start)
    assert min(spent) < 0.003


PIECES = [
    "vitamin",
    "D",
    "K",
    "K2",
    "D-3",
    "and",
    "calcium",
    "citrate",
    ",",
    "/",
    "\n",
    "\x00",
    "25",
    "(OH)",
    "warfrin",
    "falls",
    "VITAL",
    "é",
    "ﬁ",
    "₃",
    "😀",
    "'s",
    "-",
    "mk",
    "7",
    "ſ",
    "İ",
    "́",
]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))


@settings(deadline=None)
@given(TEXTS)
def test_a_mention_is_the_text_that_stands_there(text: str) -> None:
    last = 0
    for mention in link(text):
        assert last <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        assert concepts()[mention.concept.id] == mention.concept
        last = mention.end


@settings(deadline=None)
@given(TEXTS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert folded(text) == folded(text.upper()) or not text.isascii()
    assert " ".join(folded(text).split()) == folded(text)


@pytest.mark.parametrize(
    "piece", ["vitamin D and K, ", "a", "😀 25(OH)D ", "\x00\x07 ", "1,25(OH)2"]
)
def test_a_text_of_a_hundred_kilobytes_is_read(piece: str) -> None:
    text = (piece * (100_000 // len(piece) + 1))[:100_000]
    assert all(m.text == text[m.start : m.end] for m in link(text))
