"""A check on a terminal: in 80 columns, what is wrong first, nothing of the article obeyed."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stdout
from dataclasses import replace
from typing import Any

import pytest

from d3k2.claims import CheckReport
from d3k2.faces.cli.checked import SHORT, show
from d3k2.report import CheckDocument, check_document, label

from ..report import regenerate_checks as made

SIGNS = ["\x1b[31m", "\x1b]0;owned\x07", "\x9b2J", "\u202e", "\x08\x08", "\x7f", "\u2066"]


def printed(document: CheckDocument, **how: bool) -> str:
    out = io.StringIO()
    with redirect_stdout(out):
        show(document, **how)
    return out.getvalue()


def flat(text: str) -> str:
    return " ".join(text.split())


def document(check: str = "strong_bones", audience: Any = "clinician") -> CheckDocument:
    return check_document(made.check_report(check), audience)


def long_check() -> CheckReport:
    """The check of an article that is too long to be printed unasked."""
    report = made.check_report("strong_bones")
    (found,) = report.articles
    text = found.article.text + "\nThe rest of it." * SHORT
    return replace(
        report, articles=(replace(found, article=replace(found.article, text=text, blocks=())),)
    )


@pytest.fixture(params=["clinician", "patient"])
def audience(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class TestTheTerminal:
    @pytest.mark.parametrize("check", made.KEPT)
    @pytest.mark.parametrize("how", [{}, {"everything": True, "text": True}])
    def test_is_never_wider_than_eighty_columns(
        self, check: str, audience: str, how: dict[str, bool]
    ) -> None:
        lines = printed(document(check, audience), **how).splitlines()
        assert max(map(len, lines)) <= 80
        assert [line for line in lines if line != line.rstrip()] == []

    def test_says_first_how_the_article_fares_then_what_is_wrong_by_its_weight(self) -> None:
        found = document()
        out = printed(found)
        parts = [flat(out).index(found.articles[0].summary[:60])]
        headings = ("Contradicted (3)", "Citations that do not hold", "Overstated (3)")
        parts += [out.replace("\n", " ").index(f"{h} ") for h in (*headings, "Contested (1)")]
        parts += [out.index(h) for h in ("\nNumbers", "\nThe article as a whole", "\nSources of")]
        assert parts == sorted(parts)

    def test_says_of_what_is_wrong_what_fails_why_and_what_would_be_right(
        self, audience: str
    ) -> None:
        found = document("strong_bones", audience)
        out = flat(printed(found))
        for claim in found.articles[0].claims:
            if claim.verdict in ("contradicted", "overstated"):
                assert claim.slot is not None and claim.suggestion is not None
                assert claim.reason in out
                assert label(f"check.slot.{claim.slot}", audience) in out  # type: ignore[arg-type]
                assert claim.suggestion in out

    def test_says_how_many_claims_it_does_not_show_and_shows_them_when_asked(self) -> None:
        found = document("both")
        kept_back = [c for a in found.articles for c in a.claims if c.verdict == "cannot_tell"]
        brief, whole = flat(printed(found)), flat(printed(found, everything=True))
        assert "Not shown: cannot tell (2), supported (4), left open (1)" in brief
        assert "Not shown" not in whole
        for claim in kept_back:
            assert claim.reason not in brief
            assert claim.reason in whole
        for left_open in (c for a in found.articles for c in a.left_open):
            assert left_open.reason in whole
            assert (left_open.reason in brief) is left_open.doubted

    def test_lists_exactly_the_sources_it_names(self) -> None:
        out = printed(document())
        said, _, listed = out.partition("Sources of what is known")
        findings = said[said.index("Contradicted (") :]
        suggested = re.findall(r"\[(\d+(?:,\s+\d+)*)\]$", findings, flags=re.MULTILINE)
        named = {int(n) for group in suggested for n in re.findall(r"\d+", group)}
        numbers = {int(n) for n in re.findall(r"^  (\d+)\. ", listed, flags=re.MULTILINE)}
        assert numbers
        assert named <= numbers

    def test_compares_articles_topic_by_topic(self) -> None:
        out = flat(printed(document("both")))
        assert "Need for K2: they differ" in out
        assert "strong-bones.md: a small dose of K2 is fine with warfarin" in out
        assert "second-opinion.txt: Ask your clinic before you take K2 with warfarin." in out

    def test_of_another_subject_says_so(self) -> None:
        report = made.check_report("strong_bones")
        (found,) = report.articles
        other = replace(found, about_subject=False, claims=(), citations=(), summary="Not on it.")
        out = printed(check_document(replace(report, articles=(other,))))
        assert "Not on it." in out
        assert "What K2 does" not in out

    def test_of_ascii_alone_needs_no_escapes_for_its_own_marks(self) -> None:
        raw = io.BytesIO()
        ascii_only = io.TextIOWrapper(raw, encoding="ascii", errors="backslashreplace")
        with redirect_stdout(ascii_only):
            show(document())
            ascii_only.flush()
        text = raw.getvalue().decode("ascii")
        assert '7. "Guidelines recommend' in text
        assert "\\u201cGuidelines" not in text


class TestTheArticle:
    def test_is_shown_with_a_mark_behind_every_claim(self, audience: str) -> None:
        found = document("strong_bones", audience)
        out = flat(printed(found))
        for n, claim in enumerate(found.articles[0].claims, start=1):
            word = label(f"check.verdict.{claim.verdict}", audience)  # type: ignore[arg-type]
            assert f"[{word} {n}]" in out

    def test_that_is_long_is_shown_when_asked_and_else_it_says_where_it_is(self) -> None:
        found = check_document(long_check())
        brief, whole = printed(found), printed(found, text=True)
        assert "[contradicted 7]" not in flat(brief)
        assert "--text prints the article" in brief
        assert "[contradicted 7]" in flat(whole)
        assert "--text prints" not in whole

    @pytest.mark.parametrize("sign", SIGNS)
    def test_is_obeyed_in_nothing(self, sign: str) -> None:
        report = made.check_report("strong_bones")
        (found,) = report.articles
        claims = tuple(
            replace(c, text=f"{sign}K2", reason=f"{sign}no", suggestion=sign) for c in found.claims
        )
        text = found.article.text.replace("MK-7 keeps", f"{sign}MK-7 keeps")
        odd = replace(found.article, text=text, title=f"{sign}!", file=f"{sign}.md", blocks=())
        changed = replace(found, article=odd, claims=claims, summary=f"{sign}?")
        out = printed(check_document(replace(report, articles=(changed,))), everything=True)
        assert sign not in out

    def test_of_one_endless_word_is_broken(self) -> None:
        report = made.check_report("strong_bones")
        (found,) = report.articles
        endless = "K2" * 500
        claim = replace(found.claims[2], text=endless, reason=endless, suggestion=endless)
        odd = replace(found.article, text=endless, title=endless, blocks=())
        changed = replace(found, article=odd, claims=(claim,), citations=(), numbers=(), whole=())
        out = printed(check_document(replace(report, articles=(changed,))))
        assert max(map(len, out.splitlines())) <= 80
