"""A text as phrases are looked for in it."""

import pytest

from d3k2.claims.phrase import phrase
from d3k2.claims.words import words
from d3k2.language import amounts, link


def line(text: str) -> str:
    return words(text, link(text), amounts(text)).line


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("activat*", "K2 activates osteocalcin."),
        ("<vitamin-k2> ... activat*", "MK-7, the long one, activates osteocalcin."),
        ("<vitamin-k> ... reduc* <fracture>", "Menaquinone reduces broken bones."),
        ("not ... reduc*", "It doesn't reduce anything."),
        ("not", "You can't take too much."),
        ("#IU/day", "Take 2,000 IU a day."),
        ("# ... <calcium>", "About 500 mg of calcium."),
        ("artery|vein", "It keeps your arteries clean."),
        ("absor*", "It is absorbed from the gut."),
        ("safe", "K2 is safe."),
        ("interact*", "They interact with each other."),
        ("prevent* <falls>", "Vitamin D helps prevent falls."),
    ],
)
def test_a_phrase_is_found_whatever_the_names_are(written: str, text: str) -> None:
    assert phrase(written).search(line(text))


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("<vitamin-d> ... without <vitamin-k>", "Vitamin K without vitamin D."),
        ("<vitamin-k2>", "Vitamin K1 from kale."),
        ("#IU", "Take 50 µg."),
        ("need", "It is needless to say."),
    ],
)
def test_a_phrase_keeps_its_order_and_its_names(written: str, text: str) -> None:
    assert not phrase(written).search(line(text))


def test_every_word_keeps_its_place() -> None:
    text = "Vitamin K2 (MK-7) does not prevent fractures."
    read = words(text, link(text), amounts(text))
    spoken = [text[start:end] for _, start, end in read.places]
    assert spoken == ["Vitamin K2", "MK-7", "does", "not", "prevent", "fractures"]
