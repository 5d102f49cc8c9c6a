"""A world: files of a target as a test describes them, written below a folder of its own."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

OS_RELEASE: Final = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n'
STOCK_RULES: Final = """\
## First rule - delete all
-D

## Increase the buffers to survive stress events.
-b 8192

## This determine how long to wait in burst of events
--backlog_wait_time 60000

## Set failure mode to syslog
-f 1

"""
LOADERS: Final = {
    "x86_64": "/lib64/ld-linux-x86-64.so.2",
    "aarch64": "/lib/ld-linux-aarch64.so.1",
    "i386": "/lib/ld-linux.so.2",
    "ppc64le": "/lib64/ld64.so.2",
}
TOOLS: Final = ("lsmod", "rmmod", "insmod", "modprobe", "modinfo", "depmod")


@dataclass(frozen=True, slots=True)
class Link:
    """A symbolic link with this text."""

    to: str


@dataclass(frozen=True, slots=True)
class Folder:
    """An empty folder."""


@dataclass(frozen=True, slots=True)
class Fifo:
    """A named pipe that nobody writes to."""


Entry = str | Link | Folder | Fifo | None
"""What is at a path; text is a file's. None takes away what another world has."""

Files = Mapping[str, Entry]


def debian(architecture: str = "x86_64") -> dict[str, Entry]:
    """Give the files that every Debian 12 has and a check could look at, as installed."""
    return {
        "/etc/os-release": OS_RELEASE,
        "/etc/passwd": "root:x:0:0:root:/root:/bin/bash\n",
        "/etc/login.defs": "# Comment\nUID_MIN\t\t\t 1000\nUID_MAX\t\t\t60000\n#SYS_UID_MIN 100\n",
        "/etc/audit/rules.d": Folder(),
        "/bin": Link("usr/bin"),
        "/sbin": Link("usr/sbin"),
        "/usr/bin/kmod": "",
        LOADERS[architecture]: "",
        **{f"/usr/sbin/{tool}": Link("/bin/kmod") for tool in TOOLS},
    }


def write(root: Path, files: Files) -> Path:
    """Write the files below `root`, which need not exist."""
    for path, entry in files.items():
        place = root / path.lstrip("/")
        if entry is None:
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        match entry:
            case str():
                place.write_bytes(entry.encode("utf-8", "surrogateescape"))
            case Link():
                place.symlink_to(entry.to)
            case Folder():
                place.mkdir(exist_ok=True)
            case Fifo():
                os.mkfifo(place)
    return root
