"""What is a list of references, and what only looks like one."""

from __future__ import annotations

import pytest

from d3k2.claims import read_article
from d3k2.claims.citations import Cited, find_citations

QUESTIONS = """# On warfarin and K2

**1. Does K2 disturb the INR?**

Yes: as little as 10 µg of MK-7 pulled it down
([Theuwissen 2013](https://doi.org/10.1111/jth.12203)). Ring your clinic first.

**2. Does warfarin harden the arteries?**

In rats it does
([Price 1998](https://doi.org/10.1161/01.atv.18.9.1400)). Nobody has tried it in people.
"""
ITEMS = """# For the family

Some text on vitamin D comes first, so that the list stands further down.

Another sentence on calcium stands here.

- Vitamin D did not alter bone density in healthy children ([Winzenberg 2011](https://pubmed.ncbi.nlm.nih.gov/21266418/)).
- Calcium is another story, at the upper limb ([Winzenberg 2006](https://doi.org/10.1136/bmj.38950.561400.55)).
- MK-7 lowered a marker ([van Summeren 2009](https://doi.org/10.1017/S0007114509382100)).
"""
NOTES = """Vitamin D did not prevent heart attacks.[^vital] K2 is optional.[^efsa]

## Sources

[^vital]: Manson JE, Cook NR, Lee IM, et al. Vitamin D Supplements. N Engl J Med 2019;380:33-44.
[^efsa]: EFSA Journal 2012;10(6):2714.
"""
ALPHABET = """Eggs help (Hayes et al., 2016). So says the poll (Hollow Lane, 2024). The limit is 4,000 IU (EFSA, 2023).

Sources, in order of the alphabet

EFSA (2023). Scientific opinion on the tolerable upper intake level for vitamin D. EFSA Journal.

Hayes A, Duffy S, O'Grady M, et al. Vitamin D-enhanced eggs are protective. Am J Clin Nutr, 2016. PMID: 27488236

Hollow Lane Kitchen School. Reader poll on spring tiredness. hollowlane.example/poll, 2024
"""  # noqa: E501


def cited(text: str, name: str = "a.md") -> Cited:
    return find_citations(read_article(name, text.encode()))


@pytest.mark.parametrize("text", [QUESTIONS, ITEMS])
def test_sentences_that_end_with_a_link_are_no_entries(text: str) -> None:
    found = cited(text).works
    assert found
    assert not any(work.listed for work in found)
    assert all(len(work.marks) == 1 for work in found)


def test_notes_keep_their_names_under_a_heading() -> None:
    found = cited(NOTES)
    assert [work.label for work in found.works] == ["vital", "efsa"]
    assert all(work.listed and len(work.marks) == 1 for work in found.works)
    assert found.without_entry == ()


def test_an_entry_that_nobody_signs_is_cited_by_who_issued_it() -> None:
    found = cited(ALPHABET, "a.txt")
    assert [len(work.marks) for work in found.works] == [1, 1, 1]
    assert [work.label for work in found.works] == ["EFSA 2023", "Hayes 2016", "Hollow Lane 2024"]
