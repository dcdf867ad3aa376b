"""Run every command that a page shows and write what it prints below it.

``python docs/regenerate.py [PAGE ...]`` rewrites the pages; without one, ``docs/commands.md``. A
``console`` block opens with its command. It is cut after as many lines as a comment right above it
says, ``<!-- first N lines -->``, and then says how many are left out. Each page starts with an
empty ledger of reviews, never with that of whoever runs this.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "commands.md"
OUT = ROOT / "examples" / "out"
BLOCK = re.compile(
    r"(?P<cut><!-- first (?P<lines>\d+) lines -->\n)?"
    r"```console\n\$ (?P<command>d3k2[^\n]*)\n(?P<output>.*?)```\n",
    re.DOTALL,
)


@dataclass(frozen=True)
class Shown:
    """A command of the page, with what stands below it."""

    command: str
    output: str
    lines: int | None


@dataclass(frozen=True)
class Printed:
    """What a command prints, and how it ends."""

    output: str
    code: int


def shown(page: str) -> Iterator[Shown]:
    """Yield every command of the page."""
    for block in BLOCK.finditer(page):
        lines = block["lines"]
        yield Shown(block["command"], block["output"], None if lines is None else int(lines))


def printed(command: str, ledger: Path) -> Printed:
    """Run a command as the page shows it: from the root of the repository, 80 columns wide.

    What it writes goes to ``examples/out``, which starts without it; decisions go to the ledger.
    """
    _, *arguments = shlex.split(command)
    written = ROOT / arguments[arguments.index("--out") + 1] if "--out" in arguments else None
    if written is not None and written.is_relative_to(OUT):
        shutil.rmtree(written, ignore_errors=True)
        OUT.mkdir(exist_ok=True)
    ended = subprocess.run(
        [sys.executable, "-m", "d3k2", *arguments],
        cwd=ROOT,
        env={
            **os.environ,
            "COLUMNS": "80",
            "PYTHONIOENCODING": "utf-8",
            "NO_COLOR": "1",
            "D3K2_DATABASE": str(ledger),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Printed(ended.stdout, ended.returncode)


def cut(output: str, lines: int | None) -> str:
    """Return the first lines of an output, and how many more there are."""
    all_lines = output.splitlines(keepends=True)
    if lines is None or len(all_lines) <= lines:
        return output
    return "".join(all_lines[:lines]) + f"... ({len(all_lines) - lines} more lines)\n"


def regenerated(page: str) -> str:
    """Return the page with every output as it is now."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger.sqlite"
        return BLOCK.sub(lambda found: _block(found, ledger), page)


def _block(found: re.Match[str], ledger: Path) -> str:
    lines = None if found["lines"] is None else int(found["lines"])
    output = cut(printed(found["command"], ledger).output, lines)
    return f"{found['cut'] or ''}```console\n$ {found['command']}\n{output}```\n"


if __name__ == "__main__":
    for page in [Path(name) for name in sys.argv[1:]] or [PAGE]:
        page.write_text(regenerated(page.read_text("utf-8")), "utf-8")
