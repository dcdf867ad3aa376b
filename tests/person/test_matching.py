"""How written names are recognised in the vocabularies that are shipped."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from d3k2.person.matching import Subject, recognise, recognise_code
from d3k2.person.medicine_text import split_medicine
from d3k2.person.vocabulary import VocabularyName, read_vocabulary, vocabulary

MEDICINES = [
    ("warfarin", "warfarin", "exact"),
    ("Warfarin sodium", "warfarin", "exact"),
    ("WARFARINE", "warfarin", "exact"),
    ("Marevan", "warfarin", "exact"),
    ("Coumadin (warfarin)", "warfarin", "exact"),
    ("warfrin", "warfarin", "probable"),
    ("warfarn", "warfarin", "probable"),
    ("coumadine", "warfarin", "probable"),
    ("warfarin because of AF", "warfarin", "probable"),
    ("apixiban", "apixaban", "probable"),
    ("zarelto", "rivaroxaban", "probable"),
    ("aledronate", "alendronate", "probable"),
    ("alendronate sodium trihydrate", "alendronate", "exact"),
    ("hydroclorothiazide", "hydrochlorothiazide", "probable"),
    ("chlorthalidone", "chlortalidone", "exact"),
    ("chlortalidone", "chlortalidone", "exact"),
    ("prednisone", "prednisone", "exact"),
    ("prednisolone", "prednisolone", "exact"),
    ("blood thinner", "anticoagulant-unspecified", "exact"),
    ("a blood thinner", "anticoagulant-unspecified", "exact"),
    ("blood thinners", "anticoagulant-unspecified", "exact"),
    ("thiazide", "thiazide-unspecified", "exact"),
    ("frobnicol", None, "none"),
    ("tea", None, "none"),
]

CONDITIONS = [
    ("sarcoidosis", "sarcoidosis", "exact"),
    ("Boeck's disease", "sarcoidosis", "exact"),
    ("sarcoidosis of the lung", "sarcoidosis", "exact"),
    ("Crohns disease", "crohn-disease", "exact"),
    ("CKD stage 4", "ckd-4", "exact"),
    ("stage 4 CKD", "ckd-4", "exact"),
    ("stage 3b chronic kidney disease", "ckd-3", "exact"),
    ("kidney stone in 2019", "kidney-stones", "exact"),
    ("early osteopenia", "osteopenia", "exact"),
    ("suspected sarcoidosis", "sarcoidosis", "probable"),
    ("hypoparathyroidism", "hypoparathyroidism", "exact"),
    ("primary hyperparathyroidism", "primary-hyperparathyroidism", "exact"),
    ("mother had osteoporosis", None, "none"),
    ("purple ears", None, "none"),
]


@pytest.mark.parametrize(("text", "concept", "match"), MEDICINES)
def test_medicines(text: str, concept: str | None, match: str) -> None:
    (found,) = recognise(text, vocabulary("medicines"), "medicine")
    assert (found.concept, found.match) == (concept, match)


@pytest.mark.parametrize(("text", "concept", "match"), CONDITIONS)
def test_conditions(text: str, concept: str | None, match: str) -> None:
    (found,) = recognise(text, vocabulary("conditions"), "condition")
    assert (found.concept, found.match) == (concept, match)


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("valsartan/chlorthalidone", ["valsartan", "chlortalidone"]),
        ("Frobnicol + warfarin", [None, "warfarin"]),
        ("metformin warfrin", ["metformin", "warfarin"]),
        ("levothyroxine and warfrin", ["levothyroxine", "warfarin"]),
    ],
)
def test_every_part_of_a_combination_counts(text: str, concepts: list[str | None]) -> None:
    found = recognise(text, vocabulary("medicines"), "medicine")
    assert [one.concept for one in found] == concepts


def test_a_class_gives_its_group() -> None:
    (found,) = recognise("blood thinner", vocabulary("medicines"), "medicine")
    assert "anticoagulant" in found.groups


SMALL = read_vocabulary(
    """
