"""Products' folders change as a whole or not at all.

The files are written to a folder beside the old one; when all of them are complete and judged, the
two change places. Whoever looks sees the old output or the new, never a part of either.
"""

import ctypes
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from generator.source import Problems
from generator.stages.models import OutputFile

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2  # linux/fs.h


Files = tuple[OutputFile, ...]


def write_folders(
    root: Path, folders: dict[str, Files], problems: Problems, judge: Callable[[str, Path], None]
) -> bool:
    """Replace the folders below `root` by ones with exactly these files.

    All are written beside the old ones first; then `judge` sees each (its name, where it is now),
    and only if no problem was added do they take their places. False, and nothing changed, where
    the disk refuses (a problem says why) or `judge` does.
    """
    staged: dict[str, Path] = {}
    try:
        root.mkdir(parents=True, exist_ok=True)
        for name, files in folders.items():
            staged[name] = Path(tempfile.mkdtemp(prefix=f".{name}.", dir=root))
            for item in files:
                _write(staged[name] / item.path, item)
            staged[name].chmod(0o755)
            judge(name, staged[name])
        if problems.errors:
            return False
        for name, path in staged.items():
            _exchange(path, root / name)
    except OSError as error:
        where = error.filename or root
        problems.add(
            "folder-not-writable",
            None,
            f"cannot write {where}: {(error.strerror or 'unknown error').lower()}",
            hint="the last good output is untouched",
        )
        return False
    finally:
        for path in staged.values():
            shutil.rmtree(path, ignore_errors=True)
    return True


def _write(path: Path, item: OutputFile) -> None:
    with path.open("wb") as stream:
        stream.write(item.content)
        stream.flush()
        os.fsync(stream.fileno())
    path.chmod(0o755 if item.executable else 0o644)


def _exchange(staged: Path, folder: Path) -> None:
    """Let the two folders change places in one step; what is left at `staged` is the old one."""
    if not folder.exists():
        staged.rename(folder)
        return
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "renameat2"):
        done = libc.renameat2(
            _AT_FDCWD, os.fsencode(staged), _AT_FDCWD, os.fsencode(folder), _RENAME_EXCHANGE
        )
        if done == 0:
            return
    # A file system without the exchange (NFS, some overlays): two renames, the old one first.
    aside = staged.with_name(f"{staged.name}.old")
    folder.rename(aside)
    staged.rename(folder)
    shutil.rmtree(aside, ignore_errors=True)
