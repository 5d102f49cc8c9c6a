"""Worlds of rule files and their verdicts, as OVAL and the reference meaning see them.

The cases are in cases/*.yml; one that OVAL cannot decide yet says so, and OVAL then differs.
"""

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import pytest

from tests.kinds import judges
from tests.kinds.cases import Case, cases
from tests.world.build import Built
from tests.world.world import write

CASES: Final = tuple(cases())

Verdicts = Mapping[str, Mapping[str, bool | None]]


@pytest.fixture(scope="session")
def roots(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Every case's files below a folder of its own."""
    top = tmp_path_factory.mktemp("cases")
    return {case.id: write(top / f"case{number}", case.files) for number, case in enumerate(CASES)}


@pytest.fixture(scope="session")
def seen(built: Built, oscap: str, roots: Mapping[str, Path]) -> Verdicts:
    """What OVAL says of every case; oscap runs once for each, several side by side."""
    assert oscap

    def look(case: Case) -> Mapping[str, bool | None]:
        return judges.oval(built, roots[case.id], case.values)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip((case.id for case in CASES), pool.map(look, CASES), strict=True))


def test_there_are_cases_enough_and_each_has_its_own_name() -> None:
    assert len(CASES) >= 60
    assert len({case.id for case in CASES}) == len(CASES)
    assert all(case.why for case in CASES)


@pytest.mark.oscap
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_oval_gives_the_verdict(case: Case, seen: Verdicts) -> None:
    found = {suffix: seen[case.id][suffix] for suffix in case.expected}
    if case.undecided:
        assert found != case.expected, "OVAL is right now: take `undecided` away"
        pytest.xfail(case.undecided)
    assert found == case.expected, case.why


@pytest.mark.parametrize(
    "case", [case for case in CASES if not case.tailored], ids=lambda case: case.id
)
def test_the_reference_meaning_gives_the_verdict(
    case: Case, built: Built, roots: Mapping[str, Path]
) -> None:
    found = judges.reference(built, roots[case.id], case.architecture)
    assert {suffix: found[suffix] for suffix in case.expected} == case.expected, case.why
