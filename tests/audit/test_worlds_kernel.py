"""The running kernel says of every world what the reference meaning says."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from generator.audit import Awk, NoText, boot, render_listing
from generator.audit.syscalls import X86_64
from tests.audit.read_worlds import World, disk_of, said, worlds
from tests.audit.recorder import recording
from tests.world.kernel import Kernel
from tests.world.namespace import Machine, machine
from tests.world.world import Entry, Folder

WORLDS = tuple(world for world in worlds() if world.truth == "kernel")
RULES = "/etc/audit/rules.d"
AWKS = {Awk.MAWK: "mawk", Awk.GAWK: "gawk", Awk.BUSYBOX: "busybox"}


def load(world: World, kernel: Kernel, folder: Path) -> int:
    """Load a world with the real augenrules or auditctl; return the exit status."""
    here = machine(folder, files=_files(world), auditctl=kernel)
    kernel.auditctl("-e", "1").check_returncode()
    if world.compiled is not None:
        return here.run("/usr/sbin/auditctl", "-R", "/etc/audit/audit.rules").returncode
    return _with_awk(here, world.awk).run("/usr/sbin/augenrules", "--load").returncode


def _files(world: World) -> dict[str, Entry]:
    files: dict[str, Entry] = {f"{RULES}/audit.rules": None, RULES: Folder()}
    for name, text in world.files.items():
        files[f"{RULES}/{name}"] = Folder() if isinstance(text, NoText) else text
    if world.compiled is not None:
        files["/etc/audit/audit.rules"] = world.compiled
    return files


def _with_awk(here: Machine, awk: Awk) -> Machine:
    program, default = shutil.which(AWKS[awk]), str(Path("/usr/bin/awk").resolve())
    assert program, f"package {AWKS[awk]} is missing"
    return replace(here, binds=(*here.binds, (program, default)))


def _state(kernel: Kernel, status: int) -> tuple[tuple[str, ...], str, int]:
    """What the kernel holds after a load, and the load's exit status."""
    return kernel.listing(), kernel.settings()["enabled"], status


def _said_state(world: World) -> tuple[tuple[str, ...], str, int]:
    """The same by the reference meaning; the listing is read without carriage returns."""
    loaded = boot(world.rule_files(disk_of()), X86_64)
    lines = render_listing(loaded.lists.forms, X86_64)
    kept = tuple(line.replace("\r", "") for line in lines)
    return kept, str(loaded.lists.enabled), loaded.status


@pytest.mark.kernel
@pytest.mark.slow
def test_the_kernel_holds_and_records_what_the_meaning_says(kernel: Kernel, tmp_path: Path) -> None:
    differ: list[tuple[str, object, object]] = []
    with recording(kernel, tmp_path) as recorder:
        for at, world in enumerate(WORLDS):
            folder = tmp_path / str(at)
            folder.mkdir()
            state = _state(kernel, load(world, kernel, folder))
            if state != _said_state(world):
                differ.append((world.id, state, _said_state(world)))
            if not world.recorded:
                kernel.auditctl("-D").check_returncode()
                continue
            recorder.act()
            found = recorder.collected()
            if found != world.collected:
                differ.append((world.id, found, world.collected))
    assert differ == []


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.id)
def test_the_disk_of_this_machine_and_the_tree_of_the_worlds_agree(world: World) -> None:
    _, on_disk, _ = world.judge(disk_of())
    assert said(on_disk) == world.collected
