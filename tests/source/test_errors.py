"""Every file in errors/<schema>/ gives the diagnostics in the .expected file beside it.

Files in errors/yaml/ are held against no schema.
A new case is a new file; AUDITSCAP_GOLDEN=1 writes what is expected anew.
"""

import os
from pathlib import Path

import pytest

from generator.source import SCHEMAS, Problems, check, load, parse, render

ERRORS = Path(__file__).parent / "errors"
CASES = sorted(path.relative_to(ERRORS).as_posix() for path in ERRORS.glob("*/*.yml"))


def found_in(path: Path) -> str:
    problems = Problems()
    source = load(path, path.name, problems)
    node = parse(source, problems) if source else None
    schema = SCHEMAS / f"{path.parent.name}.schema.json"
    if node and schema.exists():
        check(node, schema, problems)
    return "".join(f"{render(one)}\n" for one in problems)


@pytest.mark.parametrize("case", CASES)
def test_bad_file_gives_the_expected_diagnostics(case: str) -> None:
    found = found_in(ERRORS / case)
    golden = (ERRORS / case).with_suffix(".expected")
    if os.environ.get("AUDITSCAP_GOLDEN"):
        golden.write_text(found, "utf-8")
    assert found
    assert found == golden.read_text("utf-8")


def test_every_expected_file_has_its_case() -> None:
    orphans = [
        path for path in ERRORS.glob("*/*.expected") if not path.with_suffix(".yml").exists()
    ]
    assert orphans == []
