"""The build finds every sentence that its grounds do not carry, and leaves alone those they do."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from d3k2.answers import answer_faults
from d3k2.answers.reading import read_answers
from d3k2.answers.rulings import Caution, rulings
from d3k2.language import concept

from .small import FACT, Said, written

CASES = tomllib.loads(Path(__file__).with_name("checks.toml").read_text("utf-8"))
PLACES = {
    "evidence": "The trial had 2,157 people.",
    "patient evidence": "A large study found no change.",
    "patient action": "Ask your doctor about your blood pressure.",
}


def told(root: Path) -> list[str]:
    """What the build says of the answers below a folder."""
    return [fault.what for fault in answer_faults(read_answers(root))]


def test_a_good_answer_has_no_fault(tmp_path: Path) -> None:
    assert told(written(tmp_path, {})) == []


@pytest.mark.parametrize("name", CASES)
def test_a_sentence_is_held_against_what_it_cites(tmp_path: Path, name: str) -> None:
    case: dict[str, Any] = CASES[name]
    place = PLACES[case.get("place", "evidence")]
    found = told(Said(case["text"], case["stands_on"], place).into(tmp_path))
    if "says" not in case:
        assert found == []
    else:
        assert [what for what in found if case["says"] in what], found


class TestTheHead:
    def test_lists_what_is_cited(self, tmp_path: Path) -> None:
        changes = {f"2,157 people. [{FACT}]": f"2,157 people. [{FACT}, rule:thiazide]"}
        assert "rule:thiazide is cited and not in facts" in told(written(tmp_path, changes))

    def test_lists_nothing_else(self, tmp_path: Path) -> None:
        root = written(tmp_path, {f'facts = ["{FACT}"]': f'facts = ["{FACT}", "rule:thiazide"]'})
        assert told(root) == ["rule:thiazide is in facts and not cited"]

    @pytest.mark.parametrize(
        "line",
        [
            'related = ["no-such-answer"]',
            'follow_ups = [{ ask = "And then?", answer = "no-such-answer" }]',
        ],
    )
    def test_leads_to_answers_that_are_there(self, tmp_path: Path, line: str) -> None:
        root = written(tmp_path, {"submitted =": f"{line}\nsubmitted ="})
        assert told(root) == ["there is no no-such-answer"]

    def test_leads_to_its_neighbours(self, tmp_path: Path) -> None:
        written(tmp_path, {}, name="arteries/other.md")
        assert told(written(tmp_path, {"submitted =": 'related = ["other"]\nsubmitted ='})) == []

    def test_names_concepts_that_are_known(self, tmp_path: Path) -> None:
        root = written(tmp_path, {'"blood-pressure"]': '"blood-pressure", "no-such-concept"]'})
        assert told(root) == ["there is no no-such-concept"]


@pytest.mark.parametrize("caution", rulings().cautions, ids=lambda one: one.id)
class TestACaution:
    """What must be warned of is said to both readers."""

    def changes(self, caution: Caution) -> dict[str, str]:
        concerns = {'about = "d3"': f'about = "{caution.about[0]}"'} if caution.about else {}
        return {'"blood-pressure"]': f'"blood-pressure", "{caution.when[0]}"]', **concerns}

    def test_that_is_missing_is_told_for_each_reader(
        self, tmp_path: Path, caution: Caution
    ) -> None:
        found = told(written(tmp_path, self.changes(caution)))
        missing = [what for what in found if what.startswith(f"{caution.id}: ")]
        said = " ".join(PLACES.values()).casefold()
        if any(word.casefold() in said for word in caution.says):
            assert [what for what in missing if "clinician" in what], found
        else:
            assert len(missing) == 2, found

    def test_that_is_said_is_enough(self, tmp_path: Path, caution: Caution) -> None:
        changes = self.changes(caution)
        for place in (PLACES["evidence"], PLACES["patient evidence"]):
            changes[place] = f"{place[:-1]}, {caution.says[0]}."
        found = told(written(tmp_path, changes))
        assert [what for what in found if what.startswith(f"{caution.id}: ")] == []

    def test_is_about_concepts_that_are_known(self, caution: Caution) -> None:
        assert [name for name in caution.when if concept(name) is None] == []
