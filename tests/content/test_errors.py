"""Every folder in errors/ is laid over valid/ and gives the diagnostics in its `expected` file.

`removed.txt` in a case names what is taken away from valid/. A new case is a new folder;
AUDITSCAP_GOLDEN=1 writes what is expected anew.
"""

import os
from pathlib import Path

import pytest

from generator.content import load_content
from generator.source import Problems, render
from tests.content.project import overlaid

HERE = Path(__file__).parent
CASES = sorted(path.name for path in (HERE / "errors").iterdir())


@pytest.mark.parametrize("case", CASES)
def test_bad_project_gives_the_expected_diagnostics(case: str, tmp_path: Path) -> None:
    problems = Problems()
    content = load_content(overlaid(HERE / "errors" / case, tmp_path), problems)
    found = "".join(f"{render(one)}\n" for one in problems)
    golden = HERE / "errors" / case / "expected"
    if os.environ.get("AUDITSCAP_GOLDEN"):
        golden.write_text(found, "utf-8")
    assert content is None or not content.complete
    assert found == golden.read_text("utf-8")
