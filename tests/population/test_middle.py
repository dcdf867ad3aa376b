"""One person for a file that holds only one: the middle of those who could be somebody."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from d3k2.person import read_person
from d3k2.physiology import calcium_uptake, changes_from_here, course, model, run
from d3k2.population import Middle, Posterior, condition, forecast, middle

RUNNER = Path(__file__).parents[2] / "examples" / "runner.toml"
SHOWN = ("calcidiol", "urine_calcium", "osteocalcin", "mk7", "dp_ucmgp")
NOT_MEDIANS = ("basal_input", "season_amplitude")


@pytest.fixture(scope="module")
def posterior() -> Posterior:
    return condition(read_person(RUNNER), 300, variables=SHOWN)


@pytest.fixture(scope="module")
def one(posterior: Posterior) -> Middle:
    return middle(posterior)


def test_every_constant_is_the_median(posterior: Posterior, one: Middle) -> None:
    assert one.draws.n == 1
    for name, value in posterior.people.draws.values.items():
        if name not in NOT_MEDIANS:
            assert one.draws[name][0] == np.median(value), name


def test_the_course_is_near_the_median_of_everybody(posterior: Posterior, one: Middle) -> None:
    person = posterior.person
    assert person.takes is not None
    everybody = forecast(posterior, {"now": person.takes}, person.date, 728, 91, SHOWN)["now"]
    doses = course(
        person.takes, person.date, person.date + timedelta(days=728), calcium_uptake(person)
    )
    of = model(*one.blocks)
    told = changes_from_here(of, one.draws, one.states)
    times = everybody["calcidiol"].times
    alone = run(told, doses, times, one.states, variables=SHOWN, of=of)
    for name in SHOWN:
        np.testing.assert_allclose(alone[name][0], everybody[name].median, rtol=0.05)


def test_states_are_found_by_name(one: Middle) -> None:
    whole = model(*one.blocks).states
    for name in ("calcidiol_d3", "ucoc_state"):
        assert one.states_of((name,))[0, 0] == one.states[0, whole.index(name)]
