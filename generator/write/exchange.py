"""Two places of one file system change what they hold: files, links or folders."""

import ctypes
import os
from pathlib import Path
from typing import Final

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2  # linux/fs.h


def exchange(new: Path, old: Path) -> None:
    """Let `new` and `old` change places, in one step where the system can; `old` may hold nothing.

    Raises OSError, and leaves both as they were, where they cannot.
    """
    if not os.path.lexists(old):
        new.rename(old)
    elif not _in_one_step(new, old):
        exchange_by_renames(new, old)


def exchange_by_renames(new: Path, old: Path) -> None:
    """Do the same where the file system has no exchange (NFS, FAT): for a moment `old` is empty."""
    aside = new.with_name(f"{new.name}.old")
    old.rename(aside)
    try:
        new.rename(old)
    except OSError:
        aside.rename(old)
        raise
    aside.rename(new)


def _in_one_step(new: Path, old: Path) -> bool:
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        return False
    paths = (_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(old))
    return bool(libc.renameat2(*paths, _RENAME_EXCHANGE) == 0)
