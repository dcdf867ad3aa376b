"""Which outputs met trials they were not fitted to: the criterion, worked out anew."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from d3k2.evidence import QuantityFact, load
from d3k2.physiology import outputs, passed

from .regenerate_unfitted import PAGE, flags, marked, parts
from .unfitted import CRITERION, STUDIES, Row, Verdict, bands, printed, rows, table, verdict
from .unfitted_runs import urine_on_calcium

NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?")


@pytest.mark.parametrize("output", outputs())
def test_an_output_enters_answers_when_and_only_when_it_met_the_criterion(output: str) -> None:
    found, flag = verdict(output), flags()[output]
    by_band = output == "calcidiol" and not found.passed and held() >= CRITERION["share_inside"]
    assert passed(output) == (found.passed or by_band), found.why
    assert flag.get("by") == ("band" if by_band else None)
    assert flag["why"] == found.why


def held() -> float:
    """The share of published means within the band that single people would be shown."""
    found = [low <= row.observed <= high for row, (low, high) in bands()]
    return sum(found) / len(found)


def test_the_sentence_beside_a_curve_says_how_often_trials_were_met() -> None:
    said = load().facts
    share, means = said["output-calcidiol-band"], said["output-calcidiol-means"]
    assert isinstance(share, QuantityFact) and isinstance(means, QuantityFact)
    counted = len(bands())
    assert share.value == pytest.approx(held() * counted, abs=0.1)
    assert means.value == verdict("calcidiol").inside
    for fact in (share, means):
        assert fact.text.startswith(f"Of {counted} published means")


@pytest.mark.parametrize("name", parts())
def test_the_page_shows_what_the_model_gives_today(name: str) -> None:
    shown = marked(name).search(PAGE.read_text("utf-8"))
    assert shown is not None
    old, new = shown[2], parts()[name]
    assert NUMBER.sub("#", old) == NUMBER.sub("#", new)
    for there, here in zip(NUMBER.findall(old), NUMBER.findall(new), strict=True):
        last_place = 10.0 ** -len(here.partition(".")[2])
        assert float(there) == pytest.approx(float(here), abs=1.01 * last_place)


def test_the_page_says_of_each_output_why() -> None:
    page = PAGE.read_text("utf-8")
    assert ("**No output passes.**" in page) == (not any(verdict(o).passed for o in outputs()))


# The rows


def test_every_kept_row_of_an_output_is_among_them() -> None:
    """One is left: the start of the other season, against which Guillemant is judged."""
    judged = {
        (study, given["arm"], given.get("weeks") and str(given["weeks"]), given["output"])
        for study, about in STUDIES.items()
        for given in about["rows"]
    }
    kept = [
        line
        for name in ("vitamin_d", "vitamin_k", "minerals")
        for line in table(name)
        if line["use"] == "validate" and line["variable"] in outputs()
    ]
    left = {
        (line["study_id"], line["arm"])
        for line in kept
        if not {
            (line["study_id"], line["arm"], weeks, line["variable"])
            for weeks in (line["duration_weeks"], None)
        }
        & judged
    }
    assert left == {("guillemant1996", "November")}


def test_no_row_that_counts_may_be_fitted_to() -> None:
    for study, about in STUDIES.items():
        for given in about["rows"]:
            if "apart" not in given:
                assert printed(study, about, given)["use"] == "validate"


def test_a_row_that_may_be_fitted_to_is_refused() -> None:
    given = {"output": "dp_ucmgp", "arm": "MK-7 180", "weeks": 12}
    with pytest.raises(LookupError, match="not kept from the fit"):
        printed("Dalmeijer2012", {"table": "vitamin_k"}, given)


def test_people_outside_the_range_and_trials_that_chose_constants_do_not_count() -> None:
    apart = {row.study for row in rows() if not row.counts}
    assert {"LevySchousboe2021_RenaKvit", "reid2006", "prince1995", "heaney1989"} <= apart
    counted = {row.study for row in rows() if row.counts and row.output.startswith("bmd")}
    assert counted.isdisjoint({"riggs1998", "dawsonhughes1990", "dawsonhughes1997"})


# The criterion


def made(predicted: float, observed: float = -10.0, people: str = "one", **said: object) -> Row:
    row = Row(
        output="pth", study=people, people=people, paper="", what="", unit="%", observed=observed,
        interval=None, tolerance=7.0, nothing=0.0, null=False, unclear=False, apart=None,
        predicted=predicted,
    )  # fmt: skip
    return replace(row, **said)  # type: ignore[arg-type]


GOOD = (made(-9.0), made(-12.0, people="two"), made(-8.0, people="three"))


def judged(*extra: Row) -> Verdict:
    return Verdict("pth", (*GOOD, *extra))


def test_good_rows_of_several_studies_pass() -> None:
    assert judged().passed


def test_few_rows_or_one_study_are_too_few() -> None:
    assert not Verdict("pth", GOOD[:2]).passed
    assert not Verdict("pth", (GOOD[0],) * 5).passed


def test_a_clear_effect_with_the_wrong_sign_fails_though_it_is_inside() -> None:
    wrong = made(1.0, observed=-5.0)
    assert wrong.inside
    assert judged(wrong).failures == ("a clear effect is not shown",)
    assert judged(replace(wrong, unclear=True)).passed


def test_an_effect_where_none_was_found_fails() -> None:
    seen = made(-9.0, observed=0.0, null=True)
    assert "an effect where none was found" in judged(seen, *GOOD, *GOOD, *GOOD).failures
    assert judged(made(-6.0, observed=0.0, null=True)).passed


def test_one_miss_in_five_is_allowed_and_two_are_not() -> None:
    miss = made(-40.0, observed=-60.0)
    assert judged(GOOD[0], miss).passed
    assert not judged(miss, miss).passed


def test_a_trials_own_interval_holds_a_prediction() -> None:
    assert not made(-20.0).inside
    assert made(-20.0, interval=(-25.0, 5.0)).inside


def test_predictions_no_better_than_no_change_fail() -> None:
    row = made(-0.1, observed=-5.0)
    worse = made(-12.0, observed=-5.0)
    found = Verdict("pth", (worse, replace(row, people="two"), replace(row, people="three")))
    assert found.failures == ("no better than expecting no change",)


def test_margins_and_shares_are_those_that_were_written_down_first() -> None:
    assert (CRITERION["least_rows"], CRITERION["least_studies"]) == (3, 2)
    assert (CRITERION["share_inside"], CRITERION["share_of_effect"]) == (0.8, 0.25)
    assert set(CRITERION["margin"]) == set(outputs())


# What the page says of the misses


def shown(output: str, study: str) -> list[Row]:
    return [row for row in rows() if row.output == output and row.study == study]


def test_urine_calcium_rises_more_on_calcium_than_was_measured() -> None:
    assert all(row.predicted > row.observed > 0 for row in shown("urine_calcium", "sakhaee1994"))
    before, after = urine_on_calcium(72, "carbonate")
    assert after / before > 1.18  # Kochersberger 1990


def test_the_kidney_is_not_the_reason_but_calcitriol_that_stays_is() -> None:
    slope = shown("urine_calcium", "hasling1990")[0]
    assert slope.predicted < slope.observed
    for row in shown("calcitriol", "sakhaee1994"):
        assert abs(row.predicted) < 0.1 * abs(row.observed)


def test_serum_calcium_would_pass_without_those_who_became_hypercalcaemic() -> None:
    others = tuple(r for r in verdict("calcium").rows if r.study != "billington2020")
    assert Verdict("calcium", others).passed
    assert not verdict("calcium").passed


def test_pth_answers_higher_doses_of_vitamin_d_no_more_than_lower_ones() -> None:
    _, low, middle, high = shown("pth", "chandler2015")
    assert high.predicted == pytest.approx(middle.predicted, abs=0.1)
    assert high.observed < middle.observed < low.observed < 0


def test_the_winter_is_too_mild() -> None:
    for study in ("belgium2013", "lehmann2016"):
        untreated = next(r for r in shown("calcidiol", study) if r.what.startswith("placebo"))
        assert untreated.observed < untreated.predicted < (untreated.nothing or 0)
