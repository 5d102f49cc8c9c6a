"""Does a boot start a service? What systemd reads of the files below a root folder.

systemd.unit(5): a unit is the first file of its name in the folders, masked where that is empty or
a link to /dev/null. A target pulls in what has a link in its folder `.wants` or `.requires`; the
name of the link alone counts, and one that ends at /dev/null or at an empty file takes itself away.
What is in /run is gone after a boot. Targets that not every boot reaches, and what generators,
presets and the kernel's command line do, are left out.
"""

from pathlib import Path
from typing import Final

from generator.kinds.places import follow

FOLDERS: Final = (
    "/etc/systemd/system",
    "/usr/local/lib/systemd/system",
    "/usr/lib/systemd/system",
)
TARGETS: Final = ("sysinit", "basic", "multi-user", "default")
"""Targets that every boot to a login reaches."""
LINKS: Final = ("wants", "requires")
NULL: Final = "/dev/null"
SECTION: Final = "[Service]"


def starts(root: Path, unit: str) -> bool:
    """Say whether a boot starts `unit`."""
    found = _first(root, unit)
    return found is not None and _is_service(root, found) and _is_wanted(root, unit)


def _first(root: Path, name: str) -> str | None:
    """Give the path of the first entry of this name in the folders."""
    for folder in FOLDERS:
        place = root / folder[1:] / name
        if place.is_symlink() or place.exists():
            return f"{folder}/{name}"
    return None


def _is_service(root: Path, path: str) -> bool:
    end = follow(root, path)
    if end is None or end == NULL or not (root / end[1:]).is_file():
        return False
    lines = (root / end[1:]).read_text("utf-8", "replace").splitlines()
    return any(line.strip(" \t") == SECTION for line in lines)


def _is_wanted(root: Path, unit: str) -> bool:
    return any(
        _is_link(root, path)
        for target in TARGETS
        for links in LINKS
        if (path := _first(root, f"{target}.target.{links}/{unit}")) is not None
    )


def _is_link(root: Path, path: str) -> bool:
    end = follow(root, path)
    place = root / path[1:]
    if not place.is_symlink() or end is None or end == NULL:
        return False
    ending = root / end[1:]
    return not ending.is_file() or ending.stat().st_size > 0
