"""Articles beside each other."""

from datetime import date

from tests.claims.articles import article

from d3k2.claims import CheckReport, check

ONE = """Take 5,000 IU of vitamin D a day. Aim for 50 ng/mL.
Everyone who takes vitamin D must take K2 with it. Never take K2 with warfarin."""
OTHER = """Take 800 IU of vitamin D a day. Aim for 20 ng/mL.
Vitamin D does not need K2. Vitamin K2 is safe with warfarin."""


def both(one: str, other: str) -> CheckReport:
    read = [article(one, file="one"), article(other, file="other")]
    return check(read, today=date(2026, 11, 26))


def test_they_are_compared_topic_by_topic() -> None:
    report = check(
        [article(ONE, file="one"), article(OTHER, file="other")], today=date(2026, 11, 26)
    )
    found = {c.topic: c for c in report.comparisons}
    for topic in (
        "how much vitamin D a day",
        "which blood level of vitamin D to reach",
        "whether vitamin K2 is needed beside vitamin D",
        "vitamin K with warfarin and its kin",
    ):
        assert found[topic].differ, topic
        assert {p.file for p in found[topic].positions} == {"one", "other"}


def test_an_article_does_not_differ_from_itself() -> None:
    report = both(ONE, ONE)
    assert report.comparisons
    assert not any(c.differ for c in report.comparisons)


def test_every_position_shows_where_it_stands() -> None:
    report = check(
        [article(ONE, file="one"), article(OTHER, file="other")], today=date(2026, 11, 26)
    )
    texts = {"one": ONE, "other": OTHER}
    for comparison in report.comparisons:
        for position in comparison.positions:
            start, end = position.where
            assert texts[position.file][start:end].strip()
