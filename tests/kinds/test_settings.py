"""Verdicts on settings: the reference meaning and oscap agree on every case."""

from pathlib import Path
from typing import Final

import pytest

from tests.kinds.settings_cases import CASES, Case, cases
from tests.kinds.settings_judges import compiled, oval, reference

ALL: Final = tuple(case for path in sorted(CASES.glob("*.yml")) for case in cases(path.stem))


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.id)
def test_the_reference_says_what_the_case_says(case: Case, tmp_path: Path) -> None:
    rule = compiled(case.product)[case.rule]
    assert reference(rule, case.write(tmp_path / "root")) is case.holds


@pytest.mark.oscap
@pytest.mark.usefixtures("oscap")
@pytest.mark.parametrize("case", ALL, ids=lambda case: case.id)
def test_oscap_says_what_the_case_says(case: Case, tmp_path: Path) -> None:
    rule = compiled(case.product)[case.rule]
    found = oval(rule, case.write(tmp_path / "root"), tmp_path)
    assert found is (case.oval if case.undecided else case.holds)


def test_each_kind_has_worlds_of_both_sorts() -> None:
    for path in CASES.glob("*.yml"):
        verdicts = [case.holds for case in cases(path.stem)]
        assert verdicts.count(True) >= 3, path
        assert verdicts.count(False) >= 3, path
