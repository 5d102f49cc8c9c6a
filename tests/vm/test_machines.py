"""What real machines do: each scenario is a script in scenarios/, and a test for each guest."""

import pytest

from tests.vm.conftest import Lane
from tests.vm.guests import Guest, chosen

_CASES = [(guest, scenario) for guest in chosen() for scenario in guest.scenarios]


@pytest.mark.vm
@pytest.mark.parametrize(
    ("guest", "scenario"), _CASES, ids=[f"{guest.name}-{scenario}" for guest, scenario in _CASES]
)
def test_scenario(lane: Lane, guest: Guest, scenario: str) -> None:
    outcome = next(one for one in lane(guest).outcomes if one.scenario == scenario)
    failed = [check.text for check in outcome.checks if not check.passed]
    assert outcome.passed, "\n".join((*failed, "", outcome.log))
