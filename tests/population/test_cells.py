"""People in cells: described, drawn, and the same however and wherever they are computed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from importlib import util
from pathlib import Path

import numpy as np
import psutil
import pytest
import xarray as xr

from d3k2.population import (
    Covariates,
    Engine,
    OnDask,
    Processes,
    Stopped,
    check_folder,
    read_population,
    run_many,
    shipped,
)
from d3k2.population.many import on_dask
from d3k2.population.many.bodies import bodies
from d3k2.population.many.cell import compute_cell
from d3k2.population.many.results import Results
from d3k2.population.many.work import Batch, Done
from d3k2.population.sample import NobodyMatches
from d3k2.units import InputRefused

spec = util.spec_from_file_location("population_runs", Path(__file__).with_name("runs.py"))
assert spec is not None and spec.loader is not None
runs = util.module_from_spec(spec)
spec.loader.exec_module(runs)
plan, content = runs.plan, runs.content


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run that nothing disturbed."""
    folder = tmp_path_factory.mktemp("runs") / "whole"
    run_many(plan(), folder, Processes(1))
    return folder


@pytest.fixture
def no_worker_left() -> Iterator[None]:
    yield
    deadline = time.monotonic() + 10
    while left := workers():
        assert time.monotonic() < deadline, left
        time.sleep(0.05)


def workers() -> list[psutil.Process]:
    """The processes that compute for this one."""
    found = []
    for child in psutil.Process().children(recursive=True):
        try:
            line = child.cmdline()
        except psutil.Error:
            continue
        if any("spawn_main" in part for part in line):
            found.append(child)
    return found


class TestDrawn:
    def drawn(self, n: int = 20_000) -> Covariates:
        population = read_population("us-adults").population
        return bodies(population, n, np.random.default_rng(1)).covariates

    def test_people_are_spread_as_the_survey_says(self) -> None:
        found = self.drawn()
        women = found.female
        assert women.mean() == pytest.approx(0.507, abs=0.01)
        assert np.mean(found.age < 25) == pytest.approx(0.122, abs=0.01)
        assert np.mean(found.age >= 75) == pytest.approx(0.075, abs=0.01)
        assert found.weight[women].mean() == pytest.approx(76.4, abs=0.6)
        assert found.height[~women].mean() == pytest.approx(175.9, abs=0.2)
        assert np.log(found.weight[women]).std() == pytest.approx(0.25, abs=0.01)
        assert np.mean(found.skin == 5) == pytest.approx(0.114, abs=0.01)

    def test_what_goes_together_goes_together(self) -> None:
        found = self.drawn()
        men = ~found.female
        heavy, tall = np.log(found.weight[men]), found.height[men]
        assert np.corrcoef(heavy, tall)[0, 1] == pytest.approx(0.41, abs=0.03)
        assert np.corrcoef(found.age[men], tall)[0, 1] == pytest.approx(-0.13, abs=0.03)

    def test_everyone_is_within_the_model(self, tmp_path: Path) -> None:
        file = tmp_path / "young.toml"
        file.write_text(small(age="from = [10, 30]\nshares = [50, 50]\nto = 50", egfr=(40, 20)))
        found = bodies(read_population(str(file)).population, 2000, np.random.default_rng(1))
        assert found.covariates.age.min() >= 18
        assert found.covariates.egfr.min() >= 30
        assert 0.3 < found.drawn_again.mean() < 0.7

    def test_the_first_people_do_not_depend_on_how_many_there_are(self) -> None:
        few, many = compute_cell(plan(50), 2), compute_cell(plan(1000), 2)
        assert len(few.people["age"]) == 10
        np.testing.assert_array_equal(few.people["age"], many.people["age"][:10])
        np.testing.assert_array_equal(
            few.levels["calcidiol"], many.levels["calcidiol"][:, :10], strict=True
        )

    def test_a_log_holds_nothing_of_anybody(self) -> None:
        assert repr(plan()) == "Plan(130 people, 7 cells)"
        assert repr(compute_cell(plan(20), 0)) == "CellLevels(0)"


def small(age: str = "from = [20]\nshares = [100]\nto = 80", **more: tuple[float, float]) -> str:
    body = '\nweight = { mean = "75 kg", spread = 0.2 }\nheight = { mean = "170 cm", sd = "7 cm" }'
    extra = ""
    if "egfr" in more:
        mean, sd = more["egfr"]
        unit = "mL/min/1.73m2"
        extra = f'\n[egfr]\nmean = "{mean} {unit}"\nsd = "{sd} {unit}"\n'
    return (
        f'format = "d3k2/population/1"\nname = "small"\n[age]\n{age}\n'
        f"[women]\nshare = 50{body}\n[men]{body}\n{extra}"
    )


