"""What is built of the project's own content is, byte for byte, what lies in the folders here.

The data stream itself is left out: it packs these files, which a test of its own compares.
AUDITSCAP_GOLDEN=1 writes what is expected anew; read the difference before it is kept.
"""

import os
import shutil
from pathlib import Path

import pytest

from tests.world.build import PRODUCT, Built

GOLDEN = Path(__file__).parent / PRODUCT


def expected(built: Built) -> dict[str, Path]:
    left_out = {built.stream.name, "manifest.json"}
    return {path.name: path for path in built.folder.iterdir() if path.name not in left_out}


@pytest.fixture(scope="module", autouse=True)
def _rewritten(built: Built) -> None:
    if os.environ.get("AUDITSCAP_GOLDEN"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        GOLDEN.mkdir()
        for name, path in expected(built).items():
            (GOLDEN / name).write_bytes(path.read_bytes())


def test_files_are_the_expected_ones(built: Built) -> None:
    assert sorted(path.name for path in GOLDEN.iterdir()) == sorted(expected(built))


def test_every_file_is_as_expected(built: Built) -> None:
    """Line by line, so that a failure shows what differs."""
    for name, path in sorted(expected(built).items()):
        golden = (GOLDEN / name).read_text("utf-8").split("\n")
        assert path.read_text("utf-8").split("\n") == golden, name
