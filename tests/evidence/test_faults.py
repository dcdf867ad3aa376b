"""Every fault is found, with its file and line, and all of them at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from d3k2.evidence import EvidenceFaulty, Fault, collect, fault_at, faults, reference_faults
from d3k2.evidence.records import Reference

Tree = Callable[..., Path]

INTAKE, EFFECTS = "evidence/facts/intake.toml", "evidence/facts/effects.toml"
PANELS, TRIALS = "evidence/sources/panels.toml", "evidence/sources/trials.toml"
FOODS, ROWS = "evidence/foods.csv", "evidence/trials/d.csv"


def test_a_clean_tree_has_no_faults(tree: Tree) -> None:
    assert faults(tree()) == []


# file, what stands there, what is written instead, the fault that must be among those found
CASES = {
    "a broken line": (
        INTAKE, 'year = 2020\n', 'year 2020\n',
        "facts/intake.toml:8: not TOML: Expected '=' after a key in a key/value pair",
    ),
    "an unknown key": (
        EFFECTS, 'comparator = "placebo"', 'comparator = "placebo"\ncontrol = "x"',
        "facts/effects.toml:7: d-falls-smith-2007: unknown key control",
    ),
    "a key that only the reader sets": (
        EFFECTS, 'comparator = "placebo"', 'comparator = "placebo"\nid = "x"',
        "facts/effects.toml:7: d-falls-smith-2007: unknown key id",
    ),
    "an unknown key inside a population": (
        INTAKE, 'text = "adults"\nage_from = 18', 'text = "adults"\nages = 18',
        "facts/intake.toml:30: d-intake-panel-2010: unknown key population.ages",
    ),
    "text where a number belongs": (
        EFFECTS, "value = 68", 'value = "68"',
        "facts/effects.toml:19: mk7-half-life: value: input should be a valid number, not '68'",
    ),
    "not a number": (
        EFFECTS, "value = 68", "value = nan",
        "facts/effects.toml:19: mk7-half-life: value: input should be a finite number, not nan",
    ),
    "a word that is not among those accepted": (
        EFFECTS, 'grade = "low"', 'grade = "weak"',
        "facts/effects.toml:22: mk7-half-life: grade: input should be 'high', 'moderate', 'low',"
        " 'very low' or 'none', not 'weak'",
    ),
    "a missing key": (
        TRIALS, "year = 2007\n", "",
        "sources/trials.toml:1: smith-2007: year is missing",
    ),
    "no kind": (
        EFFECTS, 'kind = "quantity"\n', "",
        "facts/effects.toml:16: mk7-half-life: kind is missing: quantity or effect or finding or"
        " position",
    ),
    "an unknown kind": (
        EFFECTS, 'kind = "quantity"', 'kind = "result"',
        "facts/effects.toml:17: mk7-half-life: kind is 'result', not quantity or effect or"
        " finding or position",
    ),
    "no source": (
        EFFECTS, '[{ id = "smith-2007", where = "Results", read = "second-hand" }]', "[]",
        "facts/effects.toml:21: mk7-half-life: sources is empty",
    ),
    "a position without an authority": (
        INTAKE, 'authority = "panel"\n', "",
        "facts/intake.toml:3: d-intake-panel-2020: authority is missing",
    ),
    "a position without a topic": (
        INTAKE, 'topic = "d-intake"\n', "",
        "facts/intake.toml:3: d-intake-panel-2020: topic is missing",
    ),
    "a position without a population": (
        INTAKE, '[d-intake-panel-2010.population]\ntext = "adults"\nage_from = 18\n', "",
        "facts/intake.toml:16: d-intake-panel-2010: population is missing",
    ),
    "a value outside a table": (
        TRIALS, "[smith-2007]", 'schema = 1\n[smith-2007]',
        "sources/trials.toml:1: schema stands outside a table",
    ),
    "the same id twice in a file": (
        EFFECTS, "[mk7-half-life]", "[d-falls-smith-2007]",
        "facts/effects.toml:16: d-falls-smith-2007 is already defined in facts/effects.toml:1",
    ),
    "the same id in two files": (
        EFFECTS, "[mk7-half-life]", "[d-intake-panel-2020]",
        "facts/intake.toml:3: d-intake-panel-2020 is already defined in facts/effects.toml:16",
    ),
    "an id in capitals": (
        EFFECTS, "[mk7-half-life]", "[MK7_half_life]",
        "facts/effects.toml:16: MK7_half_life: an id is lower case, digits and hyphens",
    ),
    "a source that does not exist": (
        EFFECTS, '{ id = "smith-2007", where = "Results"', '{ id = "smyth-2007", where = "Results"',
        "facts/effects.toml:16: mk7-half-life: no source smyth-2007",
    ),
    "no place in the source": (
        EFFECTS, 'where = "Results"', 'where = " "',
        "facts/effects.toml:16: mk7-half-life: where in smith-2007? `where` is empty",
    ),
    "a fact read better than anyone read its source": (
        EFFECTS, 'where = "Results", read = "second-hand"', 'where = "Results", read = "full text"',
        "facts/effects.toml:16: mk7-half-life: read as 'full text', but smith-2007 only as"
        " 'abstract'",
    ),
    "an authority that does not exist": (
        INTAKE, 'authority = "panel"', 'authority = "penal"',
        "facts/intake.toml:3: d-intake-panel-2020: no authority penal",
    ),
    "a topic that does not exist": (
        INTAKE, 'topic = "d-intake"', 'topic = "d-outtake"',
        "facts/intake.toml:3: d-intake-panel-2020: no topic d-outtake",
    ),
    "a successor that does not exist": (
        INTAKE, 'superseded_by = "d-intake-panel-2020"', 'superseded_by = "d-intake-panel-2030"',
        "facts/intake.toml:16: d-intake-panel-2010: superseded_by d-intake-panel-2030 does not"
        " exist",
    ),
    "its own successor": (
        INTAKE, 'superseded_by = "d-intake-panel-2020"', 'superseded_by = "d-intake-panel-2010"',
        "facts/intake.toml:16: d-intake-panel-2010: superseded by itself",
    ),
    "superseded by nobody knows what": (
        INTAKE, 'superseded_by = "d-intake-panel-2020"\n', "",
        "facts/intake.toml:16: d-intake-panel-2010: superseded, by what? superseded_by or note",
    ),
    "in force and yet superseded": (
        INTAKE, 'status = "superseded"', 'status = "in force"',
        "facts/intake.toml:16: d-intake-panel-2010: in force, yet superseded_by is given",
    ),
    "in force on a superseded source": (
        INTAKE, 'status = "superseded"\nsuperseded_by = "d-intake-panel-2020"\n', "",
        "facts/intake.toml:16: d-intake-panel-2010: in force, but every source of it is superseded",
    ),
    "a value outside its interval": (
        EFFECTS, "value = 0.98", "value = 1.2",
        "facts/effects.toml:1: d-falls-smith-2007: value 1.2 is outside 0.9..1.07",
    ),
    "an interval upside down": (
        EFFECTS, "low = 0.90", "low = 1.90",
        "facts/effects.toml:1: d-falls-smith-2007: low 1.9 is above high 1.07",
    ),
    "a unit nobody knows": (
        INTAKE, 'unit = "IU/day"', 'unit = "I.U. a day"',
        "facts/intake.toml:3: d-intake-panel-2020: unit 'I.U. a day' is not in units.toml",
    ),
    "a unit in which the positions on a topic are not compared": (
        INTAKE, 'unit = "IU/day"', 'unit = "h"',
        "facts/intake.toml:3: d-intake-panel-2020: unit 'h': positions on d-intake are in IU/day",
    ),
    "a number without a unit": (
        INTAKE, 'unit = "IU/day"\n', "",
        "facts/intake.toml:3: d-intake-panel-2020: a number without a unit",
    ),
    "a ratio below zero": (
        EFFECTS, "low = 0.90", "low = -0.90",
        "facts/effects.toml:1: d-falls-smith-2007: RR is not positive",
    ),
    "a benefit whose interval includes none": (
        EFFECTS, 'direction = "no difference found"', 'direction = "benefit"',
        "facts/effects.toml:1: d-falls-smith-2007: called a benefit, but 0.9..1.07 includes 1",
    ),
    "a fact on a retracted source": (
        TRIALS, 'read = "abstract"', 'read = "abstract"\nstatus = "retracted"',
        "facts/effects.toml:1: d-falls-smith-2007: smith-2007 is retracted: grade none, or a note"
        " that says why not",
    ),
    "an empty sentence": (
        EFFECTS, 'text = "The plasma half-life of MK-7 is about 68 hours."', 'text = " "',
        "facts/effects.toml:16: mk7-half-life: text is empty",
    ),
    "a malformed PMID": (
        PANELS, '"21118827"', '"PMID21118827"',
        "sources/panels.toml:1: panel-2020: pmid 'PMID21118827': a PMID has up to eight digits",
    ),
    "a malformed DOI": (
        PANELS, '"10.1210/jc.2010-2704"', '"doi.org/10.1210/jc.2010-2704"',
        "sources/panels.toml:1: panel-2020: doi 'doi.org/10.1210/jc.2010-2704': a DOI begins"
        " 10.NNNN/",
    ),
    "a malformed address": (
        PANELS, '"https://www.example.org/2010"', '"www.example.org/2010"',
        "sources/panels.toml:11: panel-2010: url 'www.example.org/2010': an address begins http",
    ),
    "a malformed PMC id": (
        PANELS, '"https://www.example.org/2010"', '"https://pmc.org/pmc/articles/304661"',
        "sources/panels.toml:11: panel-2010: url 'https://pmc.org/pmc/articles/304661': a PMC id is"
        " PMC and digits",
    ),
    "one paper under two ids": (
        TRIALS, 'read = "abstract"', 'read = "abstract"\npmid = "21118827"',
        "sources/trials.toml:1: smith-2007: pmid 21118827 is also panel-2020",
    ),
    "a source superseded by one that does not exist": (
        PANELS, 'superseded_by = "panel-2020"', 'superseded_by = "panel-2030"',
        "sources/panels.toml:11: panel-2010: superseded_by panel-2030 does not exist",
    ),
    "a superseded source without a successor": (
        PANELS, 'superseded_by = "panel-2020"\n', "",
        "sources/panels.toml:11: panel-2010: superseded, by what? superseded_by or note",
    ),
    "a source without a title": (
        TRIALS, '"A trial of vitamin D"', '""',
        "sources/trials.toml:1: smith-2007: title is empty",
    ),
    "an excluding condition nobody knows": (
        INTAKE, 'without = ["ckd"]', 'without = ["kidneys"]',
        "facts/intake.toml:3: d-intake-panel-2020: population.without: 'kidneys' is not known",
    ),
    "a condition nobody knows": (
        INTAKE, 'without = ["ckd"]', 'conditions = ["kidneys"]',
        "facts/intake.toml:3: d-intake-panel-2020: population.conditions: 'kidneys' is not known",
    ),
    "a medicine nobody knows": (
        INTAKE, 'without = ["ckd"]', 'medicines = ["wafarin"]',
        "facts/intake.toml:3: d-intake-panel-2020: population.medicines: 'wafarin' is not known",
    ),
    "a place of care nobody knows": (
        INTAKE, 'without = ["ckd"]', 'care = ["ward"]',
        "facts/intake.toml:3: d-intake-panel-2020: population.care: 'ward' is not known",
    ),
    "a country in words": (
        INTAKE, 'without = ["ckd"]', 'countries = ["Japan"]',
        "facts/intake.toml:3: d-intake-panel-2020: population.countries: 'Japan' is not an ISO"
        " code",
    ),
    "ages upside down": (
        INTAKE, "age_from = 18, age_to = 70", "age_from = 71, age_to = 70",
        "facts/intake.toml:3: d-intake-panel-2020: population: age_from 71 is above age_to 70",
    ),
    "an erratum of a source that does not exist": (
        "evidence/errata.toml", 'read = "abstract"', 'read = "abstract"\nsource = "gone-2000"',
        "errata.toml:1: a-page: no source gone-2000",
    ),
    "an erratum that corrects nothing": (
        "evidence/errata.toml", '"15 lg/day"', '"15 µg/day"',
        "errata.toml:1: a-page: printed and should_be are the same",
    ),
    "a tab": (
        TRIALS, "year = 2007", "year\t= 2007", "sources/trials.toml:4: a tab",
    ),
    "a space at the end of a line": (
        TRIALS, "year = 2007", "year = 2007 ",
        "sources/trials.toml:4: a space at the end of the line",
    ),
    "no newline at the end": (
        TRIALS, 'read = "abstract"\n', 'read = "abstract"',
        "sources/trials.toml:5: no newline at the end of the file",
    ),
    "the Greek letter for the micro sign": (
        ROWS, "D3 25 µg", "D3 25 \u03bcg",
        "trials/d.csv:2: a Greek mu: write the micro sign µ",
    ),
    "text in a number of a food": (
        FOODS, ",30,800,", ",30,about 800,",
        "foods.csv:2: calcium_mg_100g is not a number: 'about 800'",
    ),
    "a negative content": (
        FOODS, ",30,800,", ",30,-800,", "foods.csv:2: calcium is negative: -800",
    ),
    "the same food twice": (
        FOODS, "natto,Natto", "gouda,Natto", "foods.csv:3: gouda is already defined in foods.csv:2",
    ),
    "a food without a name": (FOODS, "natto,Natto", "natto,", "foods.csv:3: name is empty"),
    "a food's id in capitals": (
        FOODS, "natto,Natto", "Natto,Natto",
        "foods.csv:3: Natto: an id is lower case, digits and hyphens",
    ),
    "a missing column": (
        FOODS, "id,name,aliases", "id,name,alias", "foods.csv:1: missing column aliases",
    ),
    "a cell too many": (FOODS, "natto,Natto", "natto,Natto,x", "foods.csv:3: 27 cells, not 26"),
    "text in a number of a trial": (
        ROWS, ",40,10,70,", ",40,10,60-80,", "trials/d.csv:2: final_mean is not a number: '60-80'",
    ),
    "an infinite number": (
        ROWS, ",40,10,70,", ",40,10,inf,", "trials/d.csv:2: final_mean is not a number: 'inf'",
    ),
    "a kind of row nobody knows": (
        ROWS, "calcidiol,final,calibrate", "calcidiol,finale,calibrate",
        "trials/d.csv:2: kind is 'finale', not one of change, effect, final",
    ),
    "a use nobody knows": (
        ROWS, "calcidiol,final,calibrate", "calcidiol,final,fit",
        "trials/d.csv:2: use is 'fit', not one of calibrate, evidence, validate",
    ),
    "a trial without an outcome": (
        ROWS, "12,25(OH)D,", "12,,", "trials/d.csv:2: outcome is empty",
    ),
    "a trial nobody has as a source": (
        ROWS, "smith-2007,Smith", "jones-2007,Jones", "trials/d.csv:2: no source jones-2007",
    ),
    "a change outside its interval": (
        ROWS, ",30,,28,32,", ",40,,28,32,",
        "trials/d.csv:2: change_mean 40 is outside 28..32: an erratum would say why",
    ),
    "an interval of a trial upside down": (
        ROWS, ",30,,28,32,", ",30,,32,28,",
        "trials/d.csv:2: change_ci_low 32 is above change_ci_high 28",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "expected"), CASES.values(), ids=CASES)
def test_each_fault_is_found_in_its_line(
    tree: Tree, file: str, old: str, new: str, expected: str
) -> None:
    found = [str(fault) for fault in faults(tree(file, old, new))]
    assert expected in found


def test_one_broken_record_does_not_hide_the_others_or_accuse_them(tree: Tree) -> None:
    root = tree(PANELS, "year = 2020\n", "year 2020\n")
    source = root / "sources" / "trials.toml"
    source.write_text(source.read_text("utf-8") + 'colour = "red"\n')
    assert [str(fault) for fault in faults(root)] == [
        "sources/panels.toml:4: not TOML: Expected '=' after a key in a key/value pair",
        "sources/trials.toml:6: smith-2007: unknown key colour",
    ]


def test_bytes_that_are_no_text_are_a_fault(tree: Tree) -> None:
    root = tree()
    (root / "sources" / "trials.toml").write_bytes(b"# fine\n# \xff\n")
    assert Fault("sources/trials.toml", 2, "not UTF-8 text") in faults(root)


def test_windows_line_ends_are_read_as_they_are(tree: Tree) -> None:
    root = tree()
    for path in root.rglob("*.*"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert faults(root) == []


def test_missing_vocabularies_are_named(tree: Tree) -> None:
    root = tree()
    (root.parent / "person" / "medicines.toml").unlink()
    assert Fault("person/medicines.toml", 1, "this file is missing") in faults(root)


def test_an_erratum_of_an_interval_excuses_what_its_source_prints(tree: Tree) -> None:
    root = tree(ROWS, ",30,,28,32,", ",40,,28,32,")
    errata = root / "errata.toml"
    text = errata.read_text("utf-8") + 'source = "smith-2007"\n'
    errata.write_text(text)
    assert len(faults(root)) == 1
    errata.write_text(text.replace('kind = "unit"', 'kind = "interval"'))
    assert faults(root) == []


def test_a_note_may_explain_a_position_in_force_on_a_superseded_source(tree: Tree) -> None:
    root = tree(
        INTAKE,
        'status = "superseded"\nsuperseded_by = "d-intake-panel-2020"\n',
        'note = "Kept for the islands."\n',
    )
    assert faults(root) == []


def test_references_of_other_rooms_are_held_to_the_same_rules(tree: Tree) -> None:
    evidence, _ = collect(tree())
    rule = [
        Reference(id="smith-2007", where="abstract", read="full text"),
        Reference(id="nobody-1999", where="p. 1", read="memory"),
    ]
    assert [str(fault) for fault in reference_faults(rule, "rules/x.toml:7", evidence)] == [
        "rules/x.toml:7: read as 'full text', but smith-2007 only as 'abstract'",
        "rules/x.toml:7: no source nobody-1999",
    ]


def test_refused_data_list_every_fault() -> None:
    error = EvidenceFaulty([fault_at("a.toml:1", "one"), fault_at("b.toml:2", "two")])
    assert str(error) == "2 fault(s) in the data:\na.toml:1: one\nb.toml:2: two"


def test_tables_are_refused_when_asked_for(tree: Tree) -> None:
    evidence, _ = collect(tree(FOODS, ",30,800,", ",30,much,"))
    with pytest.raises(EvidenceFaulty, match=r"foods\.csv:2"):
        _ = evidence.foods
