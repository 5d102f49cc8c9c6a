"""What the databases of dpkg and rpm say is installed, below a root folder.

Of rpm's forms only SQLite (RHEL 9, Fedora, Amazon Linux 2023) is read here: its table `Name` has a
row for each header, by the package's name.
"""

import re
import sqlite3
from pathlib import Path
from typing import Final

from generator.content import PackageManager

DPKG_STATUS: Final = "/var/lib/dpkg/status"
INSTALLED: Final = ("installed", "triggers-pending", "triggers-awaited")
"""The states of dpkg(1) in which a package is unpacked and configured."""
_RPM: Final = ("var/lib/rpm", "usr/lib/sysimage/rpm")
_OTHER_FORMS: Final = ("Packages", "Packages.db")
_STANZA: Final = re.compile(
    rf"^Package: (\S+)\nStatus: \S+ ok (?:{'|'.join(INSTALLED)})$", re.MULTILINE
)


class UnreadableError(Exception):
    """The database has a form that only its own programs read."""


def installed(root: Path, manager: PackageManager) -> frozenset[str]:
    """Give the names of installed packages; none where there is no database.

    Raises UnreadableError where rpm's is in a form of Berkeley DB or ndb.
    """
    return _dpkg(root) if manager == "apt" else _rpm(root)


def _dpkg(root: Path) -> frozenset[str]:
    path = root / DPKG_STATUS.lstrip("/")
    text = path.read_text("utf-8", "surrogateescape") if path.is_file() else ""
    return frozenset(_STANZA.findall(text))


def _rpm(root: Path) -> frozenset[str]:
    for folder in _RPM:
        path = root / folder / "rpmdb.sqlite"
        if path.is_file():
            return _rows(path)
        for name in _OTHER_FORMS:
            if (root / folder / name).is_file():
                raise UnreadableError(f"rpm alone reads its database in the form of {name}")
    return frozenset()


def _rows(path: Path) -> frozenset[str]:
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return frozenset(str(row[0]) for row in connection.execute("SELECT key FROM Name"))
    finally:
        connection.close()
