"""Watching: who saves a file finds the data streams built, and what is wrong told."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from generator.build.inputs import own_files

State = dict[str, tuple[int, int, int]]
"""Files by path: inode, size and time of the last change."""
_FOLDERS: Final = ("controls", "products", "profiles")
_PAUSE: Final = 0.05
_OWN_EVERY: Final = 20
"""Own files change rarely: they are looked at every so many pauses."""


def inputs_state(root: Path) -> State:
    """Give the state of all files that a build of `root` reads; folders that are there count."""
    paths = [root / "project.yml"]
    for name in _FOLDERS:
        folder = root / name
        paths.append(folder)
        try:
            paths.extend(sorted(folder.iterdir()))
        except OSError:  # it is gone: the build says so
            continue
    return dict(_states(paths))


def own_state() -> State:
    """Give the state of the files of the generator itself."""
    return dict(_states(own_files()))


def _states(paths: Iterator[Path] | list[Path]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    for path in paths:
        try:
            found = path.stat()
        except OSError:
            continue
        yield str(path), (found.st_ino, found.st_size, found.st_mtime_ns)


class Watch:
    """Waits for changes below `root`, by looking again and again: it works on any file system."""

    def __init__(self, root: Path, pause: Callable[[float], None] = time.sleep) -> None:
        self._root = root
        self._pause = pause
        self._own = own_state()
        self._seen: State = {}

    def begin(self) -> None:
        """Take what is there now for known: it is read by the build that follows."""
        self._seen = inputs_state(self._root)

    def wait(self) -> bool:
        """Wait until files changed, and then for a moment in which none does.

        False where it is the generator itself that changed: this process is then an old one.
        """
        pauses = 0
        while True:
            self._pause(_PAUSE)
            pauses += 1
            if pauses % _OWN_EVERY == 0 and own_state() != self._own:
                return False
            now = inputs_state(self._root)
            if now != self._seen:
                break
        while True:
            self._pause(_PAUSE)
            later = inputs_state(self._root)
            if later == now:
                return True
            now = later
