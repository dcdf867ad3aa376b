"""What drives each output of the model, and what its uncertain constants leave open.

``nice -n 10 python -m benchmarks.sensitivity`` computes everything anew: the tables
``docs/sensitivity/*.csv``, the charts beside them, and the tables of ``docs/sensitivity.md``.
"""
