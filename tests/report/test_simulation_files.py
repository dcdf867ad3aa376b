"""A simulation in a file: read back, it says the same, with its units, facts and limits."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from d3k2 import read_person
from d3k2.physiology import passed
from d3k2.population import Simulation, simulate, teach
from d3k2.report import (
    lesson_dataset,
    lesson_document,
    simulate_csv,
    simulate_dataset,
    simulate_document,
)

RECORD = {"date": "2026-11-20", "age": 52, "sex": "female", "weight": "58 kg", "medicines": []}
NAMES = ("D3 1000 IU daily", "nothing")


@pytest.fixture(scope="module")
def simulation() -> Simulation:
    return simulate(
        read_person({**RECORD, "conditions": []}),
        {name: name for name in NAMES},
        days=91,
        people=20,
        variables=["calcidiol", "mk7"],
    )


def status(variable: str) -> str:
    return "passed" if passed(variable) else "research"


def table(simulation: Simulation) -> list[dict[str, str]]:
    text = simulate_csv(simulate_document(simulation, "patient"))
    return list(csv.DictReader(io.StringIO(text)))


class TestTheTable:
    def test_has_a_row_for_each_regimen_variable_and_day(self, simulation: Simulation) -> None:
        rows = list(
            csv.DictReader(io.StringIO(simulate_csv(simulate_document(simulation, "clinician"))))
        )
        assert len(rows) == 2 * 2 * 14
        assert {row["regimen"] for row in rows} == {*NAMES}
        last = [row for row in rows if row["day"] == "91"]
        assert {row["date"] for row in last} == {"2027-02-19"}
        assert {(r["variable"], r["unit"], r["status"]) for r in rows} == {
            ("calcidiol", "nmol/L", status("calcidiol")),
            ("mk7", "ng/mL", status("mk7")),
        }

    def test_holds_the_numbers_of_the_answer(self, simulation: Simulation) -> None:
        rows = table(simulation)
        row = next(r for r in rows if r["regimen"] == "nothing" and r["day"] == "28")
        course = simulation.courses["nothing"]["calcidiol"]
        assert float(row["median"]) == pytest.approx(course.median[4], rel=1e-3)
        assert float(row["p5"]) == pytest.approx(course.p5[4], rel=1e-3)
        assert float(row["p95"]) == pytest.approx(course.p95[4], rel=1e-3)

    def test_of_a_declined_person_is_its_heading(self) -> None:
        person = read_person({**RECORD, "conditions": [], "pregnant": True})
        document = simulate_document(simulate(person, "nothing", people=20), "clinician")
        assert simulate_csv(document).splitlines() == [
            "regimen,variable,unit,status,day,date,median,p5,p95"
        ]


class TestNetcdf:
    def read_back(self, found: xr.Dataset, folder: Path) -> xr.Dataset:
        found.to_netcdf(folder / "simulation.nc", engine="h5netcdf")
        with xr.open_dataset(folder / "simulation.nc", engine="h5netcdf") as stored:
            return stored.load()

    def test_keeps_every_person_with_units_and_status(
        self, simulation: Simulation, tmp_path: Path
    ) -> None:
        document = simulate_document(simulation, "clinician")
        stored = self.read_back(simulate_dataset(simulation, document), tmp_path)
        assert dict(stored.sizes) == {"regimen": 2, "person": 20, "time": 14}
        assert [str(name) for name in stored["regimen"].values] == [*NAMES]
        assert stored["time"].values[-1] == np.datetime64("2027-02-19")
        for name in ("calcidiol", "mk7"):
            kept = simulation.courses["nothing"][name]
            np.testing.assert_array_equal(stored[name].sel(regimen="nothing"), kept.values)
            assert stored[name].attrs["units"] == kept.unit
            assert stored[name].attrs["status"] == status(name)

    def test_keeps_what_it_stands_on_and_what_it_does_not_say(
        self, simulation: Simulation, tmp_path: Path
    ) -> None:
        document = simulate_document(simulation, "clinician")
        told = self.read_back(simulate_dataset(simulation, document), tmp_path).attrs
        assert told["facts"].split("\n") == document.facts
        assert told["limits"].split("\n") == [s.text for s in document.limits]
        assert told["model"] == document.model_version
        assert told["data_version"] == document.data_version
        assert told["notice"] == document.notice
        assert told["seed"] == document.seed
        assert told["regimens"].split("\n") == [f"{name}: {name}" for name in NAMES]

    def test_a_declined_simulation_keeps_its_reasons(self, tmp_path: Path) -> None:
        person = read_person({**RECORD, "conditions": [], "pregnant": True})
        declined = simulate(person, "nothing", people=20)
        document = simulate_document(declined, "clinician")
        stored = self.read_back(simulate_dataset(declined, document), tmp_path)
        assert list(stored.data_vars) == []
        assert "The model does not cover this person" in stored.attrs["limits"]

    def test_a_lesson_keeps_that_it_is_one(self, tmp_path: Path) -> None:
        lesson = teach(days=28)
        document = lesson_document(lesson, "clinician")
        stored = self.read_back(lesson_dataset(lesson, document), tmp_path)
        assert stored.attrs["education"] == 1
        assert "never a person" in stored.attrs["limits"]
        assert [str(name) for name in stored["regimen"].values] == ["low", "high"]
        assert dict(stored.sizes) == {"regimen": 2, "person": 1, "time": 29}
