"""The rules on conditions, laboratory values, ages, doses and symptoms fire when they should."""

from __future__ import annotations

import re
from typing import Any

import pytest

from d3k2.person import read_person, vocabulary
from d3k2.safety import NUTRIENTS, Rule, Screening, rules, screen

FILES = (
    "calcium-and-vitamin-d-levels",
    "granulomatous-and-genetic",
    "parathyroid",
    "stones-and-kidney",
    "liver-and-absorption",
    "ages-and-pregnancy",
    "bone-and-other",
    "doses",
    "symptoms",
)
ROWS = {*range(48, 101), 103, 106, 110, 111, 112, 113, 120, 121}

WELL: dict[str, Any] = {
    "date": "2026-11-20",
    "age": 45,
    "sex": "female",
    "weight": "65 kg",
    "height": "170 cm",
    "pregnant": False,
    "lactating": False,
    "conditions": [],
    "medicines": [],
    "takes": [],
    "symptoms": [],
    "allergies": [],
    "falls_last_year": 0,
    "care": "home",
    "absorption": "normal",
    "diet": {"calcium": "900 mg/day"},
}


def ours() -> list[Rule]:
    return [r for r in rules() if r.at.split("/")[-1].split(".")[0] in FILES]


def screened(**changes: Any) -> Screening:
    return screen(read_person({**WELL, **changes}))


def lab(what: str, value: str) -> dict[str, Any]:
    return {"labs": [{"what": what, "value": value, "date": "2026-11-01"}]}


def has(*conditions: str) -> dict[str, Any]:
    return {"conditions": list(conditions)}


def test_nothing_fires_for_a_well_person() -> None:
    screening = screened()
    assert screening.fired == ()
    assert screening.allowed == {"d3": "yes", "k2": "yes", "calcium": "yes"}


