"""``make calibrate``: fit the model to trials again, and write down what came out.

Reads the rows marked ``calibrate`` and the priors in ``calibration.toml``; writes, for each group
of constants, draws of them, what the fit without each study predicts for it, the noise, and where
all that comes from, into ``posterior/``; and the constants themselves into their facts. Takes
several minutes. Run it twice and nothing changes.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from d3k2.evidence import data_root, load
from d3k2.physiology import MODEL_VERSION, parameter_facts
from d3k2.trials.arm import Arm, arms
from d3k2.trials.calibration import (
    FIT_PEOPLE,
    Fit,
    Group,
    constants_of,
    fit,
    groups,
    means,
    show,
    spread_of,
    without,
)
from d3k2.trials.left_open import FOLDER
from d3k2.trials.prediction import Z90

DRAWS = 24
SEED = 20_261_126
_SIGNIFICANT = 4
_NOTHING = 1e-9
"""What rounding leaves of nothing, and differs from run to run."""
_SEASON_FACT = "vitamin-d-model-season-share"


def main(names: Sequence[str]) -> None:
    """Fit groups, all of them when none is named, and write what came out."""
    folder = Path(__file__).parent / FOLDER
    for name in names or tuple(groups()):
        group = groups()[name]
        chosen = chosen_arms(group)
        sys.stderr.write(f"{name}: {len(chosen)} arms\n")
        fitted = fit(group, chosen)
        _write(folder / f"{name}-left-out.csv", _left_out(fitted))
        (folder / f"{name}.toml").write_text(_told(fitted), encoding="utf-8")
        if not group.keeps:
            _write(folder / f"{name}.csv", _draws(fitted))
            _into_facts(fitted)


def chosen_arms(group: Group) -> tuple[Arm, ...]:
    """Return the rows that a group is fitted to: marked so, seen, and on its scale."""
    found, _ = arms((row for row in load().trials if row.use == "calibrate"), load().trials)
    return tuple(
        arm
        for arm in found
        if arm.variable in group.variables and arm.unit == group.unit and arm.read != "memory"
    )


def _left_out(fitted: Fit) -> Iterable[Mapping[str, object]]:
    group, noise = fitted.group, fitted.noise
    for study in dict.fromkeys(arm.study for arm in fitted.arms):
        x, covariance = without(fitted, study)
        own = [i for i, arm in enumerate(fitted.arms) if arm.study == study]
        left = [fitted.arms[i] for i in own]
        seen = show(left, constants_of(group, x), FIT_PEOPLE)
        predicted = means(left, seen, float(x[-1]))
        spreads = np.stack(spread_of(left, seen, noise))
        slopes = fitted.slopes[own]
        known = np.einsum("ij,jk,ik->i", slopes, covariance, slopes)
        half = Z90 * np.sqrt((spreads**2).sum(axis=0) + known)
        for arm, mean, width in zip(left, predicted, half, strict=True):
            yield {
                "row": arm.id,
                "predicted": _rounded(mean),
                "low": _rounded(mean - width),
                "high": _rounded(mean + width),
            }


def _draws(fitted: Fit) -> Iterable[Mapping[str, object]]:
    random = np.random.default_rng(SEED)
    root = np.linalg.cholesky(fitted.covariance)
    for _ in range(DRAWS):
        x = fitted.x + root @ random.standard_normal(len(fitted.x))
        yield {k: _rounded(v) for k, v in constants_of(fitted.group, x).items()}


def _told(fitted: Fit) -> str:
    """Return the noise, the constants with their uncertainty, and what they come from."""
    group, noise = fitted.group, fitted.noise
    listed = ", ".join(f'"{variable}"' for variable in group.variables)
    spreads = np.sqrt(np.diag(fitted.covariance))
    rows = ",\n".join(f'  "{arm.id}"' for arm in fitted.arms)
    lines = [
        "# Written by `make calibrate`: docs/calibration.md.",
        "",
        f"variables = [{listed}]",
        "",
        "[noise]                     # what trials leave open, as standard deviations",
        f"between_studies = {_rounded(noise.between_studies)}",
        f'arm = {{ "{group.unit}" = {_rounded(noise.arm)} }}',
        f"start = {_rounded(noise.start)}",
        f"assay = {_rounded(float(fitted.x[-1]))}",
        "",
        "[fitted]                    # median, and standard deviation of the logarithm",
        *(
            f"{name} = [{_rounded(value)}, {_rounded(spread)}]"
            for (name, value), spread in zip(fitted.constants.items(), spreads, strict=False)
        ),
        "",
        "[provenance]",
        f'model = "{MODEL_VERSION}"',
        f"seed = {SEED}",
        f"people_an_arm = {FIT_PEOPLE}",
        f"draws = {0 if group.keeps else DRAWS}",
        f"studies = {len({arm.study for arm in fitted.arms})}",
        f"rows = [\n{rows},\n]",
    ]
    return "\n".join(lines) + "\n"


def _into_facts(fitted: Fit) -> None:
    """Write the constants into their facts, value and sentence."""
    facts = {**parameter_facts(), "season_share": _SEASON_FACT}
    sentences = {prior.name: prior.text for prior in fitted.group.priors}
    for name, value in fitted.constants.items():
        fact = load().facts[facts[name]]
        path = data_root() / fact.at.rpartition(":")[0]
        shown = _rounded(value)
        text = path.read_text("utf-8")
        begins = text.index(f"[{facts[name]}]")
        ends = text.find("\n\n", begins)
        old = text[begins:ends]
        new = re.sub(r"(?m)^value = .*$", f"value = {shown}", old, count=1)
        said = sentences[name].format(percent=f"{100 * shown:.3g}", short=f"{shown:.3g}")
        new = re.sub(r"(?m)^text = .*$", f'text = "{said}"', new, count=1)
        path.write_text(text.replace(old, new), encoding="utf-8")


def _write(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    listed: Sequence[Mapping[str, object]] = list(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(listed[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(listed)
    path.write_text(out.getvalue(), encoding="utf-8")


def _rounded(value: float) -> float:
    return 0.0 if abs(value) < _NOTHING else float(f"{value:.{_SIGNIFICANT}g}")


if __name__ == "__main__":
    main(sys.argv[1:])
