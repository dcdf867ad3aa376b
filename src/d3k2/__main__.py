"""The door from the shell."""

from __future__ import annotations

import gc
import sys

YOUNG = 100_000
"""New objects between two looks for garbage. Reading the data makes many and leaves none: looking
as often as Python does by itself takes a tenth of a short command's time."""


def main() -> None:
    """Run the command line. The version is told without loading anything."""
    if sys.argv[1:] == ["--version"]:
        from d3k2._version import __version__

        sys.stdout.write(f"d3k2 {__version__}\n")
        return
    gc.set_threshold(YOUNG)
    try:
        from d3k2.faces.cli import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
