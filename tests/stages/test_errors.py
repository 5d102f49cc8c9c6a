"""Every folder in errors/ is laid over a valid project and gives what its `expected` file says.

`removed.txt` in a case names what is taken away first. A new case is a new folder;
AUDITSCAP_GOLDEN=1 writes what is expected anew.
"""

import os
from pathlib import Path

import pytest

from generator.pipeline import run_pipeline
from generator.source import Problems, render
from generator.stages.models import Run
from tests.content.project import overlaid

ERRORS = Path(__file__).parent / "errors"
CASES = sorted(path.name for path in ERRORS.iterdir())


@pytest.mark.parametrize("case", CASES)
def test_content_without_meaning_gives_the_expected_diagnostics(case: str, tmp_path: Path) -> None:
    run = run_pipeline(Run(root=overlaid(ERRORS / case, tmp_path), problems=Problems()))
    found = "".join(f"{render(one)}\n" for one in run.problems)
    golden = ERRORS / case / "expected"
    if os.environ.get("AUDITSCAP_GOLDEN"):
        golden.write_text(found, "utf-8")
    assert run.problems.errors
    assert run.outputs == ()
    assert found == golden.read_text("utf-8")
