"""The hooks for pre-commit: what they name runs, and finds what it is for."""

import re
import shlex
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from tests.cli.run import auditscap
from tests.content.project import rewrite, valid
from tests.world.build import ROOT

HOOKS: Final[list[dict[str, Any]]] = yaml.safe_load(
    (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
)
GOOD = "-w /etc/sudoers -p wa -k scope\n"


def run(name: str, folder: Path, *arguments: str) -> tuple[int, str]:
    """Run a hook as pre-commit does: the entry, then the user's arguments or its own."""
    hook = next(one for one in HOOKS if one["id"] == name)
    program, *words = shlex.split(hook["entry"])
    assert program == "auditscap"
    assert hook["pass_filenames"] is False
    given = arguments or tuple(hook.get("args", ()))
    done = auditscap(folder, *words, *given, PYTHONPATH=str(ROOT))
    return done.returncode, done.stdout + done.stderr


def test_rule_files_are_judged_where_one_changes(tmp_path: Path) -> None:
    path = tmp_path / "50-scope.rules"
    path.write_text(GOOD)
    assert run("auditscap-judge", tmp_path)[0] == 0
    path.write_text(GOOD + GOOD)
    status, said = run("auditscap-judge", tmp_path)
    assert status == 1
    assert "50-scope.rules:2:1: error: the kernel has this rule already" in said


def test_controls_are_judged_where_a_product_is_named(tmp_path: Path) -> None:
    (tmp_path / "rules.d").mkdir()
    (tmp_path / "rules.d/50-scope.rules").write_text(GOOD)
    arguments = ("--rules-dir", "rules.d", "--product", "rhel9", "--control", "audit_sudoers")
    status, said = run("auditscap-judge", tmp_path, *arguments)
    assert status == 1
    assert "no rule matches: writes and attribute changes of /etc/sudoers.d" in said


def test_mistakes_in_controls_are_told(tmp_path: Path) -> None:
    project = valid(tmp_path)
    rewrite(project, "controls/audit_kernel_modules.yml", "init_module", "init_modul")
    status, said = run("auditscap-validate", project)
    assert status == 1
    assert "unknown system call 'init_modul'" in said


@pytest.mark.parametrize(
    ("name", "path", "wanted"),
    [
        ("auditscap-judge", "rules.d/50-x.rules", True),
        ("auditscap-judge", "rules.d/50-x.rules.bak", False),
        ("auditscap-validate", "controls/a.yml", True),
        ("auditscap-validate", "project.yml", True),
        ("auditscap-validate", "docs/controls/a.yml", False),
    ],
)
def test_files_that_a_hook_is_for(name: str, path: str, wanted: bool) -> None:  # noqa: FBT001
    hook = next(one for one in HOOKS if one["id"] == name)
    assert bool(re.search(hook["files"], path)) is wanted
