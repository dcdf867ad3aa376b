"""Whatever is added or unknown, screening never becomes looser than it should."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from d3k2.person import Condition, Lab, Medicine, Person, vocabulary
from d3k2.regimen import Regimen, read_regimen
from d3k2.safety import NUTRIENTS, screen, strictest

Healthy = Callable[..., Person]

MEDICINES = vocabulary("medicines").entries
CONDITIONS = vocabulary("conditions").entries

medicines = st.lists(
    st.builds(
        lambda i, match: Medicine(text=i, concept=i, groups=MEDICINES[i].groups, match=match),
        st.sampled_from(sorted(MEDICINES)),
        st.sampled_from(["exact", "probable"]),
    ),
    max_size=4,
)
conditions = st.lists(
    st.builds(
        lambda i: Condition(text=i, concept=i, groups=CONDITIONS[i].groups, match="exact"),
        st.sampled_from(sorted(CONDITIONS)),
    ),
    max_size=3,
)
regimens = st.sampled_from(
    [
        read_regimen(text)
        for text in (
            "nothing",
            "D3 800 IU daily",
            "D3 5000 IU daily; calcium carbonate 600 mg twice daily",
            "D3 20000 IU every 20 days",
            "calcium citrate 500 mg daily",
        )
    ]
)
k2 = st.sampled_from(
    [read_regimen(t) for t in ("MK-7 45 µg daily", "MK-7 720 µg daily", "MK-4 45 mg daily")]
)
kidney = st.sampled_from([None, 12.0, 24.0, 45.0, 90.0])


@st.composite
def people(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "medicines": tuple(draw(medicines)),
        "conditions": tuple(draw(conditions)),
        "age": draw(st.sampled_from([0.5, 8.0, 16.0, 30.0, 60.0, 80.0])),
        "pregnant": draw(st.booleans()),
        "takes": draw(regimens),
        "egfr": draw(kidney),
    }


def person(fields: dict[str, Any], healthy: Healthy) -> Person:
    egfr = fields.pop("egfr")
    day = healthy().date
    labs = (Lab(what="egfr", value=egfr, date=day),) if egfr is not None else ()
    return healthy(**fields, labs=labs)


def not_looser(after: dict[Any, Any], before: dict[Any, Any], *nutrients: str) -> bool:
    return all(strictest(after[n], before[n]) == after[n] for n in nutrients)


@given(fields=people(), more=k2)
def test_adding_k2_loosens_nothing_for_d3_and_calcium(
    fields: dict[str, Any], more: Regimen, healthy: Healthy
) -> None:
    who = person(fields, healthy)
    before = screen(who)
    after = screen(who, Regimen((*(who.takes or Regimen()).items, *more.items)))
    assert not_looser(after.allowed, before.allowed, "d3", "calcium")
    limits = {(x.nutrient, x.of): x.at_most for x in after.limits}
    assert all(limits[x.nutrient, x.of] <= x.at_most for x in before.limits)


@given(fields=people(), more=st.sampled_from(sorted(MEDICINES)))
def test_another_medicine_loosens_nothing(
    fields: dict[str, Any], more: str, healthy: Healthy
) -> None:
    who = person(fields, healthy)
    added = Medicine(text=more, concept=more, groups=MEDICINES[more].groups, match="exact")
    both = who.model_copy(update={"medicines": (*(who.medicines or ()), added)})
    assert not_looser(screen(both).allowed, screen(who).allowed, *NUTRIENTS)


@given(fields=people())
def test_what_was_not_asked_leaves_nothing_open(fields: dict[str, Any], healthy: Healthy) -> None:
    who = person(fields, healthy)
    for field in ("medicines", "conditions"):
        unknown = screen(who.model_copy(update={field: None}))
        assert "yes" not in unknown.allowed.values()
        assert field in unknown.not_asked


@given(fields=people())
def test_an_uncertain_name_allows_no_more_than_a_certain_one(
    fields: dict[str, Any], healthy: Healthy
) -> None:
    who = person(fields, healthy)
    certain = tuple(m.model_copy(update={"match": "exact"}) for m in who.medicines or ())
    unsure = tuple(m.model_copy(update={"match": "probable"}) for m in who.medicines or ())
    sure = screen(who.model_copy(update={"medicines": certain}))
    guessed = screen(who.model_copy(update={"medicines": unsure}))
    assert not_looser(guessed.allowed, sure.allowed, *NUTRIENTS)


@given(fields=people())
def test_the_same_person_is_screened_the_same(fields: dict[str, Any], healthy: Healthy) -> None:
    who = person(fields, healthy)
    first, second = screen(who), screen(who)
    assert first == second
    assert len({s.id for s in first.statements}) == len(first.statements)
    assert [s for s in first.statements if s.level == "stop"] == list(first.stops)
    assert all(first.allowed[s.about] == "no" for s in first.stops)
