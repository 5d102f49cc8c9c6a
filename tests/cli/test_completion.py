"""The shell completes commands, options, and the ids that the project has."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from generator.cli.main import PROGRAM, cli
from tests.content import project

VARIABLE = "_AUDITSCAP_COMPLETE"
BASH = f"""eval "$({VARIABLE}=bash_source {PROGRAM})"
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_auditscap_completion {PROGRAM}; printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = project.valid(tmp_path / "project")
    project.second_product(root)
    monkeypatch.chdir(root)
    return root


def completed(*words: str) -> list[str]:
    """Give what may stand in the place of the last word."""
    *before, last = words
    shell = ShellComplete(cli, {}, PROGRAM, VARIABLE)
    return [item.value for item in shell.get_completions(before, last)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["va"], ["validate"]),
        (["build", "--no"], ["--no-oscap"]),
        (["build", "--format", "j"], ["json"]),
        (["build", "--product", ""], ["debian12", "debian13"]),
        (["scan", "--product", "debian13"], ["debian13"]),
        (["scan", "--profile", "c"], ["cis_level2_server"]),
        (["judge", "--control", "audit"], ["audit_kernel_modules"]),
        (["explain", "audit_kernel_modules_l"], ["audit_kernel_modules_loaded"]),
        (["tailor", "--profile", "x"], []),
        (["tailor", "--select", "audit_kernel_modules_s"], ["audit_kernel_modules_symlinks"]),
        (["tailor", "--set", "audit_key"], ["audit_key_policy=any", "audit_key_policy=exact"]),
    ],
)
@pytest.mark.usefixtures("root")
def test_words_of_the_project_are_completed(words: list[str], expected: list[str]) -> None:
    assert completed(*words) == expected


def test_rules_are_those_of_the_product_that_is_named(root: Path) -> None:
    changes = {"checks": {"symlinks": None}}
    project.change(root, project.CONTROL, products={"debian12": None, "debian13": changes})
    known = completed("tailor", "--deselect", "")
    assert "audit_kernel_modules_symlinks" in known
    fewer = completed("tailor", "--product", "debian13", "--deselect", "")
    assert fewer == [one for one in known if one != "audit_kernel_modules_symlinks"]


def test_titles_are_told_where_the_shell_shows_them(root: Path) -> None:
    shell = ShellComplete(cli, {}, PROGRAM, VARIABLE)
    found = shell.get_completions(["build", "--root", str(root), "--product"], "debian12")
    assert [one.help for one in found] == ["Debian GNU/Linux 12"]


def test_project_with_mistakes_is_completed_as_far_as_it_can_be_read(root: Path) -> None:
    (root / "products/debian13.yml").write_text("id: 'never closed")
    assert completed("build", "--product", "") == ["debian12"]
    (root / "project.yml").unlink()
    assert completed("tailor", "--select", "") == []


def test_bash_gets_the_words(root: Path) -> None:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    ran = subprocess.run(
        ["bash", "-c", BASH, "bash", PROGRAM, "build", "--product", "debian1"],
        cwd=root,
        env={"PATH": path, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stdout.split(), ran.stderr) == (["debian12", "debian13"], "")
