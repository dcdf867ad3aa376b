"""Would the model have foreseen published trials, and what do they say together?"""

from d3k2.trials.arm import Arm, Skipped, arms

__all__ = ["Arm", "Skipped", "arms"]
