"""The register of names holds together and says what the literature says."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest

from d3k2.units import (
    InputRefused,
    Term,
    calcium_fraction,
    molar_masses,
    spell_unit,
    term,
    term_by_loinc,
    terms,
)

MOLAR = tomllib.loads(
    resources.files("d3k2.units").joinpath("molar_masses.toml").read_text("utf-8")
)
WEIGHTS = MOLAR["atomic_weights"]
SUBSTANCES = [name for name, row in MOLAR.items() if "mass" in row]

# term, unit, substance, and the power of ten between the gram and the mole prefix:
# factor = mass per mole (or its inverse) with the prefixes of both units.
FACTORS = [
    ("calcidiol", "ng/mL", lambda m: 1000 / m["calcidiol"]),
    ("calcidiol", "µg/L", lambda m: 1000 / m["calcidiol"]),
    ("cholecalciferol", "ng/mL", lambda m: 1000 / m["cholecalciferol"]),
    ("calcitriol", "pg/mL", lambda m: 1000 / m["calcitriol"]),
    ("pth", "pmol/L", lambda m: m["pth"] / 1000),
    ("calcium", "mg/dL", lambda m: 10 / m["calcium"]),
    ("calcium", "mg/L", lambda m: 1 / m["calcium"]),
    ("calcium_ionised", "mg/dL", lambda m: 10 / m["calcium"]),
    ("calcium_corrected", "mg/dL", lambda m: 10 / m["calcium"]),
    ("phosphate", "mg/dL", lambda m: 10 / m["phosphorus"]),
    ("magnesium", "mg/dL", lambda m: 10 / m["magnesium"]),
    ("creatinine", "mg/dL", lambda m: 10_000 / m["creatinine"]),
    ("creatinine", "mg/L", lambda m: 1000 / m["creatinine"]),
    ("urine_calcium", "mg/day", lambda m: 1 / m["calcium"]),
    ("absorbed_calcium", "mg/day", lambda m: 1 / m["calcium"]),
    ("mk7", "nmol/L", lambda m: m["menaquinone_7"] / 1000),
    ("calcium_intake", "mmol/day", lambda m: m["calcium"]),
    ("calcium_amount", "mmol", lambda m: m["calcium"]),
    ("calcium_amount", "mEq", lambda m: m["calcium"] / 2),
]


@pytest.mark.parametrize("name", SUBSTANCES)
def test_a_molar_mass_follows_from_its_formula(name: str) -> None:
    atoms = re.findall(r"([A-Z][a-z]?)(\d*)", MOLAR[name]["formula"])
    assert molar_masses()[name] == pytest.approx(
        sum(WEIGHTS[element] * int(count or 1) for element, count in atoms), rel=1e-4
    )


@pytest.mark.parametrize(("name", "unit", "from_masses"), FACTORS)
def test_a_factor_follows_from_the_molar_mass(name, unit, from_masses) -> None:
    assert term(name).accepts[unit] == pytest.approx(from_masses(molar_masses()), rel=2e-4)


def test_no_factor_between_mass_and_moles_is_left_unheld() -> None:
    held = {(name, unit) for name, unit, _ in FACTORS}

    def amount_of_substance(unit: str) -> bool:
        return "mol" in unit or "Eq" in unit

    crossing = {
        (t.name, unit)
        for t in terms().values()
        for unit in t.accepts
        if unit not in ("1", "%") and amount_of_substance(unit) != amount_of_substance(t.unit)
    }
    same_as_held = {
        ("calcitriol", "ng/L"),
        ("cholecalciferol", "µg/L"),
        ("calcium_corrected", "mg/L"),
    }
    same_as_held |= {("calcium_intake", "mmol")}
    assert crossing - held == same_as_held
    assert term("calcitriol").accepts["ng/L"] == term("calcitriol").accepts["pg/mL"]
    assert term("cholecalciferol").accepts["µg/L"] == term("cholecalciferol").accepts["ng/mL"]
    assert term("calcium_corrected").accepts["mg/L"] == term("calcium").accepts["mg/L"]
    assert term("calcium_intake").accepts["mmol"] == term("calcium_intake").accepts["mmol/day"]


def test_published_conversions() -> None:
    # 1 IU of vitamin D is 0.025 µg, and 1 µg of D3 is 2.6 nmol (medicalalgorithms.com, units in the
    # dosage of vitamin D: 1 IU = 65 pmol, masses 384.64 and 396.65).
    assert term("vitamin_d_dose").accepts["IU"] == 0.025
    assert 0.025e6 / molar_masses()["cholecalciferol"] == pytest.approx(65, abs=0.05)
    # calcium x 0.2495, creatinine x 88.4, magnesium x 0.4114, phosphorus x 0.3229, albumin x 10
    # (elephantcare.org, conversion of conventional chemistry units to SI units).
    assert term("calcium").accepts["mg/dL"] == 0.2495
    assert term("creatinine").accepts["mg/dL"] == 88.4
    assert term("magnesium").accepts["mg/dL"] == 0.4114
    assert term("phosphate").accepts["mg/dL"] == 0.3229
    assert term("albumin").accepts["g/dL"] == 10
    # PTH 15-65 pg/mL is 1.6-6.9 pmol/L (PMC7276095, Table 1).
    assert 15 / term("pth").accepts["pmol/L"] == pytest.approx(1.6, abs=0.05)
    assert 65 / term("pth").accepts["pmol/L"] == pytest.approx(6.9, abs=0.05)


@pytest.mark.parametrize(
    ("salt", "percent"),
    [
        # medicalalgorithms.com, oral calcium intake by salt; citrate forms: channelier.com (Panvo)
        ("calcium_carbonate", 40.0),
        ("calcium_citrate", 24.1),
        ("calcium_citrate_tetrahydrate", 21.1),
        ("calcium_gluconate", 9.3),
        ("calcium_lactate", 18.4),
        ("calcium_lactate_pentahydrate", 13.0),
        ("dicalcium_phosphate", 29.5),
        ("tricalcium_phosphate", 38.8),
    ],
)
def test_the_calcium_in_a_salt(salt: str, percent: float) -> None:
    assert 100 * calcium_fraction(salt) == pytest.approx(percent, abs=0.1)


@pytest.mark.parametrize("each", terms().values(), ids=lambda t: t.name)
def test_every_term_is_whole(each: Term) -> None:
    assert each.accepts[each.unit] == 1
    assert not set(each.accepts) & set(each.refuses)
    for unit in (*each.accepts, *each.refuses, *each.decimals):
        assert spell_unit(unit) == unit
    assert each.plausible[0] < each.plausible[1]
    assert not each.meaning[0].islower()
    assert (each.stale_after_days is not None) == each.lab == (each.stale_note is not None)
    assert (each.worse in ("high", "low")) is each.lab
    for alias in (each.name, *each.aliases):
        assert term(alias) is each


def test_no_loinc_code_means_two_things_and_its_check_digit_is_right() -> None:
    codes = [code for each in terms().values() for code in each.loinc]
    assert len(codes) == len(set(codes))
    for code in codes:
        number, check = code.split("-")
        doubled = [2 * int(d) if i % 2 == 0 else int(d) for i, d in enumerate(reversed(number))]
        assert (10 - sum(d // 10 + d % 10 for d in doubled) % 10) % 10 == int(check), code


def test_the_code_of_cholecalciferol_never_reads_as_25ohd() -> None:
    assert term_by_loinc("1990-1") is term("cholecalciferol")
    for code in ("62292-8", "1989-3", "14635-7"):
        assert term_by_loinc(code) is term("calcidiol")
    assert term_by_loinc("0000-0") is None


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("25(OH)D", "calcidiol"),
        ("25-OH Vitamin D3", "calcidiol"),
        ("Vitamin D, 25-Hydroxy", "calcidiol"),
        ("1,25(OH)2D", "calcitriol"),
        ("eGFR", "egfr"),
        ("dp-ucMGP", "dp_ucmgp"),
        ("Ca2+", "calcium_ionised"),
        ("T-score", "t_score"),
    ],
)
def test_a_term_is_found_by_what_people_call_it(alias: str, name: str) -> None:
    assert term(alias).name == name


def test_an_unknown_name_is_refused_with_what_is_known() -> None:
    with pytest.raises(InputRefused) as refused:
        term("ferritin")
    assert "calcidiol" in str(refused.value.accepted)


@pytest.mark.parametrize(
    "name",
    [
        *("calcidiol", "calcitriol", "pth", "calcium", "urine_calcium", "absorbed_calcium"),
        *("phosphate", "osteocalcin", "ucoc_ratio", "dp_ucmgp", "bmd_lumbar", "bmd_femoral_neck"),
        *("mk7", "cac", "inr"),
    ],
)
def test_every_simulated_variable_is_in_the_register(name: str) -> None:
    assert terms()[name].name == name
