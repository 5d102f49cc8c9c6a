"""Fixes by themselves: the script and the playbook of a profile, and what oscap makes of them."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from generator.content import ids
from tests.conftest import Machines
from tests.e2e.names import FILE, LISTING
from tests.world.build import Built
from tests.world.kernel import Kernel
from tests.world.namespace import Machine
from tests.world.world import STOCK_RULES

SCRIPT = "fix-cis_level2_server.sh"
PLAYBOOK = "fix-cis_level2_server.yml"
PROFILE = ids.xccdf_id("profile", "cis_level2_server")
# A rule of another key in the control's own file, one of the control's key, and odd text.
BEFORE = (
    "# 100% ours\n"
    "-a always,exit -F arch=b64 -S mount -F auid>=1000 -k mounts%s%n\n"
    "-a always,exit -F arch=b64 -S init_module -F auid>=1000 -F auid!=unset -k kernel_modules\n"
)
MOUNTS = "-a always,exit -F arch=b64 -S mount -F auid>=1000 -F key=mounts%s%n"


def script(machine: Machine, path: Path) -> subprocess.CompletedProcess[str]:
    run = machine.run("bash", str(path))
    assert "%" not in run.stdout + run.stderr
    return run


def playbook(machine: Machine, path: Path, *options: str) -> tuple[int, str]:
    """Run a playbook on the machine itself: how many tasks changed something, and what it said."""
    home = machine.folder / "home"
    home.mkdir(exist_ok=True)
    run = machine.run(
        str(Path(sys.executable).with_name("ansible-playbook")),
        *("-c", "local", "-i", "localhost,", *options, str(path)),
        env={
            "PATH": os.defpath + ":/usr/sbin:/sbin",
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "ANSIBLE_PYTHON_INTERPRETER": "/usr/bin/python3",
            "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_PIPELINING": "1",
        },
    )
    assert run.returncode == 0, run.stdout + run.stderr
    found = re.search(r"changed=(\d+) +unreachable=0 +failed=0", run.stdout)
    assert found, run.stdout
    return int(found[1]), run.stdout + run.stderr


@pytest.mark.kernel
def test_the_script_loads_the_rules_and_keeps_others(
    machines: Machines, kernel: Kernel, built: Built
) -> None:
    machine = machines(auditctl=kernel, files={FILE: BEFORE})
    run = script(machine, built.file(SCRIPT))
    assert run.returncode == 0, run.stdout
    assert kernel.listing() == (MOUNTS, *LISTING)
    before = machine.snapshot()
    assert script(machine, built.file(SCRIPT)).returncode == 0
    assert machine.snapshot() == before


@pytest.mark.kernel
@pytest.mark.slow
def test_the_playbook_does_what_the_script_does(
    machines: Machines, kernel: Kernel, built: Built
) -> None:
    machine = machines(auditctl=kernel, files={FILE: BEFORE})
    stock = machine.snapshot()
    playbook(machine, built.file(PLAYBOOK), "--check")
    assert machine.snapshot() == stock
    assert kernel.listing() == ()
    changed, _ = playbook(machine, built.file(PLAYBOOK))
    assert changed > 0
    assert kernel.listing() == (MOUNTS, *LISTING)
    assert kernel.settings()["enabled"] == "1"
    after = machine.snapshot()
    assert playbook(machine, built.file(PLAYBOOK))[0] == 0
    assert machine.snapshot() == after
    scripted = machines(auditctl=kernel, files={FILE: BEFORE})
    assert script(scripted, built.file(SCRIPT)).returncode == 0
    assert (
        scripted.snapshot()[Path(FILE).relative_to("/etc/audit").as_posix()]
        == (after[Path(FILE).relative_to("/etc/audit").as_posix()])
    )


@pytest.mark.slow
def test_without_auditd_the_playbook_has_nothing_to_do(machines: Machines, built: Built) -> None:
    machine = machines().without("/usr/sbin/augenrules", "/usr/sbin/auditctl")
    stock = machine.snapshot()
    assert playbook(machine, built.file(PLAYBOOK), "--check")[0] == 0
    assert machine.snapshot() == stock


def test_without_auditd_the_script_says_so_and_changes_nothing(
    machines: Machines, built: Built
) -> None:
    machine = machines().without("/usr/sbin/augenrules", "/usr/sbin/auditctl")
    stock = machine.snapshot()
    run = script(machine, built.file(SCRIPT))
    assert run.returncode == 1
    assert "augenrules is missing (package auditd): nothing was changed" in run.stdout
    assert machine.snapshot() == stock


@pytest.mark.kernel
def test_a_file_that_stops_loading_is_reported(
    machines: Machines, kernel: Kernel, built: Built
) -> None:
    broken = STOCK_RULES + "-a always,exit -S no_such_call -k a\n"
    machine = machines(auditctl=kernel, files={"/etc/audit/rules.d/10-a.rules": broken})
    run = script(machine, built.file(SCRIPT))
    assert run.returncode == 1
    assert "the rules did not load" in run.stdout


@pytest.mark.oscap
@pytest.mark.kernel
def test_the_script_that_oscap_generates_does_the_same(
    machines: Machines, kernel: Kernel, built: Built, tmp_path: Path
) -> None:
    path = tmp_path / "generated.sh"
    path.write_bytes(generated(built, "bash"))
    machine = machines(auditctl=kernel)
    run = script(machine, path)
    assert kernel.listing() == LISTING, run.stdout + run.stderr


@pytest.mark.oscap
@pytest.mark.usefixtures("oscap")
def test_the_script_that_oscap_generates_is_clean_bash(built: Built, tmp_path: Path) -> None:
    path = tmp_path / "generated.sh"
    path.write_bytes(generated(built, "bash"))
    checked = subprocess.run(["bash", "-n", str(path)], capture_output=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, b"")
    assert "login.defs" in path.read_text("utf-8").splitlines()


@pytest.mark.oscap
@pytest.mark.usefixtures("oscap")
def test_the_playbook_that_oscap_generates_has_the_value(built: Built) -> None:
    plays = yaml.safe_load(generated(built, "ansible"))
    assert len(plays) == 1
    assert plays[0]["vars"]["audit_uid_min"] == "login.defs"
    names = [task["name"] for task in plays[0]["tasks"]]
    assert names
    assert len(names) >= 2


def generated(built: Built, language: str) -> bytes:
    run = subprocess.run(
        [
            *("oscap", "xccdf", "generate", "fix", "--fix-type", language),
            *("--profile", PROFILE, str(built.stream)),
        ],
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert (run.returncode, run.stderr) == (0, b"")
    return run.stdout
