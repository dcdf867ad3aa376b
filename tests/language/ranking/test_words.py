"""Words find what shares them or means the same thing, and any text is a query."""

from __future__ import annotations

import tomllib
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from d3k2.language.ranking import Known, Words
from d3k2.language.ranking.synonyms import fold, meant

SYNONYMS = tomllib.loads(
    resources.files("d3k2.language.ranking").joinpath("synonyms.toml").read_text("utf-8")
)
SMALL = Words([Known("a", "Does vitamin K2 prevent fractures?"), Known("b", "Too much calcium")])
CONFUSED = [
    ("vitamin K1", "vitamin K2"),
    ("MK-4", "MK-7"),
    ("vitamin D2", "vitamin D3"),
    ("warfarin", "apixaban"),
    ("calcifediol", "calcitriol"),
    ("cholecalciferol", "calcifediol"),
    ("osteoporosis", "osteopenia"),
    ("hypercalcaemia", "hypercalciuria"),
    ("kidney stones", "kidney disease"),
]


def test_another_name_of_the_same_thing_finds_it(
    words_case: dict[str, Any], known: tuple[Known, ...]
) -> None:
    assert Words(known).rank(words_case["query"], 3)[0].id == words_case["means"]


@pytest.mark.parametrize(("one", "other"), CONFUSED)
def test_things_that_must_not_be_confused_stay_apart(one: str, other: str) -> None:
    assert meant(fold(one))[0] != meant(fold(other))[0]
    library = Words([Known("one", f"Is {one} safe?"), Known("other", f"Is {other} safe?")])
    assert library.rank(one, 1)[0].id == "one"
    assert library.rank(other, 1)[0].id == "other"


def test_a_form_is_found_under_its_vitamin() -> None:
    assert set(meant(fold("MK-7"))) > set(meant(fold("vitamin K2")))
    assert Words([Known("k2", "Is vitamin K2 safe?")]).rank("menaquinone-7", 1)[0].id == "k2"


def test_every_name_names_its_own_thing() -> None:
    """Also after folding, without a final s, and where a shorter name stands inside a longer."""
    marks = {}
    for thing, entry in SYNONYMS["things"].items():
        named = {tuple(meant(fold(name))) for name in entry["names"]}
        assert len(named) == 1, thing
        ((mark, *kinds),) = named
        assert len(kinds) == len(entry.get("kind_of", ())), thing
        marks[thing] = mark
    assert len(set(marks.values())) == len(marks)


def test_a_kind_of_a_kind_is_one_too() -> None:
    kinds = {thing: set(e.get("kind_of", ())) for thing, e in SYNONYMS["things"].items()}
    for thing, wider in kinds.items():
        for one in wider:
            assert kinds[one] <= wider - {thing}, thing


def test_one_id_with_several_wordings_is_found_once(known: tuple[Known, ...]) -> None:
    ranked = Words(known).rank("do D3 and calcium prevent fractures", len(known))
    ids = [one.id for one in ranked]
    assert len(ids) == len(set(ids))
    assert ids[0] == "fractures"


def test_many_wordings_of_one_id_leave_room_for_the_next() -> None:
    many = [Known("a", f"calcium tablets number {n}") for n in range(9)]
    words = Words([*many, Known("b", "calcium and much besides that is in other words")])
    assert [one.id for one in words.rank("calcium", 2)] == ["a", "b"]


def test_equals_stand_in_the_order_of_their_ids() -> None:
    words = Words([Known(name, "vitamin D and falls") for name in ("c", "a", "b")])
    ranked = words.rank("falls", 3)
    assert [one.id for one in ranked] == ["a", "b", "c"]
    assert len({one.score for one in ranked}) == 1
    assert [one.id for one in words.rank("falls", 2)] == ["a", "b"]


def test_accents_case_and_endings_are_no_difference() -> None:
    (first,) = SMALL.rank("PRÉVENTED FRACTURING", 1)
    assert first.id == "a"


@pytest.mark.parametrize("query", ["", " ", "???", "what is it?", "\0", "💊", "zebra"])
def test_a_query_that_shares_nothing_finds_nothing(query: str) -> None:
    assert SMALL.rank(query, 5) == ()


@settings(deadline=None)
@given(query=st.text(max_size=300), n=st.integers(-2, 5))
@example(query='"', n=2)
@example(query="'; DROP TABLE known; --", n=2)
@example(query='fracture* NEAR(calcium, 2) AND NOT said : -K2 ^a {meant}: \0 \\ ""', n=2)
@example(query="calcium" * 15_000, n=2)
@example(query="calcium \ud800 \udfff", n=2)
@example(query="½ ² ﬁ ⅷ 25(OH)D ªº १२३ ௧ ⁴ ㎍ ﷺ", n=2)
@example(query=" ".join(f"word{n}" for n in range(20_000)), n=2)
def test_no_query_is_an_error(query: str, n: int) -> None:
    ranked = SMALL.rank(query, n)
    assert len(ranked) <= max(n, 0)
    assert {one.id for one in ranked} <= {"a", "b"}
    assert ranked == SMALL.rank(query, n)


@settings(deadline=None)
@given(st.sampled_from(["AND", "OR", "NOT", "NEAR", "*", "^", '"', "said:", "-", "+", "(", "\0"]))
def test_what_means_something_to_the_engine_means_nothing_in_a_query(sign: str) -> None:
    assert [one.id for one in SMALL.rank(f"fractures {sign} calcium", 2)] == [
        one.id for one in SMALL.rank("fractures calcium", 2)
    ]


def test_several_threads_may_ask(known: tuple[Known, ...], asked: list[dict[str, Any]]) -> None:
    words = Words(known)
    queries = [one["query"] for one in asked] * 20
    alone = [words.rank(query, 5) for query in queries]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda query: words.rank(query, 5), queries)) == alone
