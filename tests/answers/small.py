"""One small answer that holds, as text, and what changes in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

FACT = "d-blood-pressure-bischoff-ferrari-2020"

GOOD = f"""\
+++
question = "Does vitamin D lower blood pressure?"
asked = ["vitamin D and pressure", "D for hypertension", "D3 and pressure", "does D help"]
theme = "arteries"
about = "d3"
concepts = ["vitamin-d", "blood-pressure"]
facts = ["{FACT}"]
submitted = 2026-11-26
+++

# Clinician

**Vitamin D made no significant difference to blood pressure.** [{FACT}]

## Evidence
The trial had 2,157 people. [{FACT}]

# Patient

**Vitamin D does not lower blood pressure.** [{FACT}]

## Evidence
A large study found no change. [{FACT}]

## What to do
Ask your doctor about your blood pressure. [{FACT}]
"""


def written(folder: Path, changes: Mapping[str, str], name: str = "arteries/small.md") -> Path:
    """Write the small answer with words replaced, and return the folder of answers."""
    text = GOOD
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return folder


@dataclass(frozen=True)
class Said:
    """A small answer with one sentence in one place, and everything it cites listed."""

    text: str
    stands_on: Sequence[str]
    place: str = "The trial had 2,157 people."
    concepts: Sequence[str] = ()
    about: str = "d3"
    changes: Mapping[str, str] = field(default_factory=dict)

    def into(self, folder: Path) -> Path:
        """Write it."""
        listed = list(dict.fromkeys((FACT, *self.stands_on)))
        facts = ", ".join(f'"{one}"' for one in listed)
        concepts = ", ".join(f'"{c}"' for c in ("vitamin-d", "blood-pressure", *self.concepts))
        return written(
            folder,
            {
                f"{self.place} [{FACT}]": f"{self.text} [{', '.join(self.stands_on)}]",
                f'facts = ["{FACT}"]': f"facts = [{facts}]",
                'concepts = ["vitamin-d", "blood-pressure"]': f"concepts = [{concepts}]",
                'about = "d3"': f'about = "{self.about}"',
                **self.changes,
            },
        )