[hypothyroidism]
name = "hypothyroidism"
groups = ["thyroid-disease"]
codes = { icd10 = ["E03"], snomed = ["40930008"] }
[ckd-4]
name = "CKD stage 4"
[fluoxetine]
name = "fluoxetine"
[zinc]
name = "zinc"
"""
)


@pytest.mark.parametrize(
    "text", ["hyperthyroidism", "CKD stage 5", "CKD stage 3", "duloxetine", "zine", "zanc"]
)
def test_what_differs_in_meaning_is_no_misspelling(text: str) -> None:
    (found,) = recognise(text, SMALL, "condition")
    assert found.match == "none"


def test_the_name_of_a_group_is_probable_and_no_concept() -> None:
    (found,) = recognise("thyroid disease", SMALL, "condition")
    assert (found.concept, found.groups, found.match) == (None, ("thyroid-disease",), "probable")


@pytest.mark.parametrize(
    ("code", "system", "concept"),
    [
        ("E03", "icd10", "hypothyroidism"),
        ("E03.9", "icd10", "hypothyroidism"),
        ("e039", "icd10cm", "hypothyroidism"),
        ("40930008", "snomed", "hypothyroidism"),
        ("409300081", "snomed", None),
        ("E04", "icd10", None),
        ("E0", "icd10", None),
    ],
)
def test_a_wider_code_counts_only_where_codes_are_a_tree(
    code: str, system: str, concept: str | None
) -> None:
    assert recognise_code(code, system, SMALL, code).concept == concept


@pytest.mark.parametrize(
    ("name", "subject"), [("medicines", "medicine"), ("conditions", "condition")]
)
def test_every_name_in_a_vocabulary_is_recognised_as_its_own_concept(
    name: VocabularyName, subject: Subject
) -> None:
    known = vocabulary(name)
    for entry in known.entries.values():
        for written in (entry.name, *entry.aliases):
            (found,) = recognise(written.upper(), known, subject)
            assert (found.concept, found.match) == (entry.id, "exact"), written


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_a_name_never_becomes_exact_through_a_spelling_error(data: st.DataObject) -> None:
    known = vocabulary("medicines")
    names = sorted(name for name in known.by_name if len(name) > 7 and " " not in name)
    name = data.draw(st.sampled_from(names))
    place = data.draw(st.integers(1, len(name) - 1))
    wrong = f"{name[:place]}q{name[place:]}"
    found = recognise(wrong, known, "medicine")
    assert wrong in known.by_name or all(one.match != "exact" for one in found)
    assert known.by_name[name] in [one.concept for one in found], "one wrong letter is caught"


@pytest.mark.parametrize(
    ("text", "name", "dose", "moment"),
    [
        ("levothyroxine 75 µg in the morning", "levothyroxine", "75 µg", "morning"),
        ("Marevan 3mg", "Marevan", "3mg", None),
        (
            "losartan/hydrochlorothiazide 50/12.5 mg",
            "losartan/hydrochlorothiazide",
            "50/12.5 mg",
            None,
        ),
        ("warfarin, 5 mg, evening", "warfarin", "5 mg", "evening"),
        ("simvastatin 20 mg at night", "simvastatin", "20 mg", "bedtime"),
        ("100 mcg levothyroxine before breakfast", "levothyroxine", "100 mcg", "morning"),
        ("insulin 10 units with lunch", "insulin", "10 units", "midday"),
        ("Xarelto", "Xarelto", None, None),
        ("I am on warfarin", "I am on warfarin", None, None),
        ("5 mg", "5 mg", "5 mg", None),
    ],
)
def test_dose_and_moment_are_split_off(
    text: str, name: str, dose: str | None, moment: str | None
) -> None:
    parts = split_medicine(text)
    assert (parts.name, parts.dose, parts.moment) == (name, dose, moment)
