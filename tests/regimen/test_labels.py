"""A supplement label is read per serving, and its numbers are held against each other."""

from __future__ import annotations

import pytest

from d3k2.regimen import describe, inspect_label, read_label, read_regimen
from d3k2.units import InputRefused

FULL = """Supplement Facts
Serving size 2 capsules
Servings per container 60
Amount per serving   % Daily Value
Vitamin D3 (as cholecalciferol) 125 mcg (5,000 IU) 625%
Vitamin K2 (as MK-7) 100 mcg **
Calcium (as calcium citrate) 400 mg 31% DV
Magnesium (as magnesium oxide) 100 mg 24%
** Daily Value not established.
Other ingredients: vegetable cellulose, calcium stearate.
Suggested use: adults take 2 capsules daily with food. Do not exceed 4 capsules a day."""

READ = [
    (FULL, "D3 2500 IU + MK-7 50 µg + calcium citrate 200 mg, 2 at a time, daily with food"),
    (
        "Serving size: 1 tablet. Calcium carbonate 1250 mg (providing 500 mg elemental calcium)",
        "calcium carbonate 500 mg daily",
    ),
    ("Serving size 1 tablet Calcium carbonate 1250 mg 38% DV", "calcium carbonate 500.5 mg daily"),
    (
        "Serving size 1 tablet Calcium 400 mg (as calcium carbonate) 31%",
        "calcium carbonate 400 mg daily",
    ),
    (
        "Serving size 1 tablet Calcium (from 1000 mg calcium carbonate) 400 mg",
        "calcium carbonate 400 mg daily",
    ),
    (
        "Serving size 1 capsule Vitamin K2 (as menaquinone-7 [MK-7] from natto) 100 µg 83%",
        "MK-7 100 µg daily",
    ),
    ("Serving size 1 softgel Vitamin K2 100 mcg (as MK-4) 83%", "MK-4 100 µg daily"),
    (
        "Serving size 1 softgel Vitamin D (as ergocalciferol) 1,000 IU 125% DV "
        "taken 2 softgels weekly",
        "D2 1000 IU, 2 at a time, weekly",
    ),
    (
        "Serving size 2 tablets Vitamin A 900 mcg 100% Vitamin D3 20 mcg (800 IU) 100% "
        "Vitamin K (as phytonadione) 120 mcg 100% Thiamin 1.2 mg 100% Calcium 260 mg 20%. "
        "Taken 1 tablet daily with breakfast since 2021-03-01",
        "D3 400 IU + K1 60 µg + calcium 130 mg daily in the morning with food from 2021-03-01",
    ),
    (
        "Serving size 5 drops Vitamin D3 10 mcg 50%. Taken 10 drops daily",
        "D3 80 IU, 10 at a time, daily",
    ),
    (
        "Serving size 2 gummies. Vitamin D3 50 mcg 250%. Take 1 serving twice daily",
        "D3 1000 IU, 2 at a time, twice daily",
    ),
    ("Vitamin D3 125 mcg (5,000 IU) 625% DV. Serving size 1 softgel", "D3 5000 IU daily"),
    (
        "Serving size 1 capsule Vitamin D3 5 µg 100% NRV, calcium 400 mg 50% NRV",
        "D3 200 IU + calcium 400 mg daily",
    ),
]

REFUSED = [
    ("Serving size 1 softgel Vitamin D3 1000 IU 300%", "do not fit", "125 %"),
    ("Serving size 1 softgel Vitamin D3 5 mcg 100% DV", "do not fit", "FDA"),
    ("Serving size 1 softgel Vitamin D3 25 mcg (2000 IU)", "not the same amount", "D3"),
    (
        "Serving size 1 tablet Calcium carbonate 1250 mg",
        "weight of the calcium carbonate",
        "providing",
    ),
    (
        "Serving size 1 tablet Calcium (from 1250 mg calcium carbonate) 700 mg",
        "does not hold",
        "501 mg",
    ),
    ("Serving size 1 capsule Vitamin K 100 mcg 83%", "K1 or K2", "MK-7"),
    ("Serving size 1 capsule Vitamin K2 100 IU", "no international unit", "µg"),
    ("Serving size 1 capsule Vitamin D3", "amount is expected", "Vitamin D3 (as cholecalciferol)"),
    ("Serving size 1 capsule Vitamin D3 10 mcg Vitamin D3 25 mcg", "twice on the label", "line"),
    ("Serving size 1 softgel Omega-3 500 mg", "no vitamin D", "Vitamin D3"),
    (
        "Serving size: see box. Vitamin D3 25 mcg",
        "serving size is missing",
        "Serving size 2 capsules",
    ),
    ("Serving size 1 mL Vitamin D3 25 mcg. Taken 5 drops daily", "serving is in ml", "servings"),
    (
        "Serving size 1 softgel Vitamin D3 25 mcg. Take daily or twice weekly",
        "not clear",
        "taken daily",
    ),
    ("Serving size 1 softgel Vitamin D3 25 mcg. Take as needed", "how often", "daily"),
    ("Weekly. Serving size 1 softgel Vitamin D3 25 mcg", "at the end", "how often"),
    ("Serving size 1 softgel Vitamin D (as calcitriol) 0.25 mcg", "prescribed", "medicines"),
]


@pytest.mark.parametrize(("text", "means"), READ)
def test_a_label_means(text: str, means: str) -> None:
    assert describe(read_label(text)) == means


@pytest.mark.parametrize(("text", "why", "accepted"), REFUSED)
def test_a_label_is_refused(text: str, why: str, accepted: str) -> None:
    with pytest.raises(InputRefused) as refused:
        read_label(text, "takes[0]")
    assert why in refused.value.message
    assert accepted in str(refused.value.accepted)
    assert refused.value.field == "takes[0]"


def test_a_label_stands_among_sentences() -> None:
    regimen = read_regimen(
        "Serving size 1 softgel Vitamin D3 50 mcg (2000 IU) 250%; MK-7 100 µg weekly"
    )
    assert [describe(item) for item in regimen.items] == ["D3 2000 IU daily", "MK-7 100 µg weekly"]


def test_an_old_label_is_read_and_said_to_be_old() -> None:
    # Daily values until 2016: D 400 IU, calcium 1,000 mg, K 80 µg (netrition.com, 2011); now 20 µg,
    # 1,300 mg, 120 µg (netrition.com, 2019).
    old = inspect_label("Serving size 1 tablet Vitamin D3 1000 IU 250% Calcium 500 mg 50%")
    assert describe(old.item) == "D3 1000 IU + calcium 500 mg daily"
    assert len(old.notes) == 1
    assert "until 2016" in old.notes[0]
    assert inspect_label("Serving size 1 tablet Vitamin D3 1000 IU 125%").notes == ()
    european = inspect_label("Serving size 1 tablet Vitamin D3 5 µg 100% NRV")
    assert "EU" in european.notes[0]
