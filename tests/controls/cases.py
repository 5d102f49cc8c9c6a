"""The project's cases of controls, as `auditscap test` reads them."""

from pathlib import Path
from typing import Final

from generator.source import Problems
from generator.trial import FOLDER, Case, cases_in
from tests.world.build import ROOT

CASES: Final = ROOT / FOLDER


def cases(folder: Path = CASES) -> tuple[Case, ...]:
    """Read all cases of a folder; every problem is a failure."""
    problems = Problems()
    found = cases_in(folder, problems)
    assert [f"{one.mark}: {one.message}" for one in problems] == []
    return found
