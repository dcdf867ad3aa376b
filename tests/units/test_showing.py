"""Numbers are shown rounded, with their unit."""

from __future__ import annotations

import pytest

from d3k2.units import InputRefused, both_units, read_quantity, show, show_number


@pytest.mark.parametrize(
    ("value", "name", "unit", "text"),
    [
        (162.24, "calcidiol", None, "162 nmol/L"),
        (162.24, "calcidiol", "ng/mL", "65 ng/mL"),
        (2.4451, "calcium", None, "2.45 mmol/L"),
        (2.4451, "calcium", "mg/dL", "9.8 mg/dL"),
        (50, "vitamin_d_dose", "IU/day", "2,000 IU/day"),
        (2.34, "inr", None, "2.3"),
        (-1.2, "bmd_lumbar", None, "-1.2%"),
        (-0.01, "bmd_lumbar", None, "0.0%"),
        (39.585, "pth", "pmol/L", "4.2 pmol/L"),
    ],
)
def test_show(value: float, name: str, unit: str | None, text: str) -> None:
    assert show(value, name, unit) == text


def test_a_level_of_25ohd_is_shown_in_both_units() -> None:
    assert both_units(read_quantity("65 ng/mL", "25(OH)D")) == "65 ng/mL (162 nmol/L)"
    assert both_units(50) == "20 ng/mL (50 nmol/L)"


def test_a_unit_that_does_not_fit_is_not_shown() -> None:
    with pytest.raises(InputRefused, match="fits calcitriol"):
        show(162, "calcidiol", "pmol/L")


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.01234, "0.0123"), (1234.5, "1,234"), (2.5, "2.5"), (100, "100")],
)
def test_three_figures_where_nothing_else_is_said(value: float, text: str) -> None:
    assert show_number(value) == text
