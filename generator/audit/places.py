"""Places: what a path of a rule stands for on the disk, as the kernel looks it up.

A `path` or `exe` follows the links of the folders above it, never the last one; a `dir` follows
the last one only where the path ends in a slash or a dot (kern_path_locked and kern_path of Linux).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, Protocol

MISSING: Final = "No such file or directory"
NO_FOLDER: Final = "Not a directory"
TOO_MANY_LINKS: Final = "Too many levels of symbolic links"
NOT_A_NAME: Final = "Invalid argument"

_MAX_LINKS: Final = 40


@dataclass(frozen=True, slots=True)
class SymbolicLink:
    """A symbolic link with this text."""

    to: str


Entry = Literal["file", "folder"] | SymbolicLink


class FileSystem(Protocol):
    """What lies where."""

    def entry(self, path: str) -> Entry | None:
        """Return what lies at `path`, which has no link or dot in its folders; None for nothing."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A file system written down: absolute paths; the folders above them are there too."""

    entries: Mapping[str, Entry]
    folders: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        above = {"/"}
        for path in self.entries:
            parts = path.strip("/").split("/")
            above.update("/" + "/".join(parts[:end]) for end in range(1, len(parts)))
        object.__setattr__(self, "folders", frozenset(above))

    def entry(self, path: str) -> Entry | None:
        """Return what lies at `path`."""
        return self.entries.get(path) or ("folder" if path in self.folders else None)


USUAL: Final = Tree(
    {
        "/bin": SymbolicLink("usr/bin"),
        "/sbin": SymbolicLink("usr/sbin"),
        "/usr/bin/kmod": "file",
        **{
            f"/usr/sbin/{name}": SymbolicLink("../bin/kmod")
            for name in ("lsmod", "rmmod", "insmod", "modinfo", "modprobe", "depmod")
        },
    }
)
"""The part of a usual system that kernel modules need."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a path leads: a path without links or dots, and what lies there."""

    path: str
    entry: Entry | None


def follow(path: str, files: FileSystem) -> Place | str:
    """Return where `path` leads through all links, as stat(2); else the error's words."""
    return _walk(path, files, last=True)


def watched(path: str, files: FileSystem) -> Place | str:
    """Return what a `path` or `exe` condition sits on; else the words of the kernel's refusal.

    The last name may be missing; then the condition waits for it.
    """
    if path.rstrip("/").rpartition("/")[2] in ("", ".", ".."):
        return NOT_A_NAME
    above, _, name = path.rpartition("/")
    folder = _walk(above or "/", files, last=True)
    if isinstance(folder, str):
        return folder
    if folder.entry is None:
        return MISSING
    if folder.entry != "folder":
        return NO_FOLDER
    here = f"{folder.path.rstrip('/')}/{name}"
    return Place(path=here, entry=files.entry(here))


def tree(path: str, files: FileSystem) -> Place | str:
    """Return what a `dir` condition sits on; else the words of the kernel's refusal."""
    whole = path.endswith(("/", "/."))
    found = _walk(path, files, last=whole)
    if isinstance(found, str):
        return found
    if found.entry is None:
        return MISSING
    return NO_FOLDER if whole and found.entry != "folder" else found


def _walk(path: str, files: FileSystem, *, last: bool) -> Place | str:
    """Follow a path name by name; `last`: its last name too, where that is a link."""
    left = [name for name in reversed(path.split("/")) if name not in ("", ".")]
    here, links = "/", 0
    while left:
        entry = files.entry(here)
        if entry is None:
            return MISSING
        if entry != "folder":
            return NO_FOLDER
        name = left.pop()
        if name == "..":
            here = here.rpartition("/")[0] or "/"
            continue
        there = f"{here.rstrip('/')}/{name}"
        found = files.entry(there)
        if not isinstance(found, SymbolicLink) or (not left and not last):
            here = there
            continue
        links += 1
        if links > _MAX_LINKS:
            return TOO_MANY_LINKS
        here = "/" if found.to.startswith("/") else here
        left += [part for part in reversed(found.to.split("/")) if part not in ("", ".")]
    return Place(path=here, entry=files.entry(here))
