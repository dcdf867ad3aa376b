"""The page of a simulation: anyone can read it, it loads nothing, and research is marked."""

from __future__ import annotations

import re
import sys
from html import unescape
from html.parser import HTMLParser
from importlib import resources
from importlib.util import module_from_spec, spec_from_file_location
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import numpy as np
import pytest

from d3k2.population import simulate
from d3k2.report import SimulateDocument, simulate_document, simulate_html

from .contrast import contrast

LARGEST = 150_000
"""Bytes of a page, as the design asks."""

ATTACK = "<script>alert(1)</script>"
SVG = "{http://www.w3.org/2000/svg}"


def _load() -> ModuleType:
    name = "regenerate_simulations"
    if name in sys.modules:
        return sys.modules[name]
    spec = spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


SIMULATED = _load()
simulations = pytest.mark.parametrize("simulation", SIMULATED.names())


class Page(HTMLParser):
    """The tags of a page, with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] != "style":
            self.texts.append(" ".join(data.split()))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def said(self) -> str:
        return " ".join(text for text in self.texts if text)


def html(simulation: str, audience: str = "clinician") -> str:
    return simulate_html(SIMULATED.document(simulation, audience))


def charts(text: str) -> list[ElementTree.Element]:
    found = [ElementTree.fromstring(svg) for svg in re.findall(r"<svg.*?</svg>", text, re.DOTALL)]
    return [svg for svg in found if svg.get("role") == "img"]


def of_class(chart: ElementTree.Element, kind: str) -> list[ElementTree.Element]:
    return [e for e in chart.iter() if kind in (e.get("class") or "").split()]


@simulations
def test_the_page_is_small_and_loads_nothing(simulation: str, audience: str) -> None:
    text = html(simulation, audience)
    assert len(text.encode()) <= LARGEST
    found = Page(text)
    loading = {"script", "link", "img", "iframe", "object", "embed", "form", "video", "audio"}
    assert not loading & {tag for tag, _ in found.tags}
    assert "@import" not in text and "url(" not in text
    for _, attributes in found.tags:
        assert not {key for key in attributes if key == "src" or key.startswith("on")}
    assert all((a["href"] or "").startswith("#") for a in found.all("a"))
    assert any("default-src 'none'" in (m.get("content") or "") for m in found.all("meta"))


def test_six_regimens_with_every_variable_still_fit() -> None:
    person = SIMULATED.person("runner")
    doses = {f"D3 {dose} IU daily": f"D3 {dose} IU daily" for dose in (400, 800, 1600, 2000, 4000)}
    doses["D3 50000 IU every 30 days"] = "D3 50000 IU every 30 days"
    document = simulate_document(simulate(person, doses, people=20), "clinician")
    text = simulate_html(document)
    assert len(text.encode()) <= LARGEST
    for chart in charts(text):
        ends = sorted(float(e.get("y") or 0) for e in of_class(chart, "letter"))
        assert len(ends) == 6
        assert all(below - above >= 12 for above, below in pairwise(ends))


@simulations
def test_it_names_its_language_title_and_width(simulation: str) -> None:
    found = Page(html(simulation))
    assert found.all("html") == [{"lang": "en"}]
    assert any("width=device-width" in (m.get("content") or "") for m in found.all("meta"))
    assert "<title>" in html(simulation)


@simulations
def test_headings_go_down_one_step_at_a_time(simulation: str, audience: str) -> None:
    levels = [int(t[1]) for t, _ in Page(html(simulation, audience)).tags if re.match(r"h\d", t)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


@simulations
def test_tables_say_what_they_hold(simulation: str) -> None:
    found = Page(html(simulation))
    assert {head.get("scope") for head in found.all("th")} <= {"col", "row", "rowgroup"}
    levels = [t for t in found.all("table") if t.get("class") == "levels"]
    assert len(levels) == len(found.all("caption"))


@simulations
def test_every_id_is_used_once_and_every_reference_leads_somewhere(
    simulation: str, audience: str
) -> None:
    found = Page(html(simulation, audience))
    ids = [a["id"] for _, a in found.tags if "id" in a]
    assert len(ids) == len(set(ids))
    wanted = {(a["href"] or "")[1:] for a in found.all("a")}
    for _, attributes in found.tags:
        wanted |= set((attributes.get("aria-labelledby") or "").split())
    assert wanted <= set(ids)


@simulations
def test_everything_that_is_stated_is_on_the_page(simulation: str, audience: str) -> None:
    document = SIMULATED.document(simulation, audience)
    said = Page(html(simulation, audience)).said
    for text in (document.notice, *(s.text for s in (*document.stops, *document.limits))):
        assert " ".join(text.split()) in said
    assert document.data_version in said
    assert re.search("pending human review|No expert has reviewed", said)


def test_warnings_come_before_every_curve() -> None:
    text = unescape(html("runner_starts_k2_on_warfarin"))
    document = SIMULATED.document("runner_starts_k2_on_warfarin")
    first = text.index('role="img"')
    grave = [s.text for s in document.limits if s.level == "caution"]
    assert document.stops and grave
    for said in (*(s.text for s in document.stops), *grave):
        assert text.index(said) < first


class TestCharts:
    def test_one_for_each_variable_says_in_words_what_it_shows(self, audience: str) -> None:
        document = SIMULATED.document("runner", audience)
        found = charts(html("runner", audience))
        assert len(found) == len({c.variable for c in document.trajectories})
        for chart in found:
            names = (chart.get("aria-labelledby") or "").split()
            title, description = chart.find(f"{SVG}title"), chart.find(f"{SVG}desc")
            assert title is not None and title.text
            assert description is not None and (description.text or "").count(":") >= 3
            assert names == [title.get("id"), description.get("id")]

    def test_every_regimen_has_its_line_its_band_and_its_letter(self) -> None:
        for chart in charts(html("runner")):
            assert len(of_class(chart, "median")) == 3
            assert [e.text for e in of_class(chart, "letter")] == ["A", "B", "C"]
        (calcidiol, *_) = charts(html("runner"))
        assert len(of_class(calcidiol, "range")) == 3

    def test_measured_levels_stand_before_today_with_what_was_expected(self) -> None:
        calcidiol = charts(html("runner"))[0]
        (point,) = of_class(calcidiol, "measured")
        (expected,) = of_class(calcidiol, "expected")
        (today,) = of_class(calcidiol, "today")
        assert float(point.get("cx") or 0) < float(today.get("x1") or 0)
        assert point.get("cx") == expected.get("x1")

    def test_research_is_marked_on_the_chart_itself_and_on_nothing_else(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("d3k2.report.as_simulation.passed", lambda name: name == "calcidiol")
        document = simulate_document(SIMULATED.simulated("runner"), "clinician")
        first, *others = charts(simulate_html(document))
        assert of_class(first, "mark") == []
        assert all([m.text for m in of_class(c, "mark")] == ["research only"] for c in others)

    def test_nothing_is_drawn_outside_the_paper(self) -> None:
        for simulation in ("runner", "education"):
            for chart in charts(html(simulation)):
                _, _, width, height = (float(n) for n in (chart.get("viewBox") or "").split())
                for line in (*of_class(chart, "median"), *of_class(chart, "range")):
                    for pair in (line.get("points") or "").split():
                        x, y = map(float, pair.split(","))
                        assert 0 <= x <= width and 0 <= y <= height

    def test_lines_differ_without_colour(self) -> None:
        style = html("runner")
        assert len(set(re.findall(r"\.r\d \{[^}]*stroke-dasharray: ([^;]+);", style))) == 5

    def test_a_table_beside_each_says_the_same(self) -> None:
        said = Page(html("runner")).said
        document = SIMULATED.document("runner")
        for course in document.trajectories:
            if course.variable == "calcidiol":
                assert f"{course.median[-1]:.0f} {course.p5[-1]:.0f}-{course.p95[-1]:.0f}" in said


class TestWhatIsFollowedByTheHour:
    DAYS, HOURLY = 56, 28

    @pytest.fixture(scope="class")
    @staticmethod
    def document() -> SimulateDocument:
        person = SIMULATED.person("runner")
        regimen = {"a": "calcium citrate 500 mg twice daily; D3 2000 IU daily"}
        found = simulate(
            person,
            regimen,
            days=TestWhatIsFollowedByTheHour.DAYS,
            hourly_days=TestWhatIsFollowedByTheHour.HOURLY,
            people=20,
            variables=["calcium"],
        )
        return simulate_document(found, "clinician")

    def drawn(self, document: SimulateDocument) -> list[tuple[float, float]]:
        """Return the points of the line, as share of the days and as level."""
        (chart,) = charts(simulate_html(document))
        ticks = [float(e.text or 0) for e in of_class(chart, "tick") if "." in (e.text or "")]
        rows = [float(e.get("y1") or 0) for e in of_class(chart, "grid")]
        per_row = (max(ticks) - min(ticks)) / (max(rows) - min(rows))
        points = [
            tuple(map(float, pair.split(",")))
            for pair in (of_class(chart, "median")[0].get("points") or "").split()
        ]
        first, last = points[0][0], points[-1][0]
        return [
            ((x - first) / (last - first), max(ticks) - (y - min(rows)) * per_row)
            for x, y in points
        ]

    def test_the_means_before_the_hours_stay_on_the_chart(self, document: SimulateDocument) -> None:
        # Calcium rises with the tablets; hours that take all the points would hide that.
        course = document.trajectories[0]
        share, level = zip(*self.drawn(document), strict=True)
        for place, day in enumerate(course.time_days):
            if day <= self.DAYS - self.HOURLY:
                shown = float(np.interp(day / self.DAYS, share, level))
                assert shown == pytest.approx(course.median[place], abs=0.005)

    def test_no_day_loses_its_highest_or_its_lowest_hour(self, document: SimulateDocument) -> None:
        course = document.trajectories[0]
        points = self.drawn(document)
        for day in range(self.DAYS - self.HOURLY + 1, self.DAYS):
            hours = [
                v for t, v in zip(course.time_days, course.median, strict=True) if int(t) == day
            ]
            shown = [v for share, v in points if day <= share * self.DAYS + 0.02 < day + 1]
            assert max(shown) == pytest.approx(max(hours), abs=0.003)
            assert min(shown) == pytest.approx(min(hours), abs=0.003)

    def test_the_table_tells_the_extremes_of_the_last_day(self, document: SimulateDocument) -> None:
        course = document.trajectories[0]
        last = course.median[-25:]
        said = Page(simulate_html(document)).said
        assert "last day, low last day, high" in said
        assert f"{min(last):.2f}" in said and f"{max(last):.2f}" in said

    def test_so_does_who_cannot_see_the_chart(self, document: SimulateDocument) -> None:
        (chart,) = charts(simulate_html(document))
        description = chart.find(f"{SVG}desc")
        assert description is not None
        assert re.search(r"last day, low\. A: .* last day, high\.", description.text or "")


def test_a_lesson_was_told_nothing_about_anybody() -> None:
    assert "What you told us" in Page(html("runner", "patient")).said
    assert "What you told us" not in Page(html("education", "patient")).said


def test_a_patient_reads_plain_words() -> None:
    said = Page(html("runner", "patient")).said
    for words in ("effective sample", "percentile", "median", "PTH,", "for the clinician"):
        assert words not in said


def test_where_the_model_ends_the_page_says_why() -> None:
    found = Page(html("egfr_24_on_denosumab"))
    assert "Nothing is simulated" in found.said
    assert "eGFR below 30" in found.said
    assert charts(html("egfr_24_on_denosumab")) == []


def test_what_a_person_wrote_is_never_code() -> None:
    fields = SIMULATED._persons().fields("runner")
    person = SIMULATED.read_person({**fields, "medicines": [ATTACK]})
    found = simulate(person, {"nothing": "nothing"}, people=20, variables=["calcidiol"])
    text = simulate_html(simulate_document(found, "clinician"))
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_lines_and_letters_stand_out_from_the_paper_as_wcag_asks() -> None:
    # WCAG 2.2, success criterion 1.4.3: at least 4.5 to 1.
    folder = resources.files("d3k2.report").joinpath("templates")
    style = folder.joinpath("simulation.css").read_text("utf-8")
    colours = re.findall(r"--c\d: (#[0-9a-f]{6})", style)
    assert len(colours) == 6
    for colour in colours:
        assert contrast(colour, "#ffffff") >= 4.5
    assert "@media print" in style and "@media (max-width" in style
