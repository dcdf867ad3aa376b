"""The coefficients of RODAS, a Rosenbrock method of six stages and fourth order.

References
----------
.. [1] Hairer E, Wanner G. Solving Ordinary Differential Equations II. Stiff and
   Differential-Algebraic Problems. 2nd ed. Springer 1996: section VI.4.
"""

from __future__ import annotations

import numpy as np

STAGES = 6
GAMMA = 0.25
TIMES = np.array([0.0, 0.386, 0.21, 0.63, 1.0, 1.0])
"""Where in the step each stage is."""
BY_TIME = np.array([0.25, -0.1043, 0.1035, -0.03620000000000023, 0.0, 0.0])
"""What a stage takes of the slope by time."""
MOVED = np.zeros((6, 6))
"""What the state of a stage takes of the stages before it."""
MOVED[1, :1] = 1.544
MOVED[2, :2] = 0.9466785280815826, 0.2557011698983284
MOVED[3, :3] = 3.314825187068521, 2.896124015972201, 0.9986419139977817
MOVED[4, :4] = 1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950
MOVED[5, :5] = *MOVED[4, :4], 1.0
FORCED = np.zeros((6, 6))
"""What the force of a stage takes of the stages before it, over the length of the step."""
FORCED[1, :1] = -5.6688
FORCED[2, :2] = -2.430093356833875, -0.2063599157091915
FORCED[3, :3] = -0.1073529058151375, -9.594562251023355, -20.47028614809616
FORCED[4, :4] = 7.496443313967647, -10.24680431464352, -33.99990352819905, 11.70890893206160
FORCED[5, :5] = (
    *(8.083246795921522, -7.981132988064893, -31.52159432874371),
    *(16.31930543123136, -6.058818238834054),
)
BETWEEN = np.array(
    [
        [*(10.12623508344586, -7.487995877610167, -34.80091861555747),
         *(-7.992771707568823, 1.025137723295662, 0.0)],
        [*(-0.6762803392801253, 6.087714651680015, 16.43084320892478),
         *(24.76722511418386, -6.594389125716872, 0.0)],
    ]
)  # fmt: skip
"""How the stages bend the line between two steps."""
