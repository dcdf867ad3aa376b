"""What drives each output: recomputed where it is cheap, and the page says what the tables hold."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import numpy as np
import pytest

from d3k2.evidence import QuantityFact, load
from d3k2.physiology import BODY, model, parameter_facts

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "benchmarks" / "sensitivity"


def package() -> ModuleType:
    spec = spec_from_file_location(
        "sensitivity", PACKAGE / "__init__.py", submodule_search_locations=[str(PACKAGE)]
    )
    assert isinstance(spec, ModuleSpec) and spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["sensitivity"] = module
    spec.loader.exec_module(module)
    return module


package()
chart, indices, outcomes, page, ranges, tables = (
    import_module(f"sensitivity.{name}")
    for name in ("chart", "indices", "outcomes", "page", "ranges", "tables")
)
STUDY = {study.name: study for study in outcomes.STUDIES}


def strongest(varied: str, subject: str, output: str, regimen: str) -> list[dict[str, str]]:
    """Drivers of a change as the tables have them."""
    target = {"output": output, "regimen": regimen, "measure": "change"}
    found: list[dict[str, str]] = chart.strongest(tables.read("indices"), subject, varied, target)
    return found


@pytest.mark.parametrize(
    ("name", "output", "regimen"),
    [("vitamin_d", "calcidiol", "D3"), ("vitamin_k", "ucoc_ratio", "MK-7")],
)
def test_few_samples_find_the_same_drivers(name: str, output: str, regimen: str) -> None:
    """Within the confidence of both; 25(OH)D has three constants that share the lead."""
    study, failures = STUDY[name], indices.Failures()
    varied = ranges.constants(study.blocks)
    found, _ = indices.shares(study, "woman", varied, 128, failures, "constants")
    again = {i.name: i.values for i in found if i.target == (output, regimen, "change")}
    first = strongest("constants", "woman", output, regimen)
    assert failures.counted["woman, " + name + ": constants"][1] == 0
    best = max(again, key=lambda n: again[n]["ST"])
    assert best in [row["name"] for row in first[: 3 if output == "calcidiol" else 1]]
    for row in first[:3]:
        wide = float(row["total_conf"]) + again[row["name"]]["ST_conf"]
        assert again[row["name"]]["ST"] == pytest.approx(float(row["total"]), abs=1.5 * wide)


def test_what_stays_fixed_moves_nothing() -> None:
    """One constant alone carries everything; the others only stand beside it."""
    study = STUDY["vitamin_k"]
    alone = [r for r in ranges.constants(study.blocks) if r.name in ("ucoc_half", "mk7_volume")]
    found, _ = indices.shares(study, "woman", alone, 64, indices.Failures(), "two")
    of_ucoc = {i.name: i.values["ST"] for i in found if i.target.output == "ucoc_ratio"}
    assert of_ucoc["ucoc_half"] == pytest.approx(1, abs=0.15)
    assert of_ucoc["mk7_volume"] == pytest.approx(0, abs=1e-6)


def test_every_constant_is_varied_or_stays_for_a_reason() -> None:
    """A new constant of the model must come into the tables: run the script again."""
    rows = tables.read("ranges")
    varied = {row["name"] for row in rows if row["what"] == "constant"}
    stay = {row["name"]: row["why"] for row in rows if row["what"] == "fixed"}
    of_people = {name for entry in ranges.table()["inputs"] for name in entry["sets"]}
    assert varied | stay.keys() | of_people == {*model(*BODY).constants}
    assert not varied & stay.keys() and not of_people & (varied | stay.keys())
    assert all(stay.values())


def test_the_reference_state_is_not_varied() -> None:
    names = {r.name for r in ranges.constants(BODY)}
    assert {name for name in names if name.endswith("_reference")} == {"absorption_reference"}


def test_ranges_hold_what_the_facts_say_today() -> None:
    facts, known = parameter_facts(), load().facts
    for row in tables.read("ranges"):
        if row["what"] == "constant":
            fact = known[facts[row["name"]]]
            assert isinstance(fact, QuantityFact)
            assert float(row["value"]) == pytest.approx(fact.value, rel=1e-3)
            if fact.low is not None and fact.high is not None:
                assert (float(row["low"]), float(row["high"])) == (fact.low, fact.high)


def test_no_range_crosses_the_value_at_which_a_curve_breaks() -> None:
    ends = {r.name: (r.low, r.high) for r in ranges.constants(BODY)}
    for name in ranges.table()["constants"]["from_one"]:
        low, high = ends[name]
        assert low > 1 or high < 1
    assert ends["ucoc_max"][1] <= 1 and ends["mgp_max"][1] <= 1


def test_whoever_cannot_be_computed_is_counted() -> None:
    """More 25(OH)D than a conversion that only saturates can hold: no such person exists."""
    varied = [
        ranges.Range("calcidiol_before", 20.0, 20.0, 45_000.0, "too high on purpose"),
        ranges.Range("conversion_clearance", 0.0, 0.0, 0.0, "without it nothing else converts"),
    ]
    shares = np.array([[0.0, 0.0], [1.0, 0.0]])
    found = outcomes.outcomes(STUDY["vitamin_d"], "woman", varied, shares)
    failures = indices.Failures()
    failures.add("two people", found)
    assert failures.counted == {"two people": (2, 1)}
    assert np.isfinite(found[0]).all() and np.isnan(found[1]).all()


def test_page_and_tables_agree() -> None:
    text = page.PAGE.read_text("utf-8")
    assert page.regenerated(text) == text, "run python -m benchmarks.sensitivity --page"
    assert all(f"<!-- begin {name} -->" in text for name in page.MADE)


@pytest.mark.parametrize("output", page.OUTPUTS)
def test_charts_and_tables_agree(output: str) -> None:
    drawn = (tables.FOLDER / f"{output}.svg").read_text("utf-8")
    assert drawn == page.charts()[f"{output}.svg"]
    assert len(drawn.encode()) < 60_000
    root = ElementTree.fromstring(drawn)
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img" and root.findtext(f"{space}title")
    first = strongest("constants", "woman", output, page.MAIN[output])[0]
    assert first["name"] in (root.findtext(f"{space}desc") or "")


@pytest.mark.parametrize(
    ("output", "regimen", "subject", "first"),
    [
        ("calcitriol", "D3", "woman", "calcidiol_ceiling"),
        ("absorbed_calcium", "D3", "woman", "calcidiol_ceiling"),
        ("pth", "D3", "woman", "calcidiol_ceiling"),
        ("bmd_lumbar", "D3", "man", "calcidiol_ceiling"),
        ("bmd_femoral_neck", "D3", "man", "calcidiol_ceiling"),
        ("absorbed_calcium", "D3 + calcium", "woman", "calcium_share"),
        ("urine_calcium", "D3 + calcium", "man", "calcium_share"),
        ("bmd_lumbar", "D3 + calcium", "woman", "age_loss_start"),
        ("bmd_femoral_neck", "D3 + calcium", "woman", "age_loss_start"),
        ("osteocalcin", "D3 + calcium", "woman", "survival_tgf_min"),
        ("mk7", "MK-7", "woman", "mk7_clearance"),
        ("ucoc_ratio", "MK-7", "woman", "ucoc_max"),
        ("dp_ucmgp", "MK-7", "woman", "mgp_half"),
    ],
)
def test_the_plain_words_name_the_first_driver(
    output: str, regimen: str, subject: str, first: str
) -> None:
    assert strongest("constants", subject, output, regimen)[0]["name"] == first


@pytest.mark.parametrize(
    ("output", "subjects", "least", "most"),
    [
        ("calcidiol", ("woman", "man"), 1.10, 1.25),
        ("pth", ("woman", "man"), 1.10, 1.25),
        ("absorbed_calcium", ("woman", "man"), 1.10, 1.25),
        ("calcium", ("woman",), 1.35, 1.45),
        ("osteocalcin", ("woman", "man"), 1.60, 2.04),
        ("ucoc_ratio", ("woman", "man"), 1.60, 2.04),
    ],
)
def test_the_plain_words_say_how_much_wider_bands_would_be(
    output: str, subjects: tuple[str, ...], least: float, most: float
) -> None:
    for row in tables.read("bands"):
        shown = row["measure"] == "change" and row["regimen"] == page.MAIN[output]
        if row["output"] == output and row["subject"] in subjects and shown:
            wide = [
                float(row[f"{of}_p95"]) - float(row[f"{of}_p5"]) for of in ("people", "constants")
            ]
            assert least <= np.hypot(*wide) / wide[0] <= most


def test_what_failed_is_on_the_page() -> None:
    failed = sum(int(row["failed"]) for row in tables.read("runs"))
    computed = sum(int(row["people"]) for row in tables.read("runs"))
    assert f"| all | {computed:,} | {failed} |" in page.PAGE.read_text("utf-8")
