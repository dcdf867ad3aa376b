"""Every number that a text writes is found, with its unit, and nothing that only looks like one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from d3k2.evidence import PositionFact, load
from d3k2.language import WrittenAmount, amounts, ends, same_amount

HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


WRITTEN = rows("amounts.csv")
SAME = rows("same_amounts.csv")


def shown(amount: WrittenAmount) -> str:
    low, high = (repr(float(n)).removesuffix(".0") for n in (amount.low, amount.high))
    number = low if low == high else f"{low}..{high}"
    return f"{number} {amount.unit}" if amount.unit else number


@pytest.mark.parametrize("case", WRITTEN, ids=[case["text"] for case in WRITTEN])
def test_a_text_writes_these_amounts(case: dict[str, str]) -> None:
    assert "; ".join(map(shown, amounts(case["text"]))) == case["amounts"]


def test_the_table_of_amounts_is_large() -> None:
    assert len(WRITTEN) >= 80
    assert sum(1 for case in WRITTEN if not case["amounts"]) >= 20


@pytest.mark.parametrize("case", SAME, ids=[f"{c['text']} {c['number']} {c['unit']}" for c in SAME])
def test_an_amount_is_the_same_or_not(case: dict[str, str]) -> None:
    (written,) = amounts(case["text"])
    known = (float(case["number"]), case["unit"] or None)
    assert same_amount(written, *known, about=case["about"] or None) == (case["same"] == "yes")


def test_a_range_has_two_ends_to_be_checked_one_by_one() -> None:
    (written,) = amounts("20-30 ng/mL")
    low, high = ends(written)
    assert same_amount(low, 50, "nmol/L", about="calcidiol")
    assert same_amount(high, 75, "nmol/L", about="calcidiol")
    assert ends(low) == (low,)


def test_the_sign_may_be_left_to_the_words() -> None:
    (lowered,) = amounts("lowered by 9.1 %")
    assert not same_amount(lowered, -9.1, "%")
    assert same_amount(lowered, -9.1, "%", signed=False)


def test_a_number_of_a_list_without_a_unit_of_its_own_is_bare() -> None:
    first, second = amounts("400 and 800 IU")
    assert (first.unit, first.bare) == ("IU", True)
    assert (second.unit, second.bare) == ("IU", False)


def test_the_evidence_is_read_as_it_was_written() -> None:
    """What a position sets stands in its sentence; 19 in 20 are read back from there."""
    positions = [f for f in load().facts.values() if isinstance(f, PositionFact)]
    set_out = [f for f in positions if f.value is not None]
    found = [fact for fact in set_out if _written(fact)]
    assert len(set_out) > 150
    assert len(found) >= 0.95 * len(set_out)


def _written(fact: PositionFact) -> bool:
    value, unit = fact.value, fact.unit
    assert value is not None
    return any(
        same_amount(one, value, unit, about=about)
        for each in amounts(fact.text)
        for one in ends(each)
        for about in ("vitamin-d", "calcium", "vitamin-k", "calcidiol")
    )


@given(st.integers(2, 10**7), st.sampled_from(["IU", "µg", "mg", "ng/mL", "nmol/L", "%", "weeks"]))
def test_a_number_written_with_its_unit_is_read_back(number: int, unit: str) -> None:
    for text in (f"{number} {unit}", f"about {number:,} {unit} was found"):
        (found,) = amounts(text)
        assert (found.low, found.high, found.unit) == (number, number, unit)
        assert same_amount(found, number, unit)


@given(st.decimals(0, 1000, places=2))
def test_a_decimal_is_read_back(number: object) -> None:
    (found,) = amounts(f"a level of {number} nmol/L")
    assert found.low == float(str(number))


@given(st.integers(1, 899), st.integers(1, 100))
def test_a_range_is_read_back_low_end_first(low: int, more: int) -> None:
    for dash in ("-", "–", " to "):
        (found,) = amounts(f"{low}{dash}{low + more} ng/mL")
        assert (found.low, found.high, found.unit) == (low, low + more, "ng/mL")


PIECES = [
    "D3",
    "25(OH)D",
    "1,000",
    "60 000",
    "-",
    "–",
    "to",
    "IU",
    "µg",
    "a day",
    "/day",
    "two",
    "half of",
    "twice",
    "hundred",
    "and",
    "\x00",
    "😀",
    "½",
    "٣",
    "1.2.3",
    "%",
    "(",
    "[12]",
    "\n",
    "2013",
    "mk-7",
    "95 % interval",
]


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join)))
def test_an_amount_is_the_text_that_stands_there(text: str) -> None:
    last = 0
    for found in amounts(text):
        assert last <= found.start < found.end <= len(text)
        assert found.text == text[found.start : found.end]
        assert found.low <= found.high
        last = found.end


@pytest.mark.parametrize("piece", ["1,000 IU a day and ", "7", "9 ", "two ", "1-", "25(OH)D "])
def test_a_text_of_a_hundred_kilobytes_is_read(piece: str) -> None:
    text = (piece * (100_000 // len(piece) + 1))[:100_000]
    assert all(a.text == text[a.start : a.end] for a in amounts(text))
