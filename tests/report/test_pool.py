"""Pooled trials as document and page: the same numbers, told to eye and ear, nothing loaded."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from html import unescape
from math import exp
from types import ModuleType
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

from d3k2.evidence import load
from d3k2.report import (
    PoolDocument,
    effect_axis,
    interval_of,
    pool_document,
    pool_html,
    pool_outcomes_document,
    pool_rows,
    published_pools_document,
    schemas,
    trial_numbers,
)
from d3k2.trials import Asked

LARGEST = 150_000
"""Bytes of a page, as the design asks."""

SVG = "{http://www.w3.org/2000/svg}"
OUTCOMES = sorted(load().outcomes)
NOTICE = (
    "Calculated from rows of the trial tables, which wait for human review. Not a prescription."
)

EVERYTHING = Asked()


@cache
def document(outcome: str, asked: Asked = EVERYTHING) -> PoolDocument:
    return pool_document(load().outcomes[outcome], asked)


@cache
def page(outcome: str) -> str:
    return pool_html(document(outcome))


def drawings(text: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(svg) for svg in re.findall(r"<svg.*?</svg>", text, re.DOTALL)]


def plain(text: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.mark.parametrize("outcome", OUTCOMES)
class TestDocument:
    def test_it_keeps_to_its_schema(self, outcome: str) -> None:
        content = json.loads(document(outcome).model_dump_json(by_alias=True))
        Draft202012Validator(schemas()["pool.schema.json"]).validate(content)
        assert content["schema"] == "d3k2/pool/1"
        assert content["notice"] == NOTICE

    def test_a_retracted_trial_has_no_weight(self, outcome: str) -> None:
        for asked in (Asked(), Asked(with_memory=True)):
            for one in document(outcome, asked).sets:
                for trial in one.trials:
                    assert trial.standing != "retracted" or trial.weight is None

    def test_weights_add_up_and_count_the_trials_of_the_main_figure(self, outcome: str) -> None:
        for one in document(outcome).sets:
            weights = [t.weight for t in one.trials if t.weight is not None]
            if one.pooled is None:
                assert weights == []
            else:
                assert sum(weights) == pytest.approx(1)
                assert one.pooled.trials == len(weights)

    def test_one_trial_is_shown_and_few_are_warned_of(self, outcome: str) -> None:
        for one in document(outcome).sets:
            said = " ".join(one.warnings)
            if one.pooled is None:
                assert "nothing is pooled" in said
                assert one.trials
            elif one.pooled.trials < 5:
                assert "wide and unstable" in said

    def test_each_trial_is_left_out_once_where_three_are(self, outcome: str) -> None:
        for one in document(outcome).sets:
            inside = [t.id for t in one.trials if t.weight is not None]
            left_out = [left.trial for left in one.leave_one_out]
            assert left_out == (inside if len(inside) >= 3 else [])


@pytest.mark.parametrize("outcome", OUTCOMES)
class TestPage:
    def test_it_loads_nothing_runs_nothing_and_is_small(self, outcome: str) -> None:
        text = page(outcome)
        assert len(text.encode()) <= LARGEST
        assert not re.search(r"<script|<link|<img|@import|src=|url\(", text)
        assert NOTICE in plain(text)

    def test_every_drawing_is_told_in_words(self, outcome: str) -> None:
        found = drawings(page(outcome))
        assert len(found) >= len(document(outcome).sets)
        ids = [e.get("id") for svg in found for e in svg.iter() if e.get("id")]
        assert len(ids) == len(set(ids))
        for svg in found:
            assert svg.get("role") == "img"
            title, described = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
            assert title is not None and title.text
            assert described is not None and described.text
            assert svg.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"

    def test_every_trial_stands_in_the_drawing_its_words_and_the_table(self, outcome: str) -> None:
        forests = [svg for svg in drawings(page(outcome)) if svg.get("class") == "forest"]
        text = plain(page(outcome))
        for svg, one in zip(forests, document(outcome).sets, strict=True):
            drawn = " ".join(e.text or "" for e in svg.iter(f"{SVG}text"))
            said = svg.findtext(f"{SVG}desc") or ""
            for trial in one.trials:
                assert trial.label in drawn and trial.label in said
                assert trial_numbers(trial) in said and trial_numbers(trial) in text

    def test_nothing_is_drawn_beyond_the_paper(self, outcome: str) -> None:
        for svg in drawings(page(outcome)):
            width, height = (float(n) for n in (svg.get("viewBox") or "").split()[2:])
            for element in svg.iter():
                for name in ("x", "x1", "x2", "cx"):
                    assert 0 <= float(element.get(name, "0")) <= width
                for name in ("y", "y1", "y2", "cy"):
                    assert 0 <= float(element.get(name, "0")) <= height

    def test_what_is_not_pooled_stands_there_with_its_reason(self, outcome: str) -> None:
        text = plain(page(outcome))
        for row in document(outcome).left_out:
            assert row.reason in text
            assert row.id in text


def test_a_retracted_trial_is_drawn_apart_and_named_so() -> None:
    (one,) = document("hip-fracture", Asked(nutrient="k")).sets
    (svg,) = drawings(pool_html(document("hip-fracture", Asked(nutrient="k"))))
    assert one.pooled is None
    assert [e.get("class") for e in svg.iter(f"{SVG}rect")] == ["aside"]
    assert "Sato 2002 (retracted)" in (svg.findtext(f"{SVG}desc") or "")


def test_doubtful_trials_are_shown_with_and_without() -> None:
    known = load()
    doubt = next(iter(known.doubts.values()))
    doubts = {"flicker2005": doubt.model_copy(update={"id": "flicker2005"})}
    doubted = replace(known, doubts=doubts)
    outcome = known.outcomes["falls"]
    with_it = pool_document(outcome, Asked(nutrient="d"), doubted).sets[0]
    without = pool_document(outcome, Asked(nutrient="d", without_doubtful=True), doubted).sets[0]
    assert with_it.pooled is not None and without.pooled is not None
    assert (with_it.pooled.trials, without.pooled.trials) == (6, 5)
    assert [v.name for v in with_it.variants] == ["without doubtful trials"]
    assert [v.name for v in without.variants] == ["with doubtful trials"]
    assert with_it.variants[0].pooled == without.pooled
    assert any("Flicker 2005" in w and "Doubtful" in w for w in with_it.warnings)


def test_ratios_pooled_together_say_so() -> None:
    found = document("falls", Asked(together=True))
    assert any("as if they were one" in w for one in found.sets for w in one.warnings)


def test_an_axis_shows_every_trial_and_no_effect() -> None:
    for outcome in OUTCOMES:
        for one in document(outcome).sets:
            axis = effect_axis(one)
            for trial in one.trials:
                assert not axis.beyond(trial.low) and not axis.beyond(trial.high)
            assert axis.low <= axis.null <= axis.high
            assert axis.null in axis.ticks


def test_a_ratio_lies_where_its_logarithm_does() -> None:
    axis = effect_axis(document("falls").sets[0])
    middle = (axis.low * axis.high) ** 0.5
    assert axis.share(middle) == pytest.approx(0.5)
    assert (axis.share(axis.low / 2), axis.share(axis.high * 2)) == (0, 1)


@pytest.mark.parametrize(
    ("numbers", "ratio", "expected"),
    [
        ((0.78, 0.641, 0.946), True, "0.78 (0.64 to 0.95)"),
        ((2.8, 0.29, 5.31), False, "2.80 (0.29 to 5.31)"),
        ((-44.0, -774.0, 686.0), False, "-44 (-774 to 686)"),
        ((1.0, exp(-9), exp(9)), True, "1.00 (<0.01 to >1000)"),
        ((0.0, 0.0, 0.0), False, "0 (0 to 0)"),
    ],
)
def test_numbers_are_written_to_the_same_decimal(
    numbers: tuple[float, float, float], ratio: bool, expected: str
) -> None:
    assert interval_of(*numbers, ratio=ratio) == expected


def test_the_other_answers_keep_to_their_schemas(kept: ModuleType) -> None:
    answers = {
        "pool-outcomes": pool_outcomes_document(),
        "pool-published": published_pools_document(),
    }
    for name, found in answers.items():
        content = json.loads(found.model_dump_json(by_alias=True))
        Draft202012Validator(schemas()[f"{name}.schema.json"]).validate(content)
        assert content["notice"] == NOTICE


def test_a_published_pool_stands_beside_ours_or_says_why_not() -> None:
    for one in published_pools_document().reproductions:
        if one.reproduced == "cannot":
            assert one.why_not and one.ours is None and one.difference is None
        else:
            assert one.ours and one.difference


def test_the_normal_interval_and_the_fixed_effect_stand_beside_the_main_figure() -> None:
    one = document("falls").sets[0]
    assert one.pooled is not None
    names = [row.name for row in pool_rows(one)]
    assert names[:3] == ["random effects", "fixed effect", "random effects, normal interval"]
    wide = document("falls", Asked(together=True)).sets[0]
    assert wide.pooled is not None
    narrower = wide.pooled.high - wide.pooled.low < wide.pooled.normal_high - wide.pooled.normal_low
    assert narrower == any("Trust the wider" in warning for warning in wide.warnings)
