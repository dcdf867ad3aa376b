"""How long a year and a day are, as everything here counts them."""

from __future__ import annotations

DAYS_A_YEAR = 365.25
HOURS_A_DAY = 24.0
