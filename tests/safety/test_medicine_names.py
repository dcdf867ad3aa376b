"""The medicines file knows the names people use, and puts vague words in the cautious class."""

from __future__ import annotations

import pytest

from d3k2.person import read_person, vocabulary

ASKED = {"date": "2026-11-20", "age": 70, "sex": "male", "weight": "80 kg"}

NAMES = [
    ("blood thinners", "anticoagulant-unspecified", "vitamin-k-antagonist"),
    ("water pill", "diuretic-unspecified", "thiazide"),
    ("blood pressure tablets", "antihypertensive-unspecified", "thiazide"),
    ("steroid tablets", "glucocorticoid-unspecified", "glucocorticoid"),
    ("thyroid tablet", "thyroid-hormone-unspecified", "thyroid-hormone"),
    ("Synthroid 100 mcg", "levothyroxine", "thyroid-hormone"),
    ("Levothyrox 75 µg", "levothyroxine", "thyroid-hormone"),
    ("Prostap", "gnrh-agonist", "gnrh-agonist"),
    ("goserelin", "gnrh-agonist", "gnrh-agonist"),
    ("Fosamax", "alendronate", "oral-bisphosphonate"),
    ("Reclast", "zoledronate", "iv-bisphosphonate"),
    ("Co-Diovan", "valsartan-hydrochlorothiazide", "thiazide"),
    ("frusemide", "furosemide", "loop-diuretic"),
    ("Questran", "colestyramine", "bile-acid-sequestrant"),
    ("Tegretol", "carbamazepine", "enzyme-inducer"),
    ("Mimpara", "cinacalcet", "calcimimetic"),
    ("letrozole", "letrozole", "fertility-medicine"),
    ("Gonal-f", "follitropin", "fertility-medicine"),
    ("HRT", "hormone-replacement-unspecified", "hormone-replacement"),
    ("Nexium", "esomeprazole", "proton-pump-inhibitor"),
    ("Rocaltrol", "calcitriol", "active-vitamin-d"),
    ("cod liver oil", "cod-liver-oil", "retinol-product"),
]


@pytest.mark.parametrize(("written", "concept", "group"), NAMES)
def test_names_people_use(written: str, concept: str, group: str) -> None:
    person = read_person(ASKED | {"medicines": [written]})
    assert person.medicines is not None
    found = person.medicines[0]
    assert (found.concept, found.match) == (concept, "exact")
    assert group in found.groups


CODES = [
    ("rxnorm", "11289", "warfarin"),
    ("rxnorm", "1037042", "dabigatran"),
    ("snomed", "372756006", "warfarin"),
    ("atc", "B01AA07", "acenocoumarol"),
    ("atc", "B01AA99", "vitamin-k-antagonist-unspecified"),
    ("atc", "C09BA03", "lisinopril-hydrochlorothiazide"),
    ("atc", "J01MA99", "fluoroquinolone-unspecified"),
]


@pytest.mark.parametrize(("system", "code", "concept"), CODES)
def test_codes(system: str, code: str, concept: str) -> None:
    person = read_person(ASKED | {"medicines": [{"code": code, "system": system}]})
    assert person.medicines is not None
    assert person.medicines[0].concept == concept


def test_the_product_code_of_dabigatran_is_not_taken_for_the_ingredient() -> None:
    assert ("rxnorm", "1037045") not in vocabulary("medicines").by_code


COMMON = [
    "metformin", "atorvastatin", "Tylenol", "sertraline", "bicalutamide", "enzalutamide",
    "abiraterone", "leuprorelin", "tamsulosin", "finasteride", "dutasteride", "linagliptin",
    "dulaglutide", "pioglitazone", "glipizide", "fenofibrate", "evolocumab", "olmesartan",
    "labetalol", "hydralazine", "salmeterol", "ipratropium", "theophylline", "chlorphenamine",
    "norethisterone", "clindamycin", "amoxicillin", "nitrofurantoin", "acyclovir", "gabapentin",
    "pregabalin", "tramadol", "allopurinol", "febuxostat", "colchicine", "methotrexate",
    "leflunomide", "etanercept", "infliximab", "rituximab", "meloxicam", "buprenorphine",
    "baclofen", "clonazepam", "nortriptyline", "risperidone", "ropinirole", "rivastigmine",
    "mebeverine", "docusate", "cabergoline", "oxybutynin",
]  # fmt: skip


@pytest.mark.parametrize("written", COMMON)
def test_common_medicines_without_a_rule_are_known(written: str) -> None:
    person = read_person(ASKED | {"medicines": [written]})
    assert person.medicines is not None
    assert person.medicines[0].match == "exact"
