"""A language model may exchange listed words of a reviewed sentence, and nothing else is taken."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from d3k2.answers import Answer, Message, ModelFailed, ReviewStatus, Section, reviewed_answers
from d3k2.answers.dressing import dressed
from d3k2.answers.plain_words import exchanges, plain_words
from d3k2.answers.rephrasing import rephrase, wording_faults
from d3k2.answers.rulings import rulings
from d3k2.evidence import Ground, Level, Statement, statement
from d3k2.evidence import fact as on_fact
from d3k2.evidence import rule as on_rule
from d3k2.language import amounts, link, reading_level
from d3k2.wording import AUDIENCES, Sentence

APPROVED = ReviewStatus(state="approved", date=date(2026, 12, 1), reviewer="A. Reviewer")
SUBMITTED = ReviewStatus(state="submitted", date=date(2026, 11, 26))
HIPS = on_fact("calcium-d-hip-fracture-jackson-2006")
WARFARIN = on_rule("vitamin-k-antagonist")
TRIAL = (
    "In 36,282 postmenopausal women 1,000 mg of calcium with 400 IU of vitamin D a day did not "
    "lower hip fractures, HR 0.88 (0.72 to 1.08)."
)
PLAINER = TRIAL.replace("postmenopausal women", "women after the menopause")
RELATIVES = "Medicines such as warfarin may not go with vitamin K2."


class Says:
    """A model that says something of its own to every sentence, and keeps what it was asked."""

    def __init__(self, to: Callable[[str, dict[str, list[str]]], object]) -> None:
        self.to = to
        self.asked: list[str] = []

    def complete(
        self, messages: Sequence[Message], json_schema: Mapping[str, object]
    ) -> Mapping[str, object]:
        given = json.loads(messages[-1].content)
        assert json_schema["required"] == list(given)
        self.asked += [one["sentence"] for one in given.values()]
        return {n: self.to(one["sentence"], one["exchanges"]) for n, one in given.items()}


def exchanged(sentence: str, offered: Mapping[str, Sequence[str]]) -> str:
    """Every exchange that is offered, made."""
    for hard, plain in offered.items():
        found = re.compile(rf"(?:\b(an?) )?(?<![\w-]){re.escape(hard)}(?![\w-])")
        for match in list(found.finditer(sentence))[::-1]:
            article = "" if match[1] is None else "an " if plain[0][0] in "aeiou" else "a "
            sentence = sentence[: match.start()] + article + plain[0] + sentence[match.end() :]
    return sentence


def said(
    text: str, *grounds: Ground, level: Level = "note", place: str = "evidence.1"
) -> Statement:
    made = statement(
        f"made-up.{place}", Sentence(text, text), grounds, level=level, about="k2", certainty="low"
    )
    return made.model_copy(update={"review": "approved"})


def answer(*statements: Statement, **changes: Any) -> Answer:
    head = {
        "id": "made-up",
        "kind": "reviewed",
        "title": "What is known?",
        "bottom_line": said("Nothing such as this is known.", WARFARIN, place="bottom-line"),
        "sections": (Section(title=Sentence("Evidence", "Evidence"), statements=statements),),
        "review": APPROVED,
        "reading_grade": 9.9,
    }
    return Answer(**{**head, **changes})


@cache
def library() -> tuple[Statement, ...]:
    """Every sentence of the reviewed answers that may be put in other words."""
    return tuple(
        one
        for found in reviewed_answers().values()
        for audience in AUDIENCES
        for part in dressed(found, audience, SUBMITTED).sections
        for one in part.statements
        if exchanges(one.sentence.clinician) and one.level in ("note", "advice")
    )


def test_words_of_the_list_are_exchanged_and_nobody_has_approved_them() -> None:
    before = answer(said(TRIAL, HIPS))
    after = rephrase(before, Says(lambda *_: PLAINER), SUBMITTED)
    (one,) = after.sections[0].statements
    assert one.sentence == Sentence(PLAINER, PLAINER)
    assert (one.review, after.review) == ("submitted", SUBMITTED)
    assert [(r.id, r.original) for r in after.rephrased] == [("made-up.evidence.1", TRIAL)]
    assert after.reading_grade == pytest.approx(
        reading_level(f"{after.bottom_line.sentence.clinician} {PLAINER}").grade, abs=0.06
    )


def test_what_a_sentence_stands_on_stays_and_so_does_the_rest_of_the_answer() -> None:
    other = said("K2 is not started with warfarin.", WARFARIN, place="evidence.2")
    before = answer(said(TRIAL, HIPS), other)
    after = rephrase(before, Says(lambda *_: PLAINER), SUBMITTED)
    first, second = after.sections[0].statements
    assert first.stands_on == (HIPS,)
    assert (second, after.bottom_line) == (other, before.bottom_line)


def test_an_article_follows_the_word_behind_it() -> None:
    text = "An infant of a mother on warfarin may be hurt."
    fitting = "A baby of a mother on warfarin may be hurt."
    assert exchanges("Give an infant drops.") == {"infant": ("baby",)}
    one = said(text.replace("An infant", "It may be that an infant"), WARFARIN)
    good = fitting.replace("A baby", "It may be that a baby")
    bad = good.replace("a baby", "an baby")
    assert list(wording_faults(one, good)) == []
    assert "more was changed than words of the list" in wording_faults(one, bad)


BAD = {
    "a number more": (TRIAL.replace("HR", "RR 0.9, HR"), "a number or a unit differs"),
    "a number less": (TRIAL.replace(", HR 0.88 (0.72 to 1.08)", ""), "a number or a unit differs"),
    "another unit": (TRIAL.replace("400 IU", "400 µg"), "a number or a unit differs"),
    "another number": (TRIAL.replace("0.88", "0.78"), "'0.78' stands in nothing"),
    "no denial": (TRIAL.replace("did not lower", "did lower"), "a word that denies"),
    "a promise": (TRIAL.replace("did not lower", "did not yet lower, but protects"), "points"),
    "an order": (TRIAL.replace("In 36", "You must: in 36"), "a word that denies"),
    "another nutrient": (TRIAL.replace("vitamin D", "vitamin K1"), "something else is named"),
    "other people": (TRIAL.replace("postmenopausal ", "pregnant "), "something else is named"),
    "a medicine": (TRIAL.replace("calcium", "alendronate"), "'alendronate' is named in nothing"),
    "a brand": (TRIAL.replace("calcium", "Fosamax"), "'Fosamax' is named in nothing"),
    "a link": (f"{TRIAL} https://example.org", "more was changed"),
    "markup": (f"<b>{TRIAL}</b>", "more was changed"),
    "markdown": (f"**{TRIAL}**", "more was changed"),
    "two sentences": (f"{TRIAL} It is safe.", "it is not one sentence"),
    "a line more": (TRIAL.replace(", HR", ",\nHR"), "more was changed"),
    "a hidden sign": (TRIAL.replace("not", "n\u200bot"), "more was changed"),
    "letters alike": (TRIAL.replace("a day", "а day"), "more was changed"),
    "too long": (TRIAL + TRIAL, "it is too long"),
    "harder words": (TRIAL.replace("lower", "significantly ameliorate"), "it is harder to read"),
    "an empty text": ("", "more was changed"),
}  # fmt: skip


@pytest.mark.parametrize("how", BAD)
def test_a_bad_wording_is_told_apart_and_the_reviewed_sentence_stands(how: str) -> None:
    offered, why = BAD[how]
    one = said(TRIAL, HIPS)
    assert any(why in fault for fault in wording_faults(one, offered))
    before = answer(one)
    after = rephrase(before, Says(lambda *_: offered), SUBMITTED)
    assert after.model_dump_json() == before.model_dump_json()


@pytest.mark.parametrize(
    ("reviewed", "offered"),
    [
        (RELATIVES, "Medicines like warfarin may go with vitamin K2."),
        (RELATIVES, "Medicines like vitamin K2 may not go with warfarin."),
        (RELATIVES, "Medicines like warfarin must not go with vitamin K2."),
        (RELATIVES, "Medicines like warfarin may not go with vitamin K1."),
        (RELATIVES, "Medicines like Coumadin may not go with vitamin K2."),
        ("K2 can weaken warfarin every day.", "Warfarin can weaken K2 each day."),
        ("Ask your doctor before every change.", "Ask your doctor after each change."),
    ],
)
def test_the_same_words_in_another_sense_are_not_taken(reviewed: str, offered: str) -> None:
    before = answer(said(reviewed, WARFARIN))
    assert rephrase(before, Says(lambda *_: offered), SUBMITTED) == before


def test_a_word_of_change_needs_a_trial_that_found_one() -> None:
    """The trial found no difference; a sentence that only names what was counted says none."""
    one = said("In every group hip fractures were counted.", HIPS)
    assert not any(wording_faults(one, "In each group hip fractures were counted."))
    faults = list(wording_faults(one, "In each group calcium lowered hip fractures."))
    assert any("found no difference" in fault for fault in faults)


KEPT = {
    "a stop": said(RELATIVES, WARFARIN, level="stop"),
    "a caution": said(RELATIVES, WARFARIN, level="caution"),
    "a disagreement": said(RELATIVES, WARFARIN, level="disagreement"),
    "a dose that is advised": said(TRIAL, HIPS, level="advice"),
    "what presses": said("Go to hospital now, such as by taxi.", WARFARIN, level="advice"),
    "what is said of a person's record": said(RELATIVES, WARFARIN).model_copy(
        update={"id": "rule.warfarin.k2"}
    ),
}


@pytest.mark.parametrize("what", KEPT)
def test_the_model_is_not_even_shown(what: str) -> None:
    before = answer(KEPT[what])
    model = Says(exchanged)
    assert rephrase(before, model, SUBMITTED) is before
    assert model.asked == []


@pytest.mark.parametrize(
    "changes",
    [{"kind": "computed"}, {"review": ReviewStatus(state="rejected", date=date(2026, 12, 1))}],
)
def test_computed_and_rejected_answers_stand_as_they_are(changes: dict[str, Any]) -> None:
    before = answer(said(TRIAL, HIPS), **changes)
    model = Says(exchanged)
    assert rephrase(before, model, SUBMITTED) is before
    assert model.asked == []


class Fails:
    def complete(self, *_: object) -> Mapping[str, object]:
        raise ModelFailed("it gave no answer")


@pytest.mark.parametrize(
    "model", [Fails(), Says(lambda *_: None), Says(lambda *_: 7), Says(lambda *_: [TRIAL])]
)
def test_a_model_that_gives_nothing_of_use_changes_nothing(model: Any) -> None:
    before = answer(said(TRIAL, HIPS))
    assert rephrase(before, model, SUBMITTED) == before


def test_answers_nobody_asked_for_are_left_alone() -> None:
    class Talks:
        def complete(self, *_: object) -> Mapping[str, object]:
            return {"2": PLAINER, "bottom-line": "Take more.", "urgent": "All is well."}

    before = answer(said(TRIAL, HIPS))
    assert rephrase(before, Talks(), SUBMITTED) == before


ROWS = [(hard, plain) for plain, hards in plain_words()["plain"].items() for hard in hards]


@pytest.mark.parametrize(("hard", "plain"), ROWS)
def test_every_row_makes_a_reviewed_sentence_plainer(hard: str, plain: str) -> None:
    """A row that no sentence needs, or that the other checks never let pass, is deleted."""
    fitting = [one for one in library() if hard in exchanges(one.sentence.clinician)]
    assert any(
        not any(wording_faults(one, exchanged(one.sentence.clinician, {hard: [plain]})))
        for one in fitting
    )


WORDS = [
    *("not", "no", "never", "may", "must", "K1", "K2", "MK-7", "warfarin", "apixaban", "5", "IU"),
    *("%", "safe", "stop", "take", "raises", "lowers", "prevents", "and", "the", ",", ".", "<b>"),
    *("https://example.org", "each", "like", "babies"),
]


@st.composite
def offers(draw: st.DrawFn) -> tuple[Statement, str]:
    """A reviewed sentence, and what a model makes of it: some exchanges, and some mischief."""
    one = draw(st.sampled_from(library()))
    text = one.sentence.clinician
    listed = exchanges(text)
    chosen = draw(st.lists(st.sampled_from(sorted(listed)), unique=True))
    words = exchanged(text, {hard: listed[hard] for hard in chosen}).split(" ")
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(words) - 1))
        how = draw(st.sampled_from(["drop", "add", "replace", "move", "repeat"]))
        if how == "drop" and len(words) > 1:
            del words[at]
        elif how == "add":
            words.insert(at, draw(st.sampled_from(WORDS)))
        elif how == "replace":
            words[at] = draw(st.sampled_from(WORDS))
        elif how == "move":
            words.insert(draw(st.integers(0, len(words) - 1)), words.pop(at))
        else:
            words.insert(at, words[at])
    return one, " ".join(words)


def weighty(text: str) -> list[str]:
    listed = {*rulings().denials, *rulings().changes, "must", "can", "stop", "take", "safe"}
    return sorted(word for word in re.findall(r"[\w-]+", text.lower()) if word in listed)


@given(offers())
def test_either_the_reviewed_sentence_stands_or_all_that_matters_is_the_same(
    offer: tuple[Statement, str],
) -> None:
    one, text = offer
    quiet = one.model_copy(update={"level": "note", "id": "made-up.evidence.1"})
    before = answer(quiet)
    (after,) = rephrase(before, Says(lambda *_: text), SUBMITTED).sections[0].statements
    shown, original = after.sentence.clinician, one.sentence.clinician
    if shown == original:
        assert after == quiet
        return
    assert shown == text
    assert after.stands_on == one.stands_on
    assert after.review == "submitted"
    assert [(n.low, n.high, n.unit) for n in amounts(shown)] == [
        (n.low, n.high, n.unit) for n in amounts(original)
    ]
    assert [m.concept for m in link(shown)] == [m.concept for m in link(original)]
    assert weighty(shown) == weighty(original)
    assert len(shown) <= 1.5 * len(original)
    assert reading_level(shown).grade <= reading_level(original).grade
    listed = {w for plain in plain_words()["plain"] for w in plain.lower().split()} | {"a", "an"}
    news = set(re.findall(r"\w+", shown.lower())) - set(re.findall(r"\w+", original.lower()))
    assert news <= listed