# What is different from a well person; the rules that must fire, and no others; whether D3, K2 and
# calcium are then allowed: y yes, c only with a clinician, n no.
CASES: list[tuple[dict[str, Any], set[str], str]] = [
    # measured calcium and 25(OH)D
    (lab("calcium", "2.60 mmol/L"), set(), "yyy"),
    (lab("calcium", "2.61 mmol/L"), {"hypercalcaemia"}, "nyn"),
    (lab("calcium", "10.9 mg/dL"), {"hypercalcaemia"}, "nyn"),
    (lab("ionised calcium", "1.34 mmol/L"), {"hypercalcaemia"}, "nyn"),
    (has("high calcium"), {"hypercalcaemia"}, "nyn"),
    (lab("calcium", "2.05 mmol/L"), {"hypocalcaemia"}, "cyc"),
    (lab("25(OH)D", "372 nmol/L"), {"calcidiol-very-high"}, "nyc"),
    (lab("25(OH)D", "100 ng/mL"), {"calcidiol-very-high"}, "nyc"),
    (lab("25(OH)D", "65 ng/mL"), {"calcidiol-high"}, "yyy"),
    (lab("25(OH)D", "124 nmol/L"), set(), "yyy"),
    (lab("25(OH)D", "30 nmol/L"), set(), "yyy"),
    (lab("25(OH)D", "29 nmol/L"), {"severe-vitamin-d-deficiency"}, "cyc"),
    (has("osteomalacia"), {"severe-vitamin-d-deficiency"}, "cyc"),
    (has("vitamin D toxicity"), {"vitamin-d-intoxication"}, "nyn"),
    # granulomas, tumours, genes
    (has("sarcoidosis"), {"sarcoidosis"}, "nyc"),
    (has("Morbus Boeck"), {"sarcoidosis"}, "nyc"),
    (has("Besnier-Boeck-Schaumann disease"), {"sarcoidosis"}, "nyc"),
    (has("Löfgren's syndrome"), {"sarcoidosis"}, "nyc"),
    ({"conditions": [{"code": "D86.0", "system": "icd10"}]}, {"sarcoidosis"}, "nyc"),
    (has("TB"), {"granulomatous-disease"}, "cyc"),
    (has("Wegener's granulomatosis"), {"granulomatous-disease"}, "cyc"),
    (has("latent TB"), set(), "yyy"),
    (has("Hodgkin's disease"), {"calcitriol-producing-cancer"}, "nyn"),
    (has("multiple myeloma"), {"myeloma-or-bone-metastases"}, "cyc"),
    (has("breast cancer"), {"cancer"}, "yyy"),
    (has("CYP24A1 mutation"), {"vitamin-d-hypersensitivity"}, "nyn"),
    (has("Williams syndrome"), {"williams-syndrome"}, "nyn"),
    # parathyroid
    (has("PHPT"), {"primary-hyperparathyroidism"}, "cyc"),
    (has("FHH"), {"familial-hypocalciuric-hypercalcaemia"}, "cyc"),
    (has("hypoparathyroidism"), {"hypoparathyroidism"}, "cyc"),
    (has("pseudohypoparathyroidism"), {"pseudohypoparathyroidism"}, "nyc"),
    (has("XLH"), {"x-linked-hypophosphataemia"}, "cyc"),
    # stones and kidney: the diagnosis or the eGFR alone
    (has("kidney stones"), {"kidney-stones"}, "cyc"),
    (lab("urine calcium", "8 mmol/day"), {"hypercalciuria"}, "cyn"),
    (lab("eGFR", "60 mL/min/1.73m2"), set(), "yyy"),
    (lab("eGFR", "45 mL/min/1.73m2"), {"ckd-3"}, "yyy"),
    (has("CKD stage 3a"), {"ckd-3"}, "yyy"),
    (lab("eGFR", "24 mL/min/1.73m2"), {"ckd-4"}, "ccc"),
    (has("stage 4 CKD"), {"ckd-4"}, "ccc"),
    (
        {**lab("eGFR", "24 mL/min/1.73m2"), "takes": ["D3 5000 IU daily"]},
        {"ckd-4", "vitamin-d-above-upper-limit"},
        "ncc",
    ),
    (lab("eGFR", "12 mL/min/1.73m2"), {"kidney-failure"}, "ncn"),
    (has("ESRD"), {"kidney-failure"}, "ncn"),
    (has("haemodialysis"), {"kidney-failure"}, "ncn"),
    (has("CKD"), {"ckd-unstaged"}, "cyc"),
    (has("calciphylaxis"), {"calciphylaxis"}, "ncn"),
    (has("kidney transplant"), {"transplant"}, "cyc"),
    (has("nephrotic syndrome"), {"nephrotic-syndrome"}, "yyc"),
    (
        {
            "takes": ["calcium carbonate 600 mg three times daily"],
            "medicines": ["hydrochlorothiazide"],
        },
        {"calcium-alkali", "calcium-single-dose", "thiazide", "calcium-above-upper-limit"},
        "cyn",
    ),
    ({"diet": {"calcium": "900 mg/day", "pattern": ["ketogenic"]}}, {"ketogenic-diet"}, "yyy"),
    # liver and absorption: the field or the diagnosis
    ({"absorption": "cholestasis"}, {"cholestasis"}, "ccy"),
    (has("primary biliary cholangitis"), {"cholestasis"}, "ccy"),
    (has("cirrhosis"), {"cirrhosis"}, "ycy"),
    ({"absorption": "reduced"}, {"fat-malabsorption"}, "yyy"),
    ({"absorption": "sleeve"}, {"bariatric-surgery"}, "yyy"),
    (has("RYGB"), {"bariatric-surgery"}, "yyy"),
    (has("CF"), {"cystic-fibrosis"}, "yyy"),
    (has("Crohn's disease"), {"inflammatory-bowel-disease"}, "yyy"),
    (has("celiac disease"), {"coeliac-disease"}, "yyy"),
    # ages and pregnancy
    ({"pregnant": True}, {"pregnancy"}, "ycy"),
    (
        {"pregnant": True, "takes": ["D3 5000 IU daily"]},
        {"pregnancy", "vitamin-d-above-upper-limit"},
        "ccy",
    ),
    (has("IVF"), {"fertility-treatment"}, "ycy"),
    ({"medicines": ["clomifene"]}, {"fertility-treatment"}, "ycy"),
    ({"lactating": True}, {"lactation"}, "ycy"),
    ({"age": 8, "weight": "26 kg", "height": "128 cm"}, {"child"}, "ycy"),
    (
        {"age": 8, "weight": "26 kg", "height": "128 cm", "takes": ["D3 3000 IU daily"]},
        {"child"},
        "ccy",
    ),
    ({"age": 16, "weight": "60 kg"}, {"adolescent"}, "ycy"),
    ({"age": 78}, {"aged-75"}, "yyy"),
    ({"falls_last_year": 2}, {"falls-or-care-home"}, "yyy"),
    # bone and other
    (has("bed rest"), {"immobilisation"}, "cyc"),
    (has("Graves' disease"), {"hyperthyroidism-or-adrenal-insufficiency"}, "cyc"),
    (has("G6PD deficiency"), {"g6pd-deficiency"}, "yyy"),
    ({"allergies": ["soya"]}, {"soy-or-natto-allergy"}, "yyy"),
    ({"allergies": ["anaphylaxis to natto"]}, {"soy-or-natto-allergy"}, "yny"),
    ({"diet": {"calcium": "900 mg/day", "pattern": ["vegan"]}}, {"vegan-or-animal-source"}, "yyy"),
    (has("aortic stenosis"), {"calcified-vessels-or-valve"}, "yyy"),
    (has("Paget's disease"), {"paget-disease"}, "cyc"),
    (has("hypervitaminosis A"), {"hypervitaminosis-a"}, "cyn"),
    ({"weight": "95 kg"}, {"obesity"}, "yyy"),
    # doses
    ({"takes": ["D3 4000 IU daily"]}, set(), "yyy"),
    ({"takes": ["D3 4001 IU daily"]}, {"vitamin-d-above-upper-limit"}, "cyy"),
    (
        {"takes": ["D3 10000 IU daily"]},
        {"vitamin-d-above-upper-limit", "vitamin-d-harmful-dose"},
        "nyn",
    ),
    (
        {"takes": ["D3 50000 IU weekly"]},
        {"vitamin-d-above-upper-limit", "vitamin-d-bolus"},
        "cyy",
    ),
    ({"takes": ["D3 20000 IU every 20 days"]}, {"vitamin-d-bolus"}, "cyy"),
    ({"takes": ["MK-7 375 µg daily"]}, set(), "yyy"),
    ({"takes": ["MK-7 400 µg daily"]}, {"k2-above-evidence"}, "yyy"),
    ({"takes": ["MK-4 45 mg daily"]}, {"k2-above-evidence"}, "yyy"),
    ({"takes": ["calcium citrate 600 mg daily"]}, {"calcium-single-dose"}, "yyy"),
    (
        {"takes": ["calcium citrate 500 mg three times daily"], "diet": {"calcium": "1100 mg/day"}},
        {"calcium-above-upper-limit"},
        "yyc",
    ),
    (
        {
            "age": 60,
            "takes": ["calcium citrate 500 mg twice daily"],
            "diet": {"calcium": "1100 mg/day"},
        },
        {"calcium-above-upper-limit"},
        "yyc",
    ),
    (
        {
            "age": 45,
            "takes": ["calcium citrate 500 mg twice daily"],
            "diet": {"calcium": "1100 mg/day"},
        },
        set(),
        "yyy",
    ),
    # symptoms: one alone alarms only beside a high dose or level
    ({"symptoms": ["constipation"]}, set(), "yyy"),
    (
        {"symptoms": ["constipation"], "takes": ["D3 1000 IU daily"]},
        {"possible-hypercalcaemia-symptom"},
        "yyy",
    ),
    (
        {"symptoms": ["nausea", "being thirsty"], "takes": ["D3 1000 IU daily"]},
        {"hypercalcaemia-symptoms"},
        "nyn",
    ),
    (
        {"symptoms": ["constipation"], "takes": ["D3 5000 IU daily"]},
        {"hypercalcaemia-symptoms", "vitamin-d-above-upper-limit"},
        "nyn",
    ),
    (
        {"symptoms": ["constipation"], **lab("25(OH)D", "260 nmol/L")},
        {"hypercalcaemia-symptoms", "calcidiol-very-high"},
        "nyn",
    ),
    (
        {"symptoms": ["flank pain"], "takes": ["calcium citrate 500 mg daily"]},
        {"possible-stone"},
        "cyc",
    ),
    ({"symptoms": ["bruising"]}, set(), "yyy"),
    (
        {"symptoms": ["bruising"], "medicines": ["apixaban"]},
        {"bleeding-on-anticoagulant", "direct-oral-anticoagulant"},
        "yny",
    ),
]


