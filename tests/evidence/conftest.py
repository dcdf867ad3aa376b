"""A small, faultless tree of data that a test can break in one place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

FOOD_HEADER = (
    "id,name,aliases,portion_name,portion_g,calcium_mg_100g,vitamin_d_ug_100g,d_form,"
    "vitamin_k1_ug_100g,mk4_ug_100g,mk5_9_ug_100g,fat_g_100g,calcium_note,source_k,source_ca_d,"
    "mark,note,group,k2_total_ug_100g,mk7_ug_100g,mk8_ug_100g,mk9_ug_100g,mk9_4h_ug_100g,"
    "d25oh_ug_100g,mark_exceptions,source_ids"
)
TRIAL_HEADER = (
    "study_id,first_author,year,pmid,doi,design,population,n,arm,duration_weeks,outcome,unit,"
    "baseline_mean,baseline_sd,final_mean,final_sd,change_mean,change_sd,change_ci_low,"
    "change_ci_high,comparator_effect,comparator_ci,p_value,seen_or_memory,source_note,variable,"
    "kind,use"
)

FILES = {
    "evidence/sources/panels.toml": """\
[panel-2020]
type = "guideline"
title = "Reference intakes of vitamin D"
year = 2020
authors = "Ross AC, Manson JE, et al."
venue = "J Clin Endocrinol Metab 96:53-58"
pmid = "21118827"
doi = "10.1210/jc.2010-2704"
read = "abstract"

[panel-2010]
type = "guideline"
title = "Reference intakes, first edition"
year = 2010
status = "superseded"
superseded_by = "panel-2020"
url = "https://www.example.org/2010"
read = "second-hand"
""",
    "evidence/sources/trials.toml": """\
[smith-2007]
type = "trial"
title = "A trial of vitamin D"
year = 2007
read = "abstract"
""",
    "evidence/facts/intake.toml": """\
# intakes

[d-intake-panel-2020]
kind = "position"
text = "The panel (2020) sets 600 IU/day of vitamin D for adults."
authority = "panel"
topic = "d-intake"
year = 2020
direction = "sets"
value = 600
unit = "IU/day"
population = { text = "healthy adults", age_from = 18, age_to = 70, without = ["ckd"] }
sources = [{ id = "panel-2020", where = "Table 1", read = "abstract" }]
grade = "high"

[d-intake-panel-2010]
kind = "position"
text = "The panel (2010) set 400 IU/day of vitamin D for adults."
authority = "panel"
topic = "d-intake"
year = 2010
status = "superseded"
superseded_by = "d-intake-panel-2020"
direction = "sets"
value = 400
unit = "IU/day"
sources = [{ id = "panel-2010", where = "Table 1", read = "second-hand" }]
[d-intake-panel-2010.population]
text = "adults"
age_from = 18
""",
    "evidence/facts/effects.toml": """\
[d-falls-smith-2007]
kind = "effect"
text = "Vitamin D did not change falls (RR 0.98)."
outcome = "falls"
intervention = "vitamin D 1000 IU/day"
comparator = "placebo"
population = "older people"
measure = "RR"
value = 0.98
low = 0.90
high = 1.07
direction = "no difference found"
sources = [{ id = "smith-2007", where = "abstract", read = "abstract" }]
grade = "moderate"

[mk7-half-life]
kind = "quantity"
text = "The plasma half-life of MK-7 is about 68 hours."
value = 68
unit = "h"
sources = [{ id = "smith-2007", where = "Results", read = "second-hand" }]
grade = "low"
""",
    "evidence/authorities.toml": """\
[panel]
name = "The Panel"
short = "Panel"
countries = ["US"]
""",
    "evidence/topics.toml": """\
[d-intake]
name = "Vitamin D: reference intake"
question = "How much?"
units = ["IU/day"]
""",
    "evidence/units.toml": """\
[dose]
spellings = ["IU/day", "h", "1"]
""",
    "evidence/errata.toml": """\
[a-page]
where = "A page"
kind = "unit"
printed = "15 lg/day"
should_be = "15 µg/day"
reason = "The micro sign was lost."
read = "abstract"
""",
    "evidence/foods.csv": FOOD_HEADER
    + "\ngouda,Gouda,dutch cheese;kaas,slice,30,800,0.5,D3,,,,30,,NEVO,NEVO,seen,,cheese,"
    + ",,,,,,k1=memory,\n"
    + "natto,Natto,,pack,40,,0,,23.1,,,11,,USDA,USDA,seen,,soy,,939,,,,,,\n",
    "evidence/trials/d.csv": TRIAL_HEADER
    + "\nsmith-2007,Smith,2007,,,RCT,women,50,D3 25 µg,12,25(OH)D,nmol/L,40,10,70,12,30,,28,32,,,,"
    + "seen,abstract,calcidiol,final,calibrate\n"
    + "smith-2007,Smith,2007,,,RCT,women,50,placebo,12,25(OH)D,nmol/L,40,,,,,,,,,,,"
    + "seen (dose label memory),abstract,calcidiol,final,validate\n",
    "person/conditions.toml": """\
[ckd-4]
name = "CKD stage 4"
groups = ["ckd"]
""",
    "person/medicines.toml": """\
[warfarin]
name = "warfarin"
groups = ["vitamin-k-antagonist"]
""",
}


@pytest.fixture
def tree(tmp_path: Path) -> Callable[..., Path]:
    """Write the tree, with replacements in one file, and return the folder of the evidence."""

    def write(file: str = "", old: str = "", new: str = "", **more: str) -> Path:
        for name, text in FILES.items():
            if name == file:
                assert text.count(old) >= 1, f"{old!r} is not in {file}"
                text = text.replace(old, new, 1)
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        for name, text in more.items():
            (tmp_path / name).write_bytes(text.encode())
        return tmp_path / "evidence"

    return write
