"""The check scripts, run as a scanner runs them, say of every world what the reference says."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import pytest

from generator.audit import (
    Architecture,
    Awk,
    Loaded,
    architecture,
    coverage,
    evidence,
    read_listing,
    render_listing,
    settle,
)
from tests.audit.read_worlds import World, disk_of, worlds
from tests.audit.targets import stand_in
from tests.kinds.check_scripts import Told, run, status
from tests.world.build import Built

WORLDS: Final = tuple(worlds())
DISK: Final = disk_of()
ENABLED: Final = "/etc/audit/enabled"
LISTING: Final = "/etc/audit/listing"
# Answers as a kernel that holds the rules of the listing.
LISTS: Final = f"""\
#!/bin/sh
case $1 in
-s) cat {ENABLED} ;;
-l) cat {LISTING} ;;
esac
"""


def differing(
    among: Iterable[World], told: Callable[[World], Told], right: Callable[[World], Told]
) -> list[object]:
    """The worlds of which the two do not say the same."""
    tried = tuple(among)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = zip(tried, pool.map(told, tried), map(right, tried), strict=True)
        return [(world.id, mine, theirs) for world, mine, theirs in found if mine != theirs]


def place(folder: Path, world: World) -> Path:
    """Make a folder for the world."""
    made = folder / str(WORLDS.index(world))
    made.mkdir()
    return made


@pytest.mark.usefixtures("machines")
@pytest.mark.slow
def test_what_the_files_of_every_world_put_in_force(built: Built, tmp_path: Path) -> None:
    script = built.file("audit_kernel_modules_configured.sh")

    def told(world: World) -> Told:
        return run(stand_in(world, place(tmp_path, world)), script, world)

    def right(world: World) -> Told:
        _, verdicts, lines = world.judge(DISK)
        return status(verdicts.values()), lines

    assert differing(WORLDS, told, right)[:3] == []


@pytest.mark.usefixtures("machines")
@pytest.mark.slow
@pytest.mark.parametrize("awk", Awk, ids=lambda awk: awk.value)
def test_what_the_listing_of_every_world_holds(built: Built, tmp_path: Path, awk: Awk) -> None:
    """Each awk reads a third of them."""
    script = built.file("audit_kernel_modules_loaded.sh")

    def told(world: World) -> Told:
        loaded, lines = listed(world)
        files = {
            ENABLED: f"enabled {loaded.lists.enabled}\nfailure 1\n",
            LISTING: "".join(f"{line}\n" for line in lines) or "No rules\n",
        }
        made = stand_in(world, place(tmp_path, world), LISTS, more=files, awk=awk)
        return run(made, script, world)

    share = [world for at, world in enumerate(WORLDS) if tuple(Awk)[at % len(Awk)] is awk]
    assert differing(share, told, read)[:3] == []


def listed(world: World) -> tuple[Loaded, list[str]]:
    """What a boot of the world leaves, and what auditctl lists of it."""
    loaded, _, _ = world.judge(DISK)
    return loaded, list(render_listing(loaded.lists.forms, machine_of(world)))


def read(world: World) -> Told:
    """What the reference reads in the listing."""
    loaded, lines = listed(world)
    machine, enabled = machine_of(world), loaded.lists.enabled
    found = read_listing(lines, machine=machine, enabled=enabled, files=DISK)
    lists = settle(found, loaded.lists)
    said = [
        (event, coverage(lists, event, machine, world.uid_min, policy=world.policy, files=DISK))
        for event in world.events()
    ]
    lines = [evidence(event, verdict) for event, verdict in said]
    return status(verdict for _, verdict in said), "\n".join(lines)


def machine_of(world: World) -> Architecture:
    """The architecture of the world's machine."""
    found = architecture(world.machine)
    assert found
    return found
