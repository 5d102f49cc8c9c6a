"""Privileged programs: files with a set-user-id or set-group-id bit, below a root folder."""

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

PROGRAM: Final = "PROGRAM"
"""The name that stands for the path of a program, as in `path=${PROGRAM}`."""


def programs(root: Path) -> tuple[str, ...]:
    """Give the paths of the programs below `root`, as they are called in there; sorted.

    All below the root counts: mount options are for the target to say. Of several names of one
    file the first is given.
    """
    found: dict[tuple[int, int], str] = {}
    for path in sorted(_privileged(root)):
        state = path.lstat()
        found.setdefault((state.st_dev, state.st_ino), f"/{path.relative_to(root)}")
    return tuple(found.values())


def _privileged(root: Path) -> Iterator[Path]:
    for path in root.rglob("*"):
        mode = path.lstat().st_mode
        if stat.S_ISREG(mode) and mode & (stat.S_ISUID | stat.S_ISGID):
            yield path
