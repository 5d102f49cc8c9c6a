"""`auditscap fmt`: what it writes, what it names, and what it leaves alone."""

import json
from pathlib import Path

import pytest

from tests.cli.run import invoke
from tests.content import project

UNTIDY = "title: 'x'\nid: aaa  # here\n"
TIDY = "id: aaa  # here\ntitle: x\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    found = project.valid(tmp_path / "project")
    assert invoke(found, "fmt").exit_code == 0
    (found / "controls/aaa.yml").write_text(UNTIDY, "utf-8")
    return found


def test_check_names_what_would_change_and_writes_nothing(root: Path) -> None:
    ran = invoke(root, "fmt", "--check")
    assert ran.exit_code == 1
    assert ran.stdout.startswith(f"{root}/controls/aaa.yml: would change\n1 would change, ")
    assert (root / "controls/aaa.yml").read_text("utf-8") == UNTIDY


def test_files_are_written_once(root: Path) -> None:
    first, second = invoke(root, "fmt"), invoke(root, "fmt", "--check")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert (root / "controls/aaa.yml").read_text("utf-8") == TIDY


def test_json_lists_what_changed(root: Path) -> None:
    ran = invoke(root, "fmt", "--check", "--format", "json")
    assert json.loads(ran.stdout)["changed"] == [f"{root}/controls/aaa.yml"]


def test_a_file_that_cannot_be_read_stays_and_others_are_written(root: Path) -> None:
    (root / "controls/bbb.yml").write_text("id: [\n", "utf-8")
    ran = invoke(root, "fmt")
    assert ran.exit_code == 1
    assert "E111" in ran.stderr
    assert (root / "controls/bbb.yml").read_text("utf-8") == "id: [\n"
    assert (root / "controls/aaa.yml").read_text("utf-8") == TIDY


def test_windows_line_ends_are_mended(root: Path) -> None:
    (root / "controls/aaa.yml").write_bytes(TIDY.replace("\n", "\r\n").encode())
    assert invoke(root, "fmt").exit_code == 0
    assert (root / "controls/aaa.yml").read_bytes() == TIDY.encode()


def test_a_file_of_no_project_is_refused(root: Path) -> None:
    (root / "else.yml").write_text(UNTIDY, "utf-8")
    ran = invoke(root, "fmt", str(root / "else.yml"))
    assert ran.exit_code == 1
    assert "E121" in ran.stderr
