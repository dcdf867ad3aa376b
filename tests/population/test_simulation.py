"""A person followed in every output, over time, within what is known."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from d3k2.person import Condition, Diet, Food, Lab, Medicine, Person, read_person
from d3k2.physiology import outputs, passed, quantity
from d3k2.population import Simulation, next_measurement, sample, simulate
from d3k2.population.diet import vitamin_k_from_food
from d3k2.population.people import traits_of
from d3k2.regimen import read_regimen
from d3k2.units import InputRefused, term
from d3k2.wording import phrase

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 20)
FEW = 120


def person(**known: object) -> Person:
    base = {
        "date": TODAY, "age": 61.0, "sex": "female", "weight": 70.0, "height": 165.0,
        "postmenopausal_since": 2014, "takes": read_regimen("nothing"), "medicines": (),
        "diet": Diet(calcium=700.0),
    }  # fmt: skip
    return Person(**{**base, **known})  # type: ignore[arg-type]


def medicine(concept: str, *groups: str) -> Medicine:
    return Medicine(text=concept, concept=concept, groups=groups, match="exact")


@pytest.fixture(scope="module")
def compared() -> Simulation:
    who = person(labs=(Lab(what="pth", value=58.0, date=TODAY),))
    return simulate(
        who,
        {
            "A": "D3 2000 IU daily; calcium citrate 500 mg twice daily; MK-7 180 µg daily",
            "B": "nothing",
        },
        people=FEW,
        days=364,
    )


def test_every_output_comes_with_its_unit_for_every_regimen(compared: Simulation) -> None:
    shown = [v for v in outputs() if v != "cac"]
    for courses in compared.courses.values():
        assert list(courses) == shown
        for variable, course in courses.items():
            assert course.values.shape == (FEW, 53)
            assert course.unit == term(variable).unit


def test_regimens_start_from_the_same_people(compared: Simulation) -> None:
    for variable, course in compared.courses["A"].items():
        other = compared.courses["B"][variable]
        np.testing.assert_allclose(course.values[:, 0], other.values[:, 0], rtol=1e-5, atol=1e-6)


def test_everyone_answers_to_the_doses(compared: Simulation) -> None:
    a, b = ({v: c.values[:, -1] for v, c in compared.courses[name].items()} for name in ("A", "B"))
    for variable in ("calcidiol", "urine_calcium", "absorbed_calcium", "mk7", "bmd_lumbar"):
        assert np.all(a[variable] > b[variable]), variable
    for variable in ("pth", "ucoc_ratio", "dp_ucmgp"):
        assert np.all(a[variable] < b[variable]), variable


def test_a_measured_pth_moves_the_people_to_it(compared: Simulation) -> None:
    assert compared.posterior is not None
    before, after = (
        past["pth"].median[-1] for past in (compared.posterior.prior, compared.posterior.past)
    )
    assert before + 3 < after < 58
    assert compared.posterior.predicted[0].median == pytest.approx(before, rel=0.12)


def test_the_arrays_are_labelled_with_units_facts_and_limits(compared: Simulation) -> None:
    found = compared.dataset()
    assert set(found["pth"].dims) == {"regimen", "person", "time"}
    assert found["pth"].attrs["units"] == "pg/mL"
    assert found["time"].attrs["units"] == "days since 2026-11-20"
    assert list(found["regimen"].values) == ["A", "B"]
    assert "vitamin-d-model-fat-volume" in found.attrs["facts"]
    assert any("Research only" in text for text in found.attrs["limits"])
    assert float(found["pth"].sel(regimen="A", person=0, time=364)) == pytest.approx(
        compared.courses["A"]["pth"].values[0, -1]
    )


def test_what_has_not_passed_is_said_to_be_research(compared: Simulation) -> None:
    (research,) = [s for s in compared.limits if s.id == "simulate.research"]
    for variable in ("pth", "calcium"):
        assert not passed(variable)
        name = phrase(f"report.variable.{variable}")
        assert name.clinician in research.sentence.clinician
        assert name.patient in research.sentence.patient


def limits(who: Person, regimen: str = "D3 1000 IU daily", **more: object) -> set[str]:
    found = simulate(who, regimen, people=20, days=28, variables=("calcidiol",), **more)  # type: ignore[arg-type]
    return {s.id for s in found.limits}


def test_a_person_outside_the_range_is_declined_with_the_reason() -> None:
    pregnant = simulate(person(pregnant=True, age=30.0), "D3 1000 IU daily", people=20)
    assert pregnant.courses == {} and pregnant.posterior is None
    assert [s.id for s in pregnant.limits] == ["model.declines"]
    assert pregnant.dataset().sizes["regimen"] == 0


def test_limits_follow_the_person_and_the_dose() -> None:
    assert "simulate.averaged" in limits(person())
    assert "simulate.high_d" in limits(person(), "D3 5000 IU daily")
    assert "simulate.high_d" not in limits(person(), "D3 4000 IU daily")
    assert "simulate.k2_form" in limits(person(), "K2 100 µg daily")
    warfarin = person(medicines=(medicine("warfarin", "vitamin-k-antagonist"),))
    assert "simulate.anticoagulant" in limits(warfarin)
    antibiotic = person(medicines=(medicine("doxycycline", "antibiotic"),))
    assert "simulate.antibiotic" in limits(antibiotic)


def test_bone_density_is_not_shown_under_a_medicine_that_acts_on_bone() -> None:
    who = person(medicines=(medicine("denosumab", "osteoporosis-medicine"),))
    found = simulate(who, "D3 1000 IU daily", people=20, days=28)
    assert "bmd_lumbar" not in found.courses["regimen"] and "pth" in found.courses["regimen"]
    (said,) = [s.sentence for s in found.limits if s.id == "simulate.left_out"]
    assert "a medicine that acts on bone" in said.clinician
    assert "bone density of the spine" in said.patient


@pytest.mark.parametrize(
    "name", ["hypoparathyroidism", "calcitriol", "hypercalcaemia_symptoms_on_high_dose"]
)
def test_minerals_are_not_shown_where_the_model_cannot_know_them(name: str) -> None:
    case = tomllib.loads((ROOT / "tests" / "persons" / f"{name}.toml").read_text("utf-8"))
    who = read_person(case["person"])
    found = simulate(who, "D3 1000 IU daily", people=20, days=28)
    shown = set(found.courses["regimen"])
    assert "calcidiol" in shown
    assert not shown & {"calcitriol", "pth", "calcium", "urine_calcium", "bmd_lumbar"}
    (said,) = [s.sentence for s in found.limits if s.id == "simulate.left_out"]
    assert "serum calcium" in said.clinician and "calcium in blood" in said.patient


@pytest.mark.parametrize(
    "takes",
    [
        "D3 60000 IU daily",
        "D3 600000 IU once on 2026-12-01",
        "MK-7 1000 µg daily",
        "calcium 2500 mg daily",
    ],
)
def test_doses_beyond_any_studied_are_refused_unless_asked_for(takes: str) -> None:
    with pytest.raises(InputRefused, match="No trial that we know of"):
        simulate(person(), takes, people=20, days=28)
    assert "simulate.beyond" in limits(person(), takes, beyond_evidence=True)


def test_a_high_dose_is_simulated_for_as_long_as_a_trial_gave_it() -> None:
    takes = "D3 20000 IU daily"
    assert "simulate.beyond" not in limits(person(), takes)
    with pytest.raises(InputRefused):
        simulate(person(), takes, people=20, days=int(quantity("studied-long")) + 1)


def test_a_regimen_that_cannot_be_read_says_where() -> None:
    with pytest.raises(InputRefused) as refused:
        simulate(person(), {"B": "D3 200 bananas daily"}, people=20)
    assert refused.value.field is not None and "B" in refused.value.field


def test_the_hours_of_the_last_days_show_what_a_rate_hides() -> None:
    found = simulate(
        person(), "calcium carbonate 1000 mg in the morning", people=20, days=30,
        variables=("pth",), hourly_days=1,
    ).courses["regimen"]["pth"]  # fmt: skip
    assert np.diff(found.times)[-1] == pytest.approx(1 / 24)
    last_day = found.median[found.times >= 29]
    assert last_day.min() < 0.75 * last_day.max()


def test_a_person_over_time_is_met_at_each_visit() -> None:
    """The runner of the example: change of regimen, retest after 3 months, bone after 18."""
    runner = read_person(ROOT / "examples" / "runner_over_time.toml")
    found = simulate(runner, people=300, days=28).posterior
    assert found is not None and found.fits == "yes"
    days = [(p.what, p.day) for p in found.predicted]
    assert days == [
        ("calcidiol", date(2026, 9, 2)),
        ("calcidiol", date(2027, 2, 22)),
        ("calcidiol", date(2028, 5, 10)),
        ("abmd_lumbar", date(2028, 5, 12)),
    ]
    for expected in found.predicted:
        assert expected.p5 < expected.measured < expected.p95
    widths = [(p.p95 - p.p5) / p.median for p in found.predicted[:3]]
    assert widths[0] > widths[1] > widths[2]


def test_the_next_measurement_is_the_one_that_tells_most() -> None:
    unmeasured = simulate(person(), "D3 1000 IU daily", people=400, days=364)
    assert unmeasured.most_useful_next is not None
    assert unmeasured.most_useful_next.what == "calcidiol"
    assert unmeasured.posterior is not None
    nothing_to_learn = next_measurement(unmeasured.posterior, {"cac": np.ones(400)})
    assert nothing_to_learn is None


def test_one_collection_of_urine_from_each_of_many_women_scatters_as_published() -> None:
    """Smith & Gallagher 2021: 37 to 275 mg, 2.5th to 97.5th percentile, at 55-90 years."""
    who = person(age=65.0, postmenopausal_since=None, diet=Diet(), takes=None, labs=())
    found = simulate(who, "nothing", people=400, days=28, variables=("urine_calcium",))
    steady = np.log(found.courses["regimen"]["urine_calcium"].values[:, -1])
    within = quantity("virtual-people-urine-calcium-within-person") / 100
    once = np.hypot(steady.std(), within)
    assert once == pytest.approx(quantity("virtual-people-urine-calcium-spread"), abs=0.06)


def test_other_blocks_change_nothing_in_the_vitamin_d_of_the_people() -> None:
    blocks = ("vitamin_d", "mineral_bone", "vitamin_k", "artery")
    alone, together = sample(person(), 50), sample(person(), 50, blocks=blocks)
    assert traits_of(blocks)[: len(traits_of(()))] == traits_of(())
    np.testing.assert_array_equal(alone.untreated, together.untreated)
    for constant in ("bioavailability_d3", "basal_input", "fat_ratio"):
        np.testing.assert_array_equal(alone.draws[constant], together.draws[constant])


def test_what_is_known_of_kidney_diet_and_menopause_is_fixed_and_the_rest_drawn() -> None:
    blocks = ("vitamin_d", "mineral_bone")
    known = person(labs=(Lab(what="egfr", value=52.0, date=TODAY),))
    drawn = sample(known, 40, blocks=blocks).draws
    assert np.ptp(drawn["egfr"]) == 0 and drawn["egfr"][0] == 52
    assert np.ptp(drawn["food_calcium"]) == 0
    assert drawn["years_since_menopause"][0] == pytest.approx(12.4, abs=0.1)
    open_record = person(postmenopausal_since=None, diet=Diet(), age=55.0)
    unknown = sample(open_record, 400, blocks=blocks).draws
    assert np.ptp(unknown["food_calcium"]) > 5 and np.ptp(unknown["egfr"]) > 20
    assert 55 - np.mean(unknown["years_since_menopause"]) == pytest.approx(52.5, abs=0.6)
    man = sample(person(sex="male", postmenopausal_since=None), 10, blocks=blocks).draws
    assert np.all(man["years_since_menopause"] < -50)


def test_a_natto_eater_has_less_to_gain_from_mk7() -> None:
    natto = person(diet=Diet(foods=(Food(food="natto", portions_per_week=7.0),)))
    assert vitamin_k_from_food(natto, "mk7") > 300
    ends = [
        simulate(who, "MK-7 180 µg daily", people=40, days=84, variables=("ucoc_ratio",))
        .courses["regimen"]["ucoc_ratio"]
        .median[-1]
        for who in (natto, person())
    ]
    assert ends[0] > ends[1] + 0.2


def test_an_enzyme_inducer_lowers_the_level_and_the_response() -> None:
    inducer = person(medicines=(medicine("phenytoin", "enzyme-inducing-antiepileptic"),))
    usual = sample(person(), 300)
    induced = sample(inducer, 300)
    assert np.median(induced.untreated) < 0.9 * np.median(usual.untreated)


def test_a_condition_of_the_gut_takes_vitamin_k_with_it() -> None:
    condition = Condition(
        text="cholestasis", concept="cholestasis", groups=("fat-malabsorption",), match="exact"
    )
    ends = [
        simulate(who, "MK-7 180 µg daily", people=40, days=84, variables=("dp_ucmgp",)).courses[
            "regimen"
        ]["dp_ucmgp"]
        for who in (person(conditions=(condition,)), person())
    ]
    falls = [1 - e.median[-1] / e.median[0] for e in ends]
    assert falls[0] < falls[1] - 0.05
