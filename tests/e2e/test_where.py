"""Where a check applies: other systems, containers, image builds, offline scans, other users."""

import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from tests.conftest import Machines
from tests.e2e.names import CONFIGURED, FILE, LOADED, SYMLINKS
from tests.world.build import Built
from tests.world.namespace import AUDITCTL, Machine
from tests.world.scan import DEFAULT, OVAL_ONLY, evaluate
from tests.world.world import OS_RELEASE, debian, write

pytestmark = pytest.mark.oscap

PID = ("unshare", "--pid", "--fork", "--mount-proc")
USER = ("unshare", "--user", "--map-root-user")
NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
# An auditctl that must not be called where no kernel answers for the system.
UNCALLED = '#!/bin/sh\n[ "$1" = -v ] || touch /etc/audit/auditctl-was-called\nexit 1\n'
"""Its version may be asked for: that is no matter of the kernel."""
SCRIPT = "fix-cis_level2_server.sh"


@pytest.mark.parametrize(
    "text",
    [
        OS_RELEASE.replace('"12"', '"13"'),
        OS_RELEASE.replace('"12"', '"120"'),
        OS_RELEASE.replace("ID=debian", "ID=ubuntu"),
        OS_RELEASE.replace("\nID=debian", "\nID=devuan\nID_LIKE=debian"),
        "",
    ],
    ids=["debian 13", "debian 120", "ubuntu", "devuan", "nothing"],
)
def test_nothing_applies_to_another_system(
    text: str, built: Built, oscap: str, tmp_path: Path
) -> None:
    assert oscap
    root = write(tmp_path / "root", debian() | {"/etc/os-release": text})
    for profile in (DEFAULT, OVAL_ONLY):
        scan = evaluate(root, built.stream, profile=profile)
        assert set(scan.results.values()) == {"notapplicable"}
        assert len(scan.results) == 3


@pytest.mark.parametrize(
    "text",
    [
        OS_RELEASE,
        "ID=debian\nVERSION_ID=12\n",
        "ID='debian'\nVERSION_ID='12'\n",
        'VERSION_ID="12"\nNAME="Debian"\nID="debian"\n',
    ],
    ids=["as installed", "bare", "single quotes", "double quotes"],
)
def test_a_debian_12_is_known_by_os_release_alone(
    text: str, built: Built, oscap: str, tmp_path: Path
) -> None:
    """A root without packages, modules or kernel: whatever runs there, the rules apply."""
    assert oscap
    root = write(tmp_path / "root", {"/etc/os-release": text})
    scan = evaluate(root, built.stream, profile=OVAL_ONLY)
    assert "notapplicable" not in scan.results.values()
    inventory = etree.parse(built.file("auditscap-debian12-cpe-oval.xml"))
    paths = inventory.xpath("//*[local-name()='filepath']/text()")
    assert set(paths) == {"/etc/os-release"}


def test_another_system_is_not_changed_by_the_fix(machines: Machines, built: Built) -> None:
    machine = machines(files={"/etc/os-release": OS_RELEASE.replace('"12"', '"13"')})
    stock = machine.snapshot()
    scan = evaluate(machine, built.stream)
    assert set(scan.results.values()) == {"notapplicable"}
    run = machine.run("bash", str(built.file(SCRIPT)))
    assert run.returncode == 1
    assert "this is not Debian GNU/Linux 12: nothing was changed" in run.stdout
    assert machine.snapshot() == stock


def test_an_offline_scan_reads_files_and_leaves_the_kernel_alone(
    built: Built, oscap: str, tmp_path: Path
) -> None:
    assert oscap
    scan = evaluate(write(tmp_path / "root", debian()), built.stream)
    assert scan.results == {CONFIGURED: "fail", LOADED: "notapplicable", SYMLINKS: "pass"}
    assert "offline scan" in scan.said[LOADED]


@pytest.mark.parametrize("before", [PID, USER, (*PID, *USER)], ids=["pid", "user", "both"])
def test_in_a_container_the_kernel_is_not_asked(
    before: tuple[str, ...], machines: Machines, built: Built
) -> None:
    machine = machines(programs={AUDITCTL: UNCALLED})
    scan = evaluate(machine, built.stream, before=before)
    assert scan.results == {CONFIGURED: "fail", LOADED: "notapplicable", SYMLINKS: "pass"}
    assert "a container" in scan.said[LOADED]


