"""A refusal is a sentence with its place in the input."""

from __future__ import annotations

from d3k2.units import InputRefused, Quantity


def test_a_refusal_is_placed_from_the_inside_out() -> None:
    inner = InputRefused("A number needs its unit.", field="value", given="65", accepted="nmol/L")
    outer = inner.at("[0]").at("labs", source="person.toml")
    assert outer.field == "labs[0].value"
    assert str(outer) == (
        "person.toml labs[0].value: A number needs its unit.\n  given:    65\n  accepted: nmol/L"
    )
    assert InputRefused("No.").at("age").field == "age"


def test_a_quantity_is_written_as_it_was() -> None:
    assert str(Quantity(65, "ng/mL")) == "65 ng/mL"
