"""`auditscap test`: all judges are asked, and whoever errs is named."""

import json
from pathlib import Path

import pytest

from generator.trial import judges
from tests.cli.run import invoke
from tests.content import project

CONTROL = "audit_kernel_modules"
RULE = "-a always,exit -F arch=b64 -S init_module -k x"
CASES = f"""\
- name: right
  rules: |
    {RULE}
  holds: true
- name: a mistake of mine
  rules: |
    {RULE}
  holds: false
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    found = project.valid(tmp_path / "project")
    (found / "cases").mkdir()
    (found / f"cases/{CONTROL}.yml").write_text(CASES, "utf-8")
    return found


def test_who_disagrees_is_shown(root: Path) -> None:
    ran = invoke(root, "test", CONTROL, "--judge", "reference", "--cases-only")
    assert ran.exit_code == 1
    assert "pass, not fail" in ran.stdout
    assert "2 cases and 0 forms: 1 with a wrong answer" in ran.stdout
    assert "collected: init_module" in ran.stdout


@pytest.mark.oscap
@pytest.mark.usefixtures("oscap")
def test_all_judges_say_the_same_of_forms(root: Path) -> None:
    (root / f"cases/{CONTROL}.yml").unlink()
    ran = invoke(root, "test", CONTROL, "--format", "json")
    data = json.loads(ran.stdout)
    assert (ran.exit_code, data["disagreed"], data["tried"]) == (0, 0, 16)
    able = {name for name, obstacle in judges().items() if not obstacle}
    assert all(set(one["answers"]) == able for one in data["trials"])


def test_a_judge_that_is_not_here_is_named(root: Path) -> None:
    ran = invoke(root, "test", CONTROL, "--judge", "oscap", "--cases-only", PATH="/nonexistent")
    assert "oscap was not asked: oscap is not installed" in ran.stdout or ran.exit_code == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("- name: x\n", "E202"),
        ("- {name: x, holds: maybe}\n", "E203"),
        ("- {name: x, holds: true, rule: nope}\n", "E305"),
        ("- {name: x, holds: true}\n- {name: x, holds: true}\n", "E209"),
        ("- {name: x, holds: true, files: {/a/../b: x}}\n", "E206"),
    ],
)
def test_a_mistake_in_cases_has_its_place(root: Path, text: str, code: str) -> None:
    (root / f"cases/{CONTROL}.yml").write_text(text, "utf-8")
    ran = invoke(root, "test", CONTROL)
    assert ran.exit_code == 1
    assert f"cases/{CONTROL}.yml:" in ran.stderr
    assert f"[{code}]" in ran.stderr


def test_an_unknown_control_is_told(root: Path) -> None:
    ran = invoke(root, "test", "audit_kernel_module")
    assert "did you mean 'audit_kernel_modules'?" in ran.stderr
