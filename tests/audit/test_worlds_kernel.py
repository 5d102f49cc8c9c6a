"""The running kernel says of every world what the reference meaning and both checks say."""

from pathlib import Path

import pytest

from generator.audit import Policy, boot, render_listing
from generator.audit.syscalls import X86_64
from tests.audit.read_worlds import World, disk_of, said, short, worlds
from tests.audit.recorder import recording
from tests.audit.targets import COMPILED, stand_in
from tests.world.build import Built
from tests.world.kernel import Kernel
from tests.world.namespace import Machine
from tests.world.scan import evaluate

WORLDS = tuple(world for world in worlds() if world.truth == "kernel")
UNLISTED = "fields: nothing compared"
"""auditctl lists nothing of a field_compare=0, so that no look at the kernel tells the rule."""
CHECKS = ("audit_kernel_modules_configured", "audit_kernel_modules_loaded")


def load(world: World, kernel: Kernel, here: Machine) -> int:
    """Load a world with the real augenrules or auditctl; return the exit status."""
    kernel.auditctl("-e", "1").check_returncode()
    if world.compiled is not None:
        return here.run("/usr/sbin/auditctl", "-R", COMPILED).returncode
    return here.run("/usr/sbin/augenrules", "--load").returncode


def _state(kernel: Kernel, status: int) -> tuple[tuple[str, ...], str, int]:
    """What the kernel holds after a load, and the load's exit status."""
    return kernel.listing(), kernel.settings()["enabled"], status


def _said_state(world: World) -> tuple[tuple[str, ...], str, int]:
    """The same by the reference meaning; the listing is read without carriage returns."""
    loaded = boot(world.rule_files(disk_of()), X86_64)
    lines = render_listing(loaded.lists.forms, X86_64)
    kept = tuple(line.replace("\r", "") for line in lines)
    return kept, str(loaded.lists.enabled), loaded.status


def _result(world: World) -> str:
    """What both checks say of a world whose rules are loaded."""
    if world.collected is None:
        return "error"
    names = {short(event) for event in world.events()}
    return "pass" if world.collected == names else "fail"


@pytest.mark.kernel
@pytest.mark.oscap
@pytest.mark.slow
def test_the_kernel_holds_and_records_what_the_meaning_and_oscap_say(
    kernel: Kernel, built: Built, oscap: str, tmp_path: Path
) -> None:
    assert oscap
    differ: list[tuple[str, object, object]] = []
    with recording(kernel, tmp_path) as recorder:
        for at, world in enumerate(WORLDS):
            folder = tmp_path / str(at)
            folder.mkdir()
            here = stand_in(world, folder, kernel)
            state = _state(kernel, load(world, kernel, here))
            if state != _said_state(world):
                differ.append((world.id, state, _said_state(world)))
            if world.policy == Policy():  # another would need a tailoring
                scan = evaluate(here, built.stream, "--skip-validation")
                results = {scan.results[name] for name in CHECKS}
                if results != {_result(world)} and world.id != UNLISTED:
                    differ.append((world.id, scan.results, scan.said))
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
