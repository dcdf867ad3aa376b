"""What is right and rounded is never called wrong, and what is far off always is."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from d3k2.claims.numbers import number_findings
from d3k2.units import term

PAIRS = [
    ("vitamin_d_amount", "IU", "µg", "Take {one} ({other}) of vitamin D3 every day."),
    ("vitamin_d_amount", "µg", "IU", "The label says {one} ({other}) of vitamin D."),
    ("calcidiol", "ng/mL", "nmol/L", "A 25(OH)D of {one} ({other}) was the mean."),
    ("calcidiol", "nmol/L", "ng/mL", "A 25(OH)D of {one}, i.e. {other}, was found."),
    ("calcium", "mg/dL", "mmol/L", "Her serum calcium was {one} ({other})."),
    ("pth", "pg/mL", "pmol/L", "PTH was {one} ({other}) in winter."),
    ("calcium_amount", "g", "mg", "Calcium {one} ({other}) was in her food."),
]
RANGES = {
    "IU": (100, 60000), "µg": (5, 1500), "ng/mL": (5, 150), "nmol/L": (12, 375),
    "mg/dL": (7, 14), "pg/mL": (10, 300), "g": (0.1, 2.5),
}  # fmt: skip
QUICK = settings(max_examples=60, deadline=None)


def written(value: float, figures: int) -> str:
    """A number to so many figures, with commas, as people write it."""
    decimals = max(0, figures - 1 - math.floor(math.log10(abs(value))))
    rounded = round(value, figures - 1 - math.floor(math.log10(abs(value))))
    return f"{rounded:,.{decimals}f}"


def conversion_verdicts(text: str) -> list[str]:
    return [f.verdict for f in number_findings(text) if f.kind == "conversion"]


@pytest.mark.parametrize(("name", "one", "other", "text"), PAIRS)
@QUICK
@given(data=st.data())
def test_a_right_conversion_holds_however_it_is_rounded(
    name: str, one: str, other: str, text: str, data: st.DataObject
) -> None:
    accepts = term(name).accepts
    value = float(written(data.draw(st.floats(*RANGES[one])), 3).replace(",", ""))
    converted = value * accepts[one] / accepts[other]
    figures = data.draw(st.sampled_from([2, 3, 4]))
    sentence = text.format(one=f"{value:,g} {one}", other=f"{written(converted, figures)} {other}")
    assert conversion_verdicts(sentence) == ["holds"]


@pytest.mark.parametrize(("name", "one", "other", "text"), PAIRS)
@QUICK
@given(data=st.data())
def test_a_conversion_far_off_is_wrong(
    name: str, one: str, other: str, text: str, data: st.DataObject
) -> None:
    accepts = term(name).accepts
    value = float(written(data.draw(st.floats(*RANGES[one])), 3).replace(",", ""))
    off = data.draw(st.sampled_from([0.1, 0.4, 2.5, 10.0]))
    wrong = value * off * accepts[one] / accepts[other]
    sentence = text.format(one=f"{value:,g} {one}", other=f"{written(wrong, 3)} {other}")
    assert conversion_verdicts(sentence) == ["wrong"]


def p_value(z: float) -> float:
    return math.erfc(abs(z) / math.sqrt(2))


@settings(max_examples=200, deadline=None)
@given(
    st.floats(-1.2, 1.2), st.floats(0.03, 0.6), st.sampled_from([2, 3]), st.sampled_from([1, 2, 3])
)
def test_a_ratio_printed_with_its_own_interval_and_p_is_never_wrong(
    log_ratio: float, error: float, decimals: int, p_figures: int
) -> None:
    value, low, high = (
        math.exp(each) for each in (log_ratio, log_ratio - 1.96 * error, log_ratio + 1.96 * error)
    )
    p = p_value(log_ratio / error)
    assume(p > 1e-6)
    shown = f"p = {written(p, p_figures)}" if p >= 0.001 else "p < 0.001"
    text = (
        f"The risk ratio was {value:.{decimals}f} "
        f"(95 % CI {low:.{decimals}f} to {high:.{decimals}f}; {shown})."
    )
    found = [f for f in number_findings(text) if f.kind == "interval"]
    assert {f.verdict for f in found} <= {"holds"}, (text, found)


@settings(max_examples=100, deadline=None)
@given(st.floats(-20, 20), st.floats(0.2, 8), st.sampled_from([1, 2]))
def test_a_difference_printed_with_its_own_interval_and_p_is_never_wrong(
    value: float, error: float, decimals: int
) -> None:
    low, high = value - 1.96 * error, value + 1.96 * error
    p = p_value(value / error)
    shown = f"p = {p:.3f}" if p >= 0.001 else "P < .001"
    text = (
        f"Mean difference {value:.{decimals}f} nmol/L "
        f"(95% CI, {low:.{decimals}f} to {high:.{decimals}f}; {shown})."
    )
    found = [f for f in number_findings(text) if f.kind == "interval"]
    assert all(f.verdict == "holds" for f in found), (text, found)


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 4000), st.data(), st.sampled_from([0, 1, 2]))
def test_a_share_of_people_is_right_when_it_is_computed(
    whole: int, data: st.DataObject, decimals: int
) -> None:
    part = data.draw(st.integers(1, whole))
    text = f"It happened to {part:,} of {whole:,} women ({100 * part / whole:.{decimals}f} %)."
    assert [f.verdict for f in number_findings(text) if f.kind == "percentage"] == ["holds"]


@settings(max_examples=100, deadline=None)
@given(st.integers(20, 4000), st.data(), st.integers(3, 40))
def test_a_share_of_people_some_points_off_is_wrong(
    whole: int, data: st.DataObject, points: int
) -> None:
    part = data.draw(st.integers(1, whole // 2))
    text = f"It happened to {part:,} of {whole:,} women ({100 * part / whole + points:.0f} %)."
    assert [f.verdict for f in number_findings(text) if f.kind == "percentage"] == ["wrong"]


@settings(max_examples=100, deadline=None)
@given(st.integers(3, 100), st.data(), st.sampled_from([1, 2]))
def test_a_percentage_of_whole_people_is_possible(
    people: int, data: st.DataObject, decimals: int
) -> None:
    share = 100 * data.draw(st.integers(0, people)) / people
    text = f"Some {share:.{decimals}f} % of {people} women had it."
    plain = f"In all, {share:.{decimals}f} % of the {people} women had it."
    assert [f for t in (text, plain) for f in number_findings(t) if f.kind == "sample"] == []


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789.,%()-–/=<>: IUµgDKpRORHCItoafbymn", max_size=120))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    for found in number_findings(text):
        assert found.text == text[found.start : found.end]
        assert found.reason.endswith((".", '"'))
