"""The report prints on one page, and the chart note fits in a chart."""

from __future__ import annotations

from types import ModuleType

from d3k2.report import chart_note
from d3k2.report.paper import LARGE, MOST, printed

LINES = 25


def test_what_is_printed_fits_on_one_page(kept: ModuleType, name: str, audience: str) -> None:
    assert printed(kept.document(name, audience)) <= MOST


def test_the_print_is_large_where_there_is_room(kept: ModuleType, name: str, audience: str) -> None:
    document = kept.document(name, audience)
    size = "large" if printed(document) <= LARGE else "small"
    assert f'<body class="{audience} {size}">' in kept.html(name, audience)


def test_the_note_is_short_plain_text(kept: ModuleType, name: str) -> None:
    note = chart_note(kept.document(name))
    assert len(note.splitlines()) <= LINES
    assert "<" not in note and "&" not in note and "  " not in note


def test_the_note_is_complete(kept: ModuleType, name: str) -> None:
    document = kept.document(name)
    note = chart_note(document)
    for stop in document.stops:
        assert f"STOP: {stop.text}" in note
    for text in document.not_screened:
        assert text in note
    for nutrient in ("Vitamin D3", "Vitamin K2", "Calcium"):
        assert f"- {nutrient}: " in note
    for dose in (document.plan.d3.dose_iu_per_day, document.plan.k2.dose_ug_per_day):
        assert not dose or f"{dose:,.0f} " in note
    for entry in document.plan.day:
        assert entry.what in note
    for watched in document.monitoring:
        assert f"{watched.what}: {watched.when}" in note
    assert document.notice in note
    assert document.data_version in note


def test_the_note_says_what_it_rests_on(kept: ModuleType) -> None:
    note = chart_note(kept.document("runner"))
    assert "25(OH)D 162 nmol/L (65 ng/mL), 2026-09-02" in note
    assert "D3 5000 IU daily with breakfast since 2021-03-01" in note
    assert "600 IU/day (15 µg)" in note
    assert "pending human review" in note
