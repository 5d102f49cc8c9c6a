"""All SARIF that the commands print is valid by the schema of SARIF 2.1.0."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.cli.examples import Shown, load_groups, problems_of
from generator.cli.sarif import Result, sarif_text
from generator.source import CODES, Problems
from tests.cli.run import auditscap
from tests.cli.sarif_schema import problems
from tests.content import project
from tests.judge.examples import examples
from tests.judge.run import judge
from tests.world.build import ROOT

GROUPS = load_groups(ROOT / "docs/diagnostics", "docs/diagnostics", Problems())


@pytest.mark.parametrize("command", ["validate", "build"])
@pytest.mark.parametrize("mistake", [1, 0])
def test_logs_of_a_project(command: str, mistake: int, tmp_path: Path) -> None:
    root = project.valid(tmp_path / "my größe % content")
    if mistake:
        project.rewrite(root, project.CONTROL, "init_module", "init_modul")
    options = ("--no-oscap",) if command == "build" else ()
    ran = auditscap(root.parent, command, "--root", root.name, "--format", "sarif", *options)
    log = json.loads(ran.stdout)
    assert (ran.returncode, len(log["runs"][0]["results"])) == (mistake, mistake)
    assert problems(log) == []


def test_every_problem_of_content() -> None:
    seen = set()
    for group in GROUPS:
        for one in group.examples:
            if not isinstance(one, Shown):
                continue
            found = problems_of(one.bad, group.project)
            results = [Result(diagnostic=each, file="project.yml") for each in found]
            log = json.loads(sarif_text(CODES, results, status=1))
            assert problems(log) == [], one.code
            seen.add(one.code)
    assert len(seen) >= 80


def test_every_finding_of_judge(tmp_path: Path) -> None:
    seen = set()
    for example in examples():
        (folder := tmp_path / example.id).mkdir()
        done = judge("--no-controls", "--format", "sarif", *example.arguments(folder))
        log = json.loads(done.stdout)
        assert problems(log) == [], example.id
        seen |= {one["ruleId"] for one in log["runs"][0]["results"]}
    assert len(seen) >= 30


def test_controls_that_judge_judges(tmp_path: Path) -> None:
    (tmp_path / "10-a.rules").write_text("-w /etc/größe -p wa\n-w /etc/größe -p wa\n")
    done = judge("--format", "sarif", "--rules-dir", str(tmp_path), "--product", "debian12")
    log = json.loads(done.stdout)
    assert len(log["runs"][0]["results"]) > 10
    assert problems(log) == []


def _without_name(log: Any) -> None:
    del log["runs"][0]["tool"]["driver"]["name"]


def _line_zero(log: Any) -> None:
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    place["region"]["startLine"] = 0


def _unknown_level(log: Any) -> None:
    log["runs"][0]["results"][0]["level"] = "fatal"


@pytest.mark.parametrize("spoil", [_without_name, _line_zero, _unknown_level])
def test_the_schema_refuses_what_is_wrong(spoil: Callable[[Any], None], tmp_path: Path) -> None:
    (tmp_path / "10-a.rules").write_text("-w x\n")
    log = json.loads(
        judge("--no-controls", "--format", "sarif", "--rules-dir", str(tmp_path)).stdout
    )
    spoil(log)
    assert len(problems(log)) == 1
