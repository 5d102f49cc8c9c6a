"""SARIF of content: code hosts show the problems of a project beside its lines."""

import json
from pathlib import Path
from typing import Any

import pytest

from generator.source import CODES
from tests.cli.run import auditscap
from tests.content import project


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project.valid(tmp_path / "my content")


def results(root: Path, *arguments: str) -> list[dict[str, Any]]:
    """Validate in the folder above the project; give the results of the one run."""
    ran = auditscap(root.parent, "validate", "--root", root.name, "--format", "sarif", *arguments)
    log = json.loads(ran.stdout)
    assert (log["version"], ran.stderr) == ("2.1.0", "")
    (run,) = log["runs"]
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": ran.returncode}]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [code.id for code in CODES]
    found: list[dict[str, Any]] = run["results"]
    for one in found:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        assert one["level"] == "error"
    return found


def test_project_without_problems_has_no_results(root: Path) -> None:
    assert results(root) == []


def test_problem_is_shown_at_its_words(root: Path) -> None:
    project.rewrite(root, project.CONTROL, "init_module", "init_modul")
    (found,) = results(root)
    assert found["ruleId"] == "E444"
    text = "Unknown system call 'init_modul'.\nDid you mean 'init_module'?"
    assert found["message"] == {"text": text}
    (location,) = found["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": f"my%20content/{project.CONTROL}"},
        "region": {
            "startLine": 15,
            "startColumn": 37,
            "endColumn": 47,
            "snippet": {"text": "      -a always,exit -F arch=b64 -S init_modul -k kernel_modules"},
        },
    }


def test_problem_without_text_is_shown_at_its_file(root: Path) -> None:
    (root / project.PROJECT).unlink()
    (found,) = results(root)
    (location,) = found["locations"]
    assert location["physicalLocation"] == {"artifactLocation": {"uri": "my%20content/project.yml"}}


def test_problem_of_the_command_line_is_shown_at_the_project(root: Path) -> None:
    (found,) = results(root, "--product", "debian21")
    assert found["ruleId"] == "E303"
    (location,) = found["locations"]
    assert location["physicalLocation"] == {"artifactLocation": {"uri": "my%20content/project.yml"}}


def test_region_of_several_lines_ends_with_its_first(root: Path) -> None:
    project.rewrite(root, project.CONTROL, "links: [lsmod, rmmod]", "links: {a: b,\n      c: d}")
    (found,) = results(root)
    region = found["locations"][0]["physicalLocation"]["region"]
    assert region["endColumn"] <= len(region["snippet"]["text"]) + 1
