"""What a food holds, from the food table: ``how much K2 is in natto``."""

from __future__ import annotations

from collections.abc import Iterator

from d3k2.answers.draft import Draft
from d3k2.answers.phrases import says_any
from d3k2.answers.question import ROOTS, Question
from d3k2.answers.reply import Section
from d3k2.answers.tables import Row, table
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
from d3k2.language import Concept, Mention, concept
from d3k2.safety import Nutrient
from d3k2.wording import phrase

FOODS = 2
"""Foods of one question; whoever names more compares them, and does not ask what they hold."""

KINDS = 3
"""Kinds of one food that are told."""


def food_content(question: Question) -> Draft | None:
    """Tell what the foods of a question hold of the nutrients it names, or of all three.

    A food that is sold in several kinds is told by the first of them in the table.
    """
    named = question.of("food")
    foods = [food for one in named for food in _kinds_of(one)]
    if not foods or len(named) > FOODS or question.of("medicine") or not _asks(question):
        return None
    asked = question.nutrients or tuple(ROOTS)
    if len(foods) > len(named) and _is_patchy(foods, question):
        return None
    said = [s for food in foods for s in _statements(food, asked, question)]
    if not said:
        return None
    first, *rest = said
    title = phrase("ask.title.food", food=" and ".join(one.name for one in named))
    parts = (Section(title=phrase("ask.section.food"), statements=tuple(rest)),) if rest else ()
    identifier = f"computed:food:{'+'.join(one.id for one in named)}"
    return Draft(identifier, title, first, parts, related=_related(asked))


def _kinds_of(named: Concept) -> list[Food]:
    """The rows of the food table that a name means."""
    known = load().foods
    if named.id in known:
        return [known[named.id]]
    members = (f for f in known.values() if named.id in _wider(f.id))
    return list(members)[:KINDS]


def _wider(food: str) -> tuple[str, ...]:
    found = concept(food)
    return () if found is None else found.wider


def _asks(question: Question) -> bool:
    """Whether it asks for an amount, or says nothing beside a food and a nutrient."""
    (words,) = table("food_words")
    if says_any(question.text, tuple(words["unless"])):
        return False
    return says_any(question.text, tuple(words["words"])) or _of_a_food(question)


def _of_a_food(question: Question) -> bool:
    """Whether it says "in" or "of" right before a food: the K2 in gouda."""
    before = (question.text[: m.start].split()[-2:] for m in question.mentions if _is_food(m))
    return any({"in", "of"} & {word.casefold() for word in words} for words in before)


def _is_food(mention: Mention) -> bool:
    return mention.concept.kind == "food"


def _is_patchy(foods: list[Food], question: Question) -> bool:
    """Whether some kinds of a food have no figure for the form that was named."""
    forms = [r["forms"][c.id] for r in table("food_contents") for c in _named_forms(question, r)]
    wanted = {field for fields in forms for field in fields}
    held = [{c.field for c in food_contents(food)} for food in foods]
    return bool(wanted) and not all(wanted & fields for fields in held)


def _named_forms(question: Question, row: Row) -> list[Concept]:
    return [c for c in question.of("form") if c.id in row.get("forms", {})]


def _statements(food: Food, asked: tuple[Nutrient, ...], question: Question) -> Iterator[Statement]:
    for row in table("food_contents"):
        if row["nutrient"] in asked:
            yield from _contents(food, row, _named_forms(question, row))


def _contents(food: Food, row: Row, forms: list[Concept]) -> Iterator[Statement]:
    """The contents of a food of one nutrient: of the forms that were named, where it has them."""
    about: About = row["about"]
    found = [c for c in food_contents(food) if c.field in row["fields"]]
    named = {field for form in forms for field in row["forms"][form.id]}
    meant = [c for c in found if not forms or c.field in named]
    if not meant:
        ground = Ground(kind="input", id="question")
        yield state(
            "ask.food.unknown",
            ground,
            level="note",
            about=about,
            certainty="none",
            food=food.name,
            what=" or ".join(form.name for form in forms) or row["called"],
        )
    for content in meant or found:
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
