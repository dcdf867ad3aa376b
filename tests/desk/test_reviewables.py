"""Every fact, rule and answer can be reviewed, in the version it has today."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from d3k2.answers import reviewed_answers
from d3k2.desk import (
    Reviewable,
    condition,
    effect_in_words,
    in_version,
    reviewable,
    reviewable_record,
    reviewables,
)
from d3k2.desk import reviewable as by_id
from d3k2.desk.content import load as shipped
from d3k2.desk.risk import traits
from d3k2.evidence import FIRM, Evidence, Record, load
from d3k2.safety import Rule, When, rule, rules
from d3k2.units import InputRefused

ALL = reviewables()


def found(record: Record) -> Reviewable:
    one = reviewable_record(record)
    assert one is not None
    return one


def changed(record: Record, **change: object) -> Record:
    return record.model_copy(update=change)


class TestWhatCanBeReviewed:
    def test_every_fact_every_trial_result_every_rule_and_every_answer_once(self) -> None:
        known = load()
        wanted = [*known.facts, *known.results, *(r.id for r in rules()), *reviewed_answers()]
        assert sorted(ALL) == sorted(wanted)
        assert len(set(wanted)) == len(wanted), "an id stands for two items"

    def test_sources_and_foods_are_no_items(self) -> None:
        known = load()
        assert reviewable_record(next(iter(known.sources.values()))) is None
        assert reviewable_record(next(iter(known.foods.values()))) is None

    @pytest.mark.parametrize(
        "identifier", ["levothyroxine", "vitamin-k-model-mk7-clearance", "d-target-iom-2011"]
    )
    def test_one_found_alone_is_the_one_of_the_whole(self, identifier: str) -> None:
        record = load().facts.get(identifier) or rule(identifier)
        assert found(record) == by_id(identifier) == ALL[identifier]

    def test_both_wordings_of_every_effect_are_there_with_every_source(self) -> None:
        for one in rules():
            item = ALL[one.id]
            assert [(p.clinician, p.patient) for p in item.parts] == [
                (effect.clinician, effect.patient) for effect in one.effects
            ]
            assert [(s.id, s.where) for s in item.sources] == [(s.id, s.where) for s in one.sources]

    def test_every_sentence_of_an_answer_is_there_for_either_reader(self) -> None:
        for answer in reviewed_answers().values():
            (part,) = ALL[answer.id].parts
            for sentence in answer.clinician.sentences():
                assert sentence.text in part.clinician
            for sentence in answer.patient.sentences():
                assert part.patient is not None and sentence.text in part.patient

    def test_an_unknown_id_is_refused_with_the_nearest(self) -> None:
        with pytest.raises(InputRefused, match="no fact, rule or answer of this id") as refused:
            reviewable("levothyroxin")
        assert "levothyroxine" in str(refused.value.accepted)
        with pytest.raises(InputRefused) as refused:
            reviewable("x" * 100_000)
        assert len(str(refused.value)) < 300


class TestFirm:
    def test_what_stands_on_anything_unread_is_not_firm(self) -> None:
        for record in (*load().facts.values(), *load().results.values(), *rules()):
            readings = {reference.read for reference in record.sources}
            assert found(record).item.firm == (readings <= set(FIRM))

    def test_there_are_such_items_among_rules_and_facts(self) -> None:
        weak = {one.item.kind for one in ALL.values() if not one.item.firm}
        assert weak == {"fact", "rule", "answer"}


class TestTheHash:
    levothyroxine = rule("levothyroxine")

    def test_any_edit_of_what_is_said_makes_another_version(self) -> None:
        effect = self.levothyroxine.effects[0]
        before = found(self.levothyroxine).item.hash
        edits: list[dict[str, Any]] = [
            {"title": "Another title"},
            {"mechanism": "Another mechanism."},
            {"disagreement": "Somebody differs."},
            {"when": When(medicine=("iron-product",))},
            {"sources": self.levothyroxine.sources[:0] + tuple(rule("iron").sources)},
        ]
        edits += [
            {"effects": (changed(effect, **{key: value}), *self.levothyroxine.effects[1:])}
            for key, value in (
                ("clinician", "x."),
                ("patient", "x."),
                ("severity", 4),
                ("hours", 2),
            )
        ]
        hashes = {found(changed(self.levothyroxine, **edit)).item.hash for edit in edits}
        assert len(hashes) == len(edits)
        assert before not in hashes

    def test_where_a_record_stands_in_its_file_is_no_edit(self) -> None:
        moved = changed(self.levothyroxine, at="rules/elsewhere.toml:999")
        assert found(moved).item.hash == found(self.levothyroxine).item.hash

    @pytest.mark.parametrize(
        ("change", "another"),
        [
            ({"status": "retracted"}, True),
            ({"read": "second-hand"}, True),
            ({"pmid": "1"}, True),
            ({"note": "a note"}, False),
            ({"at": "sources/elsewhere.toml:1"}, False),
        ],
        ids=str,
    )
    def test_a_source_that_changes_its_standing_changes_what_stands_on_it(
        self, monkeypatch: pytest.MonkeyPatch, change: dict[str, str], another: bool
    ) -> None:
        before = found(self.levothyroxine).item.hash
        known: Evidence = shipped()
        identifier = self.levothyroxine.sources[0].id
        source = known.sources[identifier].model_copy(update=change)

        other = SimpleNamespace(sources={**known.sources, identifier: source})
        monkeypatch.setattr("d3k2.desk.content.load", lambda: other)
        assert (found(self.levothyroxine).item.hash != before) == another

    def test_a_printed_hash_names_the_version_until_it_is_edited(self) -> None:
        item = by_id("levothyroxine")
        assert in_version(item, None) is item
        assert in_version(item, item.item.hash[:12].upper()) is item
        for wrong in ("0" * 12, item.item.hash[:7], "", item.item.hash + "0", "%" * 12):
            with pytest.raises(InputRefused, match="edited since"):
                in_version(item, wrong)


class TestRisk:
    ordered = tuple(ALL.values())

    def test_what_stops_or_is_gravest_comes_first(self) -> None:
        grave = [
            any(e.action == "stop" or e.severity == 4 for e in rule(one.item.id).effects)
            if one.item.kind == "rule"
            else False
            for one in self.ordered
            if one.item.kind != "answer"
        ]
        assert grave == sorted(grave, reverse=True)
        assert sum(grave) >= 30

    def test_an_answer_on_a_medicine_is_as_grave_as_its_gravest_rule(self) -> None:
        assert ALL["k2-with-doac"].risk == ALL["vitamin-k-antagonist"].risk
        assert ALL["k2-foods"].risk.weight < ALL["too-much-d"].risk.weight

    def test_vitamin_k_antagonists_are_among_the_first(self) -> None:
        assert "vitamin-k-antagonist" in [one.item.id for one in self.ordered[:6]]

    def test_limits_come_before_omission_and_both_before_what_advises(self) -> None:
        place = {one.item.id: n for n, one in enumerate(self.ordered)}
        assert place["lithium"] < place["hypoparathyroidism"] < place["levothyroxine"]
        assert place["d-upper-limit-iom-2011-9"] < place["vitamin-k-model-mk7-clearance"]

    def test_each_weight_is_more_than_all_lighter_ones_together(self) -> None:
        weights = [trait.weight for trait in traits()]
        for place, weight in enumerate(weights):
            assert weight > sum(weights[place + 1 :])

    def test_every_trait_is_one_that_some_item_has(self) -> None:
        had = {reason for one in self.ordered for reason in one.risk.reasons}
        assert had == {trait.reason for trait in traits()}


CONDITIONS = [
    ({"medicine": ("thyroid-hormone",)}, "medicine thyroid-hormone"),
    ({"age_from": 1, "age_below": 11}, "age from 1; age below 11"),
    ({"pregnant": True, "lactating": False}, "pregnant; not lactating"),
    (
        {"lab": {"what": "calcidiol", "at_least": 249.6, "below": 374.4}},
        "calcidiol from 249.6 and below 374.4 nmol/L",
    ),
    ({"lab": {"what": "inr", "above": 1.5}}, "inr above 1.5"),
    ({"amount": {"of": "calcium-total", "above": 2500}}, "calcium-total above 2,500 mg a day"),
    ({"amount": {"of": "d", "per": "dose", "at_least": 500}}, "d from 500 µg in one dose"),
    ({"product": ("k2", "d")}, "product k2 with d"),
    (
        {"none": ({"steady": ("k2",)}, {"recent": ("k2",)})},
        "not (steady k2 or recent k2)",
    ),
    (
        {
            "food": ("natto",),
            "any": ({"medicine": ("a", "b")}, {"condition": ("c",), "age_from": 5}),
        },
        "food natto; ((medicine a or b) or (condition c; age from 5))",
    ),
    (
        {"any": ({"all": ({"diet": ("x",)}, {"care": ("y",)})}, {"sex": "male"})},
        "(diet x and care y) or sex male",
    ),
]


@pytest.mark.parametrize(
    ("when", "said"), CONDITIONS, ids=lambda v: v if isinstance(v, str) else ""
)
def test_a_condition_is_said_in_words(when: dict[str, Any], said: str) -> None:
    assert condition(When.model_validate(when)) == said


def test_no_key_of_any_condition_is_left_out() -> None:
    for one in rules():
        said = [condition(one.when), *(effect_in_words(effect) for effect in one.effects)]
        text = " ".join(said)
        for used in one.uses():
            for key in ("medicine", "condition", "symptom", "food", "takes", "country"):
                for name in getattr(used, key):
                    assert name in text
        assert "None" not in text and "{" not in text and "[" not in text


def _rules_say(one: Rule, number: int) -> str:
    return effect_in_words(one.effects[number])


def test_an_effect_says_what_when_and_how_much() -> None:
    assert _rules_say(rule("levothyroxine"), 0) == "calcium: separate (severity 2 of 4), 4 h apart"
    assert _rules_say(rule("thiazide"), 1) == (
        "calcium: limit (severity 3 of 4), at most 500 mg a day from supplements"
    )
    assert _rules_say(rule("vitamin-k-antagonist"), 1) == (
        "K2: ask (severity 4 of 4), leaving it out would harm, if steady k2"
    )
