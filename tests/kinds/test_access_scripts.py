"""The check scripts say of the worlds of accesses what the reference says."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import pytest

from generator.audit import (
    Awk,
    Disk,
    KernelLists,
    RuleFiles,
    Stop,
    boot,
    coverage,
    evidence,
    read_listing,
    render_listing,
    settle,
)
from generator.audit.syscalls import X86_64
from tests.audit.read_accesses import AccessWorld, access_worlds, lay_out
from tests.audit.targets import AWKS, RULES
from tests.kinds.access_controls import check_script
from tests.kinds.check_scripts import Told, status
from tests.kinds.test_check_worlds import ENABLED, LISTING, LISTS
from tests.world.namespace import NO_KERNEL, Machine, machine

ODD: Final = (
    ("-w $D/away -p wa", "-w $D/away -p wa -k k"),
    ("-w $D/away -p wa", "-w $D/folder -p wa -k k"),
    ("-w $D/away/inside -p wa", "-w $D/folder -p wa -k k"),
    ("-w $D/away/inside -p wa", "-a always,exit -F path=$D/folder/inside -F perm=wa -k k"),
    ("-a always,exit -F dir=$D/away/ -F perm=r", "-a always,exit -F dir=$D/folder -F perm=r -k k"),
    ("-a always,exit -F dir=$D/away -F perm=r", "-a always,exit -F dir=$D/folder -F perm=r -k k"),
    ("-a always,exit -F dir=$D/file/ -F perm=r", "-w $D -p r -k k"),
    ("-a always,exit -F dir=$D/loop/ -F perm=r", "-w $D -p r -k k"),
    ("-a always,exit -F dir=$D/loop -F perm=r", "-w $D -p r -k k"),
    ("-a always,exit -F dir=$D/gone -F perm=r", "-w $D -p r -k k"),
    ("-w $D/loop/x -p wa", ""),
    ("-w $D/nowhere/x -p wa", ""),
    ("-w $D/nowhere -p wa", "-w $D/nowhere -p wa -k k"),
    ("-w $D/file/x -p wa", ""),
    ("-w $D/a\\ b -p wa", "-w $D/a\\ b -p wa -k k"),
    ("-w $D/a\\ b -p wa", "-w $D/a -p wa -k k"),
    ("-w $D/a\\ b/c -p wa", "-w $D/a\\ b -p wa -k k"),
    ("-a always,exit -F dir=/ -F perm=w", "-w / -p w -k key"),
    ("-a always,exit -F dir=/ -F perm=w", "-w $D -p w -k k"),
    ("-w $D/file -p w -k k\n-w $D/gone/x -p w", "-w $D/file -p w -k k"),
    ("-w $D/file -p w -k k\n-w $D/gone/x -p w", ""),
    ("-a always,exit -F path=$D/link -F perm=x", "-w $D/file -p x -k k"),
)
"""What is asked for and what is loaded: paths that are more than names."""
WORLDS: Final = (
    *access_worlds(),
    *(
        AccessWorld(id=asked, asked=f"{asked} -k k", rules=rules, said="", words="", silent=False)
        for asked, rules in ODD
    ),
)
DISK: Final = Disk(Path("/"))


def boots(world: AccessWorld, here: Path) -> tuple[KernelLists, Stop | None]:
    """What a boot of the world puts in force."""
    rules = ((b"50-x.rules", world.text(here).encode()),)
    loaded = boot(RuleFiles(folder=rules, files=DISK), X86_64)
    return loaded.lists, loaded.stop


def right(world: AccessWorld, here: Path, lists: KernelLists, stop: Stop | None) -> Told:
    """What the reference says."""
    said = [
        (event, coverage(lists, event, X86_64, 1000, files=DISK)) for event in world.events(here)
    ]
    lines = (evidence(event, verdict, stop) for event, verdict in said)
    return status(verdict for _, verdict in said), "\n".join(lines)


def told(made: Machine, script: Path) -> Told:
    """What the script says."""
    done = made.run("sh", str(script), env={"PATH": os.environ["PATH"]})
    assert done.stderr == ""
    return done.returncode, done.stdout.rstrip("\n").rpartition("\n")[0]


def both(at: int, facet: str, folder: Path) -> tuple[str, Told, Told]:
    """One world, by the script and by the reference; each awk reads a third of them."""
    world = WORLDS[at]
    folder.mkdir()
    here = lay_out(folder)
    for name, to in (("away", "folder"), ("loop", "loop"), ("nowhere", "gone/away")):
        (here / name).symlink_to(to)
    (here / "a b").mkdir()
    asked = world.asked.replace("$D", str(here))
    script = check_script(asked, facet, folder)
    lists, stop = boots(world, here)
    files = {f"{RULES}/audit.rules": None, f"{RULES}/50-x.rules": world.text(here)}
    auditctl = NO_KERNEL
    if facet == "loaded":
        lines = tuple(render_listing(lists.forms, X86_64))
        files |= {ENABLED: "enabled 1\nfailure 1\n", LISTING: "".join(f"{a}\n" for a in lines)}
        files[LISTING] = files[LISTING] or "No rules\n"
        auditctl = LISTS
        listed = read_listing(lines, machine=X86_64, enabled=1, files=DISK)
        lists, stop = settle(listed, lists), None
    made = machine(folder, files=files, auditctl=auditctl)
    awk = f"/usr/bin/{AWKS[tuple(Awk)[at % len(Awk)]]}"
    made = made.with_bind(Path(awk), str(Path("/usr/bin/awk").resolve()))
    return world.id, told(made, script), right(world, here, lists, stop)


@pytest.mark.usefixtures("machines")
@pytest.mark.parametrize("facet", ["configured", "loaded"])
def test_worlds_of_accesses(tmp_path: Path, facet: str) -> None:
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = pool.map(lambda at: both(at, facet, tmp_path / str(at)), range(len(WORLDS)))
        differ = [one for one in found if one[1] != one[2]]
    assert differ[:3] == []
