"""What is built of the project's own content is, line by line, what lies in the folders here.

The data streams themselves are left out: they pack these files, which a test of its own compares.
The functions of fixes are in one script alone; elsewhere a line stands for them.
AUDITSCAP_GOLDEN=1 writes what is expected anew; read the difference before it is kept.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.world.build import PRODUCT, Built

GOLDEN: Final = Path(__file__).parent / PRODUCT
WHOLE: Final = "fix-cis_level2_server.sh"
FIRST: Final = "# What a fix of audit rules needs to know and to decide."
BEHIND: Final = ("control_audit_kernel_modules() {", "</xccdf:value>")


def expected(built: Built) -> dict[str, str]:
    left_out = {built.stream.name, f"auditscap-{PRODUCT}-ds-manual.xml", "manifest.json"}
    paths = {str(path.relative_to(built.folder)): path for path in built.folder.rglob("*")}
    return {
        name: "\n".join(_folded(name, path.read_text("utf-8").split("\n")))
        for name, path in sorted(paths.items())
        if path.is_file() and name not in left_out
    }


def _folded(name: str, lines: list[str]) -> Iterator[str]:
    within = False
    for line in lines:
        if FIRST in line and name != WHOLE:
            within = True
            yield line.replace(FIRST, f"[the functions of fixes: see {WHOLE}]")
        within = within and not any(end in line for end in BEHIND)
        if not within:
            yield line


@pytest.fixture(scope="module", autouse=True)
def _rewritten(built: Built) -> None:
    if os.environ.get("AUDITSCAP_GOLDEN"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for name, text in expected(built).items():
            (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / name).write_text(text, "utf-8")


def test_files_are_the_expected_ones(built: Built) -> None:
    found = sorted(str(path.relative_to(GOLDEN)) for path in GOLDEN.rglob("*") if path.is_file())
    assert found == sorted(expected(built))


def test_every_file_is_as_expected(built: Built) -> None:
    """Line by line, so that a failure shows what differs."""
    for name, text in expected(built).items():
        assert text.split("\n") == (GOLDEN / name).read_text("utf-8").split("\n"), name
