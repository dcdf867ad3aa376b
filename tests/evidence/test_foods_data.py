"""The shipped food table: what it may hold, and figures anybody can look up."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

import d3k2.evidence

HERE = Path(d3k2.evidence.__file__).parent
TABLE = HERE / "foods.csv"
FORMS = ("mk4_ug_100g", "mk7_ug_100g", "mk8_ug_100g", "mk9_ug_100g")


@cache
def foods() -> dict[str, dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def amounts(row: dict[str, str]) -> dict[str, float]:
    """Every content of a row that is known, and its portion."""
    columns = [c for c in row if c.endswith("_100g") or c == "portion_g"]
    return {column: float(row[column]) for column in columns if row[column]}


def test_ids_are_unique():
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    assert len(foods()) == len(lines) - 1


def test_no_figure_comes_from_a_table_whose_terms_were_not_read():
    text = TABLE.read_text(encoding="utf-8").lower()
    for name in ("nevo", "rivm", "frida", "fineli"):
        assert name not in text


def test_no_content_is_negative():
    for food, row in foods().items():
        assert all(amount >= 0 for amount in amounts(row).values()), food


def test_no_content_exceeds_the_food():
    """100 g hold at most 100 g of fat, and no food is a tenth calcium."""
    for food, row in foods().items():
        held = amounts(row)
        assert held.get("fat_g_100g", 0) <= 100, food
        assert held.get("calcium_mg_100g", 0) < 10_000, food


def test_every_food_has_a_portion_someone_could_eat():
    for food, row in foods().items():
        assert row["portion_name"], food
        assert 0 < float(row["portion_g"]) <= 1000, food


def test_menaquinones_never_exceed_their_total():
    """MK-9(4H) is another compound and is in no total."""
    for food, row in foods().items():
        held = amounts(row)
        if "k2_total_ug_100g" in held:
            assert sum(held.get(form, 0) for form in FORMS) <= held["k2_total_ug_100g"], food


def test_a_group_of_menaquinones_never_stands_beside_its_members():
    """A reader would add them twice."""
    for food, row in foods().items():
        if row["mk5_9_ug_100g"]:
            assert not any(row[form] for form in FORMS[1:]), food


def test_cheese_is_not_credited_with_mk7():
    for food, row in foods().items():
        if row["group"] == "cheese" and row["mk7_ug_100g"]:
            others = float(row["mk8_ug_100g"] or 0) + float(row["mk9_ug_100g"] or 0)
            assert float(row["mk7_ug_100g"]) < others, food


def test_mk7_of_natto_is_within_the_published_range():
    """600 to 1,750 µg/100 g by strain and laboratory; 939 in Kamao 2007."""
    assert 600 <= float(foods()["natto"]["mk7_ug_100g"]) <= 1750
    assert float(foods()["natto"]["mk7_ug_100g"]) == 939


def test_natto_warns_whoever_takes_a_vitamin_k_antagonist():
    assert "vitamin K antagonist" in foods()["natto"]["note"]


def test_at_least_120_foods_have_calcium():
    assert sum(bool(row["calcium_mg_100g"]) for row in foods().values()) >= 120


def test_no_two_foods_share_an_alias():
    aliases = Counter(
        alias.strip().casefold()
        for row in foods().values()
        for alias in row["aliases"].split(";")
        if alias.strip()
    )
    assert [alias for alias, times in aliases.items() if times > 1] == []


def test_every_known_content_has_a_source():
    for food, row in foods().items():
        held = amounts(row)
        if any("_k1_" in column or "mk" in column or "k2" in column for column in held):
            assert row["source_k"], food
        if {"calcium_mg_100g", "vitamin_d_ug_100g"} & held.keys():
            assert row["source_ca_d"], food


def test_every_source_is_described():
    described = tomllib.loads((HERE / "sources" / "foods.toml").read_text(encoding="utf-8"))
    for food, row in foods().items():
        cited = set(row["source_ids"].split(";"))
        assert cited <= described.keys(), food


def test_every_row_says_how_it_was_read():
    for food, row in foods().items():
        assert row["mark"] in ("seen", "seen second-hand", "memory"), food


def test_the_french_table_is_named_as_its_terms_ask():
    page = HERE.parents[2] / "docs" / "foods.md"
    if page.is_file():
        assert "Anses. 2020. Ciqual French food composition table" in page.read_text("utf-8")


# USDA Standard Reference 26, by the number of the food there.
PRINTED = (
    ("gouda", 1022, "calcium_mg_100g", 700),
    ("edam", 1018, "calcium_mg_100g", 731),
    ("cheddar", 1009, "calcium_mg_100g", 721),
    ("milk_whole", 1211, "calcium_mg_100g", 113),
    ("milk_whole", 1211, "mk4_ug_100g", 1.0),
    ("egg_yolk", 1125, "vitamin_d_ug_100g", 5.4),
    ("cream_cheese", 1017, "mk4_ug_100g", 19.7),
    ("pepperoni", 7057, "mk4_ug_100g", 41.7),
    ("kale_raw", 11233, "vitamin_k1_ug_100g", 704.8),
    ("spinach_raw", 11457, "vitamin_k1_ug_100g", 482.9),
    ("spinach_raw", 11457, "calcium_mg_100g", 99),
    ("sardine_oil_bones", 15088, "calcium_mg_100g", 382),
    ("mackerel_raw", 15046, "vitamin_d_ug_100g", 16.1),
    ("tilapia", 15261, "vitamin_d_ug_100g", 3.1),
    ("natto", 16113, "calcium_mg_100g", 217),
    ("parsley", 11297, "vitamin_k1_ug_100g", 1640),
)


@pytest.mark.parametrize(("food", "number", "column", "printed"), PRINTED)
def test_a_figure_is_what_usda_sr26_prints(food: str, number: int, column: str, printed: float):
    row = foods()[food]
    source = "source_ca_d" if column[:3] in ("cal", "vit") and "k1" not in column else "source_k"
    assert f"#{number}" in row[source]
    assert float(row[column]) == printed
