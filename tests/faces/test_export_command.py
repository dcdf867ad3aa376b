"""``d3k2 export``: a model in a file, or a sentence that says why there is none."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, parse

import pytest

from d3k2.faces.cli.export import DAYS, LONGEST, Block
from d3k2.physiology import BLOCKS, BODY, model, nominal
from d3k2.population import DAYS as SIMULATED
from d3k2.population import LONGEST as LONGEST_SIMULATED

Cli = Callable[..., Any]
Write = Callable[..., Path]
Case = Callable[[str], Path]


SBML = "{http://www.sbml.org/sbml/level3/version2/core}"


def read(path: Path) -> Element:
    made = parse(path).getroot().find(f"{SBML}model")
    assert made is not None
    return made


def notes(path: Path) -> str:
    found = read(path).find(f"{SBML}notes")
    assert found is not None
    return "".join(found.itertext())


def values(path: Path) -> dict[str, float]:
    found = read(path).iter(f"{SBML}parameter")
    return {p.attrib["id"]: float(p.get("value", "nan")) for p in found}


class TestTheTypicalPerson:
    def test_is_written_in_every_form_and_named_on_stdout_alone(
        self, cli: Cli, tmp_path: Path
    ) -> None:
        files = [tmp_path / name for name in ("m.xml", "m.omex", "m.ant")]
        ended = cli(["export", "--sbml", files[0], "--omex", files[1], "--antimony", files[2]])
        assert (ended.code, ended.err) == (0, "")
        assert ended.out == f"{', '.join(map(str, files))}: {', '.join(BODY)}; {DAYS} days.\n"
        assert sorted(tmp_path.iterdir()) == sorted(files)
        inside = zipfile.ZipFile(files[1]).read("model.xml")
        assert inside == files[0].read_bytes()
        assert files[2].read_text("utf-8").startswith("model d3k2\n")
        assert "The typical person" in notes(files[0])
        assert "Nothing is taken." in notes(files[0])

    def test_is_the_same_to_the_byte_each_time(self, cli: Cli, tmp_path: Path) -> None:
        taken = ["--regimen", "D3 50000 IU once a month; MK-7 90 µg daily"]
        written = []
        for name in ("a.omex", "b.omex"):
            assert cli(["export", *taken, "--omex", tmp_path / name]).code == 0
            written.append((tmp_path / name).read_bytes())
        assert written[0] == written[1]

    def test_takes_what_is_said_from_the_first_date_that_it_names(
        self, cli: Cli, tmp_path: Path
    ) -> None:
        text = "D3 2000 IU daily from 2027-01-01 until 2027-01-10; D2 50000 IU once a month"
        assert cli(["export", "--regimen", text, "--sbml", tmp_path / "m.xml"]).code == 0
        known = values(tmp_path / "m.xml")
        # 2000 IU are 50 µg; the molar mass of vitamin D3 is 384.64 g/mol.
        assert known["dose_d3"] == pytest.approx(50_000 / 384.64, rel=1e-4)
        # 50,000 IU are 1,250 µg, of which what the model takes up is in the gut.
        taken_up = 1_250_000 / 396.65 * nominal()["bioavailability_d2"]
        assert known["gut_d2"] == pytest.approx(taken_up, rel=1e-3)
        events = {e.attrib["id"]: e for e in read(tmp_path / "m.xml").iter(f"{SBML}event")}
        stopped = events["day_10"].iter(f"{SBML}eventAssignment")
        assert [a.attrib["variable"] for a in stopped] == ["dose_d3"]
        assert "D3 2000 IU daily" in notes(tmp_path / "m.xml")

    def test_has_only_the_blocks_asked_for_and_what_they_follow(
        self, cli: Cli, tmp_path: Path
    ) -> None:
        place = tmp_path / "m.xml"
        assert cli(["export", "--block", "warfarin", "--sbml", place]).code == 0
        assert {"inr", *model("vitamin_k").states} <= values(place).keys()
        assert not {"pth", "calcidiol", "cac"} & values(place).keys()
        assert "Warfarin is for teaching" in notes(place)


class TestAPerson:
    def test_makes_the_file_a_health_record_which_is_said(
        self, cli: Cli, runner: Path, tmp_path: Path
    ) -> None:
        place = tmp_path / "m.xml"
        ended = cli(["export", runner, "--block", "vitamin_d", "--sbml", place])
        assert ended.code == 0
        assert "\nHealth data" in ended.err
        for words in ("Health data", "median of 1000", "D3 5000 IU daily", "Not a prescription"):
            assert words in notes(place)
        # The record says 65 ng/mL, which is 162 nmol/L.
        assert values(place)["calcidiol_d3"] == pytest.approx(162, rel=0.1)

    def test_whom_the_model_does_not_cover_gets_no_file(
        self, cli: Cli, person_case: Case, tmp_path: Path
    ) -> None:
        ended = cli(["export", person_case("egfr_24"), "--sbml", tmp_path / "m.xml"])
        assert ended.code == 3
        assert "does not cover this person" in ended.err
        assert not (tmp_path / "m.xml").exists()

    def test_a_stop_comes_first_and_travels_in_the_file(
        self, cli: Cli, person_case: Case, tmp_path: Path
    ) -> None:
        place = tmp_path / "m.xml"
        person = person_case("runner_starts_k2_on_warfarin")
        asked = ["--block", "vitamin_k", "--regimen", "MK-7 90 µg daily", "--sbml", place]
        ended = cli(["export", person, *asked])
        assert ended.code == 4
        assert ended.err.startswith("STOP: Do not start K2")
        assert notes(place).index("STOP: Do not start K2") < notes(place).index("Health data")

    def test_a_refusal_does_not_hide_the_stop_over_what_is_taken(
        self, cli: Cli, person_case: Case, tmp_path: Path
    ) -> None:
        for name, stop, said in (
            ("level_412", "STOP: 25(OH)D above 374 nmol/L", "\ntakes: No trial"),
            ("hypercalcaemia", "STOP: Calcium above 2.60 mmol/L", "does not cover this person"),
        ):
            ended = cli(["export", person_case(name), "--sbml", tmp_path / "m.xml"])
            assert (ended.code, ended.out) == (3, "")
            assert ended.err.startswith(stop)
            assert said in ended.err
            assert "smaller dose" not in ended.err

    def test_a_caution_is_said_and_travels_in_the_file(
        self, cli: Cli, person_case: Case, tmp_path: Path
    ) -> None:
        place = tmp_path / "m.xml"
        person = person_case("runner_already_on_k2_with_warfarin")
        asked = ["--block", "vitamin_k", "--regimen", "MK-7 180 µg daily", "--sbml", place]
        ended = cli(["export", person, *asked])
        assert ended.code == 0
        said = "K2 is already taken steadily with a vitamin K antagonist"
        assert ended.err.startswith(f"CAUTION: {said}")
        assert notes(place).index(f"Caution: {said}") < notes(place).index("Health data")

    def test_a_block_that_shows_nothing_of_the_person_is_refused(
        self, cli: Cli, runner: Path, tmp_path: Path
    ) -> None:
        ended = cli(["export", runner, "--block", "artery", "--sbml", tmp_path / "m.xml"])
        assert ended.code == 3
        assert ended.err.startswith("--block: ")
        assert "accepted: vitamin_d, mineral_bone, vitamin_k" in ended.err

    def test_nobodys_record_is_written_over(self, cli: Cli, written: Write) -> None:
        person = written()
        before = person.read_bytes()
        assert cli(["export", person, "--sbml", person]).code == 3
        assert person.read_bytes() == before


MISUSED = [
    ("nowhere to write", [], "--sbml, --omex or --antimony"),
    ("an unknown block", ["--block", "liver", "--sbml", "m.xml"], "--block"),
    ("no days", ["--days", "0", "--sbml", "m.xml"], "--days"),
    ("too many days", ["--days", "99999", "--sbml", "m.xml"], "--days"),
    ("one place twice", ["--sbml", "m.xml", "--omex", "m.xml"], "--sbml"),
    ("warfarin of a person", ["PERSON", "--block", "warfarin", "--sbml", "m.xml"], "--block"),
]
REFUSED = [
    ("a folder", ["--sbml", "."], "--sbml"),
    ("no such folder", ["--omex", "no/such/m.omex"], "--omex"),
    ("no name", ["--antimony", ""], "--antimony"),
    ("too long a name", ["--sbml", "x" * 5000], "--sbml"),
    ("an unreadable regimen", ["--regimen", "a spoonful", "--sbml", "m.xml"], "--regimen"),
    ("beyond any trial", ["--regimen", "D3 100000 IU daily", "--sbml", "m.xml"], "--regimen"),
    ("no such person", ["nobody.toml", "--sbml", "m.xml"], "nobody.toml"),
]


@pytest.mark.parametrize(
    ("arguments", "field"), [c[1:] for c in MISUSED], ids=[c[0] for c in MISUSED]
)
def test_arguments_that_make_no_sense_end_with_2(
    cli: Cli, runner: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    arguments: list[str], field: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    ended = cli(["export", *(runner if a == "PERSON" else a for a in arguments)])
    assert (ended.code, ended.out) == (2, "")
    assert field in ended.err
    assert "--help" in ended.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "field"), [c[1:] for c in REFUSED], ids=[c[0] for c in REFUSED]
)
def test_input_that_cannot_be_used_ends_with_3_and_no_file(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], field: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = cli(["export", *arguments])
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith(field)
    assert "accepted:" in ended.err
    assert list(tmp_path.iterdir()) == []


def test_a_dose_beyond_any_trial_is_written_when_asked_for_and_labelled(
    cli: Cli, tmp_path: Path
) -> None:
    place = tmp_path / "m.xml"
    asked = ["--regimen", "D3 100000 IU daily", "--block", "vitamin_d", "--beyond-evidence"]
    assert cli(["export", *asked, "--sbml", place]).code == 0
    assert "extrapolation" in notes(place)


def test_an_earlier_file_stays_when_a_record_is_refused(
    cli: Cli, written: Write, tmp_path: Path
) -> None:
    place = tmp_path / "m.xml"
    place.write_text("the earlier file")
    assert cli(["export", written(age=212), "--sbml", place]).code == 3
    assert place.read_text() == "the earlier file"


def test_the_options_are_those_of_the_model() -> None:
    assert tuple(block.value for block in Block) == BLOCKS
    assert (DAYS, LONGEST) == (SIMULATED, LONGEST_SIMULATED)
