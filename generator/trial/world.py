"""A world: the files of a target as a case describes them, written below a folder of its own."""

import os
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

OS_RELEASE: Final = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n'
LOADERS: Final = {
    "x86_64": "/lib64/ld-linux-x86-64.so.2",
    "aarch64": "/lib/ld-linux-aarch64.so.1",
    "i386": "/lib/ld-linux.so.2",
    "ppc64le": "/lib64/ld64.so.2",
    "s390x": "/lib/ld64.so.1",
    "arm": "/lib/ld-linux-armhf.so.3",
}
_MOST_LINKS: Final = 40  # as Linux follows
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """The mode and the owners of a file, where they are others than its writer's own."""

    mode: int | None = None
    owner: int | None = None
    group: int | None = None


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
    """Write the files below `root`, which need not exist; no link leads out of there."""
    for path, entry in files.items():
        if entry is None:
            continue
        place = _inside(root, path)
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.is_symlink() and not isinstance(entry, Folder):
            place.unlink()
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


def _inside(root: Path, path: str) -> Path:
    """Give where `path` is to a system whose root is `root`: links of folders stay below it."""
    here, names, links = root, deque(path.split("/")), _MOST_LINKS
    while names:
        name = names.popleft()
        if name in ("", "."):
            continue
        if name == "..":
            here = here.parent if here != root else root
            continue
        if names and links and (here / name).is_symlink():
            links -= 1
            target = str((here / name).readlink())
            names.extendleft(reversed(target.split("/")))
            here = root if target.startswith("/") else here
        else:
            here /= name
    return here


def give_rights(root: Path, rights: Mapping[str, Rights]) -> None:
    """Set modes and owners below `root`; only root may give files away.

    The deepest come first: a folder may take its owner's own rights away.
    """
    for path, one in sorted(rights.items(), reverse=True):
        place = _inside(root, path)
        if one.owner is not None or one.group is not None:
            os.chown(place, one.owner or 0, one.group or 0, follow_symlinks=False)
        if one.mode is not None:
            place.chmod(one.mode)
