"""The door from the shell."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line. The version is told without loading anything."""
    if sys.argv[1:] == ["--version"]:
        from d3k2._version import __version__

        sys.stdout.write(f"d3k2 {__version__}\n")
        return
    from d3k2.faces.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
