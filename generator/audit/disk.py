"""Disk: the files of a real system, or of a root folder made for a test; all reading is here."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.audit.accounts import read_accounts
from generator.audit.boot import RuleFiles
from generator.audit.login_defs import uid_min
from generator.audit.merging import Awk, Content, NoText, Script
from generator.audit.places import Entry, FileSystem, Place, SymbolicLink, follow
from generator.audit.units import FOLDERS, UNITS, Auditctl, Unit, mode

RULES_FOLDER: Final = "/etc/audit/rules.d"
COMPILED_FILE: Final = "/etc/audit/audit.rules"
LOGIN_DEFS: Final = "/etc/login.defs"

_AWKS: Final = {"gawk": Awk.GAWK, "busybox": Awk.BUSYBOX}
_NULL: Final = "/dev/null"


@dataclass(frozen=True, slots=True)
class Disk(FileSystem):
    """The files below a root folder; links stay below it."""

    root: Path

    def entry(self, path: str) -> Entry | None:
        """Return what lies at `path`; a FIFO or device counts as a file."""
        try:
            found = (self.root / path.lstrip("/")).lstat()
        except (OSError, ValueError):
            return None
        if stat.S_ISLNK(found.st_mode):
            return SymbolicLink(str((self.root / path.lstrip("/")).readlink()))
        return "folder" if stat.S_ISDIR(found.st_mode) else "file"

    def find(self, path: str) -> Path | None:
        """Return where `path` leads on the disk, None where nothing is."""
        found = follow(path, self)
        if not isinstance(found, Place) or found.entry is None:
            return None
        return self.root / found.path.lstrip("/")

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a plain file, None where there is none that can be read."""
        content = self.content(path)
        return content if isinstance(content, bytes) else None

    def content(self, path: str) -> Content:
        """Return what `cat` makes of `path`."""
        found = self.find(path)
        if found is None or path == _NULL:
            return NoText.NOTHING
        try:
            kind = found.stat().st_mode
            if stat.S_ISREG(kind):
                return found.read_bytes()
        except OSError:
            return NoText.NOTHING
        endless = stat.S_ISFIFO(kind) or (
            (stat.S_ISCHR(kind) or stat.S_ISBLK(kind)) and found.name != Path(_NULL).name
        )
        return NoText.ENDLESS if endless else NoText.NOTHING


def read_rule_files(root: Path) -> RuleFiles:
    """Read all that the rules in force after a boot depend on."""
    disk = Disk(root)
    how = mode(_units(disk))
    return RuleFiles(
        folder=_folder(disk),
        compiled=_compiled(disk, how.path if isinstance(how, Auditctl) else COMPILED_FILE),
        mode=how,
        script=_script(disk),
        files=disk,
        accounts=read_accounts(_text(disk, "/etc/passwd"), _text(disk, "/etc/group")),
    )


def read_uid_min(root: Path, default: int) -> int:
    """Read UID_MIN of the system; `default` holds where its login.defs says none."""
    content = Disk(root).read(LOGIN_DEFS)
    return default if content is None else uid_min(content.decode("utf-8", "replace"), default)


def _folder(disk: Disk) -> tuple[tuple[bytes, Content], ...] | None:
    found = disk.find(RULES_FOLDER)
    if found is None or not found.is_dir():
        return None
    return tuple(
        (os.fsencode(name), disk.content(f"{RULES_FOLDER}/{name}"))
        for name in _listed(found)
        if not name.startswith(".")
    )


def _compiled(disk: Disk, path: str) -> bytes | None:
    """Read the file that auditctl loads; it refuses one that all may write."""
    found = disk.find(path)
    if found is None or found.stat().st_mode & stat.S_IWOTH:
        return None
    return disk.read(path)


def _text(disk: Disk, path: str) -> str:
    return (disk.read(path) or b"").decode("utf-8", "surrogateescape")


def _script(disk: Disk) -> Script:
    """Read which awk there is, and how augenrules is written; Debian 12's where neither is."""
    paths = ("/usr/sbin/augenrules", "/sbin/augenrules", "/usr/bin/augenrules")
    text = next((text for path in paths if (text := _text(disk, path))), "")
    awk = disk.find("/usr/bin/awk") or disk.find("/bin/awk")
    return Script(
        awk=_AWKS.get(awk.name if awk else "", Awk.MAWK),
        cuts_returns=r"sub(/\r$/" in text,
        expands='/"${rules}"' not in text,
    )


def _units(disk: Disk) -> Iterator[Unit]:
    """Give the units that there are; a masked one has no text."""
    for name in UNITS:
        paths = [f"{folder}/{name}" for folder in FOLDERS]
        path = next((path for path in paths if disk.entry(_real(disk, path)) is not None), None)
        if path is not None:
            text = _text(disk, path)
            yield Unit(name=name, texts=(text, *_drop_ins(disk, name)) if text else ())


def _real(disk: Disk, path: str) -> str:
    """Return the path with the links of its folders followed, not that of its own name."""
    folder, _, name = path.rpartition("/")
    found = follow(folder, disk)
    return f"{found.path}/{name}" if isinstance(found, Place) else path


def _drop_ins(disk: Disk, name: str) -> tuple[str, ...]:
    """Return the texts of the drop-ins, by name; the first folder that has a name counts.

    Those of the unit come before those of its prefix, and those before the ones of all services.
    """
    prefix = name.partition("-")[0] + "-.service" if "-" in name else name
    chosen: dict[str, str] = {}
    for unit in (name, prefix, "service"):
        for folder in (f"{above}/{unit}.d" for above in FOLDERS):
            for one in _listed(disk.find(folder)):
                if one.endswith(".conf"):
                    chosen.setdefault(one, f"{folder}/{one}")
    return tuple(_text(disk, chosen[one]) for one in sorted(chosen))


def _listed(folder: Path | None) -> tuple[str, ...]:
    if folder is None or not folder.is_dir():
        return ()
    return tuple(sorted(one.name for one in folder.iterdir()))
