"""Targets: the worlds of rule files as whole systems that a scanner can look at."""

from typing import Final

from generator.audit import NoText
from tests.audit.read_worlds import World
from tests.world.world import Entry, Fifo, Folder, Link, debian

RULES: Final = "/etc/audit/rules.d"
COMPILED: Final = "/etc/audit/audit.rules"
UNIT: Final = "/usr/lib/systemd/system/auditd.service"
LOADS: Final = "[Service]\nExecStart=/sbin/auditd\nExecStartPost=-/sbin/{}\n"
BY_AUGENRULES: Final = LOADS.format("augenrules --load")
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
