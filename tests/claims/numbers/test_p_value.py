"""P-values from intervals, beside published ones."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from d3k2.claims.numbers.figures import figure
from d3k2.claims.numbers.p_value import p_of, z_from, z_of, z_of_level, z_span


def test_the_deviate_of_95_percent_is_1_96() -> None:
    assert z_of_level(95) == pytest.approx(1.959964, abs=1e-6)
    assert p_of(1.959964) == pytest.approx(0.05, abs=1e-6)


@given(st.floats(1e-12, 1))
def test_a_p_value_and_its_deviate_belong_to_each_other(p: float) -> None:
    assert p_of(z_of(p)) == pytest.approx(p, rel=1e-6)


def test_a_difference_of_two_proportions() -> None:
    """17 points, interval 1.4 to 32.6, p = 0.032: Altman and Bland, BMJ 2011;343:d2090."""
    assert p_of(z_from(17, 1.4, 32.6, ratio=False)) == pytest.approx(0.032, abs=0.001)


def test_a_relative_risk() -> None:
    """0.30 with p = 0.034 has the interval 0.10 to 0.90: Altman and Bland, BMJ 2011;343:d2090."""
    span = z_span(figure("0.30"), figure("0.10"), figure("0.90"), ratio=True)
    assert span is not None
    assert p_of(span[1]) <= 0.034 <= p_of(span[0])


@given(st.floats(0.2, 4))
def test_the_approximation_of_altman_and_bland_is_near(z: float) -> None:
    """P = exp(-0.717 z - 0.416 z²), BMJ 2011;343:d2304."""
    assert p_of(z) == pytest.approx(math.exp(-0.717 * z - 0.416 * z * z), rel=0.2)


def test_a_risk_ratio_of_1_30_from_1_05_to_1_60_cannot_carry_a_tiny_p() -> None:
    span = z_span(figure("1.30"), figure("1.05"), figure("1.60"), ratio=True)
    assert span is not None
    assert 0.005 < p_of(span[1]) < p_of(span[0]) < 0.05


def test_a_ratio_that_is_not_positive_has_no_deviate() -> None:
    assert z_span(figure("0"), figure("0"), figure("0"), ratio=True) is None
