"""Every folder in errors/ is laid over valid/ and gives the diagnostics in its `expected` file.

`removed.txt` in a case names what is taken away from valid/. A new case is a new folder;
AUDITSCAP_GOLDEN=1 writes what is expected anew.
"""

import os
import shutil
from pathlib import Path

import pytest

from generator.content import load_content
from generator.source import Problems, render

HERE = Path(__file__).parent
CASES = sorted(path.name for path in (HERE / "errors").iterdir())


def project_of(case: Path, root: Path) -> Path:
    shutil.copytree(HERE / "valid", root, dirs_exist_ok=True)
    removed = case / "removed.txt"
    for name in removed.read_text("utf-8").split() if removed.exists() else ():
        gone = root / name
        shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    shutil.copytree(
        case, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected", "removed.txt")
    )
    return root


@pytest.mark.parametrize("case", CASES)
def test_bad_project_gives_the_expected_diagnostics(case: str, tmp_path: Path) -> None:
    problems = Problems()
    content = load_content(project_of(HERE / "errors" / case, tmp_path), problems)
    found = "".join(f"{render(one)}\n" for one in problems)
    golden = HERE / "errors" / case / "expected"
    if os.environ.get("AUDITSCAP_GOLDEN"):
        golden.write_text(found, "utf-8")
    assert content is None
    assert found == golden.read_text("utf-8")