class TestDescribed:
    def test_what_is_shipped_stands_on_facts(self) -> None:
        assert shipped() == ("us-adults",)
        assert len(read_population("us-adults").facts) > 15

    def test_a_file_may_hold_numbers_with_units(self, tmp_path: Path) -> None:
        file = tmp_path / "p.toml"
        file.write_text(small().replace("75 kg", "165 lb"))
        assert read_population(str(file)).population.men.weight.mean == pytest.approx(
            74.84, abs=0.01
        )

    @pytest.mark.parametrize(
        ("old", "new", "field", "accepted"),
        [
            ('"75 kg"', "75", "women.weight.mean", "25 to 250 kg"),
            ('"75 kg"', '"75 cm"', "women.weight.mean", "25 to 250 kg"),
            ('"75 kg"', '"us-adults-women"', "women.weight.mean", "25 to 250 kg"),
            ("spread = 0.2", "spread = 3", "women.weight.spread", "0 to 0.6"),
            ("shares = [100]", "shares = [70]", "age.shares", "add up to 100"),
            ("shares = [100]", "shares = [50, 50]", "age.shares", "1 shares"),
            ("to = 80", "to = 10", "age.from", "rising ages"),
            ("[men]", "[man]", "men", "weight, height"),
            ("share = 50", "part = 50", "women.share", "see docs"),
            ('"d3k2/population/1"', '"other"', "format", "d3k2/population/1"),
        ],
    )
    def test_a_fault_is_named_with_what_is_accepted(
        self, tmp_path: Path, old: str, new: str, field: str, accepted: str
    ) -> None:
        file = tmp_path / "p.toml"
        file.write_text(small().replace(old, new))
        with pytest.raises(InputRefused) as refused:
            read_population(str(file))
        assert refused.value.source == "p.toml"
        assert refused.value.field == field
        assert accepted in str(refused.value.accepted)

    @pytest.mark.parametrize("name", ["us-children", "no/such.toml", "."])
    def test_what_is_no_population_lists_those_that_are(self, name: str) -> None:
        with pytest.raises(InputRefused) as refused:
            read_population(name)
        assert "us-adults" in str(refused.value.accepted)

    def test_what_is_no_toml_is_refused(self, tmp_path: Path) -> None:
        file = tmp_path / "p.toml"
        file.write_text("name = ")
        with pytest.raises(InputRefused, match="not TOML"):
            read_population(str(file))


