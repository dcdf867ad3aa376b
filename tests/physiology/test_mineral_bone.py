"""The mineral and bone block by itself: recorded solutions, published numbers with their misses.

The bare block runs without a person: with a fixed 25(OH)D, three meals, and an age at which nothing
falls with age. Some checks lie outside the people that the model covers (eGFR below 30, 25(OH)D
above the ceiling, which is then lifted): they show what the equations do, not what is predicted.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
import roadrunner

from d3k2.evidence import load
from d3k2.physiology import sbml
from d3k2.physiology.equations import block_text, equations

REFERENCE: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("mineral_reference.toml").read_text("utf-8")
)
BLOCK = block_text("mineral_bone")
STATES = re.findall(r"(?m)^  (\w+)' =", BLOCK)
VALUES = {e.name: float(e.expression) for e in equations("mineral_bone") if e.kind == "value"}
YEAR = 365.25
MG_PER_MMOL = 40.08
YOUNG = 20.0  # years: what falls with age has not begun
NO_CEILING = {"calcidiol_ceiling": 1000.0}
ONE_PER_CENT = 0.01


def bare(**given: float) -> roadrunner.RoadRunner:
    made = roadrunner.RoadRunner(sbml(BLOCK))
    made.integrator.relative_tolerance = 1e-8
    made.integrator.absolute_tolerance = 1e-12
    made.integrator.maximum_num_steps = 100_000
    for name, value in {"age": YOUNG, **given}.items():
        made.setValue(name, value)
    return made


@cache
def _after(days: float, given: tuple[tuple[str, float], ...]) -> roadrunner.RoadRunner:
    made = bare(**dict(given))
    made.simulate(0, days, 2)
    return made


def after(days: float, name: str, **given: float) -> float:
    """What the typical body shows after some days of a constant life."""
    return float(_after(days, tuple(sorted(given.items()))).getValue(name))


def loads(*milligrams: float) -> dict[str, float]:
    """The loads of a day as the gut is offered them."""
    each = [mg / MG_PER_MMOL for mg in milligrams]
    half = VALUES["calcium_half_load"]
    return {
        "calcium_offered": sum(each),
        "calcium_saturable": sum(load / (half + load) for load in each),
    }


def eaten(milligrams: float) -> dict[str, float]:
    return loads(*[milligrams / 3] * 3)


def curve(made: roadrunner.RoadRunner, days: Sequence[float], *names: str) -> np.ndarray:
    """Values on given days, shape (names, days)."""
    found = []
    now = days[0]
    for day in days:
        if day > now:
            made.simulate(now, day, 2)
        now = day
        found.append([made.getValue(name) for name in names])
    return np.array(found).T


def swallow(made: roadrunner.RoadRunner, milligrams: float) -> None:
    """A load at once, apart from meals, beside the usual intake."""
    load = milligrams / MG_PER_MMOL
    active = VALUES["calcium_active"] * load / (VALUES["calcium_half_load"] + load)
    share = VALUES["calcium_share"] * (VALUES["calcium_passive"] * load + active)
    made.setValue("gut_calcium", made.getValue("gut_calcium") + share)


# At rest


@pytest.mark.parametrize("check", [c for c in REFERENCE if "source" in REFERENCE[c]])
def test_published_numbers_name_a_source_that_is_known(check: str) -> None:
    assert REFERENCE[check]["source"] in load().sources


def test_the_block_rests_at_normal_values() -> None:
    made = bare()
    for name, value in REFERENCE["rest"]["model"].items():
        assert made.getValue(name) == pytest.approx(value, rel=1e-3), name
    assert made.getValue("absorbed_calcium") == pytest.approx(3.608, abs=0.001)
    assert made.getValue("bone_resorption") == pytest.approx(made.getValue("bone_deposition"))


def test_the_block_hardly_moves_at_rest_for_ten_years() -> None:
    made = bare()
    per_hour = {name: abs(made.getValue(f"{name}'")) / 24 for name in STATES}
    assert max(per_hour.values()) < 1.5e-3
    before = {name: made.getValue(name) for name in STATES}
    made.simulate(0, 10 * YEAR, 2)
    for name in STATES:
        assert made.getValue(name) == pytest.approx(before[name], rel=0.0012, abs=1e-9), name


def test_what_is_published_per_hour_runs_per_hour() -> None:
    """Calcitriol is lost at 0.1 per hour: without production it halves in 6.9 hours."""
    made = bare(calcidiol=1e-9)
    (calcitriol,) = curve(made, [0.0, math.log(2) / 0.1 / 24], "calcitriol")
    assert calcitriol[1] == pytest.approx(calcitriol[0] / 2, rel=1e-4)


def test_calcium_phosphate_and_rank_ligand_are_neither_made_nor_lost_on_the_way() -> None:
    made = bare()
    random = np.random.default_rng(5)
    for name in STATES:
        made.setValue(name, made.getValue(name) * random.uniform(0.8, 1.2))

    def gain(*names: str) -> float:
        return float(sum(made.getValue(f"{name}'") for name in names))

    def of(name: str) -> float:
        return float(made.getValue(name))

    calcium = gain("gut_calcium", "calcium_amount", "bone_exchangeable", "bone_stable")
    lost = of("calcium_endogenous_loss") + of("urine_calcium")
    assert calcium == pytest.approx(of("calcium_taken_up") - lost, rel=1e-9)

    phosphate = gain("gut_phosphate", "phosphate_amount", "phosphate_intracellular")
    eaten_phosphate = of("phosphate_intake") * of("phosphate_absorbed_share")
    from_bone = of("phosphate_per_calcium") * (of("bone_resorption") - of("bone_deposition"))
    expected = eaten_phosphate + 24 * (from_bone - of("urine_phosphate"))
    assert phosphate == pytest.approx(expected, rel=1e-9)

    ligand = gain("rankl", "rankl_rank", "rankl_osteoprotegerin")
    expected = 24 * (of("rankl_made") - of("rankl_loss") * of("rankl"))
    assert ligand == pytest.approx(expected, rel=1e-9)


def test_nothing_becomes_negative_in_varied_bodies() -> None:
    random = np.random.default_rng(11)
    # Two constants stand just above 1, which their Hill curves must not cross.
    kept = {*STATES, "gland_capacity_max", "survival_base", "hours_per_day", "year_length"}
    vary = [name for name in VALUES if name not in kept]
    for _ in range(12):
        changed = {
            name: VALUES[name] * random.uniform(0.9, 1.1)
            for name in random.choice(vary, 40, replace=False)
        }
        life = {
            "age": random.uniform(20, 80),
            "years_since_menopause": random.choice([-100.0, -2.0, 10.0]),
            "calcidiol": random.uniform(8, 200),
            "egfr": random.uniform(30, 120),
            **eaten(random.uniform(200, 2500)),
        }
        made = bare(**{**changed, **life})
        made.simulate(0, 5 * YEAR, 2)
        assert min(made.getValue(n) for n in STATES) >= 0
        assert made.getValue("urine_calcium") >= 0


# 25(OH)D


LEVELS = REFERENCE["by-calcidiol"]["levels"]


@pytest.mark.parametrize("shown", ["pth", "calcium", "calcitriol", "osteoclasts"])
def test_two_years_at_a_level_of_calcidiol_without_ceiling(shown: str) -> None:
    name = "relative_osteoclasts" if shown == "osteoclasts" else shown
    found = [after(2 * YEAR, name, calcidiol=level, **NO_CEILING) for level in LEVELS]
    assert found == pytest.approx(REFERENCE["by-calcidiol"][shown], rel=ONE_PER_CENT)


@pytest.mark.parametrize(
    ("name", "sign"),
    [("pth", -1), ("calcium", 1), ("calcitriol", 1), ("gut_transport", 1), ("lumbar_bone", 1)],
)
def test_more_calcidiol_moves_everything_the_right_way(name: str, sign: int) -> None:
    found = [after(2 * YEAR, name, calcidiol=level) for level in (10, 20, 30, 45, 60, 75)]
    assert all(sign * (b - a) > 0 for a, b in pairwise(found))


def test_nothing_changes_above_the_ceiling() -> None:
    for name in ("pth", "calcium", "calcitriol", "lumbar_bone", "urine_calcium"):
        at_ceiling = after(2 * YEAR, name, calcidiol=VALUES["calcidiol_ceiling"])
        assert after(2 * YEAR, name, calcidiol=300) == pytest.approx(at_ceiling, rel=1e-6)


def test_pth_falls_with_vitamin_d_as_in_a_trial_a_little_less() -> None:
    check = REFERENCE["pth-change"]
    change = after(140, "pth", calcidiol=63) - after(140, "pth", calcidiol=33)
    assert change == pytest.approx(check["model_20_weeks"], rel=ONE_PER_CENT)
    assert abs(change - check["published"]) < 2 * check["published_se"]
    settled = after(2 * YEAR, "pth", calcidiol=63) - after(2 * YEAR, "pth", calcidiol=33)
    assert settled == pytest.approx(check["model_settled"], rel=ONE_PER_CENT)


def test_osteoclasts_rise_below_the_level_at_which_bone_markers_do() -> None:
    # Sai 2011: markers rise only below about 45 nmol/L.
    found = {h: after(2 * YEAR, "relative_osteoclasts", calcidiol=h) for h in (15, 25, 35, 45, 60)}
    assert found[45] < 1.15
    assert found[60] < 1.06
    assert found[15] > found[25] > found[35] > 1.15


def test_osteoblasts_come_back_within_years_where_markers_stay_changed() -> None:
    """Known gap: in the core their number returns, whatever PTH does; trials see no return."""
    early = after(0.75 * YEAR, "relative_osteoblasts", calcidiol=30)
    assert early > 1.1
    assert after(5 * YEAR, "relative_osteoblasts", calcidiol=30) == pytest.approx(1, abs=0.01)


def test_osteocalcin_falls_in_deficiency_where_a_cohort_saw_it_rise() -> None:
    """Known gap: Sai 2011 saw osteocalcin rise below 45 nmol/L; the effect of calcitriol wins."""
    assert after(2 * YEAR, "osteocalcin", calcidiol=15) < 0.95


def test_pth_in_severe_deficiency_stays_below_what_a_survey_saw() -> None:
    """Known gap: 2.36-fold (2.08-2.67) below 12.5 against 100 nmol/L and more (Ginde 2012)."""
    check = REFERENCE["pth-in-severe-deficiency"]
    ratio = after(2 * YEAR, "pth", calcidiol=10) / after(2 * YEAR, "pth", calcidiol=100)
    assert ratio == pytest.approx(check["model"], rel=ONE_PER_CENT)
    assert ratio < check["published_low"]


def test_vitamin_d_raises_absorption_less_than_either_trial_and_the_trials_differ() -> None:
    check = REFERENCE["absorption-by-vitamin-d"]

    def absorbed(level: float, **given: float) -> float:
        taken = after(2 * YEAR, "calcium_taken_up", calcidiol=level, **given)
        return 100 * taken / VALUES["calcium_offered"]

    assert absorbed(130, **NO_CEILING) - absorbed(63, **NO_CEILING) == pytest.approx(
        check["model_no_ceiling"], abs=0.05
    )
    assert absorbed(130) - absorbed(63) == pytest.approx(check["model"], abs=0.05)
    assert check["aloia_2014"] > 2 * check["hansen_2015"] > check["model_no_ceiling"]


def test_density_gains_little_above_75_without_ceiling_as_in_vital() -> None:
    check = REFERENCE["spine-above-75"]
    gain = after(2 * YEAR, "bmd_lumbar", calcidiol=100, **NO_CEILING)
    assert gain == pytest.approx(check["model"], rel=ONE_PER_CENT)
    assert abs(gain - check["published"]) < 0.2
    assert after(2 * YEAR, "bmd_lumbar", calcidiol=100) == pytest.approx(0, abs=0.01)


# Kidney


def test_two_years_at_a_level_of_kidney_function() -> None:
    check = REFERENCE["by-egfr"]
    for name in ("pth", "calcitriol", "calcium"):
        found = [after(2 * YEAR, name, egfr=level) for level in check["levels"]]
        assert found == pytest.approx(check[name], rel=ONE_PER_CENT), name


def test_less_kidney_means_more_pth_and_phosphate_and_less_calcitriol() -> None:
    levels = (90, 75, 60, 45, 30)
    for name, sign in (("pth", 1), ("phosphate", 1), ("calcitriol", -1), ("calcium", -1)):
        found = [after(2 * YEAR, name, egfr=level) for level in levels]
        assert all(sign * (b - a) > 0 for a, b in pairwise(found)), name


def test_filtration_is_not_fed_above_its_ceiling() -> None:
    assert after(YEAR, "urine_calcium", egfr=180) == after(YEAR, "urine_calcium", egfr=111)


def test_as_many_people_have_a_high_pth_as_in_a_survey_by_kidney_function() -> None:
    """NHANES 2003-2004: PTH of 70 pg/mL and more by eGFR, with one spread for all three groups."""
    check = REFERENCE["high-pth-by-egfr"]
    shares = []
    for level in check["levels"]:
        above = math.log(70 / after(2 * YEAR, "pth", egfr=level, calcidiol=60))
        shares.append(100 * (1 - NormalDist(0, check["spread"]).cdf(above)))
    assert shares == pytest.approx(check["model"], abs=0.5)
    assert shares == pytest.approx(check["published"], abs=4)


def test_calcitriol_in_advanced_kidney_disease_lies_within_what_was_measured() -> None:
    # Kendrick 2012: 20 (SD 11) pg/mL at a mean 25(OH)D of 21 ng/mL; outside the range of persons.
    low, high = (20 - 11) * 2.4, (20 + 11) * 2.4
    assert low < after(2 * YEAR, "calcitriol", egfr=20, calcidiol=52) < high


# Calcium in the gut


def test_the_share_taken_up_falls_with_the_load_as_measured() -> None:
    check = REFERENCE["absorption-by-load"]
    found = []
    for load_mg in check["loads"]:
        made = bare(**loads(load_mg))
        taken = made.getValue("calcium_taken_up") / VALUES["calcium_share"]
        found.append(100 * taken / (load_mg / MG_PER_MMOL))
    assert found == pytest.approx(check["model"], rel=ONE_PER_CENT)
    for load_mg, published in zip(check["published_loads"], check["published"], strict=True):
        assert found[check["loads"].index(load_mg)] == pytest.approx(published, abs=1.2)


def test_a_thousand_milligrams_are_taken_up_better_in_parts() -> None:
    check = REFERENCE["absorption-in-parts"]
    found = []
    for parts in check["parts"]:
        made = bare(**loads(*[1000 / parts] * parts))
        taken = made.getValue("calcium_taken_up") / VALUES["calcium_share"]
        found.append(taken * MG_PER_MMOL)
    assert found == pytest.approx(check["model"], rel=ONE_PER_CENT)


def test_the_whole_diet_is_taken_up_as_measured_at_low_intake_and_more_at_high_intake() -> None:
    """Known gap: Heaney 1989 found 15 % above 2,000 mg a day; others found more (docs)."""

    def share(milligrams: float) -> float:
        taken = after(2 * YEAR, "calcium_taken_up", **eaten(milligrams)) * MG_PER_MMOL
        return 100 * taken / milligrams

    assert share(200) == pytest.approx(45, abs=2)
    assert share(2500) > 20


def test_urine_calcium_rises_with_absorbed_calcium_as_in_balance_studies() -> None:
    # Hasling 1990: 0.4 of each further mmol absorbed, 2.4 mmol a day when nothing is absorbed.
    absorbed, urine = (
        np.array([after(2 * YEAR, name, **eaten(mg)) for mg in (400, 964, 2000)])
        for name in ("absorbed_calcium", "urine_calcium")
    )
    slope, at_none = np.polyfit(absorbed, urine, 1)
    assert slope == pytest.approx(0.4, abs=0.1)
    assert at_none == pytest.approx(2.4, abs=0.3)


def test_more_calcium_lowers_pth_and_raises_urine_calcium_and_density() -> None:
    intakes = (300, 600, 1000, 1500, 2000)
    for name, sign in (("pth", -1), ("urine_calcium", 1), ("lumbar_bone", 1), ("calcium", 1)):
        found = [after(2 * YEAR, name, **eaten(mg)) for mg in intakes]
        assert all(sign * (b - a) > 0 for a, b in pairwise(found)), name


def test_a_thousand_milligrams_more_raise_density_once_and_not_on_and_on() -> None:
    # Tai 2015: 0.7 to 1.8 % over sites, at one and two years and later alike.
    check = REFERENCE["density-on-calcium"]
    more = eaten(VALUES["calcium_offered"] * MG_PER_MMOL + 1000)
    spine = [after(years * YEAR, "bmd_lumbar", **more) for years in check["years"]]
    neck = [after(years * YEAR, "bmd_femoral_neck", **more) for years in check["years"]]
    assert spine == pytest.approx(check["lumbar"], rel=ONE_PER_CENT)
    assert neck == pytest.approx(check["femoral_neck"], rel=ONE_PER_CENT)
    assert all(check["published_low"] < gain < check["published_high"] for gain in spine)
    assert spine[2] - spine[1] < 0.1


def test_one_large_meal_serves_less_well_than_three() -> None:
    check = REFERENCE["one-meal"]
    whole = VALUES["calcium_offered"] * MG_PER_MMOL
    assert after(2 * YEAR, "pth", **loads(whole)) == pytest.approx(check["model"], rel=ONE_PER_CENT)
    assert after(2 * YEAR, "pth") < check["model"]


def test_a_single_large_dose_raises_calcium_for_hours_and_lowers_pth() -> None:
    """Reginster 1993, not fitted: 1,000 mg, +6.4 to +8.1 % and -37 to -57 % within 6 hours."""
    check = REFERENCE["single-dose"]
    made = bare()
    swallow(made, 1000)
    hours = np.arange(0, 6.25, 0.25)
    calcium, pth = curve(made, (hours / 24).tolist(), "calcium", "pth")
    rise, fall = 100 * (calcium.max() / calcium[0] - 1), 100 * (pth.min() / pth[0] - 1)
    assert rise == pytest.approx(check["calcium"], rel=ONE_PER_CENT)
    assert fall == pytest.approx(check["pth"], rel=ONE_PER_CENT)
    assert hours[calcium.argmax()] == pytest.approx(check["peak_hours"], abs=0.25)
    assert check["published_pth"][0] < fall < check["published_pth"][1]
    assert rise > check["published_calcium"][1]  # a little too high: a known miss


def test_two_half_doses_keep_pth_low_for_longer_than_one_whole() -> None:
    """As in a crossover trial of hourly samples ("Influence of daily calcium and vitamin D
    supplementation on parathyroid hormone secretion", abstract): apart between hours 6 and 9."""
    once, twice = bare(), bare()
    swallow(once, 1000)
    swallow(twice, 500)
    curve(once, [0.0, 0.25], "pth")
    curve(twice, [0.0, 0.25], "pth")
    swallow(twice, 500)
    later = [0.25, 7 / 24, 8 / 24, 9 / 24]
    (one,), (two,) = curve(once, later, "pth"), curve(twice, later, "pth")
    assert (two[1:] < one[1:]).all()


# Menopause and age


@cache
def through_the_menopause(age_at_last_period: float = 52.0) -> dict[str, np.ndarray]:
    """From five years before the final menstrual period on, one value every tenth of a year."""
    made = bare(age=age_at_last_period - 5, years_since_menopause=-5)
    names = ("lumbar_density", "femoral_neck_density", "urine_calcium", "absorbed_calcium")
    years = np.arange(0, 30.05, 0.1)
    found = curve(made, (years * YEAR).tolist(), *names, "estrogen")
    return dict(zip((*names, "estrogen"), found, strict=True))


def between(values: np.ndarray, begin: float, end: float) -> float:
    """Per cent of the first value gained from one year to another after the last period."""
    first, last = round(10 * (begin + 5)), round(10 * (end + 5))
    return float(100 * (values[last] - values[first]) / values[0])


def test_estrogen_falls_as_measured_around_the_last_period() -> None:
    estrogen = through_the_menopause()["estrogen"]
    # Sowers 2008: -67 % from two years before to two years after; 0.23 of the first 8 years after.
    assert 1 - estrogen[70] / estrogen[30] == pytest.approx(0.67, abs=0.04)
    assert estrogen[130] / estrogen[0] == pytest.approx(14.8 / 64.5, abs=0.03)


@pytest.mark.parametrize("site", ["lumbar", "femoral_neck"])
def test_density_falls_through_the_menopause_as_in_swan(site: str) -> None:
    check = REFERENCE[f"menopause-{site}"]
    density = through_the_menopause()[f"{site}_density"]
    found = [between(density, -1, 2), between(density, -5, 5)]
    assert found == pytest.approx(check["model"], rel=ONE_PER_CENT)
    assert found == pytest.approx(check["published"], rel=0.07)


def test_the_spine_loses_on_for_years_after_the_menopause_less_than_measured() -> None:
    # Sowers 2010: 1.1 % a year from two to seven years after the last period.
    density = through_the_menopause()["lumbar_density"]
    yearly = between(density, 2, 7) / 5
    assert yearly == pytest.approx(REFERENCE["menopause-lumbar"]["later_a_year"], rel=ONE_PER_CENT)
    assert -1.1 < yearly < -0.7
    # Warming 2002: none any more at the spine later than ten years after.
    assert between(density, 15, 25) / 10 == pytest.approx(0, abs=0.1)


def test_balance_falls_at_the_menopause_as_measured_but_too_much_in_the_gut() -> None:
    """Known gap: Heaney 1978 found about half of it in urine; the model has a quarter there."""
    check = REFERENCE["menopause-balance"]
    made = bare(years_since_menopause=-5, absorption_age_loss=0)
    absorbed, urine = curve(made, [0.0, 10 * YEAR], "absorbed_calcium", "urine_calcium")
    assert [*absorbed, *urine] == pytest.approx(check["model"], rel=ONE_PER_CENT)
    lost = MG_PER_MMOL * (absorbed[0] - absorbed[1] + urine[1] - urine[0])
    assert check["published_mg"][0] < lost < check["published_mg"][1]
    assert MG_PER_MMOL * (urine[1] - urine[0]) < 0.35 * lost


def test_older_people_lose_density_of_the_femoral_neck_between_two_cohorts() -> None:
    made = bare(age=60)
    (neck,) = curve(made, [0.0, 10 * YEAR, 20 * YEAR], "femoral_neck_density")
    man = 100 * (neck[2] / neck[1] - 1) / 10
    # Cawthon 2009: 1.72 % in 4.6 years; Jones 1994: 0.82 % a year in men, 0.96 % in women.
    assert -0.82 < man < -1.72 / 4.6
    density = through_the_menopause()["femoral_neck_density"]
    woman = 100 * (density[300] / density[200] - 1) / 10  # 15 to 25 years after the last period
    assert -0.96 < woman < man


def test_men_and_women_before_the_menopause_do_not_lose_what_estrogen_holds() -> None:
    assert after(5 * YEAR, "bmd_lumbar") == pytest.approx(0, abs=0.05)
    assert after(5 * YEAR, "estrogen_lack_early") == pytest.approx(0, abs=1e-12)


def test_density_is_counted_from_day_zero_of_the_course() -> None:
    made = bare(lumbar_bone=0.9, bmd_lumbar_start=0.9)
    assert made.getValue("bmd_lumbar") == pytest.approx(0, abs=1e-12)
