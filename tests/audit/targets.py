"""Targets: the worlds of rule files as whole systems that a scanner can look at."""

import shutil
from pathlib import Path
from typing import Final

from generator.audit import Awk, NoText
from tests.audit.read_worlds import World
from tests.world.kernel import Kernel
from tests.world.namespace import NO_KERNEL, Machine, machine
from tests.world.world import Entry, Fifo, Files, Folder, Link, debian

RULES: Final = "/etc/audit/rules.d"
COMPILED: Final = "/etc/audit/audit.rules"
UNIT: Final = "/usr/lib/systemd/system/auditd.service"
LOADS: Final = "[Service]\nExecStart=/sbin/auditd\nExecStartPost=-/sbin/{}\n"
BY_AUGENRULES: Final = LOADS.format("augenrules --load")
AWKS: Final = {Awk.MAWK: "mawk", Awk.GAWK: "gawk", Awk.BUSYBOX: "busybox"}
BY_AUDITCTL: Final = LOADS.format(f"auditctl -R {COMPILED}")


def target(world: World) -> dict[str, Entry]:
    """Give the files of a Debian with the rules of `world` and no others."""
    files: dict[str, Entry] = {
        **debian(world.machine),
        "/etc/passwd": "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1::/:/bin/false\n",
        "/etc/group": "root:x:0:\ndaemon:x:1:\n",
        "/etc/login.defs": f"UID_MIN {world.uid_min}\n",
        "/usr/bin/env": "",
        f"/usr/bin/{world.awk.value}": "",
        "/usr/bin/awk": Link(world.awk.value),
        "/usr/lib": Folder(),
        "/tmp": Folder(),
        UNIT: BY_AUGENRULES if world.compiled is None else BY_AUDITCTL,
    }
    files |= rule_files(world)
    return files


def rule_files(world: World) -> dict[str, Entry]:
    """Give the files below /etc/audit alone."""
    files: dict[str, Entry] = {RULES: Folder()}
    for name, text in world.files.items():
        files[f"{RULES}/{name}"] = text if isinstance(text, str) else _SPECIAL[text]
    if world.compiled is not None:
        files[COMPILED] = world.compiled
    return files


_SPECIAL: Final[dict[NoText, Entry]] = {NoText.NOTHING: Folder(), NoText.ENDLESS: Fifo()}


def stand_in(
    world: World,
    folder: Path,
    auditctl: Kernel | str = NO_KERNEL,
    *,
    more: Files | None = None,
    awk: Awk | None = None,
) -> Machine:
    """Make a machine of the world's architecture, with its rules and its awk or another one."""
    programs = {} if world.machine == "x86_64" else foreign(world.machine)
    files: dict[str, Entry] = {
        f"{RULES}/audit.rules": None,
        "/etc/login.defs": f"UID_MIN {world.uid_min}\n",
        **rule_files(world),
        **(more or {}),
    }
    if world.compiled is not None:
        files[UNIT] = BY_AUDITCTL
    made = machine(folder, files=files, auditctl=auditctl, programs=programs)
    program, default = shutil.which(AWKS[awk or world.awk]), str(Path("/usr/bin/awk").resolve())
    assert program, f"package {AWKS[awk or world.awk]} is missing"
    return made.with_bind(Path(program), default)


def foreign(architecture: str) -> dict[str, str]:
    """Give programs that make this machine say that it is one of `architecture`."""
    return {
        "/usr/bin/uname": f"#!/bin/sh\necho {architecture}\n",
        "/usr/bin/ausyscall": "#!/bin/sh\nexit 1\n",
    }
