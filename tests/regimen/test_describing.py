"""The canonical wording of an item reads back to the same item."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from d3k2.regimen import (
    Ingredient,
    Item,
    Regimen,
    Schedule,
    describe,
    describe_regimen,
    read_item,
    read_regimen,
)

AMOUNTS = {
    "d3": st.integers(10, 15_000).map(lambda iu: iu * 0.025) | st.floats(0.1, 400),
    "d2": st.integers(10, 15_000).map(lambda iu: iu * 0.025) | st.floats(0.1, 400),
    "calcifediol": st.floats(1, 40),
    "k1": st.floats(1, 5000),
    "mk4": st.floats(1, 10_000),
    "mk7": st.integers(1, 1500).map(float) | st.floats(1, 1500),
    "k2": st.floats(1, 2000),
    "calcium": st.sampled_from([500.0, 625.0, 750.0]) | st.floats(1, 800),
}
DATES = st.dates(date(2000, 1, 1), date(2030, 12, 31))


@st.composite
def ingredients(draw) -> tuple[Ingredient, ...]:
    chosen = draw(st.lists(st.sampled_from(sorted(AMOUNTS)), min_size=1, max_size=3, unique=True))
    return tuple(
        Ingredient(
            substance,
            draw(AMOUNTS[substance]),
            draw(st.sampled_from([None, "carbonate", "citrate", "other"]))
            if substance == "calcium"
            else None,
        )
        for substance in chosen
    )


@st.composite
def schedules(draw) -> Schedule:
    food = draw(st.sampled_from([None, "meal", "fatty meal", "empty stomach"]))
    moments = tuple(
        draw(
            st.lists(
                st.sampled_from(["morning", "midday", "evening", "bedtime"]),
                max_size=3,
                unique=True,
            )
        )
    )
    start, end = sorted((draw(DATES), draw(DATES)))
    start = draw(st.sampled_from([None, start]))
    if draw(st.booleans()):
        return Schedule(moments=moments[:1], with_food=food, start=start, end=start, once=True)
    takes = float(len(moments)) if len(moments) > 1 else draw(st.sampled_from([1.0, 2.0, 3.0, 0.5]))
    every = draw(st.sampled_from([1.0, 2.0, 7.0, 14.0, 30.4375, 90.0, 10.5]))
    return Schedule(takes, every, moments, food, start, draw(st.sampled_from([None, end])))


items = st.builds(Item, ingredients(), schedules(), st.sampled_from([1.0, 2.0, 0.5, 3.0]))


@given(items)
def test_an_item_survives_its_own_wording(item: Item) -> None:
    assert read_item(describe(item)) == item


@given(st.lists(items, max_size=4).map(tuple).map(Regimen))
def test_a_regimen_survives_its_own_wording(regimen: Regimen) -> None:
    assert read_regimen(describe_regimen(regimen)) == regimen


def test_a_salt_that_could_be_mistaken_is_marked() -> None:
    item = Item((Ingredient("calcium", 1250.0, "carbonate"),), Schedule())
    assert describe(item) == "calcium carbonate 1250 mg (elemental) daily"
