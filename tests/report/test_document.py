"""The answer as a program reads it: complete, on open ground, the same for both audiences."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from d3k2.evidence import load
from d3k2.report import AssessDocument
from d3k2.safety import rule

CONTRACT = {
    "": "person missing not_screened stops plan withheld questions monitoring not_needed "
    "variables trajectories posterior disagreements statements sources",
    "plan": "d3 k2 calcium day",
    "plan.d3": "allowed action dose_iu_per_day form timing worth_it statements options",
    "plan.k2": "allowed action form dose_ug_per_day worth_it statements",
    "plan.calcium": "allowed action target_mg_per_day from_food_mg_per_day "
    "supplement_elemental_mg_per_day doses food_swaps worth_it statements",
    "plan.day": "time what with",
    "plan.d3.options": "authority year status kind target_nmol_l dose_iu_per_day "
    "probability_reached probability_above_125 probability_above_250",
    "plan.calcium.doses": "time elemental_mg salt with_food",
    "plan.calcium.food_swaps": "food adds_mg",
    "monitoring": "what when why stands_on",
    "missing": "field effect",
    "withheld": "what why",
    "variables": "name known effect how",
    "trajectories": "variable unit regimen time_days median p5 p95 samples measured "
    "predicted_at_measured",
    "trajectories.measured": "day value",
    "trajectories.predicted_at_measured": "day median p5 p95",
    "posterior": "people effective_sample_size fits most_useful_next",
    "statements": "id text level about certainty stands_on review",
    "statements.stands_on": "kind id",
    "sources": "id type title year authors venue pmid doi url status read",
}
"""The keys that the machine interface promises."""


def at(content: Any, path: str) -> Iterator[dict[str, Any]]:
    """Every table at a path, through lists."""
    if isinstance(content, list):
        for one in content:
            yield from at(one, path)
    elif content is not None and path:
        first, _, rest = path.partition(".")
        yield from at(content[first], rest)
    elif content is not None:
        yield content


def test_the_answer_has_every_promised_key(kept: ModuleType, kept_name: str) -> None:
    content = kept.as_json(kept.document(kept_name, "patient"))
    for path, keys in CONTRACT.items():
        for table in at(content, path):
            assert set(keys.split()) <= set(table), path


def test_the_promised_keys_were_all_seen(kept: ModuleType) -> None:
    names = ("runner_starts_k2_on_warfarin", "levothyroxine_alendronate_calcium")
    for path in CONTRACT:
        found = (kept.as_json(kept.document(n, a)) for n in names for a in kept.AUDIENCES)
        assert any(list(at(content, path)) for content in found), path


def test_every_statement_stands_on_something_that_can_be_opened(
    kept: ModuleType, name: str
) -> None:
    found = kept.document(name)
    listed = {source.id for source in found.sources}
    for said in (*found.stops, *found.statements, *found.monitoring):
        assert said.stands_on
        for ground in said.stands_on:
            if ground.kind == "fact":
                record = load().fact(ground.id)
                assert record is not None, ground.id
                assert {reference.id for reference in record.sources} <= listed
            elif ground.kind == "rule":
                assert {reference.id for reference in rule(ground.id).sources} <= listed


def test_every_position_beside_the_others_has_its_source(kept: ModuleType, name: str) -> None:
    found = kept.document(name)
    listed = {source.id for source in found.sources}
    for option in found.plan.d3.options:
        record = load().fact(option.fact)
        assert record is not None
        assert {reference.id for reference in record.sources} <= listed


def test_every_statement_of_the_plan_is_among_the_statements(kept: ModuleType, name: str) -> None:
    found = kept.document(name)
    listed = {s.id for s in found.statements}
    for nutrient in (found.plan.d3, found.plan.k2, found.plan.calcium):
        assert {s.id for s in (*nutrient.statements, *nutrient.worth_it)} <= listed
    assert {s.id for s in (*found.stops, *found.not_needed, *found.disagreements)} <= listed
    assert len(listed) == len(found.statements)


def test_a_curve_is_whole(kept: ModuleType, name: str) -> None:
    for course in kept.document(name).trajectories:
        length = len(course.time_days)
        assert course.unit == "nmol/L"
        assert {len(course.median), len(course.p5), len(course.p95)} == {length}
        assert 20 <= len(course.samples) <= 30
        assert all(len(row) == length for row in course.samples)
        bands = zip(course.p5, course.median, course.p95, strict=True)
        assert all(low <= middle <= high for low, middle, high in bands)
        assert len(course.predicted_at_measured) == len(course.measured)


NUMBERS = ("allowed", "action", "target_mg_per_day", "from_food_mg_per_day")


def test_both_audiences_get_the_same_numbers_or_none(kept: ModuleType, name: str) -> None:
    clinician, patient = (kept.document(name, audience) for audience in kept.AUDIENCES)
    for nutrient in ("d3", "k2", "calcium"):
        ours = getattr(clinician.plan, nutrient).model_dump()
        theirs = getattr(patient.plan, nutrient).model_dump()
        for key, value in ours.items():
            if isinstance(value, int | float) or key in NUMBERS:
                assert theirs[key] in (value, None)
    shown = {course.id: course.median for course in clinician.trajectories}
    assert all(shown[course.id] == course.median for course in patient.trajectories)


def test_every_answer_has_questions_and_says_what_it_is(
    kept: ModuleType, name: str, audience: str
) -> None:
    found = kept.document(name, audience)
    assert found.questions
    assert "prescription" in found.notice


def test_a_medicine_is_listed_with_its_dose_once(kept: ModuleType, name: str) -> None:
    for entry in kept.document(name).plan.day:
        words = entry.what.split()
        assert words[-2:] != words[-4:-2], entry.what


AGAIN = """
import sys
from d3k2 import assess, read_person
from d3k2.report import assess_document, assess_html
document = assess_document(assess(read_person(sys.argv[1]), people=100), "patient")
sys.stdout.write(document.model_dump_json(by_alias=True) + assess_html(document))
"""


def test_the_same_person_gets_the_same_bytes_in_another_process() -> None:
    example = Path(__file__).parents[2] / "examples" / "runner.toml"
    first, second = (
        subprocess.run(
            [sys.executable, "-c", AGAIN, str(example)],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    )
    assert first == second
    assert first


def test_an_answer_can_be_read_back(kept: ModuleType, kept_name: str) -> None:
    found = kept.document(kept_name)
    assert AssessDocument.model_validate(kept.as_json(found)) == found
