"""Virtual trials as document and page: the same numbers to eye and ear, nothing loaded."""

from __future__ import annotations

import json
import re
from functools import cache
from xml.etree import ElementTree

from jsonschema import Draft202012Validator

from d3k2.evidence import load
from d3k2.report import ValidationDocument, schemas, validation_document, validation_html
from d3k2.trials import validate

SVG = "{http://www.w3.org/2000/svg}"
STUDIES = ("macdonald2013", "burt2019", "fulton2016")


@cache
def document() -> ValidationDocument:
    rows = [row for row in load().trials if row.study in STUDIES]
    return validation_document(validate(rows), "three trials")


@cache
def page() -> str:
    return validation_html(document())


def test_a_document_keeps_to_its_schema() -> None:
    schema = schemas()["validation.schema.json"]
    Draft202012Validator(schema).validate(json.loads(document().model_dump_json(by_alias=True)))


def test_rows_of_a_fit_and_others_stand_apart() -> None:
    uses = {(c.use, c.variable) for c in document().comparisons}
    assert ("calibrate", "calcidiol") in uses
    assert ("validate", "calcidiol") in uses
    assert page().index("Rows marked for fitting") < page().index("Trials that never entered a fit")


def test_every_arm_says_whether_it_was_left_out_of_the_fit() -> None:
    for arm in document().arms:
        assert arm.left_out is (arm.use == "calibrate")


def test_what_has_not_met_the_criterion_is_marked_research() -> None:
    assert "(research)" in page()
    assert {a.variable for a in document().arms if a.passed} == {"calcidiol"}


def test_the_page_loads_nothing_and_says_what_it_is() -> None:
    assert not re.search(r"<script|<link|<img|@import|url\(", page())
    assert "Not a prescription" in page()
    assert len(page().encode()) < 150_000


def test_a_drawing_has_a_name_a_description_and_all_rows() -> None:
    for comparison in document().comparisons:
        assert comparison.model.rows > 0
    drawings = [ElementTree.fromstring(s) for s in re.findall(r"<svg.*?</svg>", page(), re.DOTALL)]
    assert len(drawings) == len(document().comparisons)
    for drawing in drawings:
        assert drawing.attrib["role"] == "img"
        assert drawing.find(f"{SVG}title") is not None
        assert drawing.find(f"{SVG}desc") is not None
    circles = sum(len(d.findall(f"{SVG}circle")) for d in drawings)
    assert circles == len(document().arms)


def test_simple_rules_stand_beside_the_model_on_the_same_rows() -> None:
    found = next(c for c in document().comparisons if c.variable == "calcidiol")
    assert {"power law by dose", "IOM 2011"} <= {b.rule.name for b in found.beside}
    assert all(b.rule.rows == b.model.rows for b in found.beside)
