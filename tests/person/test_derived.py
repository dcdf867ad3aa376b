from __future__ import annotations

import datetime as dt
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from d3k2.person import ckd_epi_2021, corrected_calcium, read_person

MG_PER_DL = 88.4


def creatinine(value: str = "0.9 mg/dL", date: str = "2026-09-02") -> dict[str, Any]:
    return {"what": "creatinine", "value": value, "date": date}


class TestEgfr:
    @pytest.mark.parametrize(
        ("creatinine", "age", "sex", "egfr"),
        [
            # Worked example at creatinineclearancecalculator.net/equations/ckd-epi: about 76.
            (0.9, 55, "female", 75.5),
            # At Scr = kappa both powers are 1: 142 x 0.9938^age (x 1.012 in women), from the
            # equation as printed on kidney.org/ckd-epi-creatinine-equation-2021.
            (0.9, 50, "male", 142 * 0.9938**50),
            (0.7, 50, "female", 142 * 0.9938**50 * 1.012),
        ],
    )
    def test_ckd_epi_2021(
        self, creatinine: float, age: float, sex: Literal["female", "male"], egfr: float
    ) -> None:
        computed = ckd_epi_2021(creatinine * MG_PER_DL, age, sex)
        assert computed == pytest.approx(egfr, abs=0.05)

    def test_it_was_not_made_for_children(self, adult: dict[str, Any]) -> None:
        assert ckd_epi_2021(60, 17.9, "male") is None
        assert ckd_epi_2021(60, 18, "male") is not None
        person = read_person(adult | {"age": 17, "labs": [creatinine()]})
        assert person.latest("egfr") is None

    @given(st.floats(10, 2000), st.floats(1.01, 3), st.floats(18, 100))
    def test_more_creatinine_means_less_filtration(
        self, value: float, times: float, age: float
    ) -> None:
        less, more = ckd_epi_2021(value * times, age, "male"), ckd_epi_2021(value, age, "male")
        assert less is not None
        assert more is not None
        assert less < more

    def test_it_is_computed_where_it_was_not_given_and_keeps_the_date(
        self, adult: dict[str, Any]
    ) -> None:
        egfr = read_person(adult | {"labs": [creatinine()]}).latest("egfr")
        assert egfr is not None
        assert egfr.computed
        assert egfr.date == dt.date(2026, 9, 2)

    def test_what_the_laboratory_gave_that_day_stands(self, adult: dict[str, Any]) -> None:
        given = {"what": "eGFR", "value": "61 mL/min/1.73m2", "date": "2026-09-02"}
        (egfr,) = [
            lab
            for lab in read_person(adult | {"labs": [creatinine(), given]}).labs
            if lab.what == "egfr"
        ]
        assert (egfr.value, egfr.computed) == (61, False)

    def test_a_later_creatinine_is_newer_than_an_earlier_egfr(self, adult: dict[str, Any]) -> None:
        given = {"what": "eGFR", "value": "61 mL/min/1.73m2", "date": "2024-09-02"}
        egfr = read_person(adult | {"labs": [creatinine("3 mg/dL"), given]}).latest("egfr")
        assert egfr is not None
        assert egfr.computed
        assert egfr.value < 30


class TestCorrectedCalcium:
    def test_a_low_albumin_raises_it(self) -> None:
        # 0.02 mmol/L for each g/L below 40: gpnotebook.com, "calculation of calcium concentration".
        assert corrected_calcium(1.83, 26) == pytest.approx(2.11)

    @given(st.floats(0.8, 6), st.floats(5, 80))
    def test_it_never_hides_a_high_calcium(self, calcium: float, albumin: float) -> None:
        assert corrected_calcium(calcium, albumin) >= calcium

    def test_it_needs_both_from_one_day(self, adult: dict[str, Any]) -> None:
        calcium = {"what": "calcium", "value": "2.30 mmol/L", "date": "2026-09-02"}
        albumin = {"what": "albumin", "value": "30 g/L", "date": "2026-09-02"}
        person = read_person(adult | {"labs": [calcium, albumin]})
        corrected = person.latest("calcium_corrected")
        assert corrected is not None
        assert corrected.value == pytest.approx(2.5)
        assert corrected.computed
        other_day = read_person(adult | {"labs": [calcium, albumin | {"date": "2026-09-03"}]})
        assert other_day.latest("calcium_corrected") is None
