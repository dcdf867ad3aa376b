"""Quantities are read into canonical units, or refused with a reason and what is accepted."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from d3k2.units import (
    InputRefused,
    Quantity,
    convert,
    parse_quantity,
    read_number,
    read_quantity,
    spell_unit,
    terms,
)

READ = [
    ("65 ng/mL", "25(OH)D", 162.24),
    ("65ng/ml", "calcidiol", 162.24),
    ("162 nmol/l", "calcidiol", 162),
    ("65 µg/L", "calcidiol", 162.24),
    ("65 \N{GREEK SMALL LETTER MU}g/L", "calcidiol", 162.24),
    ("50 pg/mL", "calcitriol", 120.01),
    ("4.2 pmol/L", "PTH", 39.585),
    ("45 ng/L", "PTH", 45),
    ("9.8 mg/dL", "calcium", 2.4451),
    ("9.8 MG/DL", "calcium", 2.4451),
    ("2,35 mmol/L", "calcium", 2.35),
    ("0.9 mg/dL", "creatinine", 79.56),
    ("84 mL/min/1.73m2", "eGFR", 84),
    ("84 mL/min/1.73 m²", "eGFR", 84),
    ("84 mL/min/{1.73_m2}", "eGFR", 84),
    ("250 mg/24h", "urine_calcium", 6.2375),
    ("1.234 mIU/L", "TSH", 1.234),
    ("2000 IU", "vitamin_d_dose", 50),
    ("2000 I.U.", "vitamin_d_dose", 50),
    ("2,000IU", "vitamin_d_dose", 50),
    ("5 000 IU", "vitamin_d_dose", 125),
    ("25 mcg/day", "vitamin_d_dose", 25),
    ("45 mg", "vitamin_k_dose", 45_000),
    ("1,200 mg", "calcium_intake", 1200),
    ("700 mg a day", "calcium_intake", 700),
    ("10 mmol", "calcium_intake", 400.8),
    ("58 kg", "weight", 58),
    ("11 st 3 lb", "weight", 71.2140),
    ("168 cm", "height", 168),
    ("5 ft 6 in", "height", 167.64),
    ("5'6\"", "height", 167.64),
    ("-1.4", "t_score", -1.4),
    ("\N{MINUS SIGN}1.4 SD", "t_score", -1.4),
    ("2.3", "INR", 2.3),
    (52, "age", 52),
    (Quantity(65, "ng/mL"), "calcidiol", 162.24),
]

REFUSED = [
    ("65 pmol/L", "calcidiol", "fits calcitriol", "nmol/L"),
    ("65 nmol/L", "calcitriol", "fits 25(OH)D", "pmol/L"),
    ("65", "calcidiol", "needs its unit", "ng/mL"),
    (65, "calcidiol", "needs its unit", "ng/mL"),
    (True, "age", "not a quantity", "year"),
    ("50 IU", "vitamin_k_dose", "no international unit", "µg"),
    ("84 mL/min", "egfr", "creatinine clearance", "mL/min/1.73m2"),
    ("4 mmol/L", "urine_calcium", "24-hour volume", "mmol/day"),
    ("500 Mg", "calcium_intake", "different prefixes", "mg"),
    ("2.3 Mmol/L", "calcium", "different prefixes", "mmol/L"),
    ("65 stones/L", "calcidiol", "is not known", "ng/mL"),
    ("65 mg/dL", "calcidiol", "does not measure 25(OH)D", "ng/mL"),
    ("<10 ng/mL", "calcidiol", "limit", "ng/mL"),
    ("~65 ng/mL", "calcidiol", "estimate", "ng/mL"),
    ("about 65 ng/mL", "calcidiol", "estimate", "ng/mL"),
    ("-5 ng/mL", "calcidiol", "not possible", "1 to 4000 nmol/L"),
    ("50000 ng/mL", "calcidiol", "not possible", "1 to 4000 nmol/L"),
    ("212", "age", "not possible", "0 to 120"),
    ("1.200,5 mg", "calcium_intake", "decimal sign", "comma for thousands"),
    ("1.200 mg", "calcium_intake", "could mean 1.2 or 1200", "1,200"),
    ("2.500 IU", "vitamin_d_dose", "could mean 2.5 or 2500", "2,500"),
    ("sixty", "calcidiol", "not a quantity", "ng/mL"),
    ("", "calcidiol", "not a quantity", "ng/mL"),
    (math.nan, "age", "not possible", "0 to 120"),
    (math.inf, "age", "not possible", "0 to 120"),
    ("9" * 400 + " kg", "weight", "too long", "kg"),
]


@pytest.mark.parametrize(("given_", "name", "value"), READ)
def test_read(given_, name, value) -> None:
    assert read_quantity(given_, name) == pytest.approx(value, rel=1e-4)


@pytest.mark.parametrize(("given_", "name", "why", "accepted"), REFUSED)
def test_refused(given_, name, why, accepted) -> None:
    with pytest.raises(InputRefused) as refused:
        read_quantity(given_, name, field="labs[0].value")
    assert why in refused.value.message
    assert accepted in str(refused.value.accepted)
    assert refused.value.field == "labs[0].value"


def test_a_quantity_keeps_its_number_and_gets_one_spelling() -> None:
    assert parse_quantity("65 ng/ml") == Quantity(65, "ng/mL")
    assert parse_quantity("0.5 mcg") == Quantity(0.5, "µg")
    with pytest.raises(InputRefused, match="needs its unit"):
        parse_quantity("65")
    with pytest.raises(InputRefused, match="not known"):
        parse_quantity("65 furlongs")


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("mcg", "µg"), ("ug", "µg"), ("\N{GREEK SMALL LETTER MU}g", "µg"), ("MCG", "µg"),
        ("I.U.", "IU"), ("iu", "IU"), ("[iU]", "IU"), ("NG/ML", "ng/mL"), ("mg / dL", "mg/dL"),
        ("umol/L", "µmol/L"), ("kg/m²", "kg/m2"),
        ("Mg", None), ("Mmol/L", None), ("Pg/mL", None), ("furlong", None), ("", None),
    ],
)  # fmt: skip
def test_a_unit_is_spelled_in_one_way(written: str, unit: str | None) -> None:
    assert spell_unit(written) == unit


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("65", 65),
        ("2.5", 2.5),
        ("1,200", 1200),
        ("1,200,000.5", 1200000.5),
        ("2,5", 2.5),
        ("0,025", 0.025),
    ],
)
def test_numbers(text: str, value: float) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize("text", ["1.200,5", "1,2,3", "12,3456", "1.2.3", "x", "", "1e5", "0x10"])
def test_numbers_that_are_not_clear(text: str) -> None:
    with pytest.raises(InputRefused):
        read_number(text)


@given(st.sampled_from(sorted(terms())), st.data())
def test_every_unit_of_every_term_reads_back_what_was_written(name: str, data) -> None:
    term = terms()[name]
    unit = data.draw(st.sampled_from(sorted(set(term.accepts) - {"1"}) or ["1"]))
    value = data.draw(st.floats(*term.plausible).map(lambda v: round(v, 4)))
    low, high = term.plausible
    if not low <= value <= high:
        return
    written = Quantity(convert(value, name, unit), unit)
    assert read_quantity(written, name) == pytest.approx(value, rel=1e-9, abs=1e-12)


@given(st.text(max_size=40), st.sampled_from(sorted(terms())))
def test_no_text_breaks_the_reader(text: str, name: str) -> None:
    try:
        value = read_quantity(text, name)
    except InputRefused:
        return
    assert terms()[name].plausible[0] <= value <= terms()[name].plausible[1]