class TestRun:
    @pytest.mark.parametrize(
        ("engine", "batch"), [(Processes(2), 1), (Processes(2), 3), (OnDask(2), 2)]
    )
    def test_no_engine_no_worker_and_no_chunk_changes_a_byte(
        self, tmp_path: Path, whole: Path, engine: Engine, batch: int, no_worker_left: None
    ) -> None:
        run_many(plan(), tmp_path / "run", engine, batch=batch)
        assert content(tmp_path / "run") == content(whole)

    def test_xarray_reads_it(self, whole: Path) -> None:
        with xr.open_zarr(whole / "results.zarr") as found:
            assert found["calcidiol"].dims == ("regimen", "person", "time")
            assert found["calcidiol"].dtype == np.float32
            assert found["calcidiol"].attrs["units"] == "nmol/L"
            assert list(found["regimen"].values) == ["D3", "nothing"]
            assert not found["calcidiol"].isnull().any()
            assert len(found.attrs["facts"]) > 20
            levels = found["calcidiol"].isel(regimen=0, time=-1).values
        run = run_many(plan(), whole, Processes(1), resume=True)
        assert run.computed == 0
        bands = run.summary.bands["D3"]["calcidiol"]
        np.testing.assert_allclose(bands.quantiles[2, -1], np.quantile(levels, 0.5), rtol=1e-6)
        iom = next(r for r in run.summary.reached if r.applied.position.id == "d-target-iom-2011")
        assert iom.shares["D3"] == np.mean(levels >= 50)

    @pytest.mark.parametrize("engine", [Processes(2), OnDask(2)])
    def test_a_killed_worker_loses_nothing(
        self, tmp_path: Path, whole: Path, engine: Engine, no_worker_left: None
    ) -> None:
        killed: list[int] = []

        def kill_one(people: int) -> None:
            if people and not killed:
                victim = workers()[0]
                killed.append(victim.pid)
                victim.send_signal(signal.SIGKILL)

        run_many(plan(), tmp_path / "run", engine, told=kill_one)
        assert killed
        assert content(tmp_path / "run") == content(whole)

    def test_a_killed_run_is_taken_up_and_ends_the_same(self, tmp_path: Path, whole: Path) -> None:
        folder = tmp_path / "run"
        started = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("killed_run.py")), str(folder)]
        )
        ledger = folder / "finished.jsonl"
        deadline = time.monotonic() + 60
        while not (ledger.exists() and ledger.read_text().count("\n") >= 2):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        children = psutil.Process(started.pid).children(recursive=True)
        started.send_signal(signal.SIGKILL)
        started.wait()
        _, alive = psutil.wait_procs(children, timeout=10)
        assert alive == []
        with ledger.open("a") as file:
            file.write('{"cell": 1')
        (folder / "results.zarr" / "calcidiol" / "0.0.abc.partial").write_bytes(b"half")
        done = ledger.read_text().count("\n")
        assert 2 <= done < plan().cells
        run = run_many(plan(), folder, Processes(1), resume=True)
        assert run.computed <= 130 - 20 * (done - 1)
        assert content(folder) == content(whole)

    def test_an_interrupted_run_keeps_what_is_finished(
        self, tmp_path: Path, no_worker_left: None
    ) -> None:
        def interrupt(people: int) -> None:
            if people:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            run_many(plan(), tmp_path / "run", Processes(2), told=interrupt)
        assert run_many(plan(), tmp_path / "run", Processes(1), resume=True).computed == 110

    def test_a_full_disk_says_what_is_saved(
        self,
        tmp_path: Path,
        whole: Path,
        monkeypatch: pytest.MonkeyPatch,
        no_worker_left: None,
    ) -> None:
        written: Callable[..., None] = Results.write

        def limited(results: Results, found: object) -> None:
            if results.written >= 2:
                raise OSError(28, os.strerror(28))
            results.written += 1
            written(results, found)

        monkeypatch.setattr(Results, "written", 0, raising=False)
        monkeypatch.setattr(Results, "write", limited)
        with pytest.raises(Stopped) as stopped:
            run_many(plan(), tmp_path / "run", Processes(2))
        said = str(stopped.value)
        assert "No space left on device" in said
        assert "Saved are 40 of 130 people" in said
        assert "--resume" in said
        monkeypatch.undo()
        run_many(plan(), tmp_path / "run", Processes(1), resume=True)
        assert content(tmp_path / "run") == content(whole)

    def test_a_scheduler_that_cannot_be_reached_is_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(on_dask, "_PATIENCE", 1.0)
        with pytest.raises(Stopped, match=r"tcp://127\.0\.0\.1:9 cannot be reached"):
            run_many(plan(), tmp_path / "run", OnDask(1, "tcp://127.0.0.1:9"))

    def test_a_scheduler_that_goes_is_said(self, tmp_path: Path, whole: Path) -> None:
        from distributed import LocalCluster

        with LocalCluster(
            n_workers=1,
            threads_per_worker=2,
            processes=False,
            protocol="tcp://",
            dashboard_address=None,
        ) as cluster:

            def end(people: int) -> None:
                if people:
                    cluster.close()

            engine = OnDask(1, cluster.scheduler_address)
            with pytest.raises(Stopped, match=r"The scheduler has gone\. Saved are"):
                run_many(plan(), tmp_path / "run", engine, told=end)
        run_many(plan(), tmp_path / "run", Processes(1), resume=True)
        assert content(tmp_path / "run") == content(whole)

    def test_a_population_of_nobody_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(InputRefused, match="Hardly anybody"):
            run_many(plan(), tmp_path / "run", Nobody())


class Nobody:
    """An engine that finds nobody."""

    def compute(self, batches: Sequence[Batch]) -> Generator[Done, None, None]:
        for _ in batches:
            yield Done((), ("", "", ""), NobodyMatches())


class TestFolder:
    def test_another_run_is_not_overwritten(self, whole: Path) -> None:
        with pytest.raises(InputRefused, match=r"another run.*n was 130 and is 131"):
            check_folder(whole, plan(131), resume=True)

    def test_the_same_run_wants_to_be_resumed(self, whole: Path) -> None:
        with pytest.raises(InputRefused) as refused:
            check_folder(whole, plan(), resume=False)
        assert "--resume" in str(refused.value.accepted)
        check_folder(whole, plan(), resume=True)

    def test_anything_else_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "letter.txt").write_text("dear")
        for folder in (tmp_path, tmp_path / "letter.txt", tmp_path / "no" / "run"):
            with pytest.raises(InputRefused):
                check_folder(folder, plan(), resume=True)
        assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]
