"""The script of a profile as a program: its options, what it prints, its exit status."""

import json
import subprocess

import pytest

from tests.conftest import Machines
from tests.e2e.names import FILE
from tests.world.build import Built
from tests.world.namespace import Machine

SCRIPT = "fix-cis_level2_server.sh"
BEFORE = "# 100% ours\n-a always,exit -F arch=b64 -S mount -F auid>=1000 -k mounts\n"
NEVER = "-a never,exit -F arch=b64 -S init_module\n"


def run(machine: Machine, built: Built, *options: str) -> subprocess.CompletedProcess[str]:
    done = machine.run("bash", str(built.file(SCRIPT)), *options)
    assert "%" not in done.stdout + done.stderr
    return done


def test_help_names_every_option(machines: Machines, built: Built) -> None:
    done = run(machines(), built, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("CIS Level 2 - Server, audit rules (Debian GNU/Linux 12)\n")
    for option in ("--dry-run", "--undo", "--format json", "--format text", "--help"):
        assert f"  {option} " in done.stdout


@pytest.mark.parametrize(
    "options",
    [
        ("--dryrun",),
        ("now",),
        ("--100%s",),
        ("--format",),
        ("--format", "xml", "--dry-run"),
        ("--format", "json"),
        ("--format=json", "--undo"),
    ],
    ids=" ".join,
)
def test_wrong_usage_changes_nothing(
    options: tuple[str, ...], machines: Machines, built: Built
) -> None:
    machine = machines()
    before = machine.snapshot()
    done = run(machine, built, *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert "usage: fix-cis_level2_server.sh [OPTION]..." in done.stderr
    assert machine.snapshot() == before


def test_dry_run_shows_what_would_be_written(machines: Machines, built: Built) -> None:
    machine = machines(files={FILE: BEFORE})
    before = machine.snapshot()
    done = run(machine, built, "--dry-run")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"write {FILE}" in done.stdout
    assert "+-a always,exit -F path=/usr/bin/kmod" in done.stdout
    assert machine.snapshot() == before


@pytest.mark.parametrize("options", [("--format", "json"), ("--format=json", "--undo")])
def test_plans_are_one_json_object_a_line(
    options: tuple[str, ...], machines: Machines, built: Built
) -> None:
    machine = machines(files={FILE: BEFORE})
    if "--undo" in options:
        assert run(machine, built).returncode == 0
    before = machine.snapshot()
    done = run(machine, built, "--dry-run", *options)
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()
    plan = json.loads(line)
    assert (plan["control"], plan["file"]) == ("audit_kernel_modules", FILE)
    assert (plan["change"], plan["ok"]) == ("write", True)
    assert " # 100% ours\n" in plan["diff"]
    assert machine.snapshot() == before


def test_undo_takes_back_what_was_written(machines: Machines, built: Built) -> None:
    machine = machines(files={FILE: BEFORE})
    assert run(machine, built).returncode == 0
    assert machine.path(FILE).read_text() != BEFORE
    assert run(machine, built, "--undo").returncode == 0
    assert machine.path(FILE).read_text() == BEFORE


def test_an_obstacle_fails_whatever_is_asked(machines: Machines, built: Built) -> None:
    machine = machines(files={"/etc/audit/rules.d/10-x.rules": NEVER})
    for options in (("--dry-run",), ()):
        done = run(machine, built, *options)
        assert done.returncode == 1
        assert "10-x.rules:1" in done.stdout
