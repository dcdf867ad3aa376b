"""What is told about the subject: what trials found and did not find, who says what, to whom."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from d3k2 import assess, read_person
from d3k2.evidence import GRADES, EffectFact, PositionFact, load
from d3k2.plan import Assessment
from d3k2.report import assess_document, assess_html
from d3k2.wording import phrase

CASES = Path(__file__).parent / "persons"


def effect(name: str) -> EffectFact:
    found = load().facts[name]
    assert isinstance(found, EffectFact)
    return found


def position(name: str) -> PositionFact:
    found = load().facts[name]
    assert isinstance(found, PositionFact)
    return found


def positions_on(topic: str) -> list[PositionFact]:
    facts = load().facts.values()
    return [f for f in facts if isinstance(f, PositionFact) and f.topic == topic]


def person_of(name: str) -> dict[str, Any]:
    described = tomllib.loads((CASES / name).read_text("utf-8"))
    given = person_of(described["base"]) if "base" in described else {}
    given = {**given, **described.get("person", {})}
    return {key: value for key, value in given.items() if key not in described.get("remove", [])}


@cache
def assessed(name: str) -> Assessment:
    return assess(read_person(person_of(name)), people=100)


# Trials, most of them blinded, and poolings that found no difference.
NOT_FOUND = (
    "d-fracture-leboff-2022", "d-nonvertebral-fracture-leboff-2022", "d-hip-fracture-leboff-2022",
    "d-falls-leboff-2020", "d-bmd-leboff-2020", "d-fracture-yao-2019", "d-stones-malihi-2016",
    "k2-d-aortic-valve-diederichsen-2022", "k2-d-cac-hasific-2023", "k2-d-events-diederichsen-2022",
    "k2-bmd-ronn-2016", "k2-bmd-ronn-2021", "k2-bmd-emaus-2010", "k1-bmd-booth-2008",
    "k1-bmd-cheung-2008", "k1-cac-shea-2009", "k2-vertebral-fracture-inoue-2009",
    "d-arterial-calcium-billington-2020", "d-dp-ucmgp-van-ballegooijen-2019",
)  # fmt: skip


@pytest.mark.parametrize("name", NOT_FOUND)
def test_what_trials_did_not_find_is_told_as_not_found(name: str) -> None:
    assert effect(name).direction == "no difference found"


HARMED = (
    "d-falls-sanders-2010", "d-fracture-sanders-2010", "d-falls-bischoff-ferrari-2016",
    "d-bmd-burt-2019-10000", "d-hypercalcaemia-malihi-2016", "d-hypercalciuria-malihi-2016",
    "calcium-d-stones-wallace-2011", "calcium-mi-bolland-2010", "calcium-cvd-myung-2021",
    "k2-inr-theuwissen-2013",
)  # fmt: skip


@pytest.mark.parametrize("name", HARMED)
def test_what_harmed_is_told_as_harm(name: str) -> None:
    assert effect(name).direction == "harm"


# An outcome, the beginning of the names of its facts.
CONTESTED = (
    ("bone density", "k2-bmd-"),
    ("fracture with vitamin K", "k-fracture-"),
    ("hip fracture with calcium and vitamin D", "calcium-d-hip-fracture-"),
    ("falls", "d-falls-"),
)


@pytest.mark.parametrize(("outcome", "names"), CONTESTED)
def test_contested_outcomes_keep_both_answers(outcome: str, names: str) -> None:
    facts = [f for f in load().facts.values() if f.id.startswith(names)]
    found = {f.direction for f in facts if isinstance(f, EffectFact)}
    assert {"benefit", "no difference found"} <= found, outcome


# A finding, its direction, and the grade it must not exceed.
NO_FIRMER = (
    ("k2-ucoc-dalmeijer-2012-180", "benefit", "moderate"),
    ("k2-dp-ucmgp-dalmeijer-2012-180", "benefit", "moderate"),
    ("d2-d3-calcidiol-balachandar-2021", "benefit", "moderate"),
    ("k2-stiffness-knapen-2015", "benefit", "low"),
    ("k2-bmd-knapen-2013", "benefit", "low"),
    ("k-cac-li-2023", "uncertain", "low"),
    ("k2-d-cac-hasific-2023-high", "uncertain", "very low"),
    ("d-dp-ucmgp-van-ballegooijen-2019-subgroup", "uncertain", "very low"),
    ("d-falls-bischoff-ferrari-2009-level", "benefit", "very low"),
)


@pytest.mark.parametrize(("name", "direction", "most"), NO_FIRMER)
def test_what_was_found_is_told_no_firmer_than_it_is(name: str, direction: str, most: str) -> None:
    found = effect(name)
    assert found.direction == direction
    assert GRADES.index(found.grade) >= GRADES.index(most)


# A fact, its estimate and interval as printed, and where.
PRINTED = (
    ("k-fracture-mott-2019", 0.72, 0.55, 0.95, "Osteoporos Int 2019;30:1543, abstract"),
    ("k-fracture-mott-2019-low-bias", 0.76, 0.58, 1.01, "Osteoporos Int 2019;30:1543, abstract"),
    ("k-d-bmd-kuang-2020", 0.316, 0.031, 0.601, "PMID 32219282, abstract"),
    ("k-d-ucoc-kuang-2020", -0.945, -1.113, -0.778, "PMID 32219282, abstract"),
    ("k2-calcium-bmd-hu-2021", 0.30, 0.10, 0.51, "doi 10.1186/s13018-021-02728-4, abstract"),
    ("k2-d-aortic-valve-diederichsen-2022", -17, -86, 53, "Circulation 2022;145:1387, abstract"),
    ("calcium-mi-bolland-2010", 1.31, 1.02, 1.67, "BMJ 2010;341:c3691, abstract"),
    ("calcium-d-stones-wallace-2011", 1.17, 1.02, 1.34, "Am J Clin Nutr 2011;94:270, abstract"),
    ("calcium-d-fracture-weaver-2016", 0.85, 0.73, 0.98, "doi 10.1007/s00198-015-3386-5, abstract"),
    ("calcium-d-hip-fracture-weaver-2016", 0.70, 0.56, 0.87, "doi 10.1007/s00198-015-3386-5"),
    ("d-hypercalcaemia-malihi-2016", 1.54, 1.09, 2.18, "doi 10.3945/ajcn.116.134981, abstract"),
    ("d-falls-thanapluetiwong-2020", 0.948, 0.914, 0.984, "Medicine 2020;99:e21506, abstract"),
    ("d-bmd-burt-2019-10000", -7.5, -10.1, -5.0, "JAMA 2019;322:736, abstract"),
)


@pytest.mark.parametrize(("name", "value", "low", "high", "where"), PRINTED)
def test_an_effect_is_told_as_printed(
    name: str, value: float, low: float, high: float, where: str
) -> None:
    found = effect(name)
    assert (found.value, found.low, found.high) == (value, low, high), where


def test_what_rested_on_withdrawn_trials_has_no_certainty() -> None:
    withdrawn = [n for n in load().facts if n.endswith("-cockayne-2006")]
    assert len(withdrawn) == 3
    assert {load().facts[n].grade for n in withdrawn} == {"none"}


@pytest.mark.parametrize("topic", ["k2-arteries", "k2-with-d3"])
def test_no_authority_recommends_k2_for_arteries_or_beside_d3(topic: str) -> None:
    said = positions_on(topic)
    assert said
    assert [p.id for p in said if p.direction == "recommends"] == []


def test_who_recommends_vitamin_k_for_bone() -> None:
    """Three licences of MK-4, and vitamin K where it is lacking; nobody else in force."""
    said = [p for p in positions_on("k2-bone") if p.direction == "recommends"]
    assert {p.id for p in said if p.status == "in force"} == {
        "k2-bone-label-japan",
        "k2-bone-label-thailand",
        "k2-bone-label-china",
        "k2-bone-dvo-2023-deficiency",
    }


def test_most_authorities_set_no_upper_limit_for_vitamin_k() -> None:
    assert {
        position(f"k-upper-limit-{name}").direction
        for name in ("iom-2001", "efsa-2017", "mhlw-2025")
    } == {"silent"}


def test_reference_intakes_of_vitamin_k_say_what_they_rest_on() -> None:
    assert "median intake" in position("k-intake-iom-2001-19-men").text
    assert "clotting" in position("k-intake-mhlw-2010-men").text
    assert position("k-intake-nnr-2023").direction == "insufficient"


WITHDRAWN = (
    ("d-target-endocrine-society-2011", "superseded"),
    ("d-target-nos-2014", "superseded"),
    ("d-upper-limit-endocrine-society-2011", "superseded"),
    ("k2-bone-japan-osteoporosis-2011", "superseded"),
    ("d-falls-uspstf-draft-2024-women", "draft"),
    ("d-fracture-uspstf-draft-2024-men", "draft"),
)


@pytest.mark.parametrize(("name", "status"), WITHDRAWN)
def test_withdrawn_thresholds_are_marked(name: str, status: str) -> None:
    assert position(name).status == status


# To whom which statement must be made.
TOLD = (
    ("runner.toml", "bone.athlete"),
    ("runner.toml", "disagreement.d-target"),
    ("runner.toml", "disagreement.d-intake"),
    ("runner.toml", "disagreement.d-testing"),
    ("runner.toml", "disagreement.k2-bone"),
    ("runner.toml", "disagreement.k2-arteries"),
    ("runner.toml", "k2.worth.authorities"),
    ("runner.toml", "k2.worth.marker"),
    ("runner.toml", "k2.worth.bone"),
    ("runner.toml", "k2.worth.artery"),
    ("runner.toml", "d3.worth.fracture"),
    ("runner.toml", "not_needed.k_status"),
    ("runner.toml", "not_needed.coronary_calcium"),
    ("runner.toml", "not_needed.calcitriol"),
    ("natto_eater_well.toml", "k2.none"),
    ("soy_allergy.toml", "not_needed.calcidiol_routine"),
    ("stones_with_thiazide.toml", "calcium.worth.bone"),
    ("stones_with_thiazide.toml", "calcium.worth.stones"),
    ("osteoporosis_untreated.toml", "bone.untreated"),
    ("hip_fracture_untreated.toml", "bone.untreated"),
)


@pytest.mark.parametrize(("name", "statement"), TOLD)
def test_a_person_is_told(name: str, statement: str) -> None:
    found = assessed(name)
    assert statement in {s.id for s in found.statements}
    assert found.questions


MEASURED = (
    ("runner.toml", "calcium_after_high_dose"),
    ("runner.toml", "urine_calcium_after_high_dose"),
    ("runner.toml", "calcidiol_after_change"),
    ("runner.toml", "bone_density"),
    ("runner.toml", "symptoms"),
    ("runner_already_on_k2_with_warfarin.toml", "inr"),
)


@pytest.mark.parametrize(("name", "what"), MEASURED)
def test_a_person_is_told_to_measure(name: str, what: str) -> None:
    said = {m.what for m in assessed(name).monitoring}
    assert phrase(f"monitor.{what}.what") in said


@pytest.mark.parametrize("name", ["runner.toml", "only_the_required.toml"])
def test_each_thing_that_decides_is_named_to_a_person(name: str) -> None:
    said = assessed(name).variables
    assert len(said) == 16
    assert all(v.name.patient and v.known.patient and v.effect.patient for v in said)
    named = {v.name for v in said}
    for variable in ("flora", "genes", "k_status", "k_form", "sex", "medicines"):
        assert phrase(f"variable.{variable}.name") in named


def test_what_is_shipped_is_pending_human_review() -> None:
    document = assess_document(assessed("runner.toml"), "clinician")
    assert "pending human review" in document.notice
    assert {s.review for s in document.statements} == {"submitted"}


def test_the_report_has_sections_from_the_plan_to_the_sources() -> None:
    page = assess_html(assess_document(assessed("runner.toml"), "patient"))
    headings = re.findall(r"<h2[^>]*>([^<]+)</h2>", page)
    plan, sources = (phrase(f"report.heading.{name}").patient for name in ("plan", "sources"))
    assert len(headings) >= 6
    assert headings.index(plan) < headings.index(sources)
