"""A simulation as programs read it: word for word, by its schema, the same for both audiences."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from jsonschema import Draft202012Validator

from d3k2.physiology import outputs, passed
from d3k2.population import simulate
from d3k2.report import SimulateDocument, schemas, simulate_document


def _load() -> ModuleType:
    path = Path(__file__).with_name("regenerate_simulations.py")
    spec = spec_from_file_location("regenerate_simulations", path)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


SIMULATED = _load()
REGENERATE = "Look at the difference; if it is meant: python tests/report/regenerate_simulations.py"
VALIDATOR = Draft202012Validator(schemas()["simulate.schema.json"])

simulations = pytest.mark.parametrize("simulation", SIMULATED.names())


@simulations
def test_a_kept_simulation_is_told_again(simulation: str, audience: str) -> None:
    stored = SIMULATED.file_of(simulation, audience).read_text("utf-8")
    assert SIMULATED.golden(simulation, audience) == stored, REGENERATE


def test_no_kept_simulation_is_of_a_case_that_is_gone() -> None:
    expected = {
        SIMULATED.file_of(name, audience).name
        for name in SIMULATED.names()
        for audience in SIMULATED.AUDIENCES
    }
    assert {path.name for path in SIMULATED.GOLDENS.glob("simulate_*")} == expected, REGENERATE


@simulations
def test_it_keeps_to_its_schema(simulation: str) -> None:
    content = SIMULATED.as_json(SIMULATED.document(simulation))
    for course in content["trajectories"]:
        del course["samples"][2:]
    VALIDATOR.validate(content)


def test_every_key_of_it_is_required() -> None:
    found = schemas()["simulate.schema.json"]
    for name, part in {"answer": found, **found["$defs"]}.items():
        assert set(part["properties"]) == set(part["required"]), name


@simulations
def test_both_audiences_read_the_same_numbers(simulation: str) -> None:
    clinician, patient = (SIMULATED.document(simulation, a) for a in SIMULATED.AUDIENCES)
    for one, other in zip(clinician.trajectories, patient.trajectories, strict=True):
        assert one.model_copy(update={"label": ""}) == other.model_copy(update={"label": ""})
    assert [s.id for s in clinician.limits] == [s.id for s in patient.limits]
    assert [s.id for s in clinician.stops] == [s.id for s in patient.stops]
    assert clinician.facts == patient.facts


@simulations
def test_nothing_is_said_without_ground(simulation: str) -> None:
    document = SIMULATED.document(simulation)
    for said in (*document.stops, *document.limits):
        assert said.stands_on
    assert document.sources
    assert bool(document.facts) == bool(document.trajectories)


def runner() -> SimulateDocument:
    found: SimulateDocument = SIMULATED.document("runner")
    return found


class TestTheRunner:
    def test_every_variable_is_marked_by_whether_it_met_unfitted_trials(self) -> None:
        document = runner()
        for course in document.trajectories:
            assert course.status == ("passed" if passed(course.variable) else "research")
        assert {c.variable for c in document.trajectories} == {*outputs()} - {"cac"}

    def test_what_is_research_is_named_among_the_limits(self) -> None:
        (research,) = [s for s in runner().limits if s.id == "simulate.research"]
        assert "dp-ucMGP" in research.text

    def test_the_measured_level_stands_beside_what_was_expected(self) -> None:
        for course in (c for c in runner().trajectories if c.variable == "calcidiol"):
            (point,), (expected,) = course.measured, course.predicted_at_measured
            assert point.day == expected.day == -79
            assert point.value == pytest.approx(65 * 2.496)
            assert expected.p5 < expected.median < expected.p95

    def test_the_band_holds_the_median_and_25_people_are_given(self) -> None:
        for course in runner().trajectories:
            assert len(course.samples) == 25
            assert {len(row) for row in (*course.samples, course.median, course.p5)} == {105}
            for low, middle, high in zip(course.p5, course.median, course.p95, strict=True):
                assert low <= middle <= high

    def test_what_is_counted_from_a_start_is_not_taken_for_a_level(self) -> None:
        changes = {c.variable for c in runner().trajectories if c.measured_is != "level"}
        assert changes == {"osteocalcin", "bmd_lumbar", "bmd_femoral_neck", "ucoc_ratio"}

    def test_regimens_are_called_by_their_text_or_by_what_they_are(self) -> None:
        document = runner()
        assert [r.label for r in document.regimens] == [
            "as taken today", "without supplements", "D3 1000 IU daily; MK-7 180 µg daily",
        ]  # fmt: skip
        assert document.stops == []


class TestStopSigns:
    def test_stand_over_a_regimen_that_starts_k2_on_warfarin(self) -> None:
        (stop,) = SIMULATED.document("runner_starts_k2_on_warfarin").stops
        assert stop.about == "k2"
        assert stop.level == "stop"

    def test_do_not_stand_over_one_that_holds_no_k2(self) -> None:
        person = SIMULATED.person("runner_starts_k2_on_warfarin")
        found = simulate(person, {"nothing": "nothing"}, people=20, variables=["calcidiol"])
        assert simulate_document(found, "clinician").stops == []

    def test_leaving_out_what_must_not_be_left_out_is_warned_of(self) -> None:
        limits = SIMULATED.document("levothyroxine_alendronate_calcium").limits
        assert limits[0].about == "calcium"
        assert limits[0].level == "caution"
        person = SIMULATED.person("levothyroxine_alendronate_calcium")
        found = simulate(person, people=20, variables=["calcidiol"])
        assert "calcium" not in {s.about for s in simulate_document(found, "clinician").limits}


def test_where_the_model_ends_there_are_reasons_and_no_curves(audience: str) -> None:
    document = SIMULATED.document("egfr_24_on_denosumab", audience)
    assert document.trajectories == []
    assert document.posterior is None
    assert document.model_version is None
    assert document.limits[-1].id == "model.declines"


class TestTheLesson:
    def test_shows_both_ends_of_what_is_disputed_and_no_person(self, audience: str) -> None:
        document = SIMULATED.document("education", audience)
        assert document.education
        assert document.person is None and document.posterior is None
        assert [c.id for c in document.trajectories] == ["low", "high"]
        assert {c.variable for c in document.trajectories} == {"inr"}
        assert {c.status for c in document.trajectories} == {"research"}

    def test_says_first_that_it_is_for_education_only(self) -> None:
        first = SIMULATED.document("education").limits[0]
        assert first.text.startswith("Education only")
        assert "No dose of warfarin or vitamin K is adjusted from this" in first.text
