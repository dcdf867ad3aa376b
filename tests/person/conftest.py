from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def adult() -> dict[str, Any]:
    """The least a record needs: everything not required was not asked."""
    return {"date": "2026-11-20", "age": 52, "sex": "female", "weight": "58 kg"}


@pytest.fixture
def runner() -> dict[str, Any]:
    """Every field of a record, as JSON would carry it."""
    return {
        "date": "2026-11-20",
        "age": 52,
        "sex": "female",
        "weight": "58 kg",
        "height": "168 cm",
        "country": "US",
        "pregnant": False,
        "lactating": False,
        "postmenopausal_since": 2024,
        "conditions": ["osteopenia"],
        "medicines": [],
        "takes": ["D3 5000 IU daily with breakfast since 2021-03-01"],
        "wants": ["K2"],
        "labs": [
            {"what": "25(OH)D", "value": "65 ng/mL", "date": "2026-09-02", "assay": "LC-MS/MS"},
            {"what": "eGFR", "value": "84 mL/min/1.73m2", "date": "2026-09-02"},
        ],
        "t_scores": {"lumbar": -1.4, "femoral_neck": -1.2, "date": "2026-08-20"},
        "fractures": [],
        "falls_last_year": 0,
        "symptoms": [],
        "allergies": [],
        "care": "home",
        "absorption": "normal",
        "visits": [],
        "diet": {"calcium": "700 mg/day", "foods": [{"food": "gouda", "portions_per_week": 5}]},
        "sun": {"latitude": 40.7, "skin": "III", "habit": "usual"},
        "genotype": {},
    }
