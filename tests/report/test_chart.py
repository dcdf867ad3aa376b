"""The chart shows what the table says, and can be read without seeing it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations, pairwise
from types import ModuleType
from xml.etree import ElementTree

import pytest

from d3k2.report import AssessDocument

SVG = "{http://www.w3.org/2000/svg}"
LETTER = 6.6
"""Width of a letter of the names of authorities, in the chart's units, generously."""


@dataclass(frozen=True)
class Drawn:
    """An answer with its page and the charts on it."""

    document: AssessDocument
    text: str
    charts: list[ElementTree.Element]


def charts(text: str) -> list[ElementTree.Element]:
    found = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    return [ElementTree.fromstring(svg) for svg in found]


def of_class(chart: ElementTree.Element, kind: str) -> list[ElementTree.Element]:
    return [e for e in chart.iter() if kind in (e.get("class") or "").split()]


@pytest.fixture(scope="module")
def drawn(kept: ModuleType) -> list[Drawn]:
    """Every answer with a curve, for both audiences."""
    found = []
    for name in kept.names():
        for audience in kept.AUDIENCES:
            document, text = kept.document(name, audience), kept.html(name, audience)
            if document.trajectories:
                found.append(Drawn(document, text, charts(text)))
    assert len(found) > 60
    return found


def test_the_chart_is_drawn_wide_and_narrow_or_not_at_all(kept: ModuleType, name: str) -> None:
    expected = 2 if kept.document(name).trajectories else 0
    assert len(charts(kept.html(name))) == expected


def test_the_chart_says_in_words_what_it_shows(drawn: list[Drawn]) -> None:
    for one in drawn:
        for chart in one.charts:
            assert chart.get("role") == "img"
            names = (chart.get("aria-labelledby") or "").split()
            title, description = chart.find(f"{SVG}title"), chart.find(f"{SVG}desc")
            assert title is not None and title.text
            assert description is not None and description.text
            assert names == [title.get("id"), description.get("id")]
            assert "9 of 10 people" in description.text
            assert description.text.split(". ")[0] in one.text


def test_band_people_and_measured_points_are_drawn(drawn: list[Drawn]) -> None:
    for one in drawn:
        measured = one.document.trajectories[0].measured
        for chart in one.charts:
            assert len(of_class(chart, "band")) == len(of_class(chart, "median")) in (1, 2)
            assert 20 <= len(of_class(chart, "sample")) <= 30
            assert len(of_class(chart, "measured")) == len(measured)


def test_two_regimens_differ_without_colour(kept: ModuleType) -> None:
    style = kept.html("runner")
    assert re.search(r"\.median\.now \{[^}]*stroke-dasharray", style)
    assert not re.search(r"\.median\.plan \{[^}]*stroke-dasharray", style)


def test_both_units_are_on_the_axes(drawn: list[Drawn]) -> None:
    for chart in (chart for one in drawn for chart in one.charts):
        axes = " ".join(e.text or "" for e in of_class(chart, "axis"))
        assert "nmol/L" in axes and "ng/mL" in axes


def test_the_line_ends_where_the_table_says(drawn: list[Drawn]) -> None:
    for one in drawn:
        table = re.search(r'<table class="numbers">.*?</table>', one.text, re.DOTALL)
        assert table is not None
        cells = re.findall(r"<td>([\d,]+) \(([\d,]+)-([\d,]+)\) nmol/L", table[0])
        curves = {t.id: t for t in one.document.trajectories}
        assert len(cells) == 9 * len(curves)
        ends = {
            (f"{t.median[-1]:,.0f}", f"{t.p5[-1]:,.0f}", f"{t.p95[-1]:,.0f}")
            for t in curves.values()
        }
        assert set(cells[-len(curves) :]) == ends
        wide = one.charts[0]
        for line in of_class(wide, "median"):
            level = _level(wide, float((line.get("points") or "").split(",")[-1]))
            assert any(level == pytest.approx(t.median[-1], rel=0.02) for t in curves.values())


def _level(chart: ElementTree.Element, y: float) -> float:
    """Read a height off the axis, as an eye would."""
    ticks = [e for e in of_class(chart, "tick") if e.get("text-anchor") == "end"]
    low, high = ticks[0], ticks[-1]
    y0, y1 = (float(t.get("y") or 0) - 4 for t in (low, high))
    v0, v1 = (float(t.text or 0) for t in (low, high))
    return v0 + (y - y0) * (v1 - v0) / (y1 - y0)


def test_the_names_of_authorities_do_not_overlap(drawn: list[Drawn]) -> None:
    for chart in (chart for one in drawn for chart in one.charts):
        names = of_class(chart, "target-name")
        heights = [float(e.get("y") or 0) for e in names]
        assert all(abs(first - second) >= 12 for first, second in combinations(heights, 2))
        width = float((chart.get("viewBox") or "").split()[2])
        for e in names:
            assert float(e.get("x") or 0) + LETTER * len(e.text or "") <= width


def test_the_names_of_curves_do_not_overlap(drawn: list[Drawn]) -> None:
    for chart in (chart for one in drawn for chart in one.charts):
        heights = [float(e.get("y") or 0) for e in of_class(chart, "curve-name")]
        assert all(abs(first - second) >= 12 for first, second in combinations(heights, 2))


def test_everything_is_drawn_on_the_paper(drawn: list[Drawn]) -> None:
    for chart in (chart for one in drawn for chart in one.charts):
        width, height = (float(v) for v in (chart.get("viewBox") or "").split()[2:])
        for line in (*of_class(chart, "median"), *of_class(chart, "sample")):
            points = [p.split(",") for p in (line.get("points") or "").split()]
            assert all(0 <= float(x) <= width and 0 <= float(y) <= height for x, y in points)


def test_a_target_is_named_below_the_chart_with_all_who_share_it(kept: ModuleType) -> None:
    document = kept.document("runner")
    caption = re.search(r"<figcaption>.*?</figcaption>", kept.html("runner"), re.DOTALL)
    assert caption is not None
    for option in document.plan.d3.options:
        if option.kind == "target" and option.status == "in force":
            assert option.authority in caption[0]
            assert f"{option.target_nmol_l:.0f} nmol/L" in caption[0]


def test_names_of_months_do_not_touch_however_long_the_past(drawn: list[Drawn]) -> None:
    for one in drawn:
        for chart in one.charts:
            places = [float(e.get("x") or 0) for e in of_class(chart, "month")]
            assert len(places) >= 3
            assert min(b - a for a, b in pairwise(places)) > 40
