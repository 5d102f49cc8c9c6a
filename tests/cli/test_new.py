"""`auditscap new`: what it writes builds at once, and nothing is half written."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import cli
from generator.pipeline import run_pipeline
from generator.source import Problems
from generator.stages.models import Run
from tests.cli.run import invoke, tree
from tests.content import project

RULES = """\
-w /etc/crontab -p wa -k cron
-a always,exit -F arch=b64 -S chmod -F auid>=1000 -F auid!=-1 -F key=cron
-a always,exit -F arch=b64 -S fchmod -F auid>=1000 -F auid!=-1 -F key=cron
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project.valid(tmp_path / "project")


def new(root: Path, *words: str, rules: str = RULES) -> Result:
    command = ["new", "--root", str(root), *words]
    return CliRunner().invoke(cli, command, input=rules)


def test_what_it_writes_builds_with_a_profile(root: Path) -> None:
    ran = new(
        root, "site_cron", "--rules", "-", "--title", "Ensure cron is seen", "--format", "json"
    )
    assert ran.exit_code == 0, ran.stderr
    data = json.loads(ran.stdout)
    project.change(root, project.PROFILE, rules=data["rules"][:2])
    problems = Problems()
    run = run_pipeline(Run(root=root, problems=problems), last="validate")
    assert [one.message for one in problems] == []
    assert "site_cron_loaded.sh" in run.outputs[0].paths
    text = (root / "controls/site_cron.yml").read_text("utf-8")
    assert "-S chmod,fchmod -F auid>=${UID_MIN} -F auid!=unset -k cron\n" in text
    assert invoke(root, "fmt", "--check", *data["files"]).exit_code == 0


def test_its_cases_hold(root: Path) -> None:
    assert new(root, "site_cron", "--rules", "-").exit_code == 0
    ran = invoke(root, "test", "site_cron", "--judge", "reference", "--format", "json")
    data = json.loads(ran.stdout)
    cases = [one for one in data["trials"] if one["origin"] == "case"]
    expected = [one["answers"]["reference"]["expected"] for one in cases]
    assert (ran.exit_code, data["disagreed"]) == (0, 0)
    assert (expected.count(True), expected.count(False)) == (3, 3)


def test_nothing_is_written_over(root: Path) -> None:
    (root / "cases").mkdir()
    (root / "cases/site_cron.yml").write_text("mine")
    before = tree(root)
    ran = new(root, "site_cron", "--rules", "-")
    assert (ran.exit_code, tree(root)) == (1, before)
    assert "is there already" in ran.stderr
    assert new(root, "site_cron", "--rules", "-", "--force").exit_code == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("Site", "--rules", "-"), "E206"),
        (("site_cron", "--rules", "-", "--product", "debian99"), "E303"),
        (("site_cron", "--rules", "-", "--file", "x"), "E206"),
        (("site_cron", "--rules", "missing.rules"), "E101"),
        (("--rules", "-"), "E206"),
    ],
)
def test_what_would_not_build_is_not_written(root: Path, words: tuple[str, ...], code: str) -> None:
    before = tree(root)
    ran = new(root, *words)
    assert (ran.exit_code, tree(root)) == (1, before)
    assert re.search(rf"\[{code}\]", ran.stderr), ran.stderr


def test_a_place_in_the_pasted_rules_is_told(root: Path) -> None:
    ran = new(
        root, "site_cron", "--rules", "-", rules="-w /a -p wa -k k\n-a always,exit -S no -k k\n"
    )
    assert "-:2:" in ran.stderr


def test_the_kernel_is_asked_only_for_its_list(root: Path, tmp_path: Path) -> None:
    program = tmp_path / "bin/auditctl"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$*" >>{tmp_path}/asked\ncat <<E\n{RULES}E\n')
    program.chmod(0o755)
    ran = CliRunner().invoke(
        cli,
        ["new", "--root", str(root), "site_cron", "--loaded"],
        env={"PATH": f"{tmp_path}/bin:/usr/bin:/bin"},
    )
    assert ran.exit_code == 0, ran.stderr
    assert (tmp_path / "asked").read_text() == "-l\n"


def test_a_kernel_that_does_not_answer_is_told(root: Path, tmp_path: Path) -> None:
    program = tmp_path / "bin/auditctl"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho 'You must be root to run this program.' >&2\nexit 4\n")
    program.chmod(0o755)
    ran = CliRunner().invoke(
        cli,
        ["new", "--root", str(root), "site_cron", "--loaded"],
        env={"PATH": f"{tmp_path}/bin:/usr/bin:/bin"},
    )
    assert ran.exit_code == 1
    assert "You must be root to run this program." in ran.stderr
    assert "[E512]" in ran.stderr
    assert not (root / "controls/site_cron.yml").exists()
