"""``d3k2 simulate``: what is compared, what is printed, what is written, and what is refused."""

from __future__ import annotations

import csv
import json
import logging
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import xarray as xr

from d3k2.faces.cli import simulation_file
from d3k2.physiology import SolverFailed
from d3k2.report import schemas

Cli = Callable[..., Any]
Write = Callable[..., Path]
Case = Callable[[str], Path]

ROOT = Path(__file__).parents[2]
SHORT = ["--people", "20", "--variable", "calcidiol", "--days", "28"]


def answered(cli: Cli, arguments: list[Any]) -> dict[str, Any]:
    ended = cli([*arguments, "--json"])
    assert (ended.code, ended.err) == (0, "")
    document: dict[str, Any] = json.loads(ended.out)
    jsonschema.validate(document, schemas()["simulate.schema.json"])
    return document


@pytest.fixture(scope="module")
def answer(cli: Cli, runner: Path) -> Any:
    return cli(["simulate", runner, "--people", "40"])


class TestTheRunner:
    def test_is_answered_on_stdout_alone(self, answer: Any) -> None:
        assert (answer.code, answer.err) == (0, "")

    def test_reads_what_is_compared_first_then_levels_then_limits(self, answer: Any) -> None:
        parts = (
            "Calculated from published models", "Compared\n", "25(OH)D, nmol/L\n", "dp-ucMGP, ",
            "Measured, beside what was expected", "What this does not say\n", "virtual people",
        )  # fmt: skip
        places = [answer.out.index(part) for part in parts]
        assert places == sorted(places)

    def test_goes_on_with_what_is_taken_beside_nothing(self, answer: Any) -> None:
        assert "A as taken today: D3 5000 IU daily with breakfast" in answer.out
        assert "B without supplements\n" in answer.out

    def test_reads_25ohd_in_both_units_at_four_moments(self, answer: Any) -> None:
        assert re.search(r"today +3 months +1 year +2 years\n", answer.out)
        row = r"  [AB] +" + r" +".join([r"\d+ \(\d+-\d+\)"] * 4) + r"\n"
        for unit in ("nmol/L", "ng/mL"):
            assert re.search(rf"  25\(OH\)D, {unit}\n{row}{row}", answer.out)

    def test_reads_research_under_its_own_heading_and_the_rest_before(
        self, cli: Cli, runner: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("d3k2.report.as_simulation.passed", lambda name: name == "pth")
        ended = cli(["simulate", runner, "--people", "20", "--days", "28"])
        told, _, research = ended.out.partition("Research only: no basis for a decision")
        assert "Predicted\n" in told
        assert "PTH, pg/mL\n  A" in told and "PTH, pg/mL\n  A" not in research
        for name in ("25(OH)D, nmol/L", "serum calcium, mmol/L", "dp-ucMGP, pmol/L"):
            assert f"{name}\n  A" in research

    def test_reads_the_measured_level_beside_what_was_expected(self, answer: Any) -> None:
        assert re.search(r"2026-09-02  25\(OH\)D, nmol/L +162 +\d+ \(\d+-\d+\)", answer.out)

    def test_reads_what_the_curves_stand_on(self, answer: Any) -> None:
        assert re.search(r"40 virtual people matched to this person \(effective", answer.out)
        assert re.search(r"is a fact with its source: \d+ of\s+them", answer.out)

    def test_fits_80_columns_without_blanks_at_line_ends(self, answer: Any) -> None:
        lines = answer.out.splitlines()
        assert max(map(len, lines)) <= 80
        assert [line for line in lines if line != line.rstrip()] == []


class TestWhatIsFollowedByTheHour:
    def test_is_told_by_the_extremes_of_the_last_day_not_by_one_hour_of_the_night(
        self, cli: Cli, runner: Path
    ) -> None:
        variables = ["--variable", "absorbed_calcium", "--variable", "pth"]
        options = ["--days", "28", "--hourly-days", "2", "--people", "20", *variables]
        regimen = ["--regimen", "calcium citrate 1000 mg daily with breakfast"]
        hours = cli(["simulate", runner, *options, *regimen])
        assert re.search(r"today +1 week +last day, low +last day, high\n", hours.out)
        row = hours.out.partition("calcium absorbed, net, as a rate, mmol/day\n")[2].splitlines()[0]
        cells = re.findall(r"(-?\d+\.\d)(?: \([^)]*\))?", row)
        today, _, lowest, highest = (float(middle) for middle in cells)
        assert lowest < 0 < today < highest

    def test_the_last_moment_of_daily_means_stays_the_end(self, answer: Any) -> None:
        assert "calcium absorbed, net, mmol/day" in answer.out
        assert "last day" not in answer.out


class TestWhatItStandsOn:
    def test_nothing_measured_fits_nothing(self, cli: Cli, written: Write) -> None:
        ended = cli(["simulate", written(), *SHORT])
        said = " ".join(ended.out.split())
        assert "20 virtual people like this person; no measured value narrows them." in said
        assert "can have the measured values" not in said

    def test_no_more_people_are_worth_than_there_are(self, cli: Cli, runner: Path) -> None:
        posterior = answered(cli, ["simulate", runner, *SHORT])["posterior"]
        assert posterior["effective_sample_size"] <= posterior["people"] == 20

    @pytest.mark.parametrize("audience", ["clinician", "patient"])
    def test_a_curve_for_research_is_no_reason_to_measure(
        self, cli: Cli, written: Write, audience: str
    ) -> None:
        regimen = ["--regimen", "MK-7 180 µg daily", "--variable", "dp_ucmgp", "--people", "20"]
        arguments = ["simulate", written(), *regimen, "--for", audience]
        useful = answered(cli, arguments)["posterior"]["most_useful_next"]
        assert "dp-ucMGP" in useful
        assert "no reason" in useful


class TestTheWindow:
    @pytest.mark.parametrize("columns", [40, 60, 120])
    def test_is_never_overrun_and_the_end_is_always_told(
        self, cli: Cli, runner: Path, monkeypatch: pytest.MonkeyPatch, columns: int
    ) -> None:
        monkeypatch.setenv("COLUMNS", str(columns))
        ended = cli(["simulate", runner, "--people", "20", "--variable", "bmd_lumbar"])
        assert max(map(len, ended.out.splitlines())) <= columns
        assert "2 years" in ended.out


class TestWhatIsCompared:
    def names(self, cli: Cli, arguments: list[Any]) -> list[str]:
        return [r["id"] for r in answered(cli, ["simulate", *arguments, *SHORT])["regimens"]]

    def test_a_regimen_stands_alone(self, cli: Cli, runner: Path) -> None:
        assert self.names(cli, [runner, "--regimen", "D3  2000 IU daily"]) == ["D3 2000 IU daily"]

    def test_each_is_called_by_its_text_in_the_order_given(self, cli: Cli, runner: Path) -> None:
        texts = ["MK-7 100 µg daily", "nothing", "now"]
        compare = [part for text in texts for part in ("--compare", text)]
        arguments = [runner, "--regimen", "D3 1000 IU daily", *compare]
        assert self.names(cli, arguments) == ["D3 1000 IU daily", *texts]

    def test_who_takes_nothing_is_compared_with_nothing_else(
        self, cli: Cli, written: Write
    ) -> None:
        assert self.names(cli, [written()]) == ["nothing"]

    def test_where_intake_was_not_asked_that_is_said(self, cli: Cli, written: Write) -> None:
        person = written(takes=None)
        assert "Takes: not asked" in cli(["simulate", person, *SHORT]).out
        ended = cli(["simulate", person, "--compare", "now", *SHORT])
        assert ended.code == 3
        assert "does not say what this person takes" in ended.err

    def test_a_semicolon_at_the_end_is_no_part_of_the_name(self, cli: Cli, runner: Path) -> None:
        arguments = [runner, "--regimen", "D3 2000 IU daily; "]
        assert self.names(cli, arguments) == ["D3 2000 IU daily"]
        ended = cli(["simulate", runner, "--regimen", "D3 20000 IU daily;"])
        assert "\n--regimen: No trial" in ended.err

    def test_medicines_stay_whatever_the_regimen(self, cli: Cli, written: Write) -> None:
        arguments = ["--regimen", "nothing", "--people", "20", "--variable", "dp_ucmgp"]
        plain, treated = (
            answered(cli, ["simulate", written(medicines=m), *arguments])["trajectories"][0]
            for m in ([], ["warfarin"])
        )
        assert treated["median"][-1] > 1.5 * plain["median"][-1]


class TestAsJson:
    def test_through_stdin_and_from_a_file_it_is_the_same(self, cli: Cli, runner: Path) -> None:
        from_file = cli(["simulate", runner, *SHORT, "--json"])
        from_stdin = cli(["simulate", "-", *SHORT, "--json"], runner.read_bytes())
        assert from_file.out == from_stdin.out

    def test_one_seed_gives_the_same_bytes_and_another_gives_others(
        self, cli: Cli, runner: Path
    ) -> None:
        first, again, other = (
            cli(["simulate", runner, *SHORT, "--seed", seed, "--json"]).out for seed in (7, 7, 8)
        )
        assert first == again
        assert json.loads(first)["seed"] == 7
        assert json.loads(first)["trajectories"] != json.loads(other)["trajectories"]

    def test_days_points_and_variables_are_those_asked_for(self, cli: Cli, runner: Path) -> None:
        options = ["--days", "30", "--every", "10", "--variable", "25(OH)D", "--variable", "MK7"]
        document = answered(cli, ["simulate", runner, "--people", "20", *options])
        assert [t["variable"] for t in document["trajectories"][:2]] == ["calcidiol", "mk7"]
        assert document["trajectories"][0]["time_days"] == [0, 10, 20, 30]
        assert document["days"] == 30

    def test_the_last_days_are_followed_by_the_hour(self, cli: Cli, runner: Path) -> None:
        options = ["--days", "14", "--hourly-days", "2", "--variable", "mk7", "--people", "20"]
        regimen = ["--regimen", "MK-7 180 µg daily with breakfast"]
        document = answered(cli, ["simulate", runner, *options, *regimen])
        (course,) = document["trajectories"]
        assert len(course["time_days"]) == 2 + 48 + 1
        assert max(course["median"][2:]) > 1.2 * min(course["median"][2:])

    def test_a_patient_reads_the_same_numbers_in_other_words(self, cli: Cli, runner: Path) -> None:
        one = answered(cli, ["simulate", runner, *SHORT])
        other = answered(cli, ["simulate", runner, *SHORT, "--for", "patient"])
        assert one["trajectories"][0]["median"] == other["trajectories"][0]["median"]
        assert one["notice"] != other["notice"]


class TestWhereTheModelEnds:
    def test_it_is_answered_with_reasons_and_no_curve(self, cli: Cli, person_case: Case) -> None:
        person = person_case("egfr_24")
        ended = cli(["simulate", person])
        assert (ended.code, ended.err) == (0, "")
        assert "Nothing is simulated\n" in ended.out
        assert "Predicted" not in ended.out
        document = answered(cli, ["simulate", person])
        assert document["trajectories"] == []
        assert document["posterior"] is None
        assert document["limits"][-1]["id"] == "model.declines"

    def test_a_file_can_be_had_of_it_all_the_same(
        self, cli: Cli, person_case: Case, tmp_path: Path
    ) -> None:
        person = person_case("egfr_24")
        for ending in ("csv", "json", "html", "nc"):
            file = tmp_path / f"declined.{ending}"
            assert cli(["simulate", person, "--out", file]).code == 0
            assert file.stat().st_size > 0


def warnings(document: dict[str, Any]) -> set[str]:
    return {limit["id"] for limit in document["limits"] if limit["level"] == "caution"}


class TestWarnings:
    def test_a_refusal_does_not_hide_the_stop_over_what_is_taken(
        self, cli: Cli, person_case: Case
    ) -> None:
        person = person_case("level_412")
        for audience, said in (
            ("clinician", "STOP: 25(OH)D above 374 nmol/L"),
            ("patient", "STOP: Your vitamin D level is dangerously high"),
        ):
            ended = cli(["simulate", person, "--for", audience])
            assert (ended.code, ended.out) == (3, "")
            assert ended.err.startswith(said)
        refused = json.loads(cli(["simulate", person, "--json"]).err)
        jsonschema.validate(refused, schemas()["error.schema.json"])
        urgent = [(said["id"], said["level"]) for said in refused["urgent"]]
        assert ("rule.vitamin-d-intoxication.d3", "stop") in urgent

    def test_food_that_must_not_be_eaten_is_a_stop_under_any_regimen(
        self, cli: Cli, person_case: Case
    ) -> None:
        person = person_case("natto_eater_on_acenocoumarol")
        stops = answered(cli, ["simulate", person, "--regimen", "nothing", *SHORT])["stops"]
        assert [stop["id"] for stop in stops] == ["rule.vitamin-k-antagonist-natto.k2"]

    def test_another_dose_of_k2_beside_warfarin_is_warned_of(
        self, cli: Cli, person_case: Case
    ) -> None:
        # Takes 100 µg a day, and the warfarin was set against it.
        person = person_case("runner_already_on_k2_with_warfarin")
        rule = "rule.vitamin-k-antagonist.k2.2"
        for regimen, said in {
            "MK-7 180 µg daily": True,
            "MK-7 45 µg daily": True,
            "MK-4 100 µg daily": True,
            "nothing": True,
            "D3 1000 IU daily; MK-7 100 µg daily": False,
        }.items():
            document = answered(cli, ["simulate", person, "--regimen", regimen, *SHORT])
            assert (rule in warnings(document)) == said, regimen
        ended = cli(["simulate", person, "--regimen", "MK-7 180 µg daily", *SHORT])
        assert ended.out.index("Change neither alone") < ended.out.index("Compared")

    @pytest.mark.parametrize(
        ("name", "rule"),
        [
            ("stones_with_thiazide", "rule.kidney-stones.calcium"),
            ("lithium", "rule.lithium.d3"),
            ("digoxin", "rule.cardiac-glycoside.calcium"),
            ("unknown_medicine", "screen.unidentified-medicine.medicines[0]"),
            ("medicines_not_asked", "screen.medicines-not-asked.medicines"),
            ("conditions_not_asked", "screen.conditions-not-asked.conditions"),
        ],
    )
    def test_what_the_safety_rules_warn_of_is_said_of_what_would_be_taken(
        self, cli: Cli, person_case: Case, name: str, rule: str
    ) -> None:
        person = person_case(name)
        regimen = "D3 2000 IU daily; MK-7 90 µg daily; calcium carbonate 500 mg twice daily"
        assert rule in warnings(answered(cli, ["simulate", person, "--regimen", regimen, *SHORT]))
        none = answered(cli, ["simulate", person, "--regimen", "nothing", *SHORT])
        assert rule not in warnings(none)

    def test_what_is_only_compared_is_not_said_to_be_taken(self, cli: Cli, written: Write) -> None:
        doses = ["--compare", "D3 10000 IU daily; MK-7 90 µg daily", "--compare", "now"]
        for takes, said in (
            (["D3 800 IU daily"], "If you took “D3 10000 IU daily”: You take 10,000 IU or more"),
            (["D3 12000 IU daily"], "You take 10,000 IU or more"),
        ):
            arguments = ["simulate", written(takes=takes), *doses, *SHORT, "--beyond-evidence"]
            (stop,) = answered(cli, [*arguments, "--for", "patient"])["stops"]
            assert stop["text"].startswith(said)

    def test_a_healthy_person_on_a_usual_dose_is_warned_of_nothing(
        self, cli: Cli, person_case: Case
    ) -> None:
        person = person_case("nothing_wrong")
        document = answered(cli, ["simulate", person, "--regimen", "D3 800 IU daily", *SHORT])
        assert (document["stops"], warnings(document)) == ([], set())

    @pytest.mark.parametrize(
        "regimen",
        [
            "D3 2000 IU daily from 2030-01-01",
            "D3 2000 IU daily until 2026-01-01",
            "D3 100000 IU once on 2020-01-01",
            "D3 100000 IU every 90 days from 2027-03-01",
        ],
    )
    def test_what_is_not_taken_in_these_days_is_named(
        self, cli: Cli, runner: Path, regimen: str
    ) -> None:
        ended = cli(["simulate", runner, "--regimen", f"MK-7 90 µg daily; {regimen}", *SHORT])
        said = " ".join(ended.out.split())
        assert f"Nothing of this is taken in the days shown: {regimen}" in said
        assert said.index("Nothing of this is taken") < said.index("Compared")

    @pytest.mark.parametrize(
        "regimen", ["D3 100000 IU once", "D3 100000 IU every 90 days from 2026-12-10", "nothing"]
    )
    def test_what_is_taken_on_one_of_these_days_is_not(
        self, cli: Cli, runner: Path, regimen: str
    ) -> None:
        assert "Nothing of this" not in cli(["simulate", runner, "--regimen", regimen, *SHORT]).out

    def test_what_stands_twice_is_named(self, cli: Cli, runner: Path) -> None:
        said = "more than once, and is counted each time: D3 1000 IU daily."
        for other, twice in {
            "D3 1000 IU daily": True,
            "vitamin D3 25 µg every day": True,
            "D3 1000 IU daily with dinner": False,
            "D3 600 IU daily": False,
        }.items():
            ended = cli(["simulate", runner, "--regimen", f"D3 1000 IU daily; {other}", *SHORT])
            assert (said in " ".join(ended.out.split())) == twice, other

    def test_k2_of_unstated_form_is_told_before_its_flat_curve(
        self, cli: Cli, runner: Path
    ) -> None:
        ended = cli(["simulate", runner, "--regimen", "K2 100 µg daily", *SHORT])
        assert ended.out.index("K2 of unstated form is not simulated") < ended.out.index("Compared")

    def test_a_stop_sign_stands_before_everything(self, cli: Cli, person_case: Case) -> None:
        person = person_case("runner_starts_k2_on_warfarin")
        ended = cli(["simulate", person, "--regimen", "MK-7 45 µg daily", *SHORT])
        assert ended.code == 0
        assert ended.out.index("STOP: Vitamin K2") < ended.out.index("Compared\n")

    def test_a_dose_beyond_any_trial_is_labelled(self, cli: Cli, runner: Path) -> None:
        arguments = ["simulate", runner, "--regimen", "MK-7 2 mg daily", *SHORT]
        ended = cli([*arguments, "--beyond-evidence"])
        assert ended.code == 0
        said = " ".join(ended.out.split())
        assert "No trial we know of gave this dose for as long" in said
        assert said.index("No trial we know of gave") < said.index("Compared")


class TestFiles:
    def test_json_holds_what_json_prints(self, cli: Cli, runner: Path, tmp_path: Path) -> None:
        file = tmp_path / "answer.json"
        ended = cli(["simulate", runner, *SHORT, "--out", file, "--json"])
        assert file.read_text("utf-8") == ended.out

    def test_csv_is_one_long_table(self, cli: Cli, runner: Path, tmp_path: Path) -> None:
        file = tmp_path / "curves.CSV"
        assert cli(["simulate", runner, *SHORT, "--out", file]).code == 0
        rows = list(csv.DictReader(file.read_text("utf-8").splitlines()))
        assert len(rows) == 2 * 5
        assert rows[0]["date"] == "2026-11-20"

    def test_netcdf_is_read_back(self, cli: Cli, runner: Path, tmp_path: Path) -> None:
        file = tmp_path / "curves.nc"
        assert cli(["simulate", runner, *SHORT, "--out", file]).code == 0
        with xr.open_dataset(file, engine="h5netcdf") as stored:
            assert stored["calcidiol"].attrs["units"] == "nmol/L"
            assert "published model" in stored.attrs["limits"]

    def test_a_page_replaces_what_stood_there_and_leaves_nothing_else(
        self, cli: Cli, runner: Path, tmp_path: Path
    ) -> None:
        file = tmp_path / "page.html"
        file.write_text("an earlier page")
        assert cli(["simulate", runner, *SHORT, "--out", file]).code == 0
        assert file.read_text("utf-8").lstrip().startswith("<!doctype html>")
        assert list(tmp_path.iterdir()) == [file]

    def test_without_the_package_for_netcdf_it_is_named(
        self, cli: Cli, runner: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(simulation_file, "find_spec", lambda name: None)
        ended = cli(["simulate", runner, "--out", tmp_path / "curves.nc"])
        assert (ended.code, ended.out) == (2, "")
        assert "pip install 'd3k2[netcdf]'" in ended.err
        assert list(tmp_path.iterdir()) == []


class TestEducation:
    def test_shows_a_generic_adult_at_both_ends(self, cli: Cli) -> None:
        ended = cli(["simulate", "--education"])
        assert (ended.code, ended.err) == (0, "")
        said = " ".join(ended.out.split())
        assert said.index("Education only: a generic adult") < said.index("Compared")
        assert "No dose of warfarin or vitamin K is adjusted from this" in said
        assert "2.4 times" in said and "18 times" in said
        assert max(map(len, ended.out.splitlines())) <= 80

    def test_as_json_it_is_the_inr_of_no_person(self, cli: Cli) -> None:
        document = answered(cli, ["simulate", "--education", "--days", "28"])
        assert {t["variable"] for t in document["trajectories"]} == {"inr"}
        assert document["education"] is True
        assert document["person"] is None
        assert document["trajectories"][0]["time_days"][-1] == 28

    def test_as_a_page_it_says_so_in_its_title(self, cli: Cli, tmp_path: Path) -> None:
        file = tmp_path / "lesson.html"
        regimen = ["--regimen", "K1 150 µg daily", "--for", "patient"]
        assert cli(["simulate", "--education", *regimen, "--out", file]).code == 0
        assert "for learning only</h1>" in file.read_text("utf-8")


REFUSED = [
    (["--regimen", "D3 2000 IU dayly"], "--regimen", "At character 12", "daily"),
    (["--compare", "K2 50 IU daily"], "--compare", "At character", "µg"),
    (["--regimen", ""], "--regimen", "there is no text", "nothing"),
    (["--days", "0"], "--days", "0", "from 1 to 3652"),
    (["--days", "-3"], "--days", "-3", "from 1 to 3652"),
    (["--days", "3653"], "--days", "3653", "from 1 to 3652"),
    (["--every", "40", "--days", "30"], "--every", "40", "from 1 to 30 days"),
    (["--every", "0"], "--every", "0", "from 1 to 728"),
    (["--hourly-days", "8", "--days", "7"], "--hourly-days", "8", "from 0 to 7"),
    (["--hourly-days", "29"], "--hourly-days", "29", "from 0 to 28"),
    (["--variable", "vitamin C"], "--variable", "vitamin C", "calcidiol, calcitriol, pth"),
    (["--variable", "inr"], "--variable", "--education", "calcidiol"),
    (["--variable", "cac"], "--variable", "no score is known", "calcidiol"),
    (["--people", "3"], "--people", "3", "from 20 to 20000"),
    (["--seed", "-1"], "--seed", "-1", "from 0"),
    (["--regimen", "D3 20000 IU daily"], "--regimen", "as much for as long", "--beyond-evidence"),
    (["--compare", "MK-7 5 mg daily"], "--compare", "as much for as long", "--beyond-evidence"),
    (
        ["--compare", "D3 2000 IU daily", "--compare", "vitamin D3 50 µg every day"],
        "--compare", "over again", "differ",
    ),
    (["--regimen", "nothing", "--compare", "none"], "--compare", "over again", "differ"),
    (
        [part for dose in range(7) for part in ("--compare", f"D3 {400 + dose} IU daily")],
        "--compare", "7 regimens", "at most 6",
    ),
    (["--out", "answer.pdf"], "--out", "answer.pdf", ".nc, .csv, .json or .html"),
    (["--out", "answer"], "--out", "answer", ".nc, .csv, .json or .html"),
    (["--out", "no/such/folder/answer.csv"], "--out", "no such folder", "folder that exists"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "field", "said", "accepted"), REFUSED, ids=lambda v: str(v)[:40]
)
def test_what_cannot_be_used_is_named_with_what_is_accepted(
    cli: Cli,
    runner: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    field: str,
    said: str,
    accepted: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = cli(["simulate", runner, *options])
    assert (ended.code, ended.out) == (3, "")
    assert f"\n{field}: " in f"\n{ended.err}"
    assert said in ended.err
    assert accepted in ended.err.partition("accepted:")[2]
    as_json = cli(["simulate", runner, *options, "--json"])
    assert (as_json.code, as_json.out) == (3, "")
    document = json.loads(as_json.err)
    jsonschema.validate(document, schemas()["error.schema.json"])
    assert document["kind"] == "input"
    assert document["field"] == field
    assert accepted in document["accepted"]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_closed_is_refused(cli: Cli, runner: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    ended = cli(["simulate", runner, "--out", tmp_path / "file" / "answer.csv"])
    assert ended.code == 3
    assert ended.err.startswith("--out: ")


def test_the_record_of_the_person_is_not_written_over(cli: Cli, written: Write) -> None:
    person = written()
    before = person.read_bytes()
    assert cli(["simulate", person, "--out", person]).code == 3
    assert person.read_bytes() == before


def test_an_earlier_file_stays_when_the_record_is_refused(
    cli: Cli, written: Write, tmp_path: Path
) -> None:
    file = tmp_path / "answer.csv"
    file.write_text("the earlier answer")
    assert cli(["simulate", written(age=212), "--out", file]).code == 3
    assert file.read_text() == "the earlier answer"


def test_what_is_taken_beyond_any_trial_is_named_as_such(cli: Cli, written: Write) -> None:
    ended = cli(["simulate", written(takes=["D3 60000 IU daily since 2026-01-01"])])
    assert ended.code == 3
    stop, _, refusal = ended.err.partition("\n\n")
    assert stop.startswith("STOP: Vitamin D of 10,000 IU/day or more")
    assert refusal.startswith("takes: ")
    assert "--beyond-evidence" in refusal
    assert "smaller dose" not in refusal


MISUSED = [
    ([], "PERSON", "Name a person"),
    (["--education", "RUNNER"], "PERSON", "never about a person"),
    (["--education", "--compare", "nothing"], "--compare", "means nothing with --education"),
    (["--education", "--people", "50"], "--people", "means nothing with --education"),
    (["--education", "--variable", "pth"], "--variable", "means nothing with --education"),
    (["--education", "--seed", "1"], "--seed", "means nothing with --education"),
    (["--education", "--hourly-days", "1"], "--hourly-days", "means nothing with --education"),
    (["RUNNER", "--days", "soon"], "--days", "valid integer"),
    (["RUNNER", "--for", "dog"], "--for", "'clinician', 'patient'"),
]


@pytest.mark.parametrize(("arguments", "field", "said"), MISUSED, ids=lambda v: str(v)[:40])
def test_arguments_that_make_no_sense_are_usage(
    cli: Cli, runner: Path, arguments: list[str], field: str, said: str
) -> None:
    given = ["simulate", *(str(runner) if a == "RUNNER" else a for a in arguments)]
    ended = cli(given)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert "d3k2 simulate --help" in ended.err
    document = json.loads(cli([*given, "--json"]).err)
    assert document["kind"] == "usage"
    assert document["field"] == field


@pytest.mark.parametrize(
    ("options", "field"),
    [(["--days", "400"], "--days"), (["--regimen", "MK-7 lots"], "--regimen")],
)
def test_a_lesson_refuses_as_a_person_does(cli: Cli, options: list[str], field: str) -> None:
    ended = cli(["simulate", "--education", *options])
    assert ended.code == 3
    assert ended.err.startswith(f"{field}: ")


def test_a_lesson_beyond_any_trial_is_refused_or_labelled(cli: Cli) -> None:
    arguments = ["simulate", "--education", "--regimen", "MK-7 5 mg daily"]
    ended = cli(arguments)
    assert ended.code == 3
    assert ended.err.startswith("--regimen: No trial")
    assert "for as long" in " ".join(cli([*arguments, "--beyond-evidence"]).out.split())


class TestWhenTheEquationsCannotBeSolved:
    @pytest.fixture
    def failing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object, **__: object) -> None:
            raise SolverFailed(16, 36.75, "CV_TOO_CLOSE at 25(OH)D 65")

        monkeypatch.setattr("d3k2.population.simulate", fail)

    @pytest.mark.usefixtures("failing")
    def test_the_virtual_person_and_the_day_are_named_and_nothing_is_shown(
        self, cli: Cli, runner: Path, tmp_path: Path
    ) -> None:
        file = tmp_path / "answer.csv"
        ended = cli(["simulate", runner, "--out", file])
        assert (ended.code, ended.out) == (1, "")
        assert "Virtual person 17 could not be followed from day 36.75 on" in ended.err
        assert "CV_TOO" not in ended.err and "65" not in ended.err
        assert not file.exists()
        as_json = json.loads(cli(["simulate", runner, "--json"]).err)
        assert as_json["kind"] == "internal"
        assert "day 36.75" in as_json["message"]


class TestHealthDataStayHere:
    def test_nothing_is_logged(
        self, cli: Cli, runner: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.NOTSET):
            assert cli(["simulate", runner, *SHORT]).code == 0
        assert caplog.records == []


def test_help_fits_80_columns_and_shows_examples(cli: Cli) -> None:
    ended = cli(["simulate", "--help"])
    assert ended.code == 0
    assert max(map(len, ended.out.splitlines())) <= 80
    assert "d3k2 simulate --education" in ended.out.partition("Options:")[2]


class TestItsPage:
    PAGE = (ROOT / "docs" / "simulate.md").read_text("utf-8")

    def test_shows_commands_that_run(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(ROOT)
        shown = re.findall(r"```console\n\$ d3k2 ([^\n]*)\n(.*?)```", self.PAGE, re.DOTALL)
        assert len(shown) >= 3
        for command, output in shown:
            few = [] if "--education" in command else ["--people", "20"]
            assert cli([*shlex.split(command), *few]).code == 0
            assert output.strip()

    def test_shows_python_that_runs(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.chdir(ROOT)
        (shown,) = re.findall(r"```python\n(.*?)```", self.PAGE, re.DOTALL)
        exec(shown, {})
        assert "'D3 800 IU': 0." in capsys.readouterr().out
