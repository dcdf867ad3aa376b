"""An article is cut where something was found, and nothing of it is lost or said twice."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from d3k2.report import check_document, passages
from d3k2.report.annotated import marks
from d3k2.report.check_documents import BlockDocument, CheckedArticleDocument

from . import regenerate_checks as made

TEXT = "Title\n\nK2 helps, and D3 too.\n\n* * *\n\nThe end."


def article(spans: list[tuple[int, int]], blocks: list[tuple[int, int]]) -> CheckedArticleDocument:
    """An article of ``TEXT`` with claims at these places and paragraphs at those."""
    (found,) = check_document(made.check_report("strong_bones")).articles
    claim = found.claims[0]
    return found.model_copy(
        update={
            "text": TEXT,
            "claims": [claim.model_copy(update={"start": a, "end": b}) for a, b in spans],
            "citations": [],
            "numbers": [],
            "blocks": [BlockDocument(kind="paragraph", start=a, end=b, level=0) for a, b in blocks],
        }
    )


def said(found: CheckedArticleDocument) -> list[str]:
    return ["".join(piece.text for piece in passage.pieces) for passage in passages(found)]


def spans(**more: Any) -> st.SearchStrategy[list[tuple[int, int]]]:
    place = st.integers(-3, len(TEXT) + 5)
    return st.lists(st.tuples(place, place), **more)


class TestTheText:
    def test_of_an_article_stands_there_part_by_part(self) -> None:
        (found,) = check_document(made.check_report("strong_bones")).articles
        assert said(found) == [found.text[b.start : b.end] for b in found.blocks]
        assert [passage.kind for passage in passages(found)] == [b.kind for b in found.blocks]

    def test_without_parts_is_cut_at_blank_lines(self) -> None:
        assert said(article([], [])) == ["Title", "K2 helps, and D3 too.", "* * *", "The end."]

    def test_between_parts_is_shown_only_where_something_was_found(self) -> None:
        parts = [(0, 5), (37, 45)]
        assert said(article([], parts)) == ["Title", "The end."]
        assert said(article([(7, 15)], parts)) == ["Title", "K2 helps, and D3 too.", "The end."]

    @given(claims=spans(max_size=6))
    def test_is_never_changed_by_what_was_found(self, claims: list[tuple[int, int]]) -> None:
        assert said(article(claims, [])) == said(article([], []))


class TestAMark:
    @given(claims=spans(max_size=6))
    def test_closes_once_and_covers_what_it_says(self, claims: list[tuple[int, int]]) -> None:
        found = article(claims, [])
        pieces = [piece for passage in passages(found) for piece in passage.pieces]
        for mark in marks(found):
            covered = "".join(piece.text for piece in pieces if mark in piece.within)
            inside = TEXT[max(0, mark.start) : max(0, mark.end)] if mark.start < mark.end else ""
            assert "".join(covered.split()) == "".join(inside.split())
            assert sum(mark in piece.closes for piece in pieces) == bool(covered)

    def test_inside_another_is_named_first(self) -> None:
        (_, sentence, *_) = passages(article([(7, 28), (7, 15)], []))
        assert [[m.n for m in piece.within] for piece in sentence.pieces] == [[2, 1], [1]]
        assert [[m.n for m in piece.closes] for piece in sentence.pieces] == [[2], [1]]

    def test_that_ends_with_another_closes_after_what_it_holds(self) -> None:
        (_, sentence, *_) = passages(article([(20, 28), (7, 28)], []))
        assert [m.n for m in sentence.pieces[-1].closes] == [1, 2]

    def test_over_two_parts_closes_in_the_second(self) -> None:
        title, sentence, *_ = passages(article([(0, 15)], []))
        assert [m.n for piece in title.pieces for m in piece.closes] == []
        assert [m.n for m in sentence.pieces[0].closes] == [1]

    @pytest.mark.parametrize("verdict", ["holds", "wrong", "doubtful", "missing"])
    def test_stands_at_a_number_unless_it_holds(self, verdict: str) -> None:
        (found,) = check_document(made.check_report("strong_bones")).articles
        number = found.numbers[0].model_copy(update={"verdict": verdict})
        changed = found.model_copy(
            update={"numbers": [number], "claims": [], "left_open": [], "citations": []}
        )
        assert bool(marks(changed)) is (verdict != "holds")
