"""Journals by their long and short names."""

import pytest

from d3k2.claims import PaperRecord
from d3k2.claims.citations.likeness import likeness
from d3k2.claims.citations.stated import stated

TITLE = "A paper about the hearts of five people"


def compared(entry: str, journal: str) -> tuple[str, str]:
    record = PaperRecord(title=TITLE, authors=("Lister",), years=(2001,), venue=journal)
    alike = likeness(stated(entry), entry, record)
    return alike.journal, alike.holds


@pytest.mark.parametrize(
    ("short", "journal"),
    [
        ("J Bone Miner Res", "Journal of Bone and Mineral Research"),
        ("JBMR", "Journal of bone and mineral research : the official journal of a society"),
        ("BMJ", "British Medical Journal"),
        ("NEJM", "The New England journal of medicine"),
        ("N Engl J Med", "The New England journal of medicine"),
        ("Nephrol Dial Transplant", "Nephrology, dialysis, transplantation"),
        ("Lancet Diabetes Endocrinol", "The Lancet. Diabetes & endocrinology"),
        ("Nutrients", "Nutrients 12(4):965"),
        ("Nature", "Nature"),
    ],
)
def test_a_journal_is_itself_by_its_short_name(short: str, journal: str) -> None:
    assert compared(f"Lister A. {TITLE}. {short}. 2001;1:1.", journal) == ("same", "yes")


@pytest.mark.parametrize(
    ("said", "journal"),
    [
        ("Science", "Nature"),
        ("JAMA Cardiol", "JACC: Advances"),
        ("Circulation", "Journal of the American Heart Association"),
    ],
)
def test_another_journal_is_a_detail_that_differs(said: str, journal: str) -> None:
    assert compared(f"Lister A. {TITLE}. {said}. 2001;1:1.", journal) == ("other", "partly")


def test_the_end_of_a_title_is_no_journal() -> None:
    record = PaperRecord(title="Vitamin D: hearts of five people. A long trial in Oslo",
                         authors=("Lister",), years=(2001,), venue="Nature")  # fmt: skip
    entry = "Lister A. Vitamin D: hearts of five people. A long trial in Oslo. 2001;1:1."
    assert likeness(stated(entry), entry, record).journal == "unknown"


def test_nothing_is_said_where_no_journal_is_given() -> None:
    assert compared(f"Lister A. {TITLE}. 2001.", "Nature") == ("unknown", "yes")