@pytest.mark.parametrize(("changes", "fired", "allowed"), CASES)
def test_the_right_rules_fire(changes: dict[str, Any], fired: set[str], allowed: str) -> None:
    screening = screened(**changes)
    assert set(screening.fired) == fired
    assert "".join(screening.allowed[n][0] for n in NUTRIENTS) == allowed


@pytest.mark.parametrize(
    ("condition", "nutrients"),
    [
        ("hypoparathyroidism", {"d3", "calcium"}),
        ("osteomalacia", {"d3", "calcium"}),
        ("low calcium", {"d3", "calcium"}),
        ("primary biliary cholangitis", {"d3"}),
    ],
)
def test_what_hurts_when_left_out_is_never_forbidden(condition: str, nutrients: set[str]) -> None:
    screening = screened(conditions=[condition], takes=["D3 800 IU daily"])
    assert set(screening.do_not_stop) == nutrients
    assert all(screening.allowed[n] == "clinician" for n in nutrients)  # type: ignore[index]
    assert not screening.stops


def test_an_infant_above_its_own_upper_limit_is_stopped() -> None:
    """EFSA 2018: 25 µg/day to 6 months, 35 µg/day from 6 to 12 months."""
    infant = {"age": 0.3, "weight": "6 kg", "height": "62 cm", "diet": {}}
    drops = screened(**infant, takes=["D3 400 IU daily"])
    too_many = screened(**infant, takes=["D3 1200 IU daily"])
    older = screened(**{**infant, "age": 0.8}, takes=["D3 1200 IU daily"])
    assert drops.allowed["d3"] == older.allowed["d3"] == "yes"
    assert too_many.allowed["d3"] == "no"
    assert drops.allowed["k2"] == "no"


