"""What a food holds, from the food table: ``how much K2 is in natto``."""

from __future__ import annotations

from collections.abc import Iterator

from d3k2.answers.draft import Draft
from d3k2.answers.question import ROOTS, Question
from d3k2.answers.reply import Section
from d3k2.answers.tables import table
from d3k2.evidence import (
    About,
    Food,
    Ground,
    Statement,
    fact,
    food_contents,
    load,
    state,
    statement,
)
from d3k2.safety import Nutrient
from d3k2.wording import phrase


def food_content(question: Question) -> Draft | None:
    """Tell what the foods of a question hold of the nutrients it names, or of all three."""
    foods = [load().foods[c.id] for c in question.of("food") if c.id in load().foods]
    if not foods or not _asks(question):
        return None
    asked = question.nutrients or tuple(ROOTS)
    said = [s for food in foods for s in _statements(food, asked)]
    if not said:
        return None
    first, *rest = said
    names = " and ".join(food.name for food in foods)
    title = phrase("ask.title.food", food=names)
    parts = (Section(title=phrase("ask.section.food"), statements=tuple(rest)),) if rest else ()
    return Draft(f"computed:food:{foods[0].id}", title, first, parts, related=_related(asked))


def _asks(question: Question) -> bool:
    """Whether it asks for an amount, or says nothing beside a food and a nutrient."""
    said = question.text.casefold()
    return any(word in said for row in table("food_words") for word in row["words"])


def _statements(food: Food, asked: tuple[Nutrient, ...]) -> Iterator[Statement]:
    for row in table("food_contents"):
        if row["nutrient"] in asked:
            yield from _contents(food, row["nutrient"], row["fields"], row["about"])


def _contents(
    food: Food, nutrient: Nutrient, fields: list[str], about: About
) -> Iterator[Statement]:
    found = [c for c in food_contents(food) if c.field in fields]
    if not found:
        ground = Ground(kind="input", id="question")
        yield state(
            f"ask.food.unknown.{nutrient}",
            ground,
            level="note",
            about=about,
            certainty="none",
            food=food.name,
        )
    for content in found:
        amounts = {
            "food": food.name,
            "what": content.name,
            "amount": f"{content.value:g} {content.unit}",
        }
        portion = food.per_portion(content.value)
        if portion is None:
            sentence = phrase("ask.food.per_100", **amounts)
        else:
            each = f"{portion:.2g}" if portion < 100 else f"{portion:.0f}"
            sentence = phrase(
                "ask.food.per_portion",
                **amounts,
                portion=f"{each} {content.unit}",
                size=f"{food.portion_name} of {food.portion:g} g",
            )
        yield statement(
            f"ask.food.{food.id}.{content.field}",
            sentence,
            [fact(content.fact)],
            level="note",
            about=about,
        )


def _related(asked: tuple[Nutrient, ...]) -> tuple[str, ...]:
    return tuple(
        i for row in table("food_contents") if row["nutrient"] in asked for i in row["related"]
    )
