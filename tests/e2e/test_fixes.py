"""Fixes in bash by themselves: the script of a profile, and what oscap makes of the fixes."""

import subprocess
from pathlib import Path

import pytest

from generator.content import ids
from tests.conftest import Machines
from tests.e2e.names import FILE, LISTING
from tests.world.build import Built
from tests.world.kernel import Kernel
from tests.world.namespace import Machine
from tests.world.world import STOCK_RULES

SCRIPT = "fix-cis_level2_server.sh"
PROFILE = ids.xccdf_id("profile", "cis_level2_server")
# A rule of another key in the control's own file, one of the control's key, and odd text.
BEFORE = (
    "# 100% ours\n"
    "-a always,exit -F arch=b64 -S mount -F auid>=1000 -k mounts%s%n\n"
    "-a always,exit -F arch=b64 -S init_module -F auid>=1000 -F auid!=unset -k kernel_modules\n"
)
NARROW = "-a always,exit -F arch=b64 -S init_module -F auid>=1000 -F auid!=-1 -F key=kernel_modules"
MOUNTS = "-a always,exit -F arch=b64 -S mount -F auid>=1000 -F key=mounts%s%n"


def script(machine: Machine, path: Path) -> subprocess.CompletedProcess[str]:
    run = machine.run("bash", str(path))
    assert "%" not in run.stdout + run.stderr
    return run


@pytest.mark.kernel
def test_the_script_loads_the_rules_and_keeps_others(
    machines: Machines, kernel: Kernel, built: Built
) -> None:
    machine = machines(auditctl=kernel, files={FILE: BEFORE})
    run = script(machine, built.file(SCRIPT))
    assert run.returncode == 0, run.stdout
    assert kernel.listing() == (MOUNTS, NARROW, *LISTING)
    assert machine.path(FILE).read_text().startswith(BEFORE)
    before = machine.snapshot()
    assert script(machine, built.file(SCRIPT)).returncode == 0
    assert machine.snapshot() == before


def test_without_auditd_the_script_says_so_and_changes_nothing(
    machines: Machines, built: Built
) -> None:
    machine = machines().without("/usr/sbin/augenrules", "/usr/sbin/auditctl")
    stock = machine.snapshot()
    run = script(machine, built.file(SCRIPT))
    assert run.returncode == 1
    assert "auditctl is missing (package auditd): nothing was changed" in run.stdout
    assert machine.snapshot() == stock


@pytest.mark.kernel
def test_a_file_that_stops_loading_is_reported(
    machines: Machines, kernel: Kernel, built: Built
) -> None:
    broken = STOCK_RULES + "-a always,exit -S no_such_call -k a\n"
    machine = machines(auditctl=kernel, files={"/etc/audit/rules.d/10-a.rules": broken})
    run = script(machine, built.file(SCRIPT))
    assert run.returncode == 1
    assert "obstacle: loading stops at 10-a.rules:" in run.stdout


@pytest.mark.oscap
@pytest.mark.kernel
def test_the_script_that_oscap_generates_does_the_same(
    machines: Machines, kernel: Kernel, built: Built, tmp_path: Path
) -> None:
    path = tmp_path / "generated.sh"
    path.write_bytes(generated(built))
    machine = machines(auditctl=kernel)
    run = script(machine, path)
    assert kernel.listing() == LISTING, run.stdout + run.stderr


@pytest.mark.oscap
@pytest.mark.usefixtures("oscap")
def test_the_script_that_oscap_generates_is_clean_bash(built: Built, tmp_path: Path) -> None:
    path = tmp_path / "generated.sh"
    path.write_bytes(generated(built))
    checked = subprocess.run(["bash", "-n", str(path)], capture_output=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, b"")
    assert "login.defs" in path.read_text("utf-8").splitlines()


def generated(built: Built) -> bytes:
    run = subprocess.run(
        [
            *("oscap", "xccdf", "generate", "fix", "--fix-type", "bash"),
            *("--profile", PROFILE, str(built.stream)),
        ],
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert (run.returncode, run.stderr) == (0, b"")
    return run.stdout
