"""Products' folders change as a whole or not at all.

The files are written to folders beside the old ones; when all of them are complete and judged, old
and new change places. Whoever looks sees the old output or the new, never a part of either.
"""

import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Final

from generator.source import Problems
from generator.stages.models import OutputFile
from generator.write.exchange import exchange

# Product ids start with a letter, so no product's folder is ever called like a staged one.
_STAGED: Final = ".staged-"


Files = tuple[OutputFile, ...]


def write_folders(
    root: Path,
    folders: Mapping[str, Files],
    problems: Problems,
    judge: Callable[[str, Path], None],
    *,
    jobs: int = 1,
) -> bool:
    """Replace the folders below `root` by ones with exactly these files.

    All are written beside the old ones first; then `judge` sees each (its name, where it is now),
    `jobs` of them at a time, and only if no problem was added do they take their places, all of
    them. False, and nothing changed, where the disk refuses (a problem says why) or `judge` does.
    """
    staged: dict[str, Path] = {}
    try:
        root.mkdir(parents=True, exist_ok=True)
        with _alone(root):
            try:
                for name, files in folders.items():
                    staged[name] = Path(tempfile.mkdtemp(prefix=f"{_STAGED}{name}-", dir=root))
                    for item in files:
                        if not _taken_over(root / name, staged[name], item):
                            _write(staged[name], item)
                    staged[name].chmod(0o755)
                with ThreadPoolExecutor(jobs) as pool:
                    list(pool.map(judge, staged, staged.values()))
                if problems.errors:
                    return False
                _place(staged, root)
            finally:
                for path in staged.values():
                    _remove(path)
    except OSError as error:
        # The error names a staged file, which says nothing to anyone.
        problems.add(
            "folder-not-writable",
            None,
            f"cannot write to {root}: {(error.strerror or 'unknown error').lower()}",
            hint="the last good output is untouched",
        )
        return False
    return True


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Wait until no other build writes into `root`, and clear away what killed ones left there.

    Where the file system has no locks, nothing is cleared away.
    """
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with suppress(OSError):
            fcntl.flock(folder, fcntl.LOCK_EX)
            for left in root.glob(f"{_STAGED}*"):
                _remove(left)
        yield
    finally:
        os.close(folder)


def _taken_over(old: Path, folder: Path, item: OutputFile) -> bool:
    """Link the file of the old folder that is the same; False where there is none, or no links.

    It must be the build's alone: what has other names, owners or ways to it, is written anew.
    """
    there = old / item.path
    wanted = (stat.S_IFREG | _mode(item), len(item.content), 1, os.geteuid())
    try:
        found = there.lstat()
        if (found.st_mode, found.st_size, found.st_nlink, found.st_uid) != wanted:
            return False
        if there.resolve() != old.parent.resolve() / old.name / item.path:
            return False
        if there.read_bytes() != item.content:
            return False
        _make_parents(folder, item)
        os.link(there, folder / item.path, follow_symlinks=False)
    except OSError:
        return False
    return True


def _mode(item: OutputFile) -> int:
    return 0o755 if item.executable else 0o644


def _make_parents(folder: Path, item: OutputFile) -> None:
    for parent in reversed(PurePosixPath(item.path).parents[:-1]):
        if not (folder / parent).is_dir():
            (folder / parent).mkdir()
            (folder / parent).chmod(0o755)


def _write(folder: Path, item: OutputFile) -> None:
    path = folder / item.path
    _make_parents(folder, item)
    with path.open("wb") as stream:
        stream.write(item.content)
        stream.flush()
        os.fsync(stream.fileno())
    path.chmod(_mode(item))


def _place(staged: dict[str, Path], root: Path) -> None:
    """Put every folder in its place; where one cannot be, put those before it back."""
    placed: list[str] = []
    try:
        for name, path in staged.items():
            exchange(path, root / name)
            placed.append(name)
    except BaseException:
        for name in reversed(placed):
            exchange(root / name, staged[name])
        raise


def _remove(path: Path) -> None:
    """Remove a file, link or folder, if it is there and can be removed."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