@pytest.mark.parametrize("before", [PID, USER], ids=["pid", "user"])
def test_in_a_container_the_fix_writes_files_and_succeeds(
    before: tuple[str, ...], machines: Machines, built: Built
) -> None:
    machine = machines(programs={AUDITCTL: UNCALLED})
    run = machine.run(*before, "bash", str(built.file(SCRIPT)))
    assert run.returncode == 0, run.stdout + run.stderr
    assert "a container: the rules load at the next boot" in run.stdout
    _is_written(machine)
    scan = evaluate(machine, built.stream, before=before)
    assert scan.results == {CONFIGURED: "pass", LOADED: "notapplicable", SYMLINKS: "pass"}


def test_in_an_image_build_the_fix_writes_files_and_succeeds(
    machines: Machines, built: Built
) -> None:
    """A chroot without /proc, as many image builders make it."""
    machine = machines(programs={AUDITCTL: UNCALLED}).in_chroot(proc=False)
    names = (SCRIPT, f"{LOADED}.sh", "audit_rules_library.sh")
    files = [str(_shown(machine, built.file(name))) for name in names]
    run = machine.run("bash", files[0])
    assert run.returncode == 0, run.stdout + run.stderr
    assert "no /proc: the rules load at the next boot" in run.stdout
    _is_written(machine)
    check = machine.run("sh", files[1])
    assert check.returncode == 105, check.stdout + check.stderr


def test_a_chroot_is_told_by_the_root_of_process_1(machines: Machines, built: Built) -> None:
    """stat(1) is made to see what this machine may forbid: the root folder of process 1."""
    seen = '#!/bin/sh\n{} "$@" | grep -v /proc/1/root/\necho /proc/1/root/ 1:2\n'
    real = shutil.which("stat") or ""
    copy = "/usr/bin/stat.real"
    machine = machines(programs={AUDITCTL: UNCALLED})
    folder = machine.folder / "programs"
    shutil.copy2(real, folder / Path(copy).name)
    wrapper = folder / "stat"
    wrapper.write_text(seen.format(folder / Path(copy).name))
    wrapper.chmod(wrapper.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    inside = machine.with_bind(wrapper, real)
    scan = evaluate(inside, built.stream)
    assert scan.results[LOADED] == "notapplicable"
    assert "a chroot or an image build" in scan.said[LOADED]


@pytest.fixture
def shared(built: Built) -> Iterator[Path]:
    """A copy of the build that every user may read."""
    with tempfile.TemporaryDirectory(prefix="auditscap-shared-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        for path in (built.stream, built.file(SCRIPT)):
            shutil.copy(path, folder)
        yield folder


def test_without_root_the_kernel_is_not_checked(
    machines: Machines, built: Built, shared: Path
) -> None:
    scan = evaluate(machines(), shared / built.stream.name, before=NOBODY)
    assert scan.results[LOADED] == "notchecked"
    assert "only root may read" in scan.said[LOADED]


def test_without_root_the_fix_changes_nothing(machines: Machines, shared: Path) -> None:
    machine = machines()
    stock = machine.snapshot()
    run = machine.run(*NOBODY, "bash", str(shared / SCRIPT))
    assert run.returncode == 1
    assert "only root may read and change the audit rules: nothing was changed" in run.stdout
    assert machine.snapshot() == stock


def _shown(machine: Machine, path: Path) -> Path:
    """Put a file where the machine's own programs see it: the world's /etc/audit is shown there."""
    shutil.copy(path, machine.path("/etc/audit"))
    return Path("/etc/audit") / path.name


def _is_written(machine: Machine) -> None:
    rules = machine.path(FILE).read_text()
    assert "finit_module" in rules
    assert "auid>=1000" in rules
    assert machine.path(FILE).stat().st_mode & 0o7777 == 0o640
    merged = machine.path("/etc/audit/audit.rules").read_text()
    assert all(line in merged for line in rules.splitlines() if line.startswith("-a"))
    assert not machine.path("/etc/audit/auditctl-was-called").exists()
