"""Writes the tables and drawings of docs/validation.md anew, from what the model gives today.

python -m tests.trials.regenerate_validation
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from d3k2.evidence import load
from d3k2.report import validation_document, validation_html
from d3k2.trials import Prediction, Validation, rules_for, validate
from d3k2.trials.prediction import Z90
from d3k2.trials.rules import PUBLISHED_LAW
from d3k2.trials.scores import Score, score, score_of_rule

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = DOCS / "validation.md"
ALL_ROWS = DOCS / "validation.html"
MARKED = re.compile(r"(<!-- (?P<name>\w+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
NOTHING = 1e-9
POINTS = 12.0
"""Percentage points by which a biomarker of vitamin K may be missed."""


@cache
def found() -> Validation:
    table = load().trials
    rows = [row for row in table if row.use in ("calibrate", "validate")]
    return validate(rows, among=table)


def parts() -> dict[str, Callable[[], Iterator[str]]]:
    return {
        "targets": _targets,
        "scores": _scores,
        "rules": _rules,
        "boluses": _boluses,
        "nothing": _nothing,
        "misses": _misses,
    }


def page(text: str) -> str:
    """Return the page with every marked part as it is now."""
    made = parts()

    def replaced(match: re.Match[str]) -> str:
        lines = "".join(f"{line}\n" for line in made[match["name"]]())
        return match[1] + lines + match[4]

    return MARKED.sub(replaced, text)


def of(use: str, variable: str, *, scale: str = "nmol/L") -> list[Prediction]:
    return [
        p
        for p in found().predictions
        if (p.arm.use, p.arm.variable, p.arm.unit) == (use, variable, scale)
    ]


def single(p: Prediction) -> bool:
    """Whether a row is about a single dose."""
    return bool(p.arm.takes.items) and all(i.schedule.once for i in p.arm.takes.items)


def strange(p: Prediction) -> bool:
    """The arm of Calgary at three years, shown apart."""
    return p.arm.study == "burt2019" and p.arm.label == "10000 IU" and p.arm.weeks > 100


def unseen() -> list[Prediction]:
    """Rows of 25(OH)D that the targets are about: never fitted, daily to monthly doses."""
    return [p for p in of("validate", "calcidiol") if not single(p) and not strange(p)]


def fitted() -> list[Prediction]:
    return of("calibrate", "calcidiol")


def vitamin_k() -> list[Prediction]:
    return [p for name in ("ucoc_ratio", "dp_ucmgp") for p in of("calibrate", name, scale="%")]


def law(rows: Sequence[Prediction], number: int = 0) -> Score:
    rule = rules_for("calcidiol", "nmol/L")[number]
    scored = score_of_rule(rows, rule.name, rule.says)
    assert scored is not None
    return scored


def model(rows: Sequence[Prediction]) -> Score:
    scored = score(rows)
    assert scored is not None
    return scored


def on_rows_of_the_law(rows: Sequence[Prediction]) -> list[Prediction]:
    rule = rules_for("calcidiol", "nmol/L")[0]
    assert rule.name == PUBLISHED_LAW
    return [p for p in rows if rule.says(p) is not None]


def _targets() -> Iterator[str]:
    yield "| what | asked for | reached |"
    yield "|---|---|---|"
    for name, rows, most in (
        ("arms of the fit, each without its study", fitted(), " and at most 9"),
        ("arms that were never fitted", unseen(), ""),
    ):
        ours, theirs = model(on_rows_of_the_law(rows)), law(rows)
        yield (
            f"| mean absolute error, {name} ({ours.rows} rows) | below the power law "
            f"({theirs.error:.1f}){most} | {ours.error:.1f} nmol/L |"
        )
        yield (
            f"| what the intervals themselves let expect, {name} | | {_expected(rows):.1f} nmol/L |"
        )
        whole = model(rows)
        yield (
            f"| share in the 90 % interval, {name} ({whole.rows} rows) | 80 to 97 % | "
            f"{100 * (whole.coverage or 0):.0f} % |"
        )
        yield (
            f"| half-width over the spread of the errors, {name} | at most 1.6 | "
            f"{whole.width:.2f} |"
        )
    inside = sum(abs(p.error) <= POINTS for p in vitamin_k())
    yield (
        f"| vitamin K: arms missed by no more than {POINTS:g} percentage points, each without its "
        f"study | 75 % | {inside} of {len(vitamin_k())} |"
    )
    ones = _single_rows()
    inside = sum(p.inside for p in ones)
    yield f"| single doses in the 90 % interval | 3 of 4 | {inside} of {len(ones)} |"


def _expected(rows: Sequence[Prediction]) -> float:
    """Mean absolute error of a model whose intervals are right: that of a normal distribution."""
    share = math.sqrt(2 / math.pi) / Z90
    return share * float(np.mean([p.half_width for p in on_rows_of_the_law(rows)]))


def _scores() -> Iterator[str]:
    yield "| use | output | unit | rows | mean absolute error | bias | in 90 % | width |"
    yield "|---|---|---|---|---|---|---|---|"
    for c in found().comparisons:
        s = c.whole
        width = "" if s.width is None else f"{s.width:.2f}"
        yield (
            f"| {c.use} | `{c.variable}` | {c.unit} | {s.rows} | {s.error:.3g} | {s.bias:+.2g} | "
            f"{100 * (s.coverage or 0):.0f} % | {width} |"
        )


def _rules() -> Iterator[str]:
    yield "| rule | rows | its error | d3k2's there | rows | its error | d3k2's there |"
    yield "|---|---|---|---|---|---|---|"
    for rule in rules_for("calcidiol", "nmol/L"):
        cells = []
        for rows in (fitted(), unseen()):
            theirs = score_of_rule(rows, rule.name, rule.says)
            ours = score([p for p in rows if rule.says(p) is not None])
            if theirs is None or ours is None:
                cells += ["0", "", ""]
            else:
                cells += [str(theirs.rows), f"{theirs.error:.1f}", f"{ours.error:.1f}"]
        yield f"| {rule.name} | {' | '.join(cells)} |"


def _single_rows() -> list[Prediction]:
    rows = [p for p in found().predictions if p.arm.variable == "calcidiol" and single(p)]
    return [p for p in rows if len(p.arm.takes.items) == 1]


def _boluses() -> Iterator[str]:
    yield "| study | dose | use | number | published | predicted (90 %) |"
    yield "|---|---|---|---|---|---|"
    for p in _single_rows():
        a = p.arm
        what = f"{'highest ' if a.highest else ''}{a.measure}, week {a.weeks:g}"
        seen = f"{a.observed:.3g} {a.unit}"
        yield f"| {a.study} | {a.label} | {a.use} | {what} | {seen} | {_interval(p)} |"


def _nothing() -> Iterator[str]:
    yield "| study | what | published (its own 90 %) | predicted (90 %) | width over its own |"
    yield "|---|---|---|---|---|"
    for p in found_nothing():
        a = p.arm
        own = Z90 * (a.error or 0.0)
        yield (
            f"| {a.study} | {a.label}, `{a.variable}`, {a.unit} | {a.observed:.3g} "
            f"({a.observed - own:.3g} to {a.observed + own:.3g}) | {_interval(p)} | "
            f"{p.half_width / own:.2f} |"
        )


def found_nothing() -> list[Prediction]:
    """Differences from the control, printed with an interval that holds zero."""
    return [
        p
        for p in found().predictions
        if p.arm.measure.startswith("effect")
        and p.arm.error
        and abs(p.arm.observed) <= 1.96 * p.arm.error
    ]


def _misses() -> Iterator[str]:
    yield "| study | arm | use | weeks | start | published | predicted (90 %) |"
    yield "|---|---|---|---|---|---|---|"
    rows = [p for p in (*fitted(), *of("validate", "calcidiol")) if not p.inside]
    for p in sorted(rows, key=lambda p: (p.arm.use, -abs(p.error))):
        a = p.arm
        start = "" if p.start is None else f"{p.start:.0f}"
        yield (
            f"| {a.study} | {a.label} | {a.use} | {a.weeks:g} | {start} | {a.observed:.3g} "
            f"({a.measure}) | {_interval(p)} |"
        )


def _interval(p: Prediction) -> str:
    mean = 0.0 if abs(p.mean) < NOTHING else p.mean
    return f"{mean:.3g} ({p.low:.3g} to {p.high:.3g})"


def spread(rows: Sequence[Prediction]) -> float:
    return float(np.std([p.error for p in rows], ddof=1))


def main() -> None:
    PAGE.write_text(page(PAGE.read_text("utf-8")), encoding="utf-8")
    document = validation_document(found(), "the shipped tables")
    ALL_ROWS.write_text(validation_html(document), encoding="utf-8")


if __name__ == "__main__":
    main()
