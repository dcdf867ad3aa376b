"""How the program itself starts and ends: at once, and quietly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from d3k2 import __version__

RUNNER = Path(__file__).parents[2] / "examples" / "runner.toml"
COMMAND = [sys.executable, "-m", "d3k2"]
HEAVY = ("numpy", "pydantic", "typer", "rich", "xarray", "roadrunner", "antimony")


def as_usual(told: signal.Signals) -> Callable[[], object]:
    """What lets a child hear a signal that is ignored around the tests, by nohup or by ``&``."""
    return lambda: signal.signal(told, signal.SIG_DFL)


def test_the_version_is_told_without_loading_anything() -> None:
    told = (
        "import sys\n"
        "sys.argv = ['d3k2', '--version']\n"
        "from d3k2.__main__ import main\n"
        "main()\n"
        f"print(*(n for n in {HEAVY} if n in sys.modules), end='', file=sys.stderr)\n"
    )
    ended = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert ended.stdout == f"d3k2 {__version__}\n"
    assert ended.stderr == ""


@pytest.mark.skipif(os.name != "posix", reason="signals and pipes as POSIX has them")
class TestQuietEnds:
    def test_who_reads_only_the_first_line_is_not_told_of_the_rest(self) -> None:
        listing = subprocess.Popen(
            [*COMMAND, "evidence", "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert listing.stdout is not None and listing.stderr is not None
        assert listing.stdout.readline()
        listing.stdout.close()
        said = listing.stderr.read()
        listing.stderr.close()
        assert (listing.wait(), said) == (141, b"")

    def test_an_interrupt_says_nothing(self) -> None:
        waiting = subprocess.Popen(
            [*COMMAND, "assess", "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=as_usual(signal.SIGINT),
        )
        time.sleep(1.5)
        waiting.send_signal(signal.SIGINT)
        out, err = waiting.communicate(timeout=20)
        assert (waiting.returncode, out, err) == (130, b"", b"")

    @pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGHUP])
    def test_told_to_end_it_ends_with_all_it_has_started(self, told: signal.Signals) -> None:
        # Processes on other cores would keep stdout open: reading it to its end waits for them.
        simulating = subprocess.Popen(
            [*COMMAND, "simulate", str(RUNNER), "--people", "6000"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=as_usual(told),
        )
        time.sleep(4)
        simulating.send_signal(told)
        out, err = simulating.communicate(timeout=30)
        assert (simulating.returncode, out, err) == (128 + told, b"", b"")

    def test_what_is_told_to_be_ignored_stays_ignored(self) -> None:
        waiting = subprocess.Popen(
            ["/bin/sh", "-c", f"trap '' HUP; exec {sys.executable} -m d3k2 assess -"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        time.sleep(1.5)
        waiting.send_signal(signal.SIGHUP)
        _, err = waiting.communicate(b"", timeout=20)
        assert waiting.returncode == 3
        assert b"The age is required" in err

    def test_a_closed_stdout_is_no_fault(self) -> None:
        ended = subprocess.run(
            ["/bin/sh", "-c", f"{sys.executable} -m d3k2 evidence cite ross-2011 >&-"],
            capture_output=True,
            check=False,
        )
        assert (ended.returncode, ended.stderr) == (0, b"")
