"""A slow run that a test kills: ``python killed_run.py FOLDER``."""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from runs import plan

from d3k2.population import Processes, run_many

if __name__ == "__main__":
    run_many(plan(), Path(sys.argv[1]), Processes(1), told=lambda people: time.sleep(0.3))
