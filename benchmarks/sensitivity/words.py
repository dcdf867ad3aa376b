"""What things are called on the page."""

from __future__ import annotations

from functools import cache

from d3k2.physiology import BODY
from d3k2.physiology.equations import equations
from d3k2.units import term

from .ranges import table

OUTPUTS = {
    "calcidiol": "25(OH)D",
    "calcitriol": "calcitriol",
    "pth": "PTH",
    "calcium": "calcium in serum",
    "urine_calcium": "calcium in urine",
    "absorbed_calcium": "absorbed calcium, net",
    "phosphate": "phosphate in serum",
    "osteocalcin": "osteocalcin made",
    "bmd_lumbar": "lumbar bone density",
    "bmd_femoral_neck": "femoral neck bone density",
    "mk7": "MK-7 in plasma",
    "ucoc_ratio": "uncarboxylated osteocalcin",
    "dp_ucmgp": "dp-ucMGP",
}

MAIN = dict.fromkeys(OUTPUTS, "D3 + calcium") | {
    "calcidiol": "D3",
    "mk7": "MK-7",
    "ucoc_ratio": "MK-7",
    "dp_ucmgp": "MK-7",
}
"""The regimen under which an output is shown first."""

RELATIVE = ("osteocalcin", "ucoc_ratio")


def unit(output: str, measure: str) -> str:
    """Return the unit of an output's change or level."""
    if measure == "change":
        return "relative to the start" if output in RELATIVE else term(output).unit
    if output in ("bmd_lumbar", "bmd_femoral_neck"):
        return "% of the young adult"
    return "relative to the reference" if output in RELATIVE else term(output).unit


@cache
def meanings() -> dict[str, str]:
    """Return what each constant and personal input means, in the words of the model."""
    own = {entry["name"]: entry["meaning"] for entry in table()["inputs"]}
    said = {
        e.name: f"{e.meaning}, {e.unit}" for block in BODY for e in equations(block) if e.meaning
    }
    return {**said, **own}
