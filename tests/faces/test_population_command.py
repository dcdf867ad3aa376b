"""``d3k2 population``: what it prints and writes, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from d3k2.faces.cli import population
from d3k2.population import Plan, Processes, read_population, run_many
from d3k2.regimen import Regimen
from d3k2.report import population_document, population_html, schemas

ROOT = Path(__file__).parents[2]
USUAL = ("--n", "30", "--days", "28", "--workers", "1", "--regimen", "D3 1000 IU daily")
ONE = ("--variable", "calcidiol")


@pytest.fixture(scope="module")
def made(cli: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The end of a run, and its folder."""
    folder = tmp_path_factory.mktemp("population") / "run"
    ended = cli(
        ["population", *USUAL, *ONE, "--compare", "weekly=D3 7000 IU every 7 days", "--out", folder]
    )
    return ended, folder


def test_it_prints_bands_shares_and_limits(made: Any) -> None:
    ended, folder = made
    assert (ended.code, ended.err) == (0, "")
    assert max(map(len, ended.out.splitlines())) <= 80
    for said in (
        "A D3 1000 IU daily",
        "B weekly: D3 7000 IU every 7 days",
        "25(OH)D, nmol/L",
        "≥ nmol/L",
        "Endocrine Society 2011",
        "(superseded)",
        "What this does not say",
        "30 virtual people",
    ):
        assert said in ended.out, said
    assert sorted(path.name for path in folder.iterdir()) == [
        "finished.jsonl",
        "manifest.json",
        "results.zarr",
        "summary.html",
        "summary.json",
    ]


def test_the_document_keeps_to_its_schema(made: Any) -> None:
    content = json.loads((made[1] / "summary.json").read_text("utf-8"))
    Draft202012Validator(schemas()["population.schema.json"]).validate(content)
    assert content["schema"] == "d3k2/population/1"
    assert content["manifest"]["finished_cells"] == 1
    assert content["manifest"]["command"].startswith("d3k2 population --n 30")
    course = content["summary"]["trajectories"][0]
    for five, quarter, middle in zip(course["p5"], course["p25"], course["median"], strict=True):
        assert five <= quarter <= middle
    target = content["summary"]["targets"][0]
    above, below = target["at_or_above"][0], target["below"][0]
    assert above["share"] + below["share"] == pytest.approx(1)


def test_the_page_loads_nothing(made: Any) -> None:
    page = (made[1] / "summary.html").read_text("utf-8")
    assert "<svg" in page and "EFSA" in page and "manifest" not in page.casefold()[:200]
    for loading in ("<script", "src=", "<link", "@import", "url("):
        assert loading not in page
    assert len(page) < 150_000


def test_the_same_again_is_resumed_and_nothing_is_computed(
    cli: Callable[..., Any], made: Any
) -> None:
    options = [*USUAL, *ONE, "--compare", "weekly=D3 7000 IU every 7 days", "--out", made[1]]
    refused = cli(["population", *options])
    assert refused.code == 3
    assert "--resume" in refused.err
    again = cli(["population", *options, "--resume", "--json"])
    assert (again.code, again.err) == (0, "")
    assert json.loads(again.out)["people_per_second"] is None


def test_calcium_is_held_against_its_limits(tmp_path: Path) -> None:
    described = read_population(str(ROOT / "examples" / "nordic-winter.toml"))
    nothing = (("nothing", Regimen()),)
    plan = Plan(
        described, "nordic", 20, nothing, 7, variables=("calcium", "urine_calcium"), cell=20
    )
    document = population_document(run_many(plan, tmp_path / "run", Processes(1)), "")
    assert [one.what for one in document.summary.exceeded] == ["hypercalciuria", "high_calcium"]
    assert document.summary.targets == []
    assert document.summary.people.skin_shares.keys() <= {"II", "III", "not known"}
    page = population_html(document)
    assert "300 mg/day (men)" in page
    assert "research only" in page


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--n", "0"], 3, "from 1 to 10000000 people"),
        (["--n", "-4"], 3, "from 1 to 10000000 people"),
        (["--n", "1000000000000"], 3, "from 1 to 10000000 people"),
        (["--n", "many"], 3, "from 1 to 10000000 people"),
        (["--n", "1e12"], 3, "from 1 to 10000000 people"),
        (["--days", "4000"], 3, "from 1 to 3652 days"),
        (["--workers", "0"], 3, "--workers"),
        (["--chunk", "0"], 3, "--chunk"),
        (["--population", "martians"], 3, "accepted: us-adults"),
        (["--population", "no/file.toml"], 3, "There is no such file"),
        (["--regimen", "D3 lots"], 3, "--regimen"),
        (["--compare", "twice=D3 1000 IU daily"], 3, "over again"),
        (["--compare", "now"], 3, "nothing that could go on"),
        (["--regimen", "D3 60000 IU daily"], 3, "--beyond-evidence"),
        (["--variable", "beauty"], 3, "no such variable"),
        (["--variable", "cac"], 3, "no score is known"),
        (["--engine", "local", "--scheduler", "tcp://x:1"], 2, "--scheduler"),
        (["--scheduler", "tcp://x:1", "--workers", "2"], 2, "--workers"),
        (["--out", "a-file"], 3, "This is not a folder"),
        (["--out", "no/run"], 3, "does not exist"),
        (["--out", "."], 3, "something else"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(
    cli: Callable[..., Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    code: int,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a-file").write_text("")
    usual = [] if "--scheduler" in options else list(USUAL[4:6])
    first = ["--n", "30", "--days", "28", "--regimen", "D3 1000 IU daily", "--out", "run"]
    ended = cli(["population", *first, *usual, *options])
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
    assert "Traceback" not in ended.err
    assert not (tmp_path / "run").exists()


def test_what_is_not_installed_is_said(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def without_zarr(name: str) -> object:
        return None if name == "zarr" else find_spec(name)

    monkeypatch.setattr(population, "find_spec", without_zarr)
    ended = cli(["population", *USUAL, "--out", tmp_path / "run"])
    assert ended.code == 2
    assert "pip install 'd3k2[population]'" in ended.err