def test_low_calcium_on_denosumab_is_urgent_and_calcium_goes_on() -> None:
    screening = screened(medicines=["denosumab"], **lab("calcium", "1.98 mmol/L"))
    assert "hypocalcaemia" in screening.fired
    assert "calcium" in screening.do_not_stop


def test_a_combined_alarm_does_not_also_play_itself_down() -> None:
    screening = screened(symptoms=["nausea", "thirst"], takes=["D3 10000 IU daily"])
    assert "hypercalcaemia-symptoms" in screening.fired
    assert "possible-hypercalcaemia-symptom" not in screening.fired


@pytest.mark.parametrize("words", ["gastric bypass", "cystic fibrosis", "steatorrhoea"])
def test_vitamin_k_without_a_form_never_proposes_k2(words: str) -> None:
    """The guidelines' vitamin K after surgery or in cystic fibrosis names no K2."""
    said = [
        s.sentence.clinician for s in screened(conditions=[words]).statements if s.about == "k2"
    ]
    assert said
    assert all("no reason" in text for text in said)


def test_where_sources_disagree_both_are_shown() -> None:
    for condition, words in (("CKD 4", "KDIGO"), ("sarcoidosis", "trial")):
        said = [
            s.sentence.clinician
            for s in screened(conditions=[condition]).statements
            if s.level == "disagreement"
        ]
        assert any(words in text for text in said)


def test_every_row_of_the_register_has_a_rule() -> None:
    assert {row for rule in ours() for row in rule.rows} >= ROWS


_NAMES = re.compile(
    r"1,25\(OH\)2D|25\(OH\)D|\bD[23]\b|\bK[123]\b|MK-[47]|24-hour urine|CYP24A1|SLC34A1"
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@pytest.mark.parametrize("rule", ours(), ids=lambda rule: rule.id)
def test_both_wordings_carry_the_same_numbers(rule: Rule) -> None:
    for effect in rule.effects:
        clinician, patient = (
            set(_NUMBER.findall(_NAMES.sub("", text)))
            for text in (effect.clinician, effect.patient)
        )
        assert clinician == patient, effect.on


@pytest.mark.parametrize("rule", ours(), ids=lambda rule: rule.id)
def test_a_patient_is_told_what_to_do_in_short_sentences(rule: Rule) -> None:
    acts = re.compile(r"\b(ask|call|see|get|have|tell|check|choose|go)\b", re.IGNORECASE)
    for effect in rule.effects:
        sentences = re.split(r"(?<=[.!?;:]) ", effect.patient)
        assert acts.search(effect.patient), effect.patient
        assert max(len(s.split()) for s in sentences) <= 32, effect.patient


def test_every_group_of_conditions_a_rule_asks_for_is_in_use() -> None:
    known = vocabulary("conditions")
    for rule in ours():
        for part in rule.uses():
            for name in part.condition:
                assert name in known.entries or name in known.groups, f"{rule.at}: {name}"
