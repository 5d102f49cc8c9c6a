"""A build takes time that grows with the number of controls, not with its square."""

from pathlib import Path

import pytest

from tests.growth.measure import cost
from tests.growth.projects import project_of

FEW, MANY = 20, 40
LIMIT = 2.6
"""What grows with the square of the controls takes 4.2 times as long for twice as many."""
ATTEMPTS, RUNS = 4, 2


@pytest.mark.slow
def test_twice_as_many_controls_take_twice_as_long(tmp_path: Path) -> None:
    """Beyond one control, all stages and validators in process, by the least CPU time of runs."""
    roots = {count: project_of(tmp_path / str(count), count) for count in (1, FEW, MANY)}
    least = dict.fromkeys(roots, float("inf"))
    ratio = float("inf")
    for _ in range(ATTEMPTS):  # a busy machine can only make a run longer
        for count, root in roots.items():
            least[count] = min(least[count], cost(root, "validate", runs=RUNS).least)
        ratio = (least[MANY] - least[1]) / (least[FEW] - least[1])
        if ratio < LIMIT:
            break
    assert ratio < LIMIT, least
